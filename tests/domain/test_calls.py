"""People are called in by the ladder of the plan until they answer."""

from typing import Any

import pytest

from incident_desk.domain.call_entries import Answer, How, Settled
from incident_desk.domain.call_list import Stage, Standing, standings
from incident_desk.domain.calls import AnswerCall, Make, Settle
from incident_desk.domain.errors import BadInput, NotFound, RuleError
from incident_desk.domain.fold import Fold
from incident_desk.domain.incident import SetState, State
from incident_desk.domain.ladders import steps
from incident_desk.domain.plan import Use
from incident_desk.domain.plan_text import read_plan
from incident_desk.domain.roles import Assign, OneRole
from incident_desk.domain.showing import shown
from incident_desk.domain.standing_down import StandDown
from incident_desk.domain.tasks import Give
from incident_desk.domain.timeline import Note
from tests.domain.making import INCIDENT, PLAN, Hand, two_desks

LADDERS = PLAN.replace(
    "channels:\n",
    """contacts:
  - {key: kim, name: Kim, reach: ["mailto:kim@example.org", "tel:+12025550107"]}
  - {key: bo, name: Bo, reach: [bo@example.org, "+12025550108"]}
  - {key: ray, name: Ray, reach: ["radio: 4"]}
ladders:
  - key: leading
    title: Whoever leads
    roles: [incident_manager]
    rungs: [{channel: phone, wait: 1 min}]
  - key: usual
    title: Everybody else
    rungs: [{channel: mail, wait: 2 min}, {channel: phone, wait: 4 min}]
  - key: rays
    title: Ray's
    people: [ray]
    rungs: [{channel: radio, wait: 3 min}]
channels:
  - {key: mail, title: Mail, kind: e-mail}
  - {key: phone, title: Phone, kind: phone}
  - {key: radio, title: Radio, kind: radio}
""",
    1,
)


@pytest.fixture
def desks() -> tuple[Hand, Hand]:
    ada, tomas = two_desks()
    ada.do(Use(LADDERS))
    ada.declare()
    tomas.hear(ada)
    return ada, tomas


def stands(hand: Hand) -> list[Standing]:
    organisation, board = hand.organisation, hand.board()
    return standings(board, organisation.plans.of(board.headline), organisation.people, hand.clock())


def stages(hand: Hand) -> list[tuple[str, Stage, int]]:
    return [(each.occasion.holder.name, each.stage, each.rung) for each in stands(hand)]


def call(hand: Hand) -> Any:
    """The only one there is."""
    [standing] = stands(hand)
    return standing.occasion.call


def lines(hand: Hand) -> list[str]:
    return [line.english for line in hand.board().timeline.lines]


def test_whoever_is_given_a_role_is_called_rung_by_rung_until_the_ladder_ends(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Assign("scribe", "Kim"))
    assert stages(ada) == [("Kim", Stage.TRY, 0)]
    made = ada.do(Make(call(ada), 0))[0]
    assert lines(ada)[-1] == "Kim is called: Mail, for Scribe"
    ada.do(Settle(call(ada), made.id, Settled.SENT))
    assert stages(ada) == [("Kim", Stage.WAITS, 0)]
    ada.clock.pass_(2)
    assert stages(ada) == [("Kim", Stage.TRY, 1)]
    ada.do(Make(call(ada), 1))
    assert lines(ada)[-1] == "Kim is to be called: Phone, for Scribe"
    assert stages(ada) == [("Kim", Stage.SPEAK, 1)]
    ada.clock.pass_(4)
    assert stages(ada) == [("Kim", Stage.SILENT, 2)]
    [told] = shown(ada.board(), ada.organisation.people)["calls"]
    assert [(each["channel"], each["came_to"]) for each in told["tries"]] == [("Mail", "sent"), ("Phone", None)]


def test_a_try_that_fails_goes_on_at_once(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Assign("scribe", "Bo"))
    made = ada.do(Make(call(ada), 0))[0]
    ada.do(Settle(call(ada), made.id, Settled.FAILED, "the server does not know bo@example.org"))
    assert lines(ada)[-1].endswith("it could not be sent: the server does not know bo@example.org")
    assert stages(ada) == [("Bo", Stage.TRY, 1)]
    ada.do(Make(call(ada), 1))
    ada.do(AnswerCall("Bo", Answer.NO_ANSWER))
    assert stages(ada) == [("Bo", Stage.SILENT, 2)]


