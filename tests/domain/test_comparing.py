"""What investigations found, side by side: matched, kept apart, contradicting, settled, concluded."""

from datetime import UTC
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_desk.domain.cause_map import CauseLinked, drawn
from incident_desk.domain.commands import Fields
from incident_desk.domain.comparing import Contradict, KeepApart, Match, Settle, Unmatch, Unsettle, meant
from incident_desk.domain.comparison_entries import FindingsRelated, Relation, RoundConcluded
from incident_desk.domain.concluding import Agree, Conclude, Dissent, asked
from incident_desk.domain.corrections import Correct, Retract
from incident_desk.domain.drawing_causes import AddEffect, LinkCause, UnlinkCause
from incident_desk.domain.errors import BadInput, DeskError, NotFound, RuleError
from incident_desk.domain.evidence_used import Use, evidence_used
from incident_desk.domain.findings import Findings, Standing, findings, rounds
from incident_desk.domain.fold import Fold
from incident_desk.domain.investigating import AddEvidence, Hypothesis, ProposeFactor
from incident_desk.domain.investigations import BreakSeal, Investigate, Submit
from incident_desk.domain.resemblance import answered, disputed, likenesses, spoken
from incident_desk.domain.texts import Reading, read_line
from incident_desk.domain.timeline import Note
from tests.domain.making import INCIDENT, Hand, told
from tests.domain.night import of_incident, orders
from tests.domain.rounds import room, tell, three_opened


def compared(hand: Hand) -> Findings:
    board = hand.board()
    (round_,) = rounds(board.investigations)
    return findings(round_, board.investigations, board.comparison, board.timeline)


def rows(hand: Hand, standing: Standing) -> list[list[str]]:
    """The names of the factors of each row that stands so."""
    board = hand.board()

    def name(factor: Any) -> str:
        return meant(board.investigations, board.timeline, factor).name

    return [[name(f) for each in row.findings for f in each.factors] for row in compared(hand).rows_of(standing)]


def test_factors_that_are_matched_were_found_apart_by_several() -> None:
    ada, *_ = three_opened()
    assert len(rows(ada, Standing.ONE_ONLY)) == 7
    ada.do(Match("A:F1", "B:F1"))
    ada.do(Match("b.f1", "C:F1"))
    assert rows(ada, Standing.SHARED) == [["A:F1", "B:F1", "C:F1"]]
    assert [len(row.findings[0].apart) for row in compared(ada).rows_of(Standing.SHARED)] == [3]
    assert len(rows(ada, Standing.ONE_ONLY)) == 4
    ada.do(Unmatch("A:F1", "B:F1"))
    assert rows(ada, Standing.SHARED) == [["B:F1", "C:F1"]]


def test_what_is_said_twice_or_of_what_cannot_be_compared_is_refused() -> None:
    ada, tomas, *_ = three_opened()
    ada.do(Match("A:F1", "B:F1"))
    for fields, why in (
        (Match("B:F1", "A:F1"), "said already"),
        (Match("A:F1", "A:F2"), "Both are of investigation A"),
        (Match("A:F1", "C:E1"), "a factor is compared"),
        (Contradict("A:E1", "C:E1"), "What contradicts are factors"),
        (Unmatch("A:F2", "B:F2"), "Nothing was said"),
        (Settle("B:F2", "C:F2", "why"), "not said to contradict"),
        (Unsettle("B:F2", "C:F2"), "is not settled"),
    ):
        with pytest.raises(RuleError, match=f"(?i){why}"):
            ada.do(fields)
    for name in ("A:F9", "A:H1", "the disk", "Z:F1"):
        with pytest.raises(NotFound):
            ada.do(Match(name, "B:F1"))
    with pytest.raises(RuleError, match="who manages the incident: Ada"):
        tomas.do(Match("A:F2", "B:F2"))


def test_what_would_become_one_must_not_be_said_to_be_two() -> None:
    ada, *_ = three_opened()
    ada.do(KeepApart("A:F1", "C:F1"))
    ada.do(Match("A:F1", "B:F1"))
    with pytest.raises(RuleError, match="A:F1 and C:F1 would become one, and are said to be apart"):
        ada.do(Match("B:F1", "C:F1"))
    ada.do(Match("A:F1", "C:F1"))  # a change of mind
    ada.do(Match("B:F1", "C:F1"))
    with pytest.raises(RuleError, match="by way of another"):
        ada.do(KeepApart("A:F1", "C:F1"))


