"""Stand down: one entry ends it all, tells exactly those who were told, and can be taken back."""

from datetime import UTC

import pytest

from incident_desk.domain.board import Board
from incident_desk.domain.corrections import Restore, Retract, Undo
from incident_desk.domain.courses import Approve, Begin, Propose
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import RuleError
from incident_desk.domain.fold import Fold
from incident_desk.domain.handover_list import HandoverState, state_of
from incident_desk.domain.handovers import Offer
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import SetState, State
from incident_desk.domain.links import Add, Relation
from incident_desk.domain.restriction import LetGo, OnePerson, Restrict
from incident_desk.domain.roles import Assign, OneRole, Release
from incident_desk.domain.standing_down import StandDown, StoodDown
from incident_desk.domain.tasks import Finish, Give, Reassign
from incident_desk.domain.texts import Reading, read_line
from incident_desk.domain.timeline import Note, NoteSort
from tests.domain.making import INCIDENT, MINUTE_US, START_US, Hand, told, two_desks
from tests.domain.night import of_incident
from tests.domain.test_tasks import meet


@pytest.fixture
def desks() -> tuple[Hand, Hand]:
    """Ada leads and Tomas was asked; Sofia had a task, Kim has one."""
    ada, tomas = two_desks()
    ada.declare("Pushes fail")
    meet(ada, tomas)
    ada.do(Assign("incident manager", "me"))
    ada.do(Assign("operations manager", "Tomas"))
    ada.do(Give("@Sofia", 900, "Read the logs"))
    ada.do(Reassign(str(last_number(ada)), "@Kim"))
    meet(ada, tomas)
    return ada, tomas


def last_number(hand: Hand) -> int:
    return hand.board().tasks.all[-1].number


def stood_down(hand: Hand) -> StoodDown:
    body = hand.board().timeline.lines[-1].body
    assert isinstance(body, StoodDown)
    return body


def holders(board: Board) -> list[str]:
    return [holding.holder.value.name for holding in board.roles.held.values() if holding.holder.value]


