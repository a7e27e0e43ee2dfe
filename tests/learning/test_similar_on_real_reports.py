"""Past incidents are found among 151 real reports, better than FTS5 finds them: company names masked, half held out."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from incident_desk.domain import similar
from tests.learning import retrieval
from tests.learning.retrieval import Ask, bare, found_within, mean, mistyped, of_the_cause, ours, reports, row, typed


def held_out(told: list[retrieval.Question]) -> list[retrieval.Question]:
    return [each for each in told if each.wanted.half == 1]


def test_six_words_and_a_line_find_the_incident_that_is_meant(shared_data: Path) -> None:
    told = reports(shared_data)
    ask, fts = ours(told), bare(told)
    six, line = held_out(typed(told, 1)), held_out(typed(told, 2))
    assert mean(found_within(ask, six, 1)) >= max(0.85, mean(found_within(fts, six, 1)) + 0.08)
    assert mean(found_within(ask, six, 10)) >= 0.95
    assert mean(found_within(ask, line, 1)) >= max(0.94, mean(found_within(fts, line, 1)) + 0.05)
    assert mean(found_within(ask, held_out(mistyped(told)), 1)) >= 0.97


def test_of_five_that_are_shown_half_have_the_same_cause(shared_data: Path) -> None:
    told = reports(shared_data)
    assert mean(of_the_cause(ours(told), told, half=1)) >= 0.5
    assert mean(of_the_cause(bare(told), told, half=1)) < 0.4


def test_a_line_is_answered_by_a_line_and_one_that_says_nothing_by_none(shared_data: Path, tmp_path: Path) -> None:
    told = reports(shared_data)
    file = tmp_path / "reports.jsonl"
    file.write_text(retrieval.as_lines(told))
    desk = [sys.executable, "-c", "import sys; from incident_desk.cli import main; sys.exit(main())"]
    desk += ["--home", str(tmp_path / "home")]
    subprocess.run([*desk, "import", file], check=True, stdout=subprocess.DEVNULL, env=os.environ)
    asked = held_out(typed(told, 2))[:10]
    lines = "".join(f"{each.words}\n" for each in asked) + "\n\x00\xff\n"
    done = subprocess.run(
        [*desk, "similar", "-"], input=lines.encode("latin-1"), stdout=subprocess.PIPE, check=True, env=os.environ
    )
    answers = [json.loads(line)["results"] for line in done.stdout.splitlines()]
    assert len(answers) == len(asked) + 2
    assert answers[-2:] == [[], []]
    assert [len(each) for each in answers[:-2]] == [10] * len(asked)
    assert sum(a[0]["report"] == q.wanted.id for a, q in zip(answers, asked, strict=False)) >= 8


@pytest.mark.long
def test_the_designs_side_by_side(shared_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table of the decision; each design differs from ours in what is named."""
    told = reports(shared_data)
    asked = {"six words": typed(told, 1), "a line": typed(told, 2), "mistyped": mistyped(told)}

    def table(name: str, make: Callable[[], Ask]) -> dict[str, float]:
        ask = make()
        found: dict[str, float] = {}
        for half in (0, 1):
            for what, questions in asked.items():
                mine = [each for each in questions if each.wanted.half == half]
                for most in (1, 10):
                    values = found_within(ask, mine, most)
                    found[f"{what} R@{most} {half}"] = mean(values)
                    print(row(f"{name}: {what} R@{most}, {'held out' if half else 'tuned on'}", values))
            causes = of_the_cause(ask, told, half)
            found[f"P@5 {half}"] = mean(causes)
            print(row(f"{name}: P@5, {'held out' if half else 'tuned on'}", causes))
        return found

    plain = table("FTS5", lambda: bare(told))
    table("FTS5, stems", lambda: bare(told, "porter unicode61"))
    best = table("ours", lambda: ours(told))
    for constant, value in (("ABOUT", 0.0), ("SPELT", 0.0), ("DRAW", 0.0), ("DRAW", 1.0)):
        with monkeypatch.context() as changed:
            changed.setattr(similar, constant, value)
            table(f"{constant} {value}", lambda: ours(told))
    assert all(best[each] >= plain[each] for each in best)
    assert best["P@5 1"] >= 0.5
