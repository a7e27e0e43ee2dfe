"""A disk that refuses: nothing is believed that is not on it, and the next word is written as if nothing had been."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from incident_desk.desk import Desk, Recorded
from incident_desk.domain.errors import NotSaved, RecordError
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare, SetSeverity, SetState, State
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import Note
from tests.desk.conftest import SetClock, a_desk, declared, texts
from tests.store.mounting import fill, mounted


def write_until_full(desk: Desk, incident: IncidentId) -> list[str]:
    """Notes, until the disk refuses one. Returns: those that were acknowledged."""
    saved: list[str] = []
    while True:
        text = f"note {len(saved)} {'x' * 2000}"
        try:
            desk.record(Note(text), incident).result()
        except NotSaved:
            return saved
        saved.append(text)


def test_a_full_disk_costs_no_word_and_the_desk_writes_on_when_there_is_room(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    with mounted(tmp_path / "disk", "size=3m") as disk, a_desk(disk / "home") as desk:
        incident = declared(desk)
        ballast = fill(disk, leaving=200_000)
        saved = write_until_full(desk, incident)
        with pytest.raises(NotSaved, match="the disk is full"):
            desk.record(SetState(State.RESOLVED, "y" * 40_000), incident).result()
        assert texts(desk, incident) == saved
        assert desk.board(incident).headline.state is State.DECLARED
        ballast.unlink()
        desk.record(SetState(State.RESOLVED), incident).result()
        assert desk.board(incident).headline.state is State.RESOLVED
        assert desk.check() == []


@contextmanager
def refusing(desk: Desk, monkeypatch: pytest.MonkeyPatch, what: str = "append") -> Generator[None]:
    """The disk refuses every write in this block."""

    def refuse(*_: object, **__: object) -> None:
        raise NotSaved("Not saved: the disk is full.")

    with monkeypatch.context() as full:
        full.setattr(desk._writer.replica, what, refuse)  # pyright: ignore[reportPrivateUsage]
        yield


def test_what_was_not_saved_did_not_happen(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    incident = declared(desk)
    heard: list[Recorded] = []
    desk.subscribe(heard.append)
    with refusing(desk, monkeypatch):
        for commands in ([Note("lost"), SetSeverity(Severity.SEV1, "-")], [SetState(State.RESOLVED)]):
            with pytest.raises(NotSaved):
                desk.record(commands, incident).result()
    assert heard == []
    written = desk.record([SetState(State.RESOLVED), SetSeverity(Severity.SEV1, "-")], incident).result()
    assert [line.kind for line in desk.board(incident).timeline.lines] == [
        "incident.declared",
        "state.set",
        "task.opened",
        "severity.set",
    ]
    assert written[0].seq == 5
    assert desk.check() == []


def test_a_number_that_was_not_saved_is_given_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first = desk.board(declared(desk)).headline.number
    with refusing(desk, monkeypatch), pytest.raises(NotSaved):
        desk.record(Declare("never seen")).result()
    assert desk.board(declared(desk)).headline.number == first[:-1] + "2"
    assert len(desk.reading.headlines()) == 2


def test_a_desk_that_cannot_even_look_again_tries_at_the_next_word(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    incident = declared(desk)
    with refusing(desk, monkeypatch), pytest.raises(NotSaved):
        desk.record(SetState(State.RESOLVED), incident).result()

    def unreadable() -> None:
        raise RecordError("The record could not be read.")

    with monkeypatch.context() as broken:
        broken.setattr(desk._writer._reading, "organisation", unreadable)  # pyright: ignore[reportPrivateUsage]
        for _ in range(2):
            with pytest.raises(RecordError, match="could not be read"):
                desk.record(Note("still not"), incident).result()
    desk.record(SetState(State.RESOLVED), incident).result()
    assert desk.board(incident).headline.state is State.RESOLVED
    assert desk.check() == []


def test_a_fault_of_the_program_leaves_nothing_half_believed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, clock: SetClock
) -> None:
    incident = declared(desk)

    def break_down(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as wrong:
        wrong.setattr(desk._writer, "_take_in", break_down)  # pyright: ignore[reportPrivateUsage]
        with pytest.raises(ZeroDivisionError):
            desk.record(Note("lost"), incident).result()
    desk.record(Note("kept"), incident).result()
    assert texts(desk, incident) == ["kept"]
    assert desk.check() == []
