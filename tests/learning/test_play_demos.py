"""Every demo plays from start to end without a refused command, and says what of it is true."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.board import Board
from incident_desk.domain.errors import BadInput
from incident_desk.domain.incident import State
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import Note, NoteSort
from incident_desk.learning.demo_clock import DemoClock
from incident_desk.learning.demos import TimeFrom, demo_named, demo_names
from incident_desk.learning.playing import WATCHER, Performance


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "demo"


def played(home: Path, name: str) -> tuple[Performance, Board, list[str]]:
    """The demo played to its end; what stands on the board then, and what the record says of itself."""
    demo = demo_named(name)
    clock = DemoClock(demo.starts_us)
    performance = Performance(demo, clock)
    with Desk.open(home, clock=clock, apart=True) as desk:
        performance.seat_people(desk)
        while performance.next_step:
            performance.play_next(desk)
        assert performance.incident
        return performance, desk.reading.fold(performance.incident).board, desk.check()


def test_there_are_two_and_the_first_is_played_when_none_is_named() -> None:
    assert demo_names() == ["github-2018-10-21", "gitlab-2017-01-31"]
    assert demo_named(None).name == "gitlab-2017-01-31"
    assert demo_named("GitHub").name == "github-2018-10-21"


@pytest.mark.parametrize(("text", "hint"), [("gitlab-2017-01-13", "gitlab-2017-01-31"), ("git", "github-2018-10-21,")])
def test_a_name_that_is_none_or_several_is_answered_with_those_there_are(text: str, hint: str) -> None:
    with pytest.raises(BadInput, match=hint):
        demo_named(text)


@pytest.mark.parametrize("name", demo_names())
def test_a_demo_plays_through_without_a_refused_command(home: Path, name: str) -> None:
    performance, board, problems = played(home, name)
    assert performance.passed_over == []
    assert problems == []
    assert board.headline.state is State.RESOLVED
    assert board.headline.severity.value is Severity.SEV1
    assert not board.impact.is_running
    assert 50 <= len(performance.demo.steps) <= 400


@pytest.mark.parametrize("name", demo_names())
def test_a_demo_shows_what_the_board_can_do(name: str) -> None:
    done = {step.do for step in demo_named(name).steps}
    assert done >= {
        "incident.declare", "role.assign", "role.acknowledge", "role.tick", "role.hand_over", "severity.set",
        "state.set", "impact.set", "entry.correct", "timeline.note", "timeline.pin", "message.begin", "message.propose",
        "message.approve", "message.release", "message.sent_by_hand",
    }  # fmt: skip
    sorts = {step.fields.get("note_sort") for step in demo_named(name).steps if step.do == "timeline.note"}
    wanted = {NoteSort.DECISION, NoteSort.FINDING, NoteSort.ACTION, NoteSort.HYPOTHESIS}
    assert sorts >= wanted


@pytest.mark.parametrize("name", demo_names())
def test_its_times_are_in_order_and_nothing_is_written_before_it_happened(name: str) -> None:
    demo = demo_named(name)
    times = [step.at for step in demo.steps]
    assert times == sorted(times)
    assert all(at.utcoffset() == timedelta(0) for at in times)
    assert times[0] < demo.picture_at < times[-1]


@pytest.mark.parametrize("name", demo_names())
def test_it_names_its_sources_and_says_what_was_invented(name: str) -> None:
    demo = demo_named(name)
    assert all(source.startswith("https://") for source in demo.sources)
    assert "invented" in demo.invented
    assert "about" in demo.times
    assert set(demo.people) == {step.by for step in demo.steps}
    roles = [step for step in demo.steps if step.do in ("role.assign", "role.hand_over", "role.tick")]
    assert {step.time for step in roles} == {TimeFrom.INVENTED}


@pytest.mark.parametrize("name", demo_names())
def test_a_time_that_is_not_exact_is_marked_on_the_board(home: Path, name: str) -> None:
    performance, board, _ = played(home, name)
    said = {step.fields["text"]: step.time for step in performance.demo.steps if step.do == "timeline.note"}
    lines = [line for line in board.timeline.lines if line.text in said]
    assert len(lines) >= len(said) - 1  # one was corrected in its words
    assert all(line.is_approximate == (said[line.text] is not TimeFrom.EXACT) for line in lines)


@pytest.mark.parametrize("name", demo_names())
def test_no_sentence_of_the_example_data_was_taken_over(shared_data: Path, name: str) -> None:
    theirs = json.loads((shared_data / "timelines" / f"{name}.json").read_text(encoding="utf-8"))
    runs = {run for entry in theirs["entries"] for run in _runs_of_words(entry["text"])}
    ours = [str(step.fields.get("text", "")) for step in demo_named(name).steps]
    assert [text for text in ours if runs & _runs_of_words(text)] == []


def _runs_of_words(text: str, length: int = 6) -> set[str]:
    words = text.casefold().split()
    return {" ".join(words[i : i + length]) for i in range(len(words) - length + 1)}


def test_what_was_written_bears_the_time_and_the_name_of_the_incident(home: Path) -> None:
    performance, board, _ = played(home, "gitlab-2017-01-31")
    with Desk.open(home, clock=performance.clock) as desk:
        people = desk.reading.organisation().people
        assert people.name(desk.me) == WATCHER
    at_end = performance.demo.steps[-1].at_us
    assert all(performance.demo.starts_us <= line.recorded_us <= at_end for line in board.timeline.lines)
    left = next(line for line in board.timeline.lines if "4.5 GB" in line.text)
    assert people.name(left.author) == "Femi Adeyemi"
    assert left.is_pinned
    assert left.corrections[0].text_was == "Stopped within two seconds. Most of 300 GB is gone"


def test_what_somebody_did_first_is_passed_over_and_the_demo_goes_on(home: Path) -> None:
    demo = demo_named("gitlab")
    clock = DemoClock(demo.starts_us)
    performance = Performance(demo, clock)
    with Desk.open(home, clock=clock, apart=True) as desk:
        performance.seat_people(desk)
        performance.play_next(desk)
        assert performance.incident
        desk.record([Assign("scribe", "Tom Achterberg"), Note("I watch")], performance.incident).result()
        while performance.next_step:
            performance.play_next(desk)
        board = desk.reading.fold(performance.incident).board
    assert performance.passed_over == ["22:03:37 role.assign: Tom Achterberg holds Scribe already."]
    assert board.headline.state is State.RESOLVED
    assert "I watch" in [line.text for line in board.timeline.lines]
