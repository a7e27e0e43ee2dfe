"""The GitLab demo has three teams look into it, blind to each other; held side by side, they found some of it twice."""

from collections.abc import Generator
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.board import Board
from incident_desk.domain.comparing import finding_name
from incident_desk.domain.competing import ranking
from incident_desk.domain.evidence_used import Use, evidence_used
from incident_desk.domain.findings import Findings, Standing, findings, rounds
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigation_list import Investigation, Stage
from incident_desk.domain.resemblance import answered, likenesses, spoken
from incident_desk.learning.demo_clock import DemoClock
from incident_desk.learning.demos import demo_named
from incident_desk.learning.playing import Performance


class Play:
    """The demo, played as far as a test wants it."""

    def __init__(self, desk: Desk, performance: Performance) -> None:
        self._desk = desk
        self._performance = performance

    def until(self, command: str = "") -> Board:
        """The board as it is before the first step that gives this command; without one, at the end."""
        while (step := self._performance.next_step) is not None and step.do != command:
            self._performance.play_next(self._desk)
        return self.board()

    def until_the_picture(self) -> Board:
        """The board at the moment of the demo's picture."""
        demo = self._performance.demo
        while (step := self._performance.next_step) is not None and step.at <= demo.picture_at:
            self._performance.play_next(self._desk)
        return self.board()

    def board(self) -> Board:
        assert self._performance.incident
        return self._desk.reading.fold(self._performance.incident).board


@pytest.fixture
def play(tmp_path: Path) -> Generator[Play]:
    demo = demo_named("gitlab-2017-01-31")
    clock = DemoClock(demo.starts_us)
    performance = Performance(demo, clock)
    with Desk.open(tmp_path / "demo", clock=clock, apart=True) as desk:
        performance.seat_people(desk)
        yield Play(desk, performance)


def compared(board: Board) -> Findings:
    (round_,) = rounds(board.investigations)
    return findings(round_, board.investigations, board.comparison, board.timeline)


def name_of(factor: EntryId, board: Board) -> str:
    home = next(each for each in board.investigations.all if factor in each.factors)
    return finding_name(board.investigations, home, home.factors[factor])


def names(found: Findings, standing: Standing, board: Board) -> list[set[str]]:
    """The factors of each row that stands so."""
    rows = found.rows_of(standing)
    return [{name_of(factor, board) for finding in row.findings for factor in finding.factors} for row in rows]


def leading(found: Investigation, board: Board) -> str:
    first = ranking(found, board.timeline).leading
    assert first is not None
    return found.hypotheses[first].words(board.timeline)


def test_in_the_thick_of_it_two_are_in_and_nothing_that_any_of_them_says_can_be_read(play: Play) -> None:
    board = play.until_the_picture()
    stages = [board.investigations.stage(each) for each in board.investigations.all]
    assert stages == [Stage.SUBMITTED, Stage.SEALED, Stage.SUBMITTED]
    said = {
        piece.words(board.timeline)
        for each in board.investigations.all
        for piece in (*each.hypotheses.values(), *each.evidence.values(), *each.factors.values())
    }
    assert len(said) == 43
    assert not said & {line.text for line in board.timeline.lines}


def test_each_comes_to_an_order_of_its_own(play: Play) -> None:
    board = play.until("comparison.match")
    assert [leading(each, board) for each in board.investigations.all] == [
        "The dumps have failed for a long time, and nobody heard of it",
        "Something else wrote at the same time as the spam",
        "db1 was taken for db2 at the prompt",
    ]


def test_what_two_found_is_suggested_before_anybody_says_that_it_is_one(play: Play) -> None:
    board = play.until("comparison.match")
    found = compared(board)
    used = evidence_used(found, board.investigations, board.comparison, board.timeline)
    finding_of = {factor: each.factors[0] for each in found.findings for factor in each.factors}
    alike = likenesses(spoken(found, used, board.timeline), finding_of, answered(board.comparison))
    suggested = [{name_of(each.one, board), name_of(each.other, board)} for each in alike]
    assert {"A:F5", "C:F4"} in suggested
    assert {"B:F3", "C:F2"} in suggested
    assert {"A:F1", "B:F4"} in suggested


def test_the_comparison_has_what_several_found_what_contradicts_and_what_one_alone_saw(play: Play) -> None:
    board = play.until("comparison.settle")
    found = compared(board)
    shared = names(found, Standing.SHARED, board)
    assert sorted(map(sorted, shared)) == [["A:F1", "B:F4"], ["A:F5", "C:F4"], ["B:F3", "C:F2"]]
    assert names(found, Standing.CONTRADICTING, board) == [{"B:F1", "C:F5"}]
    assert len(found.rows_of(Standing.ONE_ONLY)) == 6
    used = evidence_used(found, board.investigations, board.comparison, board.timeline)
    lacking = [each for each in used if each.is_lacking]
    assert lacking
    assert all(Use.USED in each.uses.values() or Use.AGAINST in each.uses.values() for each in lacking)


def test_at_the_end_the_contradiction_is_settled_and_the_dissent_stands(play: Play) -> None:
    board = play.until()
    found = compared(board)
    assert names(found, Standing.CONTRADICTING, board) == []
    assert names(found, Standing.REFUTED, board) == [{"C:F5"}]
    conclusion = board.comparison.conclusion(found.round)
    assert conclusion is not None
    opinions = [opinion for (entry, _), opinion in board.comparison.opinions.items() if entry == conclusion.entry]
    assert sorted(o.value.is_agreeing for o in opinions if o.value) == [False, True, True, True, True, True]
