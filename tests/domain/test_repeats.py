"""The repeat guard: what would have met an incident that comes again, whether it was done, and how often that is."""

import pytest

from incident_desk.domain.board import Board
from incident_desk.domain.follow_up_entries import Aim
from incident_desk.domain.follow_ups import AddFollowUp, DropFollowUp, FinishFollowUp
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import SetState, State
from incident_desk.domain.links import Add, Relation
from incident_desk.domain.repeats import Stood, repeat_shown, repeats_of, share, share_line, share_shown
from incident_desk.domain.standing_down import StandDown
from tests.domain.making import DAY_US, INCIDENT, Hand, two_desks


@pytest.fixture
def ada() -> Hand:
    """An incident with five follow-ups, and months later the same again."""
    hand, _ = two_desks()
    hand.declare("The backup was empty")
    due_us = hand.clock() + DAY_US
    for text, aim in (
        ("Check the host name", Aim.DETECT),
        ("Read each backup", Aim.PREVENT),
        ("Ask before a removal", Aim.PREVENT),
        ("Print the numbers", Aim.RESPOND),
    ):
        hand.do(AddFollowUp(text, due_us=due_us, aim=aim))
    hand.do(AddFollowUp("A second copy", due_us=due_us + 400 * DAY_US, aim=Aim.PREVENT))
    hand.do(SetState(State.RESOLVED))
    hand.do(FinishFollowUp("3", "seen"))
    hand.do(DropFollowUp("4", "no printer"))
    hand.clock.now_us += 60 * DAY_US
    return hand


def again(hand: Hand) -> IncidentId:
    other = hand.declare_another("The backup is empty again")
    hand.do(Add(Relation.REPEAT_OF, INCIDENT), other)
    return other


def boards(hand: Hand, *incidents: IncidentId) -> list[Board]:
    return [hand.board(each) for each in (INCIDENT, *incidents)]


def test_what_would_have_prevented_it_comes_first_with_how_it_stood_when_it_began(ada: Hand) -> None:
    other = again(ada)
    [found] = repeats_of(ada.board(other), boards(ada, other))
    assert [(met.one.words, met.stood) for met in found.met] == [
        ("Read each backup", Stood.OVERDUE),
        ("Ask before a removal", Stood.DONE),
        ("A second copy", Stood.OPEN),
        ("Check the host name", Stood.OVERDUE),
        ("Print the numbers", Stood.DROPPED),
    ]
    assert repeat_shown(found)["would_have_prevented_it"] == ["2", "5"]


def test_what_is_done_afterwards_was_not_done_then_and_what_is_added_was_not_there(ada: Hand) -> None:
    other = again(ada)
    ada.do(FinishFollowUp("2", "read"))
    ada.do(AddFollowUp("A third copy"))
    [found] = repeats_of(ada.board(other), boards(ada, other))
    assert found.met[0].stood is Stood.OVERDUE
    assert "A third copy" not in [met.one.words for met in found.met]


def test_the_share_of_repeats_counts_incidents_that_were_some(ada: Hand) -> None:
    other, false = again(ada), ada.declare_another("Nothing")
    ada.do(StandDown("all is well"), false)
    found = share(boards(ada, other, false))
    assert share_shown(found) == {"repeats": 1, "of": 2, "share": 0.5, "preventable": 1}
    assert share_line(found) == "Repeats: 1 of 2 incidents (50 %), 1 of them would have been prevented by a follow-up"
    assert share_shown(share([]))["share"] is None


def test_other_links_are_no_repeats(ada: Hand) -> None:
    other = ada.declare_another("Mail is late")
    ada.do(Add(Relation.CAUSED_BY, INCIDENT), other)
    assert repeats_of(ada.board(other), boards(ada, other)) == []
