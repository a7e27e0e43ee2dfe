"""Tests that are coroutines, and how they wait.

They run on the loop the window runs on. pytest-qt's own waiting spins a second Qt loop inside the first, in which a
coroutine dies; so a test awaits `until` instead.
"""

import asyncio
import gc
import inspect
import time
from collections.abc import Callable, Coroutine, Generator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.loop import collect_due, window_loop

DEADLINE_S = 10.0


async def until(holds: Callable[[], object], deadline_s: float = DEADLINE_S) -> None:
    """Wait until something holds; a test that would wait for ever fails instead."""
    end = time.monotonic() + deadline_s
    while not holds():
        assert time.monotonic() < end, f"it did not come about within {deadline_s:g} s"
        await asyncio.sleep(0.005)


@pytest.fixture
def app(qapp: QApplication) -> Generator[QApplication]:
    """The application, which stays when the last dialog closes."""
    qapp.setQuitOnLastWindowClosed(False)
    yield qapp
    qapp.setQuitOnLastWindowClosed(True)


def pytest_configure() -> None:
    """As in the window, a thread that allocates takes nothing apart that belongs to Qt."""
    gc.disable()


def pytest_runtest_logfinish() -> None:
    """Between two tests, on this thread, cycles are collected."""
    collect_due()


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run an `async def` test on Qt's loop; one that leaves a task running fails."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    names = inspect.signature(pyfuncitem.obj).parameters
    with window_loop(app) as loop:
        loop.run_until_complete(_alone(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names})))
    return True


async def _alone(test: Coroutine[Any, Any, None]) -> None:
    await test
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
    assert not left, f"the test left tasks running: {left}"
