"""The one way of an entry: a command, its rule, the record, and whoever wants to hear of it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from incident_desk.desk import Desk, ReadingDesk, Recorded
from incident_desk.domain.corrections import Undo
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import BadInput, NotFound, NotSaved, RuleError
from incident_desk.domain.ids import NO_INCIDENT, IncidentId, PersonId
from incident_desk.domain.incident import Declare, Retitle, SetSeverity, SetState, State
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import Attach, Note
from tests.desk.conftest import a_desk, declared, texts
from tests.support.quiet import Announce

NOBODY = PersonId("0b9f6c1e-52ea-4f0b-9b0e-2f3d9b1c0001")
NOWHERE = IncidentId("0190b5a6-7d6f-7bd7-8e27-5f8a6f0c0001")


def chains_are_whole(home: Path) -> None:
    """Every chain starts at 1, has no gap and no broken link."""
    desk = ReadingDesk.open(home)
    try:
        assert desk.warnings == ()
    finally:
        desk.close()


def all_entries(desk: Desk, incident: IncidentId = NO_INCIDENT) -> list[Entry]:
    return desk.reading.entries(incident)


def test_what_was_recorded_is_on_the_board_and_in_the_file(home: Path, desk: Desk) -> None:
    incident = declared(desk)
    written = desk.record(Note("Failover started"), incident).result()
    assert texts(desk, incident) == ["Failover started"]
    assert all_entries(desk, incident)[-1:] == written


def test_it_is_all_there_after_a_restart(home: Path) -> None:
    with a_desk(home) as desk:
        incident = declared(desk)
        desk.record(Note("Failover started"), incident).result()
    with a_desk(home) as desk:
        assert texts(desk, incident) == ["Failover started"]
        desk.record(Note("Failover done"), incident).result()
        assert desk.check() == []


def test_commands_of_one_call_see_what_the_ones_before_did(desk: Desk) -> None:
    incident = declared(desk)
    desk.record([SetState(State.MITIGATING), SetState(State.MONITORING)], incident).result()
    assert not desk.board(incident).headline.states.is_conflicted
    with pytest.raises(RuleError, match="already"):
        desk.record([SetSeverity(Severity.SEV1, "-"), SetSeverity(Severity.SEV1, "-")], incident).result()


def test_a_declaration_and_what_follows_it_is_one_call(desk: Desk) -> None:
    entries = desk.record([Declare("Mail is late"), Note("Queue grows"), SetState(State.INVESTIGATING)]).result()
    incident = entries[-1].incident
    assert texts(desk, incident) == ["Queue grows"]
    assert desk.board(incident).headline.state is State.INVESTIGATING


def test_a_refused_command_leaves_nothing_of_its_call(home: Path, desk: Desk) -> None:
    incident = declared(desk)
    before = all_entries(desk, incident)
    with pytest.raises(RuleError, match="the title already"):
        desk.record([Note("Failover started"), Retitle("Checkout fails")], incident).result()
    assert all_entries(desk, incident) == before
    assert texts(desk, incident) == []
    written = desk.record(Note("Failover started"), incident).result()
    assert written[0].seq == before[-1].seq + 1


@pytest.mark.parametrize(
    ("commands", "error"),
    [
        ([Note(" ")], RuleError),
        ([SetSeverity(Severity.SEV1, "x" * 60_000)], RuleError),  # the second of its two entries is too long
        ([Note("kept"), SetSeverity(Severity.SEV1, "x" * 60_000)], RuleError),
        ([Note("half a character: \ud800")], BadInput),
        ([Note("too far away", occurred_us=2**70)], BadInput),
        ([Declare("again", incident=IncidentId("no id"))], BadInput),
        ([Note("kept"), Undo(), Undo(), Undo()], RuleError),
    ],
)
def test_whatever_is_refused_the_desk_writes_on(
    home: Path, desk: Desk, commands: list[Note], error: type[Exception]
) -> None:
    incident = declared(desk)
    for _ in range(2):
        with pytest.raises(error):
            desk.record(commands, incident).result()
        desk.record(Note("still here"), incident).result()
    assert texts(desk, incident) == ["still here", "still here"]
    assert desk.check() == []


def test_a_number_is_not_lost_with_a_declaration_that_was_refused(desk: Desk) -> None:
    first = desk.board(declared(desk)).headline.number
    with pytest.raises(RuleError):
        desk.record([Declare("Mail is late"), Note("")]).result()
    second = desk.board(declared(desk)).headline.number
    assert first.endswith("-1")
    assert second == first[:-1] + "2"


def test_an_incident_is_declared_once(desk: Desk) -> None:
    desk.record(Declare("Mail is late", incident=NOWHERE)).result()
    with pytest.raises(RuleError, match="is declared already"):
        desk.record(Declare("Mail is later", incident=NOWHERE)).result()
    assert desk.board(NOWHERE).headline.title.value == "Mail is late"


def test_an_incident_nobody_declared_is_not_written_about(desk: Desk) -> None:
    with pytest.raises(NotFound, match="no incident"):
        desk.record(Note("Failover started"), NOWHERE).result()
    with pytest.raises(NotFound, match="no incident"):
        desk.board(NOWHERE)
    with pytest.raises(RuleError, match="needs an incident"):
        desk.record(Note("Failover started")).result()


def test_nobody_writes_who_has_no_desk_here(desk: Desk) -> None:
    with pytest.raises(NotFound, match="no desk in this home"):
        desk.record(Note("Failover started"), declared(desk), by=NOBODY).result()


# subscribers ----------------------------------------------------------------------------------------------


def test_subscribers_hear_of_every_commit_with_its_origin(desk: Desk) -> None:
    heard: list[Recorded] = []
    end = desk.subscribe(heard.append)
    incident = declared(desk)
    written = desk.record(Note("Failover started"), incident, origin="here").result()
    assert [e.kind for e in heard[0].entries] == ["plan.published", "gov.incident.opened", "incident.declared"]
    assert heard[1] == Recorded(tuple(written), "here")
    end()
    desk.record(Note("Failover done"), incident).result()
    assert len(heard) == 2


def test_when_a_subscriber_hears_it_the_words_are_on_the_disk(home: Path, desk: Desk) -> None:
    found: list[bool] = []

    def look(recorded: Recorded) -> None:
        reading = ReadingDesk.open(home)
        found.append(recorded.entries[-1] in reading.entries(recorded.entries[-1].incident))
        reading.close()

    desk.subscribe(look)
    declared(desk)
    assert found == [True]


def test_a_refused_command_is_not_told(desk: Desk) -> None:
    heard: list[Recorded] = []
    desk.subscribe(heard.append)
    with pytest.raises(RuleError):
        desk.record(Declare(" ")).result()
    assert heard == []


def test_a_subscriber_that_fails_stops_nobody(desk: Desk, announce: Announce) -> None:
    announce("A subscriber failed; the entries are saved")
    heard: list[Recorded] = []

    def fail(_: Recorded) -> None:
        raise ValueError("a fault of the window")

    desk.subscribe(fail)
    desk.subscribe(heard.append)
    incident = declared(desk)
    assert len(heard) == 1
    assert texts(desk, incident) == []
    assert desk.board(incident).headline.title.value == "Checkout fails"


def test_a_subscriber_may_look_write_and_leave_on_the_desks_own_thread(desk: Desk) -> None:
    seen: list[int] = []

    def once(recorded: Recorded) -> None:
        end()
        end()  # leaving twice is leaving
        seen.append(len(desk.board(recorded.entries[-1].incident).timeline.lines))
        desk.subscribe(lambda _: seen.append(0))

    end = desk.subscribe(once)
    incident = declared(desk)
    desk.record(Note("Failover started"), incident).result()
    assert seen == [1, 0]


# threads, closing ----------------------------------------------------------------------------------------------


def test_many_threads_write_at_once_and_every_word_is_there(desk: Desk) -> None:
    incident = declared(desk)
    before = all_entries(desk, incident)[-1].seq

    def write(n: int) -> list[Entry]:
        return desk.record(Note(f"note {n}"), incident).result()

    with ThreadPoolExecutor(8) as threads:
        done = list(threads.map(write, range(80)))
    kept = all_entries(desk, incident)[-80:]
    assert {e.id for entries in done for e in entries} == {e.id for e in kept}
    assert [e.seq for e in kept] == list(range(before + 1, before + 81))
    assert desk.check() == []


def test_everything_that_was_asked_for_is_written_before_a_desk_is_closed(home: Path) -> None:
    desk = Desk.open(home)
    incident = declared(desk)
    waiting = [desk.record(Note(f"note {n}"), incident) for n in range(50)]
    desk.close()
    assert all(future.done() for future in waiting)
    reading = ReadingDesk.open(home)
    assert len([e for e in reading.entries(incident) if e.kind == "timeline.noted"]) == 50
    reading.close()


def test_a_closed_desk_says_so_and_lets_go_of_the_home(home: Path) -> None:
    desk = Desk.open(home)
    incident = declared(desk)
    desk.close()
    desk.close()
    with pytest.raises(NotSaved, match="closed"):
        desk.record(Note("too late"), incident).result()
    with a_desk(home) as again:
        assert texts(again, incident) == []


def test_no_thread_is_left(home: Path) -> None:
    before = threading.active_count()
    with a_desk(home) as desk:
        declared(desk)
    assert threading.active_count() == before


# files ----------------------------------------------------------------------------------------------


def test_a_file_is_on_the_timeline_and_its_bytes_are_kept(desk: Desk) -> None:
    incident = declared(desk)
    about = Attach("", "graph.png", 0, "image/png", "Latency since 19:00")
    desk.attach(b"\x89PNG", about, incident).result()
    [line] = [line for line in desk.board(incident).timeline.lines if line.digest]
    assert (line.text, desk.reading.attachment(line.digest)) == ("Latency since 19:00", b"\x89PNG")
