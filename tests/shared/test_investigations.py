"""Sealed investigations between real desks: their members get all of it, and nobody else a byte until they open."""

import subprocess
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.corrections import Correct
from incident_desk.domain.erasure import Ask
from incident_desk.domain.handover_answers import Accept
from incident_desk.domain.handovers import Offer
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.investigating import AddEvidence, AskOpen, Hypothesis, Rate
from incident_desk.domain.investigation_entries import Rating
from incident_desk.domain.investigation_files import AttachEvidence
from incident_desk.domain.investigation_list import Investigation, Stage
from incident_desk.domain.investigations import BreakSeal, Investigate, JoinInvestigation, Submit
from incident_desk.domain.restriction import OnePerson
from incident_desk.domain.roles import Assign
from incident_desk.domain.snoozing import SnoozeNeed
from incident_desk.domain.timeline import AttachmentAdded, Note
from incident_desk.store.shared.handing import HandingUp

SECRET = "marzipan"


def joined(path: Path, name: str, by: Desk, level: str = "responder") -> Desk:
    desk = Desk.open(path)
    desk.choose_person(name).result()
    desk.shared.membership().join(by.shared.membership().grant(name, level))
    desk.shared.exchange()
    return desk


@pytest.fixture
def cyd(tmp_path: Path, ada: Desk) -> Generator[Desk]:
    """A third desk."""
    with joined(tmp_path / "cyd", "Cyd", ada) as desk:
        yield desk


@pytest.fixture
def dan(tmp_path: Path, ada: Desk) -> Generator[Desk]:
    """A fourth desk, which works on no investigation."""
    with joined(tmp_path / "dan", "Dan", ada) as desk:
        yield desk


def meet(*desks: Desk) -> None:
    """Everything that anybody may read arrives."""
    for _ in range(2):
        for desk in desks:
            assert desk.shared.exchange().parked == ()


def lies_in(desk: Desk, words: str = SECRET) -> bool:
    """Whether the words stand in any file of a home: the record, its write-ahead log, the index, copies, logs."""
    found = subprocess.run(["grep", "-rail", words, str(desk.home.path)], capture_output=True, text=True, check=False)
    return bool(found.stdout)


def apart(ada: Desk, *others: Desk) -> IncidentId:
    """Ada declares and has Bea and Cyd look into it, each blind to the other."""
    meet(ada, *others)
    incident = ada.record(Declare("Replication stopped")).result()[-1].incident
    ada.record(Investigate(2700, "Why did it stop? | Bea | Cyd"), incident).result()
    meet(ada, *others)
    return incident


def found(desk: Desk, incident: IncidentId, letter: str) -> Investigation:
    return desk.board(incident).investigations.find(letter)


def stages(desk: Desk, incident: IncidentId) -> list[Stage]:
    investigations = desk.board(incident).investigations
    return [investigations.stage(each) for each in investigations.all]


def hypotheses(desk: Desk, incident: IncidentId, letter: str) -> list[str]:
    timeline = desk.board(incident).timeline
    return [each.words(timeline) for each in found(desk, incident, letter).hypotheses.values()]


def none_taken(handing: HandingUp, count_in: Callable[[int], object]) -> int:
    handing.trouble = "refused"
    return 0


