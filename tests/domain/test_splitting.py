"""An incident turns out to be two: part of it goes on as an incident of its own, and comes back by one key."""

import contextlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_desk.domain.commands import Fields
from incident_desk.domain.corrections import Correct, Restore, Retract, Undo
from incident_desk.domain.courses import Approve, Begin, Decline, Propose
from incident_desk.domain.decisions import Decide, Object
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import BadInput, DeskError, NotFound, RuleError
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import NO_INCIDENT, OPEN_STREAM, EntryId, IncidentId
from incident_desk.domain.incident import Declare, SetState, State
from incident_desk.domain.lines import places
from incident_desk.domain.links import Relation
from incident_desk.domain.moving import Move
from incident_desk.domain.questions import Answer, AskSomebody
from incident_desk.domain.restriction import OnePerson
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.splitting import Split
from incident_desk.domain.task_list import Task
from incident_desk.domain.tasks import Extend, Finish, Give, OneTask, Reassign, Reopen
from incident_desk.domain.timeline import Attach, Line, Note
from tests.domain.making import INCIDENT, MINUTE_US, START_US, Hand, told, two_desks


@pytest.fixture
def ada() -> Hand:
    hand, _ = two_desks()
    hand.declare(severity=None)
    return hand


@pytest.fixture
def desks() -> tuple[Hand, Hand]:
    """Ada and Tomas, both with the incident."""
    ada, tomas = two_desks()
    ada.declare(severity=None)
    tomas.hear(ada)
    return ada, tomas


def split(hand: Hand, title: str = "Mail is late", **goes: Any) -> IncidentId:
    """Returns: the second incident."""
    entries = hand.do(Split(title, **goes))
    return next(e.incident for e in entries if e.kind == "gov.incident.opened")


def said(hand: Hand, incident: IncidentId = INCIDENT) -> list[str]:
    """What was said there and holds, in the order in which it happened."""
    board = hand.board(incident)
    hidden = {"incident.declared"}
    return [x.text for x in board.timeline.lines if x.text and not x.is_retracted and x.kind not in hidden]


def line(hand: Hand, text: str, incident: IncidentId = INCIDENT) -> Line:
    return next(x for x in hand.board(incident).timeline.lines if x.text == text and not x.is_retracted)


MAIL, SHOP, CALL = "Read the mail logs", "Read the shop logs", "Call the vendor"


def task(hand: Hand, words: str, incident: IncidentId = INCIDENT) -> Task:
    board = hand.board(incident)
    return next(each for each in board.tasks.all if each.words(board.timeline) == words)


def same_everywhere(*hands: Hand) -> bool:
    """All know all, and have the same boards, whatever the order of arrival."""
    for hand in hands:
        hand.hear(*hands)
    for hand in hands:
        hand.hear(*hands)
    for incident in {e.incident for e in hands[0].entries} - {NO_INCIDENT}:
        backwards = Fold(incident)
        for entry in reversed([e for e in hands[0].entries if e.incident == incident]):
            backwards.add([entry])
        if len({told(backwards.board), *(told(hand.board(incident)) for hand in hands)}) != 1:
            return False
    return True


# what goes along -----------------------------------------------------------------------------------------------------


def test_lines_go_with_their_times_and_the_second_incident_says_where_it_came_from(ada: Hand) -> None:
    late = ada.do(Note("Mail is late", occurred_us=START_US - 9 * MINUTE_US))[0]
    picture = ada.do(Attach("a" * 64, "queue.png", 12, "image/png", "The queue"))[0]
    ada.do(Note("Checkout fails again"))
    second = split(ada, severity=Severity.SEV3, services=("mail",), entries=(late.id, picture.id))
    assert (said(ada), said(ada, second)) == (["Checkout fails again"], ["Mail is late", "The queue"])
    there = ada.board(second)
    assert line(ada, "Mail is late", second).occurred_us == START_US - 9 * MINUTE_US
    assert (there.headline.title.value, there.headline.severity.value) == ("Mail is late", Severity.SEV3)
    assert there.headline.since_us == START_US - 9 * MINUTE_US
    assert there.impact.services.value == ("mail",)
    [link] = there.links.standing.values()
    assert (link.relation, link.other, link.label) == (
        Relation.SPLIT_FROM,
        INCIDENT,
        ada.board().headline.number,
    )
    away = ada.board().timeline.line(late.id)
    assert places(away)[0].incident == second
    assert ada.board().timeline.lines[-1].english == f"Split off {there.headline.number}"