def test_two_that_contradict_stand_in_one_row_until_it_is_settled_which_holds() -> None:
    ada, *_ = three_opened()
    ada.do(Contradict("C:F2", "B:F2"))
    assert rows(ada, Standing.CONTRADICTING) == [["B:F2", "C:F2"]]
    with pytest.raises(RuleError, match="What holds is"):
        ada.do(Settle("B:F2", "C:F2", "the request log", right="A:F1"))
    line = ada.do(Settle("B:F2", "C:F2", "The request log shows one account", right="B:F2"))[0]
    assert rows(ada, Standing.CONTRADICTING) == []
    assert rows(ada, Standing.REFUTED) == [["C:F2"]]
    assert ["B:F2"] in rows(ada, Standing.ONE_ONLY)
    assert ada.board().timeline.line(line.id).english.endswith("B:F2 holds: The request log shows one account")
    ada.do(Unsettle("B:F2", "C:F2", "the log was of another day"))
    assert rows(ada, Standing.CONTRADICTING) == [["B:F2", "C:F2"]]
    ada.do(Settle("B:F2", "C:F2", "Both are wrong"))
    assert rows(ada, Standing.REFUTED) == [["B:F2"], ["C:F2"]]


def test_what_was_named_after_the_opening_was_not_found_apart() -> None:
    ada, _, sofia, _ = three_opened()
    sofia.do(ProposeFactor("The mail was rejected", investigation="B"))
    ada.hear(sofia)
    assert rows(ada, Standing.LATER) == [["B:F3"]]
    ada.do(Match("A:F2", "B:F3"))
    assert rows(ada, Standing.SHARED) == []
    finding = next(each for each in compared(ada).findings if len(each.factors) == 2)
    assert (len(finding.apart), len(finding.later)) == (1, 1)


def test_what_was_named_after_the_seal_of_another_was_broken_was_not_found_apart() -> None:
    ada, tomas, sofia, _ = room()
    ada.do(Investigate(text="Why? | Tomas | Sofia"))
    tell(ada, tomas, sofia)
    tomas.do(ProposeFactor("A bulk delete"))
    sofia.do(ProposeFactor("The mail was rejected"))
    ada.do(BreakSeal("A", "The copy must be stopped now"))
    for hand in (ada, sofia):
        hand.hear(tomas, ada)
    with pytest.raises(RuleError, match="Investigation B is sealed"):
        ada.do(Match("A:F1", "B:F1"))
    with pytest.raises(RuleError, match="B is still sealed"):
        ada.do(Conclude(80, "The delete"))
    assert compared(ada).sealed == 1
    sofia.do(ProposeFactor("A delete in bulk"))
    sofia.do(Submit("B", 50, "Mail"))
    ada.hear(sofia)
    ada.do(Match("A:F1", "B:F2"))
    assert rows(ada, Standing.SHARED) == []
    assert rows(ada, Standing.ONE_ONLY) == [["A:F1", "B:F2"], ["B:F1"]]


def test_a_factor_that_was_taken_back_is_compared_no_more() -> None:
    ada, tomas, *_ = three_opened()
    ada.do(Match("A:F1", "B:F1"))
    tomas.hear(ada)
    board = tomas.board()
    tomas.do(Retract(meant(board.investigations, board.timeline, "A:F1").piece.id))
    ada.hear(tomas)
    assert rows(ada, Standing.SHARED) == []
    with pytest.raises(NotFound):
        ada.do(Match("A:F1", "C:F1"))


def test_two_desks_that_matched_and_kept_apart_at_once_are_both_heard() -> None:
    ada, tomas, *_ = three_opened()
    factors = [meant(ada.board().investigations, ada.board().timeline, name).piece.id for name in ("A:F1", "B:F1")]
    ada.do(Match("A:F1", "B:F1"))
    one_id, other_id = sorted(factors)
    tomas.say(FindingsRelated(one_id, other_id, Relation.APART))
    for one, other in ((ada, tomas), (tomas, ada)):
        one.hear(other)
    for hand in (ada, tomas):
        assert hand.board().comparison.relation(*factors).is_conflicted
        assert len(disputed(compared(hand), hand.board().comparison)) == 1
    ada.do(Match("A:F1", "B:F1"))
    assert not ada.board().comparison.relation(*factors).is_conflicted
    assert disputed(compared(ada), ada.board().comparison) == []


@pytest.mark.parametrize(
    ("line", "meant_by_it"),
    [
        ("/match A:F1 B:F1", Match("A:F1", "B:F1")),
        ("/settle B:F2 C:F2 right=B:F2 The request log", Settle("B:F2", "C:F2", "The request log", "B:F2")),
        ("/conclude 80 A delete outran the log", Conclude(80, "A delete outran the log")),
        ("/agree", Agree()),
        ("/dissent Spam is not ruled out", Dissent("Spam is not ruled out")),
        ("/effect Replica stopped causes=A:F1,B:F2", AddEffect("Replica stopped", "A:F1,B:F2")),
        ("/cause X1 X2", LinkCause("X1", "X2")),
    ],
)
def test_it_is_typed_as_the_manual_says(line: str, meant_by_it: Fields) -> None:
    assert read_line(line, Reading(0, UTC)) == meant_by_it