@pytest.mark.parametrize("how", ["desk", "caller", "link"])
def test_an_answer_ends_it_whichever_way_it_came(desks: tuple[Hand, Hand], how: str) -> None:
    ada, tomas = desks
    ada.do(Assign("scribe", "Kim"))
    which = call(ada)
    ada.do(Make(which, 0, link="ab" * 32))
    tomas.hear(ada)
    if how == "desk":
        tomas.do(OneRole("scribe"))
    elif how == "caller":
        tomas.do(AnswerCall("kim", Answer.ACKNOWLEDGED, "in ten minutes"))
        assert "Kim is coming, to the caller: Scribe: in ten minutes" in lines(tomas)
    else:
        tomas.do(AnswerCall(which, Answer.ACKNOWLEDGED, how=How.LINK, link="ab" * 32))
        assert "Kim is coming, by link: Scribe" in lines(tomas)
        with pytest.raises(RuleError, match="used already"):
            tomas.do(AnswerCall(which, Answer.ACKNOWLEDGED, how=How.LINK, link="ab" * 32))
    ada.hear(tomas)
    assert stages(ada) == stages(tomas) == []
    assert ada.board().roles.held["scribe"].acknowledged_us is not None
    with pytest.raises(RuleError, match="it was answered"):
        ada.do(Make(which, 1))


def test_whoever_declines_is_called_no_more_and_still_holds_the_role(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Assign("scribe", "Kim"))
    ada.do(Make(call(ada), 0))
    ada.do(AnswerCall("Kim", Answer.DECLINED, "I am on a train"))
    assert stages(ada) == [("Kim", Stage.DECLINED, 2)]
    assert lines(ada)[-1] == "Kim declines, to the caller: Scribe: I am on a train"
    assert ada.board().roles.held["scribe"].acknowledged_us is None
    ada.do(Assign("scribe", "Bo"))
    assert stages(ada) == [("Bo", Stage.TRY, 0)]


def test_a_task_calls_as_well_and_one_taken_by_oneself_does_not(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Give("me", 60, "look"))
    ada.do(Assign("scribe", "me"))
    assert stages(ada) == []
    ada.do(Give("@Kim", 600, "read the log"))
    assert [each.occasion.about for each in stands(ada)] == ["task 3"]
    ada.do(AnswerCall("Kim", Answer.ACKNOWLEDGED))
    assert stages(ada) == []


def test_each_gets_the_ladder_that_is_theirs(desks: tuple[Hand, Hand]) -> None:
    plan = read_plan(LADDERS)
    for name, role, ways in [
        ("Kim", "scribe", ["Mail kim@example.org", "Phone +12025550107"]),
        ("bo", "", ["Mail bo@example.org", "Phone +12025550108"]),
        ("Kim", "incident_manager", ["Phone +12025550107"]),
        ("Ray", "incident_manager", ["Radio 4"]),
        ("Nobody", "scribe", []),
    ]:
        assert [f"{step.title} {step.address}" for step in steps(plan, name, role)] == ways


def test_nobody_is_called_for_what_is_over_or_lies_long_ago(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Assign("scribe", "Kim"))
    ada.do(Assign("incident_manager", "Bo"))
    ada.clock.pass_(120)
    assert stages(ada) == [("Bo", Stage.SILENT, 1), ("Kim", Stage.SILENT, 2)]
    ada.do(StandDown("checked"))
    assert stages(ada) == []
    ada.do(SetState(State.INVESTIGATING))
    assert stages(ada) == []


def test_a_call_ends_with_its_incident(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Assign("scribe", "Kim"))
    ada.do(SetState(State.RESOLVED))
    assert stages(ada) == []


