"""A test that leaves a thread, a running timer or a window behind fails, and names the line that started it."""

import gc
import threading
import time
import traceback
import weakref
from collections.abc import Generator
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget

GRACE_S = 3.0
"""Threads on their way out may take this long."""

_origin = "incident_desk_started_at"
_timers: "weakref.WeakSet[QTimer]" = weakref.WeakSet()
_thread_start = threading.Thread.start
_timer_start = QTimer.start


def _caller() -> str:
    frame = traceback.extract_stack(limit=3)[0]
    return f"{frame.filename}:{frame.lineno}"


def _start_thread(self: threading.Thread) -> None:
    setattr(self, _origin, _caller())
    _thread_start(self)


def _start_timer(self: QTimer, *milliseconds: int) -> None:
    self.setProperty(_origin, _caller())
    _timers.add(self)
    _timer_start(self, *milliseconds)


def pytest_configure() -> None:
    """From now on threads and timers remember who started them."""
    threading.Thread.start = _start_thread
    QTimer.start = _start_timer  # type: ignore[assignment, method-assign]


def pytest_unconfigure() -> None:
    """Give the classes back as they were."""
    threading.Thread.start = _thread_start
    QTimer.start = _timer_start


@pytest.fixture(autouse=True)
def no_leaks(request: pytest.FixtureRequest) -> Generator[None]:
    """Compare what lives after the test with what lived before."""
    threads, windows = set(threading.enumerate()), set(_windows())
    yield
    if request.node.stash.get(FAILED, False):
        return  # a failed test has something better to say, and its traceback keeps things alive
    leaks = _threads_left(threads) + _timers_left() + _windows_left(windows)
    if leaks:
        pytest.fail("left behind:\n" + "\n".join(leaks), pytrace=False)


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Note whether the test itself failed."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


def _threads_left(before: set[threading.Thread]) -> list[str]:
    end = time.monotonic() + GRACE_S
    while left := [t for t in threading.enumerate() if t not in before and not _is_of_qt(t)]:
        if time.monotonic() > end:
            break
        left[0].join(0.02)
    names = [f"thread {t.name}, started at {getattr(t, _origin, 'a place unknown')}" for t in left]
    if QThreadPool.globalInstance().activeThreadCount():
        names.append("a job in Qt's thread pool")
    return names


def _is_of_qt(thread: threading.Thread) -> bool:
    """Python lists a thread that Qt made for ever once it has run Python code; nobody can tell when it ended."""
    return thread.name.startswith("Dummy-")


def _timers_left() -> list[str]:
    if QCoreApplication.instance() is None:
        return []
    _forget_deleted()
    running = [t for t in _timers if shiboken6.isValid(t) and t.isActive() and not _is_of_application(t)]
    for timer in running:
        timer.stop()
    return [f"a timer of {t.interval()} ms, started at {t.property(_origin)}" for t in running]


def _is_of_application(timer: QObject) -> bool:
    """Whether the timer belongs to the application as such, which outlives the test."""
    parent = timer.parent()
    while parent is not None:
        if parent is QCoreApplication.instance():
            return True
        parent = parent.parent()
    return False


def _windows() -> list[QWidget]:
    if not isinstance(QCoreApplication.instance(), QApplication):
        return []
    # Qt keeps one tool tip of its own for ever
    return [
        w for w in QApplication.topLevelWidgets() if w.parent() is None and w.metaObject().className() != "QTipLabel"
    ]


def _windows_left(before: set[QWidget]) -> list[str]:
    if all(w in before for w in _windows()):
        return []
    gc.collect()  # what only a cycle holds is no leak, it just has not been looked at yet
    _forget_deleted()
    left = [w for w in _windows() if w not in before]
    names = [f"a window: {type(w).__name__} {w.objectName()!r}" for w in left]
    for window in left:
        window.deleteLater()
    _forget_deleted()
    return names


def _forget_deleted() -> None:
    """Carry out every `deleteLater` that is still waiting."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
