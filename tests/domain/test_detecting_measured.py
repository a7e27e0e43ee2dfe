"""The detector on real series, by the metric that lies beside them, against the clipped EWMA that lies there too."""

import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from incident_desk.domain.detecting import Detector
from incident_desk.domain.warning_list import FALSE_STEP, LEAST_STRICT, MOST_STRICT, REAL_STEP

THRESHOLDS = (0.85, 1.0, 1.15)
"""Of our score, of which a half of the series chooses one for the other half; 1 is what warns."""
MOST_FALSE_PER_DAY = 0.065


def scorer(folder: Path) -> ModuleType:
    """score.py, as a module."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module  # where its dataclasses look themselves up
    spec.loader.exec_module(module)
    return module


def tallies(score: Any, one: Any) -> list[Any]:
    """What a series counts for at each threshold."""
    detector = Detector()
    alarms = [score.Alarm(threshold, 1, 10) for threshold in THRESHOLDS]
    warnings: list[list[int]] = [[] for _ in alarms]
    for at, text in zip(one.times, one.values, strict=True):
        value = float(text) if text else None
        unusual = detector.add(at, value)
        for alarm, told in zip(alarms, warnings, strict=True):
            told.append(int(alarm.on if value is None else alarm.update(unusual)))
        assert warnings[1][-1] == detector.is_warning
    return [score.tally(one, told) for told in warnings]


def clipped(score: Any, one: Any) -> Any:
    """What it counts for by the clipped EWMA."""
    baseline = score.BASELINES["clipped"]()
    return score.tally(one, [int(baseline.update(float(text) if text else None)[1]) for text in one.values])


def false_per_day(counted: list[Any]) -> float:
    return sum(t.false_alarms for t in counted) / sum(t.days for t in counted)


@pytest.mark.long
def test_a_threshold_chosen_on_half_of_the_series_is_good_on_the_other_half(
    shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shared_data / "series"
    score = scorer(folder)
    series = score.read_set(folder / "web")
    ours = [tallies(score, one) for one in series]
    peer = [clipped(score, one) for one in series]
    found: list[Any] = []
    for mine, other in ((ours[::2], ours[1::2]), (ours[1::2], ours[::2])):
        by_threshold = [[each[at] for each in mine] for at in range(len(THRESHOLDS))]
        allowed = [at for at, t in enumerate(by_threshold) if false_per_day(t) <= MOST_FALSE_PER_DAY]
        best = max(allowed or [len(THRESHOLDS) - 1], key=lambda at: score.f1(by_threshold[at]))
        found += [each[best] for each in other]
    with capsys.disabled():
        f1, bare = score.f1(found), score.f1(peer)
        print(f"\nF1 {f1:.3f}, {false_per_day(found):.3f} false a day; clipped {bare:.3f}, {false_per_day(peer):.3f}")
    assert score.f1(found) >= score.f1(peer) + 0.035
    assert false_per_day(found) <= MOST_FALSE_PER_DAY + 0.01


def marked(score: Any, one: Any, share: float, rng: random.Random) -> Any:
    """What a series counts for if a share of its warnings is marked an hour later by somebody who knows the labels."""
    detector, factor, was_on = Detector(), 1.0, False
    marks: list[tuple[int, float]] = []
    told: list[int] = []
    for at, text in zip(one.times, one.values, strict=True):
        while marks and marks[0][0] <= at:
            factor *= marks.pop(0)[1]
            detector.strictness = min(max(factor, LEAST_STRICT), MOST_STRICT)
        detector.add(at, float(text) if text else None)
        told.append(int(detector.is_warning))
        if detector.is_warning and not was_on and rng.random() < share:
            is_real = any(start <= at <= end + one.interval for start, end in one.windows)
            marks.append((at + 3600, REAL_STEP if is_real else FALSE_STEP))
        was_on = detector.is_warning
    return score.tally(one, told)


@pytest.mark.long
def test_marks_make_it_better(shared_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = shared_data / "series"
    score = scorer(folder)
    series = score.read_set(folder / "web")
    found = {share: [marked(score, one, share, random.Random(7)) for one in series] for share in (0.0, 0.2, 0.5, 1.0)}
    with capsys.disabled():
        for share, counted in found.items():
            print(f"\n{share:.0%} marked: F1 {score.f1(counted):.3f}, {false_per_day(counted):.3f} false a day", end="")
    assert score.f1(found[1.0]) >= score.f1(found[0.0]) + 0.02
    assert false_per_day(found[1.0]) <= false_per_day(found[0.0]) * 0.8
