"""The words beside the matrix: the note pad, why a cell says so, who finds out; and the classes of factors."""

import pytest

from incident_desk.domain.errors import BadInput, RuleError
from incident_desk.domain.investigating import AddEvidence, AskOpen, Hypothesis, ProposeFactor, Rate
from incident_desk.domain.investigation_entries import Rating
from incident_desk.domain.investigation_list import Investigation
from incident_desk.domain.investigation_notes import OwnQuestion, SayWhy, TakeNote
from incident_desk.domain.investigations import Investigate, Submit
from incident_desk.domain.plan_schema import USUAL_FACTOR_CLASSES
from incident_desk.domain.plan_text import read_plan
from tests.domain.making import PLAN, Hand
from tests.domain.rounds import room, tell


def together() -> tuple[Hand, Hand, Hand]:
    """Tomas and Sofia work on one investigation, Ada manages the incident."""
    ada, tomas, sofia, _ = room()
    ada.do(Investigate(text="Why? | Tomas, Sofia"))
    tell(ada, tomas, sofia)
    return ada, tomas, sofia


def found(hand: Hand) -> Investigation:
    return hand.board().investigations.find("A")


def notes(hand: Hand) -> list[str]:
    return [each.words(hand.board().timeline) for each in found(hand).notes.values()]


def test_several_write_in_the_pad_and_nobody_outside_reads_it() -> None:
    ada, tomas, sofia = together()
    tomas.do(TakeNote("max_wal_senders is fine"))
    sofia.do(TakeNote("A: the batches match the steps of the graph"))
    tell(ada, tomas, sofia)
    assert notes(tomas) == notes(sofia) == ["max_wal_senders is fine", "the batches match the steps of the graph"]
    assert notes(ada) == []
    assert "max_wal_senders" not in " ".join(line.english for line in tomas.board().timeline.lines)
    with pytest.raises(RuleError, match="work on no investigation"):
        ada.do(TakeNote("mine"))


def test_reasons_for_one_cell_stand_side_by_side() -> None:
    ada, tomas, sofia = together()
    for fields in (Hypothesis("A bulk delete"), AddEvidence("It lags"), Rate("E1", "H1", Rating.CONSISTENT)):
        tomas.do(fields)
    tell(ada, tomas, sofia)
    tomas.do(SayWhy("E1", "H1", "each step begins with a batch"))
    sofia.do(SayWhy("E1", "H1", "and ends with it"))
    tell(ada, tomas, sofia)
    [lines] = found(tomas).reasons.values()
    assert [tomas.board().timeline.line(each).english for each in lines] == [
        "Investigation A, why evidence 1 says so of hypothesis 1: each step begins with a batch",
        "Investigation A, why evidence 1 says so of hypothesis 1: and ends with it",
    ]


def test_an_open_question_gets_an_owner_and_loses_them_again() -> None:
    ada, tomas, sofia = together()
    tomas.do(AskOpen("Who began the delete?"))
    tell(ada, tomas, sofia)
    sofia.do(OwnQuestion("Q1", "me"))
    tell(ada, tomas, sofia)
    [question] = found(tomas).questions.values()
    assert question.owner == "Sofia"
    with pytest.raises(RuleError, match="Sofia finds out already"):
        tomas.do(OwnQuestion("Q1", "@Sofia"))
    tomas.do(OwnQuestion("Q1", "nobody"))
    assert [each.owner for each in found(tomas).questions.values()] == [""]


def test_two_who_take_one_question_at_once_are_both_kept() -> None:
    ada, tomas, sofia = together()
    tomas.do(AskOpen("Who began the delete?"))
    tell(ada, tomas, sofia)
    for hand in (tomas, sofia):
        hand.do(OwnQuestion("Q1", "me"))
    tell(ada, tomas, sofia)
    for hand in (tomas, sofia):
        [question] = found(hand).questions.values()
        assert [each.value for each in question.owners.settings] == ["Tomas", "Sofia"]


def test_a_factor_is_of_a_class_of_the_plan() -> None:
    _, tomas, _ = together()
    tomas.do(ProposeFactor("The prompt does not name its host", factor_class="human-system interface"))
    tomas.do(ProposeFactor("No limit on writes", factor_class="LOAD"))
    tomas.do(ProposeFactor("No alert on backups", factor_class="monitor"))
    tomas.do(ProposeFactor("Something else"))
    assert [each.factor_class for each in found(tomas).factors.values()] == [
        "human–system interface",
        "load",
        "monitoring gap",
        "",
    ]
    with pytest.raises(BadInput, match="“sabotage” is no class of the plan; there are software change, "):
        tomas.do(ProposeFactor("Somebody did it", factor_class="sabotage"))


def test_a_plan_without_a_list_has_the_usual_classes() -> None:
    assert read_plan(PLAN).factor_class_names == USUAL_FACTOR_CLASSES
    start = PLAN.index("factor_classes:")
    without = PLAN[:start] + PLAN[PLAN.index("\n\n", start) :]
    assert read_plan(without).factor_class_names == USUAL_FACTOR_CLASSES


def test_after_it_is_in_the_pad_is_closed_until_it_opens() -> None:
    ada, tomas, sofia, _ = room()
    ada.do(Investigate(text="Why? | Tomas | Sofia"))
    tell(ada, tomas, sofia)
    tomas.do(Submit("A", 80, "It was the delete"))
    with pytest.raises(RuleError, match="is in; more can be added once it is open"):
        tomas.do(TakeNote("one more thing", "A"))
