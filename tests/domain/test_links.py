"""How incidents hang together: a link destroys nothing and can be taken back."""

import pytest

from incident_desk.domain.corrections import Restore, Retract, Undo
from incident_desk.domain.courses import Propose
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.incident import SetState, State
from incident_desk.domain.links import Add, Relation, Remove
from incident_desk.domain.merging import RoleMerged, is_merged_into, preview
from incident_desk.domain.messages import BeginMessage
from incident_desk.domain.promises import standings
from incident_desk.domain.report_list import Reports
from incident_desk.domain.roles import Assign
from incident_desk.domain.showing import shown
from incident_desk.domain.tasks import Give
from tests.domain.making import INCIDENT, Hand, two_desks


@pytest.fixture
def ada() -> Hand:
    hand, _ = two_desks()
    hand.declare()
    return hand


@pytest.fixture
def other(ada: Hand) -> IncidentId:
    return ada.declare_another("Mail is late")


def test_a_link_names_the_other_as_it_is_called(ada: Hand, other: IncidentId) -> None:
    number = ada.board(other).headline.number
    linked = ada.do(Add(Relation.CAUSED_BY, other))[0]  # given by its id
    [link] = ada.board().links.standing.values()
    assert (link.relation, link.other, link.label) == (Relation.CAUSED_BY, other, number)
    assert ada.board().timeline.line(linked.id).english == f"Caused by {number}"


def test_the_other_incident_stays_as_it_is(ada: Hand, other: IncidentId) -> None:
    ada.do(Add(Relation.DUPLICATE_OF, other))
    assert ada.board(other).headline.state is State.DECLARED
    assert ada.board(other).links.standing == {}


@pytest.mark.parametrize("relation", list(Relation))
def test_a_link_can_be_taken_back(ada: Hand, other: IncidentId, relation: Relation) -> None:
    linked = ada.do(Add(relation, other))[0]
    ada.do(Remove(linked.id))
    assert ada.board().links.standing == {}
    ada.do(Add(relation, other))
    assert len(ada.board().links.standing) == 1


def test_a_duplicate_is_merged_until_the_link_is_taken_back(ada: Hand, other: IncidentId) -> None:
    ada.do(SetState(State.MITIGATING))
    linked = ada.do(Add(Relation.DUPLICATE_OF, other))[0]
    headline = ada.board().headline
    assert (headline.state, headline.is_open) == (State.MERGED, False)
    assert headline.entered_us[State.MERGED] == linked.occurred_us
    ada.do(Remove(linked.id))
    assert ada.board().headline.state is State.INVESTIGATING
    assert not ada.board().headline.states.is_conflicted


def test_undo_takes_back_the_link_and_the_merging_at_once(ada: Hand, other: IncidentId) -> None:
    ada.do(SetState(State.MITIGATING))
    linked = ada.do(Add(Relation.DUPLICATE_OF, other))[0]
    ada.do(Undo())
    assert ada.board().links.standing == {}
    assert ada.board().headline.state is State.MITIGATING
    ada.do(Restore(linked.id))
    assert ada.board().headline.state is State.MERGED


def test_a_duplicate_of_two_stays_merged_while_one_link_stands(ada: Hand, other: IncidentId) -> None:
    third = ada.declare_another("Search is slow")
    first = ada.do(Add(Relation.DUPLICATE_OF, other))[0]
    second = ada.do(Add(Relation.DUPLICATE_OF, third))[0]
    ada.do(Remove(first.id))
    assert ada.board().headline.state is State.MERGED
    ada.do(Remove(second.id))
    assert ada.board().headline.state is State.INVESTIGATING


def test_an_incident_that_was_reopened_meanwhile_stays_as_it_is(ada: Hand, other: IncidentId) -> None:
    linked = ada.do(Add(Relation.DUPLICATE_OF, other))[0]
    ada.do(SetState(State.MONITORING))
    ada.do(Remove(linked.id))
    assert ada.board().headline.state is State.MONITORING


def test_the_removal_of_a_link_can_be_taken_back(ada: Hand, other: IncidentId) -> None:
    linked = ada.do(Add(Relation.DUPLICATE_OF, other))[0]
    removed = ada.do(Remove(linked.id))[0]
    ada.do(Retract(removed.id))
    assert ada.board().headline.state is State.MERGED
    assert list(ada.board().links.standing) == [linked.id]


def test_nothing_is_merged_into_what_is_merged_itself(ada: Hand, other: IncidentId) -> None:
    ada.do(Add(Relation.DUPLICATE_OF, other))
    third = ada.declare_another("Search is slow")
    for where in (other, third):
        with pytest.raises(RuleError, match="merged itself"):
            ada.do(Add(Relation.DUPLICATE_OF, INCIDENT), where)


def promised(hand: Hand) -> list[int | None]:
    """When each audience hears next."""
    board = hand.board()
    found = standings(board, hand.organisation.plans.of(board.headline))
    return [each.due_us for each in found]


def test_what_becomes_of_everything_is_told_before(ada: Hand, other: IncidentId) -> None:
    ada.do(Assign("incident manager", "Kim"))
    ada.do(Assign("scribe", "Lewis"))
    ada.do(Assign("incident manager", "Sofia"), other)
    ada.do(Give("@Kim", 900, "Read the logs"))
    ada.do(Propose("Fail over", risk="data"))
    ada.do(BeginMessage("Pushes fail", channels=("status_page",)))
    told = preview(ada.board(), ada.board(other), ada.organisation.plans.current, Reports())
    assert told.messages == ("1",)
    assert (told.reports, told.is_on_page) == (0, False)
    assert told.roles == (RoleMerged("Incident manager", "Kim", "Sofia"), RoleMerged("Scribe", "Lewis", ""))
    assert told.tasks == tuple(ada.board().tasks.label(task) for task in ada.board().tasks.open)
    assert (told.courses, told.lines) == (("1",), len(ada.board().timeline.lines))
    before = shown(ada.board(), ada.organisation.people)
    assert any(promised(ada))
    ada.do(Add(Relation.DUPLICATE_OF, other))
    assert not any(promised(ada))
    ada.do(Undo())
    assert any(promised(ada))
    after = shown(ada.board(), ada.organisation.people)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"timeline"}  # which has one more line, struck through


def test_two_desks_that_merge_two_incidents_into_each_other_can_go_on_in_either(other: IncidentId, ada: Hand) -> None:
    tomas = Hand("Tomas", 90_000, ada.clock)
    tomas.hear(ada)
    ada.do(Add(Relation.DUPLICATE_OF, other))
    tomas.do(Add(Relation.DUPLICATE_OF, INCIDENT), other)
    ada.hear(tomas)
    assert is_merged_into(ada.board(), other)
    assert is_merged_into(ada.board(other), INCIDENT)
    [link] = ada.board(other).links.standing
    ada.do(Remove(link), other)
    assert ada.board(other).headline.is_open
    assert not ada.board().headline.is_open


def test_what_makes_no_sense_is_refused(ada: Hand, other: IncidentId) -> None:
    ada.do(Add(Relation.PART_OF, other))
    with pytest.raises(RuleError, match="there already"):
        ada.do(Add(Relation.PART_OF, other))
    with pytest.raises(RuleError, match="not linked to itself"):
        ada.do(Add(Relation.PART_OF, INCIDENT))
    with pytest.raises(NotFound, match="No incident"):
        ada.do(Add(Relation.PART_OF, "INC-NONE-1"))
    with pytest.raises(RuleError, match="does not stand"):
        ada.do(Remove(EntryId("x")))
    with pytest.raises(RuleError, match="linking it"):
        ada.do(SetState(State.MERGED))