# evidence ------------------------------------------------------------------------------------------------------------


def test_evidence_that_one_used_and_another_lacked_says_whether_it_could_be_seen() -> None:
    ada, tomas, sofia, kim = room()
    ada.do(Investigate(text="Why? | Tomas | Sofia | Kim"))
    seen = ada.do(Note("The bucket is empty"))[0]
    tell(ada, tomas, sofia, kim)
    tomas.do(Hypothesis("The dump failed"))
    tomas.do(AddEvidence("for H1 The bucket is empty", of=seen.id))
    sofia.do(Hypothesis("The bucket holds a copy"))
    sofia.do(AddEvidence("against H1 The bucket  is EMPTY"))
    tomas.do(AddEvidence("Lag rose in steps", source="own query"))
    kim.do(Submit("C", 50, "Nothing"))
    late = ada.do(Note("A snapshot of 17:20 is there"))[0]
    tell(ada, tomas, sofia, kim)
    tomas.do(AddEvidence("A snapshot of 17:20 is there", of=late.id))
    for hand, letter in ((tomas, "A"), (sofia, "B")):
        hand.do(Submit(letter, 80, "sure", leading="H1"))
    ada.hear(tomas, sofia, kim)
    board = ada.board()
    used = evidence_used(compared(ada), board.investigations, board.comparison, board.timeline)
    uses = {board.timeline.line(each.pieces[0]).text: list(each.uses.values()) for each in used}
    assert uses == {
        "The bucket is empty": [Use.USED, Use.AGAINST, Use.NOT_USED],
        "Lag rose in steps": [Use.USED, Use.NEVER_SAW, Use.NEVER_SAW],
        "A snapshot of 17:20 is there": [Use.USED, Use.NOT_USED, Use.NEVER_SAW],
    }
    assert all(each.is_lacking for each in used)


def test_evidence_is_matched_by_hand_too() -> None:
    ada, *_ = three_opened()
    board = ada.board()
    used = evidence_used(compared(ada), board.investigations, board.comparison, board.timeline)
    assert [len(each.pieces) for each in used] == [2]  # they say the same in other letters


# suggestions ---------------------------------------------------------------------------------------------------------


def suggested(hand: Hand) -> list[tuple[str, str]]:
    board, found = hand.board(), compared(hand)
    said = spoken(found, evidence_used(found, board.investigations, board.comparison, board.timeline), board.timeline)
    finding_of = {factor: each.factors[0] for each in found.findings for factor in each.factors}

    def name(factor: Any) -> str:
        return meant(board.investigations, board.timeline, factor).name

    return [(name(each.one), name(each.other)) for each in likenesses(said, finding_of, answered(board.comparison))]


def test_what_sounds_alike_is_suggested_until_somebody_says_what_it_is() -> None:
    ada, *_ = three_opened()
    before = suggested(ada)
    assert ("A:F1", "B:F1") in before
    assert ("B:F2", "C:F2") in before
    assert ("A:F3", "C:F2") not in before
    ada.do(Match("A:F1", "B:F1"))
    ada.do(Contradict("B:F2", "C:F2"))
    assert not {("A:F1", "B:F1"), ("B:F2", "C:F2")} & set(suggested(ada))


# the conclusion ------------------------------------------------------------------------------------------------------


def test_a_conclusion_has_its_confidence_and_who_dissents_word_for_word() -> None:
    ada, tomas, sofia, kim = three_opened()
    for fields in (Agree(), Dissent("No")):
        with pytest.raises(RuleError, match="no conclusion yet"):
            tomas.do(fields)
    with pytest.raises(BadInput, match="percent"):
        ada.do(Conclude(120, "All of it"))
    with pytest.raises(RuleError, match="who manages the incident"):
        tomas.do(Conclude(80, "All of it"))
    ada.do(Conclude(80, "A large delete outran the log"))
    for hand in (tomas, sofia, kim):
        hand.hear(ada)
    tomas.do(Agree())
    line = sofia.do(Dissent("Spam is not ruled out: ask for the request log of 19:00"))[0]
    kim.do(Agree())
    with pytest.raises(RuleError, match="Kim agreed already"):
        kim.do(Agree())
    ada.hear(tomas, sofia, kim)
    ada.do(Correct(line.id, "Spam is ruled out"))
    board = ada.board()
    (round_,) = rounds(board.investigations)
    conclusion = board.comparison.conclusion(round_)
    assert conclusion is not None
    answers = board.comparison.answers(conclusion)
    assert [(each.name, each.is_agreeing) for each in answers] == [("Tomas", True), ("Sofia", False), ("Kim", True)]
    assert list(asked(board.investigations, round_).values()) == ["Tomas", "Sofia", "Kim"]
    shown = told(board)
    assert b"Spam is not ruled out: ask for the request log of 19:00" in shown
    ada.do(Conclude(90, "A large delete, and nothing else"))
    newer = ada.board().comparison.conclusion(round_)
    assert newer is not None
    assert ada.board().comparison.answers(newer) == []  # nobody was asked about that one yet