def test_a_decision_takes_its_objections_along(ada: Hand) -> None:
    decision = ada.do(Decide("Restart the mail queue"))[0]
    ada.do(Object(decision.id, "It loses what waits"))
    second = split(ada, entries=(decision.id,))
    there = line(ada, "Restart the mail queue", second)
    assert len(ada.board(second).decisions.objections[there.entry]) == 1
    ada.do(Undo())
    assert sorted(said(ada)) == ["It loses what waits", "Restart the mail queue"]
    assert len(ada.board().decisions.objections[decision.id]) == 1


def test_a_task_goes_on_with_its_holder_its_time_and_its_acknowledgement(ada: Hand) -> None:
    ada.do(Give("@Kim", 900, MAIL))
    ada.do(Give("@Kim", 900, SHOP))
    ada.do(Extend(MAIL, 1800))
    ada.do(OneTask(MAIL))
    before = task(ada, MAIL)
    number = str(before.number)
    second = split(ada, tasks=(number,))
    there = task(ada, MAIL, second)
    assert there.words(ada.board(second).timeline) == MAIL
    assert (there.due_us, there.heard is not None) == (before.due_us, True)
    assert there.holder.last is not None
    assert there.holder.last.value.name == "Kim"
    assert task(ada, SHOP).is_open
    for fields in (Finish(number), Reopen(number)):  # the old number still answers
        with pytest.raises(RuleError, match=f"went to {ada.board(second).headline.number}"):
            ada.do(fields)


def test_the_plans_first_tasks_keep_their_numbers_in_the_second_incident(ada: Hand) -> None:
    ada.do(Give("@Kim", 900, MAIL))
    second = split(ada, severity=Severity.SEV1, tasks=(MAIL,))
    numbers = [task.number for task in ada.board(second).tasks.all]
    assert len(set(numbers)) == len(numbers)


def test_courses_go_as_proposed_or_approved_and_one_under_way_stays(ada: Hand) -> None:
    ada.do(Assign("incident manager", "me"))
    for what in ("Restart the queue", "Drain the queue", "Fail over"):
        ada.do(Propose(what, risk="mail waits", steps="Stop it\nStart it"))
    ada.do(Approve("2", "least harm"))
    ada.do(Approve("3"))
    ada.do(Begin("3"))
    with pytest.raises(RuleError, match="under way"):
        split(ada, courses=("3",))
    second = split(ada, courses=("1", "2"))
    there = ada.board(second).courses
    assert [(c.stand, c.risk, len(c.steps)) for c in there.all] == [
        ("proposed", "mail waits", 2),
        ("approved", "mail waits", 2),
    ]
    assert there.all[1].said_last(ada.board(second).timeline) == "least harm"
    assert [course.stand for course in ada.board().courses.all] == ["split off", "split off", "under way"]


