"""The matrix of an investigation: what stands in its cells, in which order, and what members said of it while apart."""

import contextlib
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.commands import Fields
from incident_desk.domain.corrections import Correct, Retract
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigating import AddEvidence, Hypothesis, Rate, SetTrust
from incident_desk.domain.investigation_entries import Rating, Trust
from incident_desk.domain.investigation_list import Investigation
from incident_desk.domain.investigation_notes import SayWhy, TakeNote
from incident_desk.domain.investigations import Investigate
from incident_desk.domain.lines import differing
from incident_desk.domain.matrix import Matrix, matrix
from incident_desk.domain.timeline import Timeline
from tests.domain.making import INCIDENT, Hand
from tests.domain.rounds import room, tell

FITS, AGAINST, NEITHER = Rating.CONSISTENT, Rating.INCONSISTENT, Rating.NEUTRAL


def found(hand: Hand) -> Investigation:
    return hand.board().investigations.find("A")


def seen(hand: Hand) -> Matrix:
    return matrix(found(hand), hand.board().timeline)


def together() -> tuple[Hand, Hand, Hand]:
    """Tomas and Sofia work on one investigation, with two hypotheses and two pieces of evidence."""
    ada, tomas, sofia, _ = room()
    ada.do(Investigate(text="Why? | Tomas, Sofia"))
    tell(ada, tomas, sofia)
    for fields in (Hypothesis("A bulk delete"), Hypothesis("A full disk"), AddEvidence("It lags"), AddEvidence("62 %")):
        tomas.do(fields)
    tell(ada, tomas, sofia)
    return ada, tomas, sofia


def words(pieces: tuple[EntryId, ...], timeline: Timeline) -> list[str]:
    return [timeline.line(each).text for each in pieces]


def test_hypotheses_stand_by_least_against_and_evidence_by_what_it_tells() -> None:
    _, tomas, _ = together()
    for fields in (
        AddEvidence("against H1 Nothing was deleted", trust=Trust.LOW),
        Rate("E1", "H1", FITS),
        Rate("E1", "H2", AGAINST),
        Rate("E2", "H1", NEITHER),
        Rate("E2", "H2", NEITHER),
        Rate("E3", "H2", FITS),
    ):
        tomas.do(fields)
    shown, timeline = seen(tomas), tomas.board().timeline
    assert words(shown.hypotheses, timeline) == ["A bulk delete", "A full disk"]
    assert words(shown.evidence, timeline) == ["It lags", "Nothing was deleted", "62 %"]
    assert (shown.rated, shown.size) == (6, 6)
    tomas.do(SetTrust("E1", Trust.LOW))
    tomas.do(SetTrust("E3", Trust.HIGH))
    shown = seen(tomas)
    assert words(shown.hypotheses, timeline) == ["A full disk", "A bulk delete"]
    assert words(shown.evidence, timeline) == ["Nothing was deleted", "It lags", "62 %"]


def test_two_members_who_differ_about_a_cell_leave_it_open_until_one_of_them_settles_it() -> None:
    ada, tomas, sofia = together()
    tomas.do(Rate("E1", "H2", FITS))
    sofia.do(Rate("E1", "H2", AGAINST))
    tell(ada, tomas, sofia)
    for hand in (tomas, sofia):
        [(evidence, hypothesis)] = seen(hand).differing
        cell = seen(hand).cell(evidence, hypothesis)
        assert cell.rating is None
        assert [(each.by, each.value) for each in cell.differing] == [
            (tomas.person, FITS),
            (sofia.person, AGAINST),
        ]
        assert {rank.against for rank in seen(hand).ranked.ranks} == {0.0}
    tomas.do(Rate("E1", "H2", AGAINST))
    tell(ada, tomas, sofia)
    for hand in (tomas, sofia):
        assert not seen(hand).differing
        assert [rank.against for rank in seen(hand).ranked.ranks] == [0.0, 1.0]


def test_two_members_who_say_the_same_while_apart_do_not_differ() -> None:
    ada, tomas, sofia = together()
    for hand in (tomas, sofia):
        hand.do(Rate("E1", "H2", AGAINST))
    tell(ada, tomas, sofia)
    assert not seen(tomas).differing
    assert [rank.against for rank in seen(tomas).ranked.ranks] == [0.0, 1.0]


