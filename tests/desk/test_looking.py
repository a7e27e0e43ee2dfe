"""Looks into the record: what an incident is, was, and was known to be; from any thread."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from incident_desk.desk import Desk, ReadingDesk
from incident_desk.domain.corrections import Retract
from incident_desk.domain.errors import NotFound
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import Retitle, SetSeverity, SetState, State
from incident_desk.domain.links import Add, Relation, Remove
from incident_desk.domain.moments import from_us
from incident_desk.domain.severity import Severity
from incident_desk.domain.showing import summary
from incident_desk.domain.timeline import Note
from tests.desk.conftest import SECOND_US, SetClock, a_desk, declared, texts

NOWHERE = IncidentId("0190b5a6-7d6f-7bd7-8e27-5f8a6f0c0001")


def test_a_board_belongs_to_whoever_asked(desk: Desk) -> None:
    incident = declared(desk)
    first = desk.board(incident)
    desk.record(Note("Failover started"), incident).result()
    assert len(first.timeline.lines) == 1
    assert len(desk.board(incident).timeline.lines) == 2


def test_what_was_true_and_what_was_known(desk: Desk, clock: SetClock) -> None:
    incident = declared(desk)
    was_us = clock.now_us + 60 * SECOND_US
    clock.now_us += 3600 * SECOND_US
    desk.record(SetState(State.MONITORING, occurred_us=was_us), incident).result()
    then = from_us(was_us + SECOND_US)
    assert desk.at(then).board(incident).headline.state is State.MONITORING
    assert desk.at(then, as_known=True).board(incident).headline.state is State.DECLARED
    assert desk.at(from_us(clock.now_us), as_known=True).board(incident).headline.state is State.MONITORING


def test_words_are_found_newest_first(desk: Desk) -> None:
    one, other = declared(desk), declared(desk, "Mail is late")
    for text, incident in (("replica lags", one), ("replica is back", other), ("unrelated", one)):
        desk.record(Note(text), incident).result()
    assert [hit.text for hit in desk.search("replica")] == ["replica is back", "replica lags"]
    assert [hit.text for hit in desk.search("replica", one)] == ["replica lags"]
    assert len(desk.search("replica", limit=1)) == 1
    assert desk.search("nowhere") == []


@pytest.mark.parametrize("as_known", [False, True])
def test_what_was_never_declared_was_never_there(desk: Desk, as_known: bool) -> None:
    with pytest.raises(NotFound, match="no incident"):
        desk.at(from_us(desk.now_us()), as_known=as_known).board(NOWHERE)


def test_many_threads_look_while_one_writes(desk: Desk) -> None:
    incident = declared(desk)

    def look(n: int) -> tuple[int, int]:
        return len(texts(desk, incident)), len(desk.search("note", limit=200))

    with ThreadPoolExecutor(6) as threads:
        looks = threads.map(look, range(40))
        for n in range(60):
            desk.record(Note(f"note {n}"), incident).result()
        seen = list(looks)
    assert all(0 <= lines <= 60 and 0 <= hits <= 60 for lines, hits in seen)
    assert look(0) == (60, 60)


def test_the_same_is_read_beside_the_desk_and_after_it(home: Path) -> None:
    with a_desk(home) as desk:
        incident = declared(desk)
        number = desk.board(incident).headline.number
        reading = ReadingDesk.open(home)
        assert reading.find(number) == incident
        reading.close()
    assert ReadingDesk.is_there(home)
    reading = ReadingDesk.open(home)
    assert reading.fold(incident).board.headline.number == number
    reading.close()


def test_the_list_shows_each_incident_where_its_board_shows_it(desk: Desk) -> None:
    first, second, third = (declared(desk, title) for title in ("Checkout fails", "Mail is late", "Search is slow"))
    raised = desk.record(SetSeverity(Severity.SEV1, "-"), first).result()[-1]
    desk.record(
        [Retitle("Payments fail"), SetImpact("EU", started_us=desk.now_us()), Retract(raised.id)], first
    ).result()
    desk.record(Add(Relation.DUPLICATE_OF, first), second).result()
    link = desk.record(Add(Relation.DUPLICATE_OF, first), third).result()[0]
    desk.record(Remove(link.id), third).result()
    listed = desk.reading.headlines()
    assert [board.incident for board in listed] == [third, second, first]
    assert [board.headline.state for board in listed] == [State.INVESTIGATING, State.MERGED, State.DECLARED]
    for board in listed:
        whole = desk.board(board.incident)
        assert summary(board) == summary(whole)
        assert (board.headline, board.impact) == (whole.headline, whole.impact)


def test_an_incident_is_found_by_what_people_call_it(desk: Desk) -> None:
    checkout, mail, mails = declared(desk), declared(desk, "Mail"), declared(desk, "Mail is late")
    find = desk.reading.find
    assert find("check") == checkout
    assert find(" MAIL ") == mail
    assert find("mail is") == mails
    assert find(checkout) == checkout
    assert find(desk.board(mail).headline.number.lower()) == mail
    with pytest.raises(NotFound, match="could be several"):
        find("mai")
    for nothing in ("", "INC-1", "%"):
        with pytest.raises(NotFound, match="No incident"):
            find(nothing)