def test_an_open_question_goes_on_there(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.hear(tomas)
    ada.do(AskSomebody("@Tomas", "Where is the dump?"))
    second = split(ada, questions=("1",))
    assert ada.board().questions.open == []
    [there] = ada.board(second).questions.open
    asked = there.asked(ada.board(second).roles)
    assert asked is not None
    assert asked.person == tomas.person
    with pytest.raises(RuleError, match="answer it there"):
        ada.do(Answer("1", "On db2"))


def test_people_hold_their_role_there_too_or_leave_it_here(ada: Hand) -> None:
    ada.do(Assign("incident manager", "me"))
    ada.do(Assign("operations manager", "Kim"))
    second = split(ada, roles=("incident manager",), leaving=("operations manager",))
    there, here = ada.board(second).roles.held, ada.board().roles.held
    holders = {key: held.holder.value.name for key, held in there.items() if held.holder.value}
    assert holders == {"incident_manager": "Ada", "operations_manager": "Kim"}
    assert here["incident_manager"].holder.value is not None
    assert here["operations_manager"].holder.value is None
    ada.do(Undo())
    assert ada.board().roles.held["operations_manager"].holder.value is not None


# back ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["undo here", "undo there", "retract"])
def test_one_key_brings_everything_home_as_it_stands_by_then(ada: Hand, way: str) -> None:
    ada.do(Assign("incident manager", "me"))
    note = ada.do(Note("Mail is late"))[0]
    ada.do(Give("@Kim", 900, MAIL))
    ada.do(Give("@Kim", 900, CALL))
    ada.do(AskSomebody("@Kim", "Where is the dump?"))
    ada.do(Propose("Restart the queue"))
    second = split(
        ada, entries=(note.id,), tasks=(MAIL, CALL), questions=("1",), courses=("1",), roles=("incident manager",)
    )
    split_line = ada.board().timeline.lines[-1].entry
    if way != "undo there":
        ada.do(Correct(line(ada, "Mail is late", second).entry, text="Mail was late"), second)
        ada.do(Finish(MAIL, "nothing in them"), second)
        ada.do(Reassign(CALL, "@Lee"), second)
        ada.do(Answer("1", "On db2"), second)
        ada.do(Decline("1", "too slow"), second)
    ways: dict[str, tuple[Fields, IncidentId]] = {
        "undo here": (Undo(), INCIDENT),
        "undo there": (Undo(), second),
        "retract": (Retract(split_line), INCIDENT),
    }
    ada.do(*ways[way])
    board, there = ada.board(), ada.board(second)
    assert there.headline.state is State.MERGED
    assert MAIL not in {each.words(there.timeline) for each in there.tasks.all}
    assert there.questions.open == []
    assert said(ada, second) == ([] if way == "undo there" else said(ada, second))
    first, call = task(ada, MAIL), task(ada, CALL)
    if way == "undo there":
        assert (first.is_open, call.is_open, board.courses.all[0].stand) == (True, True, "proposed")
        assert "Mail is late" in said(ada)
    else:
        assert not first.is_open
        assert call.holder.last is not None
        assert call.holder.last.value.name == "Lee"
        assert board.courses.all[0].stand == "declined"
        assert {"Mail was late", "nothing in them", "On db2", "too slow"} <= set(said(ada))
    assert board.questions.open == [] if way != "undo there" else len(board.questions.open) == 1


def test_what_was_split_off_and_came_back_can_go_again_but_not_by_the_old_entry(ada: Hand) -> None:
    note = ada.do(Note("Mail is late"))[0]
    split(ada, entries=(note.id,))
    entry = ada.board().timeline.lines[-1].entry
    ada.do(Undo())
    with pytest.raises(RuleError, match="anew"):
        ada.do(Restore(entry))
    second = split(ada, entries=(note.id,))
    assert said(ada, second) == ["Mail is late"]


def test_a_split_does_not_come_back_while_a_course_is_under_way_there(ada: Hand) -> None:
    ada.do(Assign("incident manager", "me"))
    ada.do(Propose("Restart the queue"))
    second = split(ada, courses=("1",), roles=("incident manager",))
    ada.do(Approve("1"), second)
    ada.do(Begin("1"), second)
    with pytest.raises(RuleError, match="under way"):
        ada.do(Undo())
    assert ada.board(second).headline.state is State.DECLARED


# secrets --------------------------------------------------------------------------------------------------------------


def test_the_second_part_of_a_restricted_incident_is_restricted_to_the_same_people() -> None:
    ada, tomas = two_desks()
    ada.hear(tomas)
    first = ada.do(Declare("Data leak", restricted=True))[-1].incident
    ada.do(OnePerson("Tomas"), first)
    note = ada.do(Note("The export is public"), first)[0]
    entries = ada.do(Split("Export is public", entries=(note.id,)), first)
    second = next(e.incident for e in entries if e.kind == "gov.incident.opened")
    assert {e.stream for e in entries if e.incident == second} == {second}
    assert OPEN_STREAM not in {e.stream for e in entries}
    assert ada.board(second).restriction.members.keys() == {ada.person, tomas.person}
    assert ada.board(second).headline.is_restricted
    tomas.hear(ada)
    tomas.do(Retract(ada.board(first).timeline.lines[-1].entry), first)
    assert "The export is public" in said(tomas, first)


@pytest.mark.parametrize("thing", ["line", "task", "course", "question"])
@pytest.mark.parametrize("side", ["here", "there"])
def test_what_is_erased_in_one_place_is_erased_in_the_other(desks: tuple[Hand, Hand], thing: str, side: str) -> None:
    ada, tomas = desks
    secret = "the password is hunter2"
    made: dict[str, tuple[Fields, dict[str, Any]]] = {
        "line": (Note(secret), {}),
        "task": (Give("@Kim", 900, secret), {"tasks": (secret,)}),
        "course": (Propose(secret), {"courses": ("1",)}),
        "question": (AskSomebody("@Kim", secret), {"questions": ("1",)}),
    }
    fields, goes = made[thing]
    entry = ada.do(fields)[0].id
    second = split(ada, **(goes or {"entries": (entry,)}))
    copy = line(ada, secret, second).entry
    target, incident = (entry, INCIDENT) if side == "here" else (copy, second)
    ada.do(Ask(target, "a password"), incident)
    tomas.hear(ada)
    tomas.do(Confirm(target), incident)
    ada.hear(tomas)
    for place in (INCIDENT, second):
        assert secret not in told(ada.board(place)).decode()


# what is refused ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (Split("Mail is late"), "Say what belongs"),
        (Split("  ", tasks=(MAIL,)), "title"),
        (Split("x" * 300, tasks=(MAIL,)), "at most"),
        (Split("Mail", tasks=("77",)), "no task 77"),
        (Split("Mail", courses=("7",)), "no course 7"),
        (Split("Mail", questions=("7",)), "no question 7"),
        (Split("Mail", leaving=("scribe",)), "no role|Nobody holds"),
        (Split("Mail", entries=(EntryId("nothing"),)), "no entry"),
        (Split("Mail\ud800", tasks=(MAIL,)), "no text"),
    ],
)
def test_what_cannot_be_split_is_refused_in_a_sentence_and_nothing_is_written(
    ada: Hand, fields: Split, words: str
) -> None:
    ada.do(Give("@Kim", 900, MAIL))
    before = len(ada.entries)
    with pytest.raises((RuleError, NotFound, BadInput), match=words):
        ada.do(fields)
    assert len(ada.entries) == before