def fields_of(what: str, about: str, said: int) -> Fields:
    """What a member does, by a word."""
    cell = (f"E{1 + said % 2}", about)
    return {
        "rate": Rate(*cell, (FITS, AGAINST, NEITHER, None)[said]),
        "rename": Correct(EntryId(about), f"Name {said}"),
        "hypothesis": Hypothesis(f"May be {said}"),
        "evidence": AddEvidence(f"against {about} Seen {said}"),
        "trust": SetTrust(cell[0], tuple(Trust)[said % 3]),
        "why": SayWhy(*cell, f"Because {said}"),
        "note": TakeNote(f"Noted {said}"),
    }[what]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("rate", "rate", "rate", "rename", "hypothesis", "evidence", "trust", "why", "note", "tell")),
        st.integers(0, 1),
        st.sampled_from(("H1", "H2")),
        st.integers(0, 3),
    ),
    max_size=12,
)


@given(steps=STEPS, random=st.randoms(use_true_random=False))
def test_whatever_two_members_do_while_apart_comes_to_one_matrix_in_any_order_of_arrival(
    steps: list[tuple[str, int, str, int]], random: Random
) -> None:
    ada, *members = together()
    names = {f"H{at}": entry for at, entry in enumerate(found(members[0]).hypotheses, 1)}
    done = 0
    for what, who, about, said in steps:
        if what == "tell":
            tell(ada, *members)
            continue
        fields = fields_of(what, names[about] if what == "rename" else about, said)
        with contextlib.suppress(RuleError):  # it is said already
            done += bool(members[who].do(fields))
    tell(ada, *members)
    entries = list(members[0].entries)
    random.shuffle(entries)
    assert plainly(entries) == plainly(members[0].entries) == plainly(members[1].entries)


def plainly(entries: list[Entry]) -> object:
    """Everything that a matrix and the lists beside it show."""
    fold = Fold(INCIDENT)
    fold.add(entries)
    [investigation] = fold.board.investigations.all
    timeline = fold.board.timeline
    shown = matrix(investigation, timeline)
    lines = [[line.text for line in map(timeline.line, lines)] for lines in investigation.reasons.values()]
    return (
        words(shown.hypotheses, timeline),
        words(shown.evidence, timeline),
        {at: (cell.rating, [(each.by, each.value) for each in cell.differing]) for at, cell in shown.cells.items()},
        shown.ranked,
        lines,
        [piece.words(timeline) for piece in investigation.notes.values()],
        [differing(timeline.line(each)) for each in shown.hypotheses],
    )


def test_nothing_that_a_member_says_while_apart_is_lost() -> None:
    """Both rate one cell, add evidence, and call one hypothesis something else."""
    ada, tomas, sofia = together()
    first = next(iter(found(tomas).hypotheses))
    for hand, rating, name in ((tomas, FITS, "Heat"), (sofia, AGAINST, "Dust")):
        hand.do(Rate("E1", "H1", rating))
        hand.do(AddEvidence(f"{name} was seen"))
        hand.do(Correct(first, name))
    tell(ada, tomas, sofia)
    for hand in (tomas, sofia):
        shown, timeline = seen(hand), hand.board().timeline
        assert len(shown.differing) == 1
        assert {"Heat was seen", "Dust was seen"} <= set(words(shown.evidence, timeline))
        line = timeline.line(first)
        assert line.text == "Dust"  # the last word shows
        assert [(each.by, each.text) for each in differing(line)] == [(tomas.person, "Heat"), (sofia.person, "Dust")]
    sofia.do(Correct(first, "Dust"))
    tell(ada, tomas, sofia)
    assert not differing(tomas.board().timeline.line(first))


def test_a_hypothesis_that_was_taken_back_is_no_column() -> None:
    _, tomas, _ = together()
    tomas.do(Retract(next(iter(found(tomas).hypotheses))))
    assert words(seen(tomas).hypotheses, tomas.board().timeline) == ["A full disk"]