def test_two_conclusions_at_once_are_both_kept() -> None:
    ada, tomas, *_ = three_opened()
    (round_,) = rounds(ada.board().investigations)
    ada.do(Conclude(80, "The delete"))
    tomas.say(RoundConcluded(round_, ("A",), "The spam", 60))
    ada.hear(tomas)
    assert ada.board().comparison.conclusions[round_].is_conflicted


def test_nothing_of_a_comparison_is_told_before_the_opening() -> None:
    ada, tomas, sofia, _ = room()
    ada.do(Investigate(text="Why? | Tomas | Sofia"))
    tell(ada, tomas, sofia)
    tomas.do(ProposeFactor("The marzipan delete"))
    for fields in (LinkCause("A:F1", "X1"), AddEffect("It stopped", "A:F1")):
        with pytest.raises(RuleError, match="sealed"):
            tomas.do(fields)
    factor = tomas.board().investigations.find("A").factors
    tomas.say(CauseLinked(next(iter(factor)), next(iter(factor))))
    assert b"marzipan" not in told(tomas.board())
    assert rounds(tomas.board().investigations) == []


# any order -----------------------------------------------------------------------------------------------------------


@st.composite
def acts(draw: st.DrawFn) -> list[tuple[int, str, int]]:
    names = ["match", "apart", "contradict", "unmatch", "settle", "conclude", "agree", "dissent"]
    names += ["effect", "link", "unlink", "hear", "retract"]
    return draw(st.lists(st.tuples(st.integers(0, 1), st.sampled_from(names), st.integers(0, 60)), max_size=20))


FACTORS = ("A:F1", "A:F2", "A:F3", "B:F1", "B:F2", "C:F1", "C:F2")


def act(hand: Hand, name: str, n: int) -> None:
    one, other = FACTORS[n % 7], FACTORS[n // 7 % 7]
    box, into = (*FACTORS, "X1", "X2")[n % 9], (*FACTORS, "X1", "X2")[n // 9 % 9]
    effects = list(hand.board().cause_map.effects)
    fields: Any = {
        "match": Match(one, other),
        "apart": KeepApart(one, other),
        "contradict": Contradict(one, other),
        "unmatch": Unmatch(one, other),
        "settle": Settle(one, other, f"because {n}", right=one if n % 2 else ""),
        "conclude": Conclude(n, f"All of it {n}"),
        "agree": Agree(),
        "dissent": Dissent(f"No {n}"),
        "effect": AddEffect(f"It stopped {n}", one),
        "link": LinkCause(box, into),
        "unlink": UnlinkCause(box, into),
        "retract": Retract(effects[n % len(effects)]) if effects else Agree(),
    }[name]
    try:
        hand.do(fields)
    except DeskError:
        return


@settings(max_examples=60, deadline=None)
@given(script=acts(), data=st.data())
def test_desks_that_compared_apart_come_to_the_same_and_to_no_circle(
    script: list[tuple[int, str, int]], data: st.DataObject
) -> None:
    ada, *_ = three_opened()
    second = Hand("Noor", 70_009, ada.clock)
    second.person = ada.person  # the same manager at two desks, cut off from one another
    second.hear(ada)
    hands = (ada, second)
    for who, name, n in script:
        if name == "hear":
            hands[who].hear(*hands)
        else:
            act(hands[who], name, n)
    for hand in (*hands, *hands):
        hand.hear(*hands)
    seen = {told(hand.board()) for hand in hands}
    record = of_incident(ada)
    assert seen == {told(Fold(INCIDENT, [record[at] for at in data.draw(orders(len(record)))]).board)}
    board = ada.board()
    shown = drawn(board.cause_map, board.investigations, board.comparison, board.timeline)
    assert not any(shown.leads(effect, cause) for cause, effect in shown.arrows)
