"""Open incidents followed on a thread of their own: asked from many at once, each answer is up to date and whole."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.desk.following import Following
from incident_desk.desk.open_incidents import OpenIncidents
from incident_desk.domain.incident import Declare, SetState, State
from incident_desk.domain.roles import Assign
from incident_desk.domain.tasks import Give


def given(opened: OpenIncidents) -> dict[str, int]:
    """How many tasks of these tests each open incident has, and on which thread it was counted."""
    counted = {
        board.headline.title.value or "": sum(
            task.words(board.timeline).startswith("part") for task in board.tasks.open
        )
        for board in opened.boards
    }
    return {**counted, threading.current_thread().name: 0}


def test_what_was_acknowledged_is_in_the_next_answer_whoever_asks(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "home") as desk:
        incidents = [desk.record(Declare(title)).result()[-1].incident for title in ("Mail", "Search")]
        following = Following(desk)

        def at_work(at: int) -> None:
            for count in range(10):
                desk.record(Give("me", 600, f"part {at} {count}"), incidents[at]).result()
                found = following.ask(given)
                assert found["Mail" if at == 0 else "Search"] > count
                assert len(found) == 3, "another thread answered, or an incident is missing"

        with ThreadPoolExecutor(4) as threads:
            for job in [threads.submit(at_work, at) for at in (0, 1)]:
                job.result()
        assert following.ask(given) == {"Mail": 10, "Search": 10, "following_0": 0}
        desk.record(SetState(State.RESOLVED), incidents[0]).result()
        assert "Mail" not in following.ask(given)
        desk.choose_person("Ada").result()
        role = desk.record(Assign("scribe", "me"), incidents[1]).result()[0].id
        holders = following.ask(lambda opened: [opened.organisation.people.name(desk.me) for _ in opened.boards])
        assert holders == ["Ada"]
        assert following.is_only_here(role)
        following.close()


def test_what_a_question_raises_comes_back_to_who_asked(tmp_path: Path) -> None:
    def fails(opened: OpenIncidents) -> None:
        raise ZeroDivisionError

    with Desk.open(tmp_path / "home") as desk:
        following = Following(desk)
        with pytest.raises(ZeroDivisionError):
            following.ask(fails)
        assert following.ask(given) == {"following_0": 0}
        following.close()
