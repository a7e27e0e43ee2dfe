"""Words that must not be kept: one person asks, a second confirms, and no file of the home has them any more."""

from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.corrections import Correct, Retract
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.ids import EntryId, IncidentId, PersonId
from incident_desk.domain.incident import SetSeverity, SetState, State
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import Attach, Note
from tests.desk.conftest import a_desk, declared

SECRET = "hunter2-correct-horse"


def files_with(home: Path, words: str) -> list[str]:
    """Every file of the home that has these bytes."""
    return [str(f.relative_to(home)) for f in home.rglob("*") if f.is_file() and words.encode() in f.read_bytes()]


def erase(desk: Desk, incident: IncidentId, entry: EntryId) -> PersonId:
    """One asks, another confirms. Returns: the second."""
    second = desk.add_person("Tomas Lind").result()
    desk.record(Ask(entry, "a password"), incident).result()
    desk.record(Confirm(entry), incident, by=second).result()
    return second


def test_erased_words_are_in_no_file_and_who_and_why_remain(home: Path) -> None:
    with a_desk(home) as desk:
        incident = declared(desk)
        said = desk.record(Note(f"The password is {SECRET}"), incident).result()[0]
        desk.record(Note("Failover started"), incident).result()
        desk.back_up()
        assert files_with(home, SECRET)
        second = erase(desk, incident, said.id)
        line = desk.board(incident).timeline.line(said.id)
        erasure = desk.board(incident).erasures.of[said.id]
        assert (line.is_erased, line.text, line.author) == (True, "", desk.me)
        assert (erasure.asked_by, erasure.reason) == ([desk.me, second], "a password")
        assert desk.search(SECRET) == []
        assert desk.check() == []
        desk.reading.close()
    with a_desk(home) as desk:  # a start finishes what a reader was in the way of
        assert desk.check() == []
    assert files_with(home, SECRET) == []


def test_a_correction_keeps_no_copy(home: Path) -> None:
    with a_desk(home) as desk:
        incident = declared(desk)
        said = desk.record(Note("first words"), incident).result()[0]
        desk.record(Correct(said.id, f"password {SECRET}", reason=f"typed {SECRET}"), incident).result()
        desk.record(Retract(said.id, f"was {SECRET}"), incident)
        # it was taken back and can still be erased
        erase(desk, incident, said.id)
        assert desk.board(incident).timeline.line(said.id).is_retracted
        assert desk.check() == []
    with a_desk(home):
        pass
    assert files_with(home, SECRET) == []


def test_a_file_goes_with_its_line(home: Path) -> None:
    with a_desk(home) as desk:
        incident = declared(desk)
        about = Attach("", f"{SECRET}.txt", 0)
        added = desk.attach(SECRET.encode(), about, incident).result()[0]
        digest = desk.board(incident).timeline.line(added.id).digest
        erase(desk, incident, added.id)
        with pytest.raises(NotFound):
            desk.reading.attachment(digest)
        assert set(desk.board(incident).erasures.of) == {added.id, digest}
    with a_desk(home):
        pass
    assert files_with(home, SECRET) == []


def test_the_incident_stands_where_it_stood(home: Path) -> None:
    with a_desk(home) as desk:
        incident = declared(desk)
        raised = desk.record(SetSeverity(Severity.SEV1, f"because of {SECRET}"), incident).result()[-1]
        resolved = desk.record(SetState(State.RESOLVED, f"rotated {SECRET}"), incident).result()[-1]
        before = desk.board(incident).headline
        for entry in (raised, resolved):
            erase(desk, incident, entry.id)
        after = desk.board(incident).headline
        assert (after.state, after.severity.value) == (State.RESOLVED, Severity.SEV1)
        assert after.entered_us == before.entered_us
        assert [b.headline.state for b in desk.reading.headlines()] == [State.RESOLVED]
    with a_desk(home) as desk:
        assert desk.board(incident).headline.state is State.RESOLVED
    assert files_with(home, SECRET) == []


def test_nobody_erases_alone(desk: Desk) -> None:
    incident = declared(desk)
    said = desk.record(Note(SECRET), incident).result()[0]
    with pytest.raises(RuleError, match="Nobody has asked"):
        desk.record(Confirm(said.id), incident).result()
    with pytest.raises(RuleError, match="Say why"):
        desk.record(Ask(said.id, " "), incident).result()
    desk.record(Ask(said.id, "a password"), incident).result()
    with pytest.raises(RuleError, match="a second person must confirm"):
        desk.record(Confirm(said.id), incident).result()
    with pytest.raises(RuleError, match="asked for this already"):
        desk.record(Ask(said.id, "a password"), incident).result()
    assert desk.board(incident).timeline.line(said.id).text == SECRET


def test_what_is_erased_cannot_be_erased_again(desk: Desk) -> None:
    incident = declared(desk)
    said = desk.record(Note(SECRET), incident).result()[0]
    second = erase(desk, incident, said.id)
    for fields in (Ask(said.id, "again"), Confirm(said.id)):
        with pytest.raises(RuleError, match="erased already"):
            desk.record(fields, incident, by=second).result()
