"""Somebody of this incident works in another one since: who is told of it, and that it is fine once that was said."""

import pytest
from hypothesis import given

from incident_desk.domain.agenda import agenda
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare, SetState, State
from incident_desk.domain.lending import Lend, is_lent
from incident_desk.domain.links import Add, Relation
from incident_desk.domain.needs import needs
from incident_desk.domain.restriction import OnePerson
from incident_desk.domain.roles import Assign, Release
from incident_desk.domain.situation import Ask, Need
from incident_desk.domain.situation_seen import situation_seen
from incident_desk.domain.splitting import Split
from incident_desk.domain.tasks import Give
from tests.domain.making import INCIDENT, Hand, two_desks
from tests.domain.night import orders


@pytest.fixture
def desks() -> tuple[Hand, Hand]:
    """Ada leads, and Kim is operations manager; Tomas is at another desk."""
    ada, tomas = two_desks()
    ada.declare()
    ada.do(Assign("incident_manager", "me"))
    ada.do(Assign("operations_manager", "@Kim"))
    meet(ada, tomas)
    return ada, tomas


def meet(*hands: Hand) -> None:
    for hand in (*hands, *hands):
        hand.hear(*hands)


def news(hand: Hand, *incidents: IncidentId, of: IncidentId = INCIDENT) -> list[Need]:
    """What this person is asked about people of an incident who work in the others as well."""
    boards = [hand.board(incident) for incident in (INCIDENT, *incidents)]
    at_work = agenda(boards, hand.organisation, hand.person, hand.clock()).at_work
    board, organisation = hand.board(of), hand.organisation
    plan = organisation.plans.of(board.headline)
    at = situation_seen(board, organisation, plan, hand.person, hand.clock(), at_work=at_work)
    return [need for need in needs(at) if need.ask is Ask.LEND]


def test_whoever_leads_where_somebody_was_first_is_asked_and_not_where_they_came_second(
    desks: tuple[Hand, Hand],
) -> None:
    ada, tomas = desks
    mail = tomas.declare_another()
    tomas.do(Assign("incident_manager", "me"), mail)
    tomas.do(Assign("incident_manager", "@Kim"), mail)
    meet(ada, tomas)
    [need] = news(ada, mail)
    assert (need.about, need.is_mine, need.turn.partition(".")[0]) == ("operations_manager", True, mail)
    assert [each.is_mine for each in news(tomas, mail)] == [False], "it lies with whoever leads"
    assert news(tomas, mail, of=mail) == [], "whoever gave the second role saw it"


def test_a_task_elsewhere_is_no_news_and_nor_is_what_whoever_leads_did_themselves(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    mail = tomas.declare_another()
    tomas.do(Give("@Kim", 600, "Look at the queue"), mail)
    meet(ada, tomas)
    assert news(ada, mail) == []
    ada.do(Assign("scribe", "@Kim"), mail)
    assert news(ada, mail) == []


def test_it_is_fine_once_it_was_said_until_somebody_else_has_the_role(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    mail = tomas.declare_another()
    tomas.do(Assign("scribe", "@Kim"), mail)
    meet(ada, tomas)
    number = ada.board(mail).headline.number
    [line] = ada.do(Lend("operations manager", number))
    assert (
        ada.board().timeline.line(line.id).english
        == f"Kim, Operations manager, works in {number} as well, and that is fine"
    )
    assert news(ada, mail) == []
    with pytest.raises(RuleError, match="is written down already"):
        ada.do(Lend("operations_manager", number))
    ada.do(Assign("operations_manager", "@Bo"))
    ada.do(Assign("operations_manager", "@Kim"))
    assert not is_lent(ada.board().roles.held["operations_manager"], mail)
    assert news(ada, mail) == [], "it was Ada who gave it to Kim anew, and saw it"


def test_it_ends_with_either_role_and_with_either_incident(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    mail, search = tomas.declare_another(), tomas.declare_another("Search is stale")
    for incident in (mail, search):
        tomas.do(Assign("scribe", "@Kim"), incident)
    meet(ada, tomas)
    assert len(news(ada, mail, search)) == 2
    tomas.do(Release("scribe"), mail)
    tomas.do(SetState(State.RESOLVED), search)
    meet(ada, tomas)
    assert news(ada, mail, search) == []


def test_of_a_restricted_incident_there_is_no_news_and_no_line(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    secret = ada.do(Declare("A leak", restricted=True))[-1].incident
    ada.do(OnePerson("Tomas"), secret)
    ada.do(Assign("scribe", "@Kim"), secret)
    assert news(ada, secret) == []
    with pytest.raises(RuleError, match="restricted"):
        ada.do(Lend("operations_manager", secret))


def test_who_split_or_linked_them_knows(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    mail = tomas.declare_another()
    tomas.do(Assign("scribe", "@Kim"), mail)
    meet(ada, tomas)
    assert news(ada, mail)
    tomas.do(Add(Relation.CAUSED_BY, INCIDENT), mail)
    meet(ada, tomas)
    assert news(ada, mail) == []
    tomas.do(Give("@Bo", 600, "Look at the queue"))
    label = ada.board().tasks.label(tomas.board().tasks.all[-1])
    split = Split("The queue", tasks=(label,), roles=("operations_manager",))
    half = next(e.incident for e in tomas.do(split) if e.incident != INCIDENT)
    assert tomas.board(half).roles.held["operations_manager"].holder.value is not None
    meet(ada, tomas)
    assert news(ada, half) == []


def test_what_cannot_be_lent_is_refused_with_the_reason(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    mail = ada.declare_another()
    for wrong, why in (
        (Lend("scribe", mail), "Nobody holds Scribe"),
        (Lend("operations_manager", INCIDENT), "That is this incident"),
    ):
        with pytest.raises(RuleError, match=why):
            ada.do(wrong)
    with pytest.raises(NotFound):
        ada.do(Lend("operations_manager", "INC-NONE"))


@given(orders(3))
def test_any_order_of_arrival_gives_the_same_that_is_lent(order: list[int]) -> None:
    ada, tomas = two_desks()
    ada.declare()
    ada.do(Assign("operations_manager", "@Kim"))
    meet(ada, tomas)
    mail = tomas.declare_another()
    tomas.do(Lend("operations_manager", mail))
    ada.do(Assign("operations_manager", "@Bo"))
    meet(ada, tomas)
    entries = [e for e in ada.entries if e.incident == INCIDENT]
    mixed = [each for at in order for each in entries[at::3]]
    assert Fold(INCIDENT, mixed).board == ada.board()