def test_any_order_of_arrival_gives_the_same_calls(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(Assign("scribe", "Kim"))
    tomas.hear(ada)
    made = ada.do(Make(call(ada), 0, link="cd" * 32))[0]
    tomas.do(AnswerCall("Kim", Answer.NO_ANSWER))
    ada.do(Settle(call(ada), made.id, Settled.SENT))
    ada.do(Note("unrelated"))
    ada.hear(tomas)
    tomas.hear(ada)
    own = [entry for entry in ada.entries if entry.incident == INCIDENT]
    boards = [Fold(INCIDENT, order).board.calls for order in (own, own[::-1], own[1::2] + own[::2])]
    assert boards[0] == boards[1] == boards[2] == tomas.board().calls


def test_what_is_wrong_is_refused_in_words(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Assign("scribe", "Kim"))
    which = call(ada)
    with pytest.raises(RuleError, match="not due"):
        ada.do(Make(which, 1))
    with pytest.raises(NotFound, match="no try"):
        ada.do(Settle(which, which, Settled.SENT))
    with pytest.raises(NotFound, match="Nobody called “Zoe”"):
        ada.do(AnswerCall("Zoe", Answer.ACKNOWLEDGED))


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        (
            "{channel: mail, wait: 2 min}",
            "{channel: mial, wait: 2 min}",
            "no channel has the key “mial”; did you mean “mail”?",
        ),
        ("{channel: mail, wait: 2 min}", "{channel: mail, wait: -2 min}", "a span of time is expected"),
        ("{channel: mail, wait: 2 min}", "{channel: mail}", "“wait: …” is missing here"),
        ("rungs: [{channel: radio, wait: 3 min}]", "rungs: []", "at least one is expected here"),
        ("people: [ray]", "people: [roy]", "no contact has the key “roy”; did you mean “ray”?"),
        ("key: rays", "key: usual", "two ladders have the key “usual”"),
    ],
)
def test_a_ladder_is_checked_with_the_plan(was: str, now: str, told: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_plan(LADDERS.replace(was, now, 1))
    assert told in str(refused.value)


def a_silent_lead(ada: Hand) -> None:
    """Bo is to lead and says nothing; Kim holds the role of the deputy."""
    ada.do(Assign("operations_manager", "Kim"))
    ada.do(OneRole("operations_manager"))
    ada.do(Assign("incident_manager", "Bo"))
    ada.do(AnswerCall("Bo", Answer.NO_ANSWER))


def test_the_deputy_is_called_once_whoever_was_asked_does_not_answer(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    a_silent_lead(ada)
    assert [name for name, _, _ in stages(ada)] == ["Bo"]
    ada.clock.pass_(4)
    assert ("Kim", Stage.TRY, 0) in stages(ada)
    [deputy] = [each.occasion for each in stands(ada) if each.occasion.holder.name == "Kim"]
    assert deputy.about == "Incident manager, as its deputy"
    made = ada.do(Make(deputy.call, 0, link="ef" * 32))[0]
    ada.do(Settle(deputy.call, made.id, Settled.SENT))
    tomas.hear(ada)
    tomas.do(AnswerCall(deputy.call, Answer.ACKNOWLEDGED, how=How.LINK, link="ef" * 32))
    ada.hear(tomas)
    for hand in (ada, tomas):
        lead = hand.board().roles.held["incident_manager"]
        assert lead.holder.value is not None
        assert (lead.holder.value.name, lead.acknowledged_us is not None, lead.holder.is_conflicted) == (
            "Kim",
            True,
            False,
        )
        assert stages(hand) == []
    assert lines(ada)[-2:] == ["Kim is coming, by link: Incident manager, as its deputy", "Kim takes Incident manager"]
    told = shown(ada.board(), ada.organisation.people)["calls"]
    assert "Incident manager, as its deputy" in [each["about"] for each in told]


def test_the_deputy_is_called_at_once_when_whoever_was_asked_declines(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Assign("operations_manager", "Kim"))
    ada.do(OneRole("operations_manager"))
    ada.do(Assign("incident_manager", "Bo"))
    ada.do(AnswerCall("Bo", Answer.DECLINED, "I am on a train"))
    assert stages(ada) == [("Bo", Stage.DECLINED, 1), ("Kim", Stage.TRY, 0)]
    ada.do(AnswerCall("Kim", Answer.DECLINED))
    assert [stage for _, stage, _ in stages(ada)] == [Stage.DECLINED, Stage.DECLINED]
    lead = ada.board().roles.held["incident_manager"]
    assert lead.holder.value is not None
    assert lead.holder.value.name == "Bo"


def test_nobody_leads_so_the_deputy_of_the_lead_is_called_and_of_no_other_empty_role(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Assign("operations_manager", "Kim"))
    ada.do(OneRole("operations_manager"))
    ada.do(Assign("communications_manager", "Bo"))  # the deputy of the scribe, whom nobody was asked to be
    ada.do(OneRole("communications_manager"))
    assert stages(ada) == []
    ada.clock.pass_(5)
    assert stages(ada) == [("Kim", Stage.TRY, 0)]
    ada.do(Assign("incident_manager", "me"))
    assert stages(ada) == []


def test_whoever_holds_both_roles_is_not_called_as_their_own_deputy(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Assign("operations_manager", "Kim"))
    ada.do(OneRole("operations_manager"))
    ada.do(Assign("incident_manager", "Kim"))
    ada.clock.pass_(6)
    assert [each.occasion.about for each in stands(ada)] == ["Incident manager"]


def test_whoever_answers_after_all_ends_the_call_of_their_deputy(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    a_silent_lead(ada)
    ada.clock.pass_(5)
    assert ("Kim", Stage.TRY, 0) in stages(ada)
    ada.do(OneRole("incident_manager"))
    assert stages(ada) == []
    with pytest.raises(NotFound, match="Nobody called “Kim” is waited for"):
        ada.do(AnswerCall("Kim", Answer.ACKNOWLEDGED))