def test_only_what_still_runs_is_split_and_what_is_not_words_stays(ada: Hand) -> None:
    state = ada.do(SetState(State.MITIGATING))[-1]
    with pytest.raises(RuleError, match="Only what was said"):
        split(ada, entries=(state.id,))
    note = ada.do(Note("Mail is late"))[0]
    ada.do(SetState(State.RESOLVED))
    with pytest.raises(RuleError, match="only what still runs"):
        split(ada, entries=(note.id,))


# many desks -----------------------------------------------------------------------------------------------------------


def test_two_desks_that_split_the_same_thing_at_once_keep_both_and_it_is_marked(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    note = ada.do(Note("Mail is late"))[0]
    ada.do(Give("@Kim", 900, MAIL))
    tomas.hear(ada)
    seconds = [split(hand, entries=(note.id,), tasks=(MAIL,)) for hand in desks]
    assert same_everywhere(ada, tomas)
    assert [said(ada, second) for second in seconds] == [["Mail is late", MAIL]] * 2
    assert task(ada, MAIL).ending.is_conflicted
    tomas.do(Undo())
    assert same_everywhere(ada, tomas)
    assert "Mail is late" in said(ada, seconds[0])
    assert ada.board(seconds[1]).headline.state is State.MERGED


def test_what_another_desk_did_meanwhile_is_kept(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(Give("@Kim", 900, MAIL))
    tomas.hear(ada)
    second = split(ada, tasks=(MAIL,))
    tomas.do(Finish(MAIL, "nothing in them"))
    assert same_everywhere(ada, tomas)
    assert task(ada, MAIL).ending.is_conflicted
    assert task(ada, MAIL, second).is_open


WORK: list[Fields] = [
    Note("Shop is slow"),
    Finish(MAIL, "nothing"),
    Reassign(MAIL, "@Lee"),
    Split("Mail is late", tasks=(MAIL,), questions=("1",)),
    Split("Search is late", courses=("1",), tasks=(CALL,)),
    Answer("1", "On db2"),
    Undo(),
    Undo(),
    Approve("1"),
]


@settings(max_examples=40)
@given(steps=st.lists(st.tuples(st.booleans(), st.sampled_from(WORK), st.booleans()), max_size=9))
def test_any_order_of_splitting_and_taking_back_gives_all_desks_the_same(
    steps: list[tuple[bool, Fields, bool]],
) -> None:
    ada, tomas = two_desks()
    ada.declare(severity=None)
    ada.do(Assign("incident manager", "me"))
    ada.do(Give("@Kim", 900, MAIL))
    ada.do(Give("@Kim", 900, CALL))
    ada.do(AskSomebody("@Kim", "Where is the dump?"))
    ada.do(Propose("Restart the queue"))
    tomas.hear(ada)
    for is_ada, fields, they_meet in steps:
        hand = ada if is_ada else tomas
        with contextlib.suppress(DeskError):
            hand.do(fields)
        if they_meet:
            ada.hear(tomas)
            tomas.hear(ada)
    assert same_everywhere(ada, tomas)


def test_a_line_that_was_split_off_can_be_moved_on_by_hand(ada: Hand) -> None:
    note = ada.do(Note("Mail is late"))[0]
    second = split(ada, entries=(note.id,))
    third = ada.declare_another("Search is late")
    ada.do(Move(line(ada, "Mail is late", second).entry, third), second)
    ada.do(Undo(), INCIDENT)
    assert (said(ada, second), said(ada, third)) == ([], ["Mail is late"])