def test_it_ends_the_roles_the_tasks_and_the_clocks(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(SetImpact(started_us=START_US))
    ada.do(StandDown("A test page"))
    meet(ada, tomas)
    board = tomas.board()
    assert board.headline.state is State.FALSE_ALARM
    assert not board.headline.is_open
    assert holders(board) == board.tasks.open == []
    assert not board.impact.is_running
    assert told(ada.board()) == told(board)


def test_the_draft_is_for_exactly_those_who_were_told(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Assign("scribe", "Lewis"))
    ada.do(Release("scribe"))
    message = ada.do(Note("We look into it", NoteSort.MESSAGE))[0]
    ada.do(Retract(ada.do(Note("Never sent", NoteSort.MESSAGE))[0].id))
    ada.do(Note("Bea saw nothing"))
    ada.do(StandDown("A test page"))
    body = stood_down(ada)
    assert sorted(body.names) == ["Kim", "Lewis", "Sofia", "Tomas"]  # not Ada, who says it
    assert body.messages == (message.id,)
    assert "A test page" in body.text
    assert "Pushes fail" in body.text
    line = ada.board().timeline.lines[-1].english
    assert line.startswith("Stood down, nothing was wrong. Draft for Tomas, Lewis, Sofia, Kim, and for whoever got a")


def test_where_nobody_was_told_there_is_nobody_to_tell() -> None:
    ada, _ = two_desks()
    ada.declare()
    ada.do(StandDown("A test page"))
    assert ada.board().timeline.lines[-1].english == "Stood down, nothing was wrong: A test page"


def test_of_a_restricted_incident_the_draft_says_nothing_and_goes_to_its_members() -> None:
    ada, tomas = two_desks()
    ada.declare("Somebody sells our keys")
    meet(ada, tomas)
    ada.do(Restrict(("Tomas",)))
    ada.do(StandDown("The keys were old"))
    body = stood_down(ada)
    assert body.names == ("Tomas",)
    assert "keys" not in body.text


def test_who_was_told_and_let_go_again_is_told_too() -> None:
    ada, tomas = two_desks()
    ada.declare()
    meet(ada, tomas)
    ada.do(Restrict())
    ada.do(OnePerson("Tomas"))
    ada.do(LetGo("Tomas"))
    ada.do(StandDown())
    assert stood_down(ada).names == ("Tomas",)


def test_who_was_offered_a_role_is_told_and_the_offer_is_over(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    offer = ada.do(Offer("incident manager", "Bea"))[-1].id
    ada.do(StandDown("A test page"))
    assert "Bea" in stood_down(ada).names
    board = ada.board()
    assert state_of(board.handovers.of[offer], board.roles) is HandoverState.OVERTAKEN


def test_ones_own_words_are_the_draft(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(StandDown("A test page", "All is well, go home"))
    assert stood_down(ada).text == "All is well, go home"


def test_undone_everybody_is_back_where_they_were(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    tomas.do(OneRole("operations manager"))
    ada.hear(tomas)
    before = ada.board()
    held, to_do = holders(before), len(before.tasks.open)
    ada.do(StandDown("A test page"))
    ada.do(Undo())
    meet(ada, tomas)
    board = tomas.board()
    assert (board.headline.state, holders(board), len(board.tasks.open)) == (State.DECLARED, held, to_do)
    assert board.roles.held["operations_manager"].acknowledged_us is not None
    line = next(line for line in board.timeline.lines if isinstance(line.body, StoodDown))
    tomas.do(Restore(line.entry))
    assert tomas.board().headline.state is State.FALSE_ALARM
    assert holders(tomas.board()) == []


def test_reopened_the_roles_stand_empty(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(StandDown())
    ada.do(SetState(State.INVESTIGATING))
    assert ada.board().headline.is_open
    assert holders(ada.board()) == []


def test_two_desks_that_stand_down_at_once_agree(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(StandDown("A test page"))
    tomas.do(StandDown("The sensor is broken"))
    meet(ada, tomas)
    assert told(ada.board()) == told(tomas.board())
    assert not ada.board().headline.states.is_conflicted
    assert not any(task.is_split for task in ada.board().tasks.all)
    assert sum(isinstance(line.body, StoodDown) for line in ada.board().timeline.lines) == 2


def test_what_another_desk_did_meanwhile_is_kept_and_seen(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    number = str(last_number(ada))
    ada.do(StandDown("A test page"))
    tomas.do(SetState(State.MITIGATING))
    tomas.do(Assign("operations manager", "Lewis"))
    tomas.do(Assign("scribe", "Bea"))
    tomas.do(Finish(number, "the disk is full"))
    meet(ada, tomas)
    board = ada.board()
    assert told(board) == told(tomas.board())
    assert board.headline.states.is_conflicted
    assert board.roles.held["operations_manager"].holder.is_conflicted
    assert "Bea" in holders(board)  # given by who knew nothing of it
    assert board.tasks.find(number, board.timeline).ending.is_conflicted
    ada.do(StandDown("It was a test page, says the vendor"))
    meet(ada, tomas)
    assert not tomas.board().headline.states.is_conflicted
    assert holders(tomas.board()) == []


def test_what_a_course_began_to_change_is_looked_after_first(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Propose("Fail over"))
    ada.do(Approve("1"))
    ada.do(Begin("1"))
    with pytest.raises(RuleError, match="Course 1 is under way: end it first"):
        ada.do(StandDown())
    assert holders(ada.board())


def test_it_is_refused_where_there_is_nothing_to_stand_down(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(StandDown())
    with pytest.raises(RuleError, match="a false alarm already"):
        ada.do(StandDown())
    other = ada.declare_another()
    ada.do(Add(Relation.DUPLICATE_OF, INCIDENT), other)
    with pytest.raises(RuleError, match="was merged into another"):
        ada.do(StandDown(), other)
    with pytest.raises(RuleError, match="/stand-down"):
        ada.do(SetState(State.FALSE_ALARM))


def test_erased_it_still_ends_all_of_it(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(StandDown("The pager of hunter2"))
    meet(ada, tomas)
    line = ada.board().timeline.lines[-1].entry
    ada.do(Ask(line, "a password"))
    meet(ada, tomas)
    tomas.do(Confirm(line))
    meet(ada, tomas)
    for hand in desks:
        board = hand.board()
        assert (board.headline.state, holders(board), board.tasks.open) == (State.FALSE_ALARM, [], [])
        assert b"hunter2" not in told(board)


def test_the_order_of_arrival_does_not_matter(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(StandDown("A test page"))
    tomas.do(Assign("scribe", "Bea"))
    meet(ada, tomas)
    late = Fold(INCIDENT)
    for entry in [*reversed(of_incident(ada)), *of_incident(tomas)]:
        late.add([entry])
    assert told(late.board) == told(ada.board())


@pytest.mark.parametrize("word", ["stand-down", "false-alarm"])
def test_it_is_typed(word: str) -> None:
    read = read_line(f"/{word} @15:50 A test page", Reading(START_US, UTC))
    assert read == StandDown("A test page", occurred_us=START_US - 10 * MINUTE_US)
