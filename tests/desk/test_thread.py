"""The record is written by one at a time, also where whoever waits does the writing."""

import threading
import time

import pytest

from incident_desk.desk.thread import DeskThread
from incident_desk.domain.errors import NotSaved


def test_never_two_at_once_and_each_thread_in_its_own_order() -> None:
    thread = DeskThread()
    at_work: list[str] = []
    done: list[tuple[str, int]] = []

    def write(who: str, count: int) -> None:
        at_work.append(who)
        time.sleep(0.0005)
        assert at_work == [who]
        at_work.remove(who)
        done.append((who, count))

    def here() -> None:
        for count in range(50):
            thread.here(write, "here", count)

    other = threading.Thread(target=here)
    other.start()
    answers = [thread.later(write, "later", count) for count in range(50)]
    other.join()
    for answer in answers:
        answer.result()
    thread.end()
    assert sorted(done) == [(who, count) for who in ("here", "later") for count in range(50)]
    assert all([n for name, n in done if name == who] == list(range(50)) for who in ("here", "later"))


def test_what_is_asked_for_in_between_is_simply_done() -> None:
    thread = DeskThread()
    assert thread.here(lambda: thread.now(lambda: thread.here(threading.get_ident))) == threading.get_ident()
    assert thread.now(lambda: thread.here(threading.get_ident)) != threading.get_ident()
    thread.end()


def test_a_call_that_fails_keeps_nobody_out() -> None:
    thread = DeskThread()
    with pytest.raises(ZeroDivisionError):
        thread.here(lambda: 1 // 0)
    assert thread.here(lambda: 1) == thread.now(lambda: 1) == 1
    thread.end()


def test_after_the_end_nothing_is_written() -> None:
    thread = DeskThread()
    thread.end()
    with pytest.raises(NotSaved):
        thread.here(lambda: None)