def test_how_many_sealed_entries_wait_at_a_desk_is_told_to_nobody(
    ada: Desk, bea: Desk, cyd: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident = apart(ada, bea, cyd)
    monkeypatch.setattr(HandingUp, "up", none_taken)  # as where the server goes on refusing what a desk hands up
    bea.record([Note("one for all"), Note("another")], incident).result()
    assert bea.shared.exchange().waiting == waiting_at(bea, ada) == 2
    bea.record(Hypothesis(f"the {SECRET} table was locked", "A"), incident).result()
    assert bea.shared.exchange().waiting == 4
    assert waiting_at(bea, ada) == 3  # that somebody works on it is open to all, what they write is not


def waiting_at(desk: Desk, asking: Desk) -> int | None:
    """What one desk is told of how many wait at another."""
    members = asking.shared.membership().standing(asking.now_us()).members
    return next(each.waiting for each in members if each.person == desk.me)


def test_sealed_words_lie_on_no_other_desk_and_open_everywhere_at_once(
    tmp_path: Path, ada: Desk, bea: Desk, cyd: Desk, dan: Desk
) -> None:
    incident = apart(ada, bea, cyd, dan)
    bea.record([Hypothesis(f"A {SECRET} delete"), AddEvidence(f"for H1 {SECRET} lag rose")], incident).result()
    line = bea.record(Hypothesis(f"The {SECRET} disk"), incident).result()[0]
    bea.record(Correct(line.id, f"Not the {SECRET} disk"), incident).result()
    cyd.record(Hypothesis("A full disk"), incident).result()
    meet(bea, cyd, ada, dan)
    assert lies_in(bea)
    for desk in (ada, cyd, dan):
        assert not lies_in(desk)
        assert desk.search(SECRET) == []
        assert found(desk, incident, "A").alive_us is not None
    bea.record(Submit("A", 80, f"It was the {SECRET}", leading="H1"), incident).result()
    meet(bea, cyd, ada, dan)
    assert stages(ada, incident) == [Stage.SUBMITTED, Stage.SEALED]
    assert not any(lies_in(desk) for desk in (ada, cyd, dan))
    # dan is away while they open, and eve joins afterwards
    cyd.record(Submit("B", 60, "A full disk"), incident).result()
    meet(cyd, bea, ada)
    assert stages(ada, incident) == stages(bea, incident) == stages(cyd, incident) == [Stage.OPEN, Stage.OPEN]
    meet(dan)
    with joined(tmp_path / "eve", "Eve", ada) as eve:
        meet(eve)
        for desk in (ada, cyd, dan, eve):
            assert hypotheses(desk, incident, "A") == [f"A {SECRET} delete", f"Not the {SECRET} disk"]
            assert len(desk.search(SECRET)) >= 3


def test_that_a_member_puts_a_question_off_is_heard_by_members_alone(ada: Desk, bea: Desk, cyd: Desk) -> None:
    incident = apart(ada, bea, cyd)
    bea.record(AskOpen("Who began it?", "Bea"), incident).result()
    (entry,) = bea.record(SnoozeNeed("A-Q1", 600, f"The {SECRET} first"), incident).result()
    question = next(iter(found(bea, incident, "A").questions))
    meet(bea, ada, cyd)
    for words in (SECRET, entry.id, question):
        assert lies_in(bea, words)
        assert not lies_in(ada, words)
        assert not lies_in(cyd, words)


def test_two_members_share_what_it_says_and_one_that_joins_later_gets_all(
    ada: Desk, bea: Desk, cyd: Desk, dan: Desk
) -> None:
    incident = apart(ada, bea, cyd, dan)
    bea.record([Hypothesis(f"A {SECRET} delete"), AddEvidence("Lag rose")], incident).result()
    ada.record(JoinInvestigation("A", "Dan"), incident).result()
    meet(bea, ada, dan)
    assert hypotheses(dan, incident, "A") == [f"A {SECRET} delete"]
    # cut off from one another
    dan.record(Rate("E1", "H1", Rating.CONSISTENT), incident).result()
    bea.record(Rate("E1", "H1", Rating.INCONSISTENT), incident).result()
    meet(bea, dan, bea)
    for desk in (bea, dan):
        (field,) = found(desk, incident, "A").ratings.values()
        assert field.is_conflicted
    assert not lies_in(cyd)
    assert not lies_in(ada)


def test_a_picture_as_evidence_reaches_members_only_until_it_opens(ada: Desk, bea: Desk, cyd: Desk, dan: Desk) -> None:
    incident = apart(ada, bea, cyd, dan)
    ada.record(JoinInvestigation("A", "Dan"), incident).result()
    meet(ada, bea, dan)
    picture = f"\x89PNG of {SECRET}".encode("latin-1")
    written = bea.attach(picture, AttachEvidence("", f"{SECRET}.png", 0, "image/png", "Lag rose"), incident).result()
    timeline = bea.board(incident).timeline
    body = next(timeline.line(each.id).body for each in written if each.kind == "attachment.added")
    assert isinstance(body, AttachmentAdded)
    meet(bea, dan, ada, cyd)
    assert dan.reading.attachment(body.digest) == picture
    for desk in (ada, cyd):
        assert not desk.reading.has_file(body.digest)
        assert not lies_in(desk)
    bea.record(Submit("A", 80, "It was the delete"), incident).result()
    cyd.record(Submit("B", 60, "A full disk"), incident).result()
    meet(bea, cyd, ada, dan)
    for desk in (ada, cyd):
        assert desk.reading.attachment(body.digest) == picture
        assert desk.check() == []


def test_a_broken_seal_opens_one_with_its_reason(ada: Desk, bea: Desk, cyd: Desk) -> None:
    incident = apart(ada, bea, cyd)
    bea.record(Hypothesis(f"A {SECRET} delete"), incident).result()
    cyd.record(Hypothesis("A full disk"), incident).result()
    meet(bea, cyd)
    ada.record(BreakSeal("A", "The copy must be stopped now"), incident).result()
    meet(ada, cyd, bea)
    assert hypotheses(cyd, incident, "A") == [f"A {SECRET} delete"]
    assert stages(cyd, incident) == [Stage.OPEN, Stage.SEALED]
    assert "The copy must be stopped now" in [line.text for line in cyd.board(incident).timeline.lines]
    assert hypotheses(ada, incident, "B") == []


def test_whoever_takes_over_the_lead_in_the_middle_of_it_breaks_a_seal_that_was_there_before(
    ada: Desk, bea: Desk, cyd: Desk, dan: Desk
) -> None:
    incident = apart(ada, bea, cyd, dan)
    bea.record(Hypothesis(f"A {SECRET} delete"), incident).result()
    ada.record([Assign("incident manager", "me"), Offer("incident manager", "Dan", "All is calm")], incident).result()
    meet(ada, dan, bea, cyd)
    dan.record(Accept("incident manager"), incident).result()
    assert not lies_in(dan)
    dan.record(BreakSeal("A", "The copy must be stopped now"), incident).result()
    meet(dan, bea, cyd, ada)
    for desk in (ada, cyd, dan):
        assert hypotheses(desk, incident, "A") == [f"A {SECRET} delete"]
        assert stages(desk, incident) == [Stage.OPEN, Stage.SEALED]


def test_in_a_restricted_incident_an_investigation_opens_to_its_members_only(
    ada: Desk, bea: Desk, cyd: Desk, dan: Desk
) -> None:
    meet(ada, bea, cyd, dan)
    declaring = Declare("Somebody sold a list", restricted=True)
    incident = ada.record([declaring, OnePerson("Bea"), OnePerson("Cyd")]).result()[-1].incident
    ada.record(Investigate(text="Who? | Bea | Cyd"), incident).result()
    meet(ada, bea, cyd, dan)
    bea.record([Hypothesis(f"The {SECRET} clerk"), Submit("A", 50, f"{SECRET}")], incident).result()
    meet(bea, ada, cyd, dan)
    assert not lies_in(cyd)
    cyd.record(Submit("B", 50, "Nobody"), incident).result()
    meet(cyd, bea, ada, dan)
    assert hypotheses(cyd, incident, "A") == [f"The {SECRET} clerk"]
    assert not lies_in(dan)
    assert incident not in [board.incident for board in dan.reading.headlines()]


def test_what_is_erased_in_a_sealed_investigation_is_asked_for_in_there(
    tmp_path: Path, ada: Desk, bea: Desk, cyd: Desk
) -> None:
    incident = apart(ada, bea, cyd)
    with joined(tmp_path / "fay", "Fay", ada, "manager") as fay:
        meet(fay, ada)
        ada.record(JoinInvestigation("A", "Fay"), incident).result()
        meet(fay, ada, fay)
        line = fay.record(Hypothesis(f"The password is {SECRET}"), incident).result()[0]
        asked = fay.record(Ask(line.id, f"it has {SECRET} in it"), incident).result()
        assert {entry.stream for entry in asked} == {line.stream}
        meet(fay, bea, ada, cyd)
        assert lies_in(bea)
        assert not lies_in(ada)
        assert not lies_in(cyd)
