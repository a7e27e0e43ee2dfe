"""What tests of the window share: the loop they run on, a home, and a bridge over a real desk."""

import asyncio
import inspect
import os
import time
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import qasync
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.opening import open_home

DEADLINE_S = 10.0


@pytest.fixture
def app(qapp: QApplication) -> Generator[QApplication]:
    """The application, which stays when the last dialog closes."""
    qapp.setQuitOnLastWindowClosed(False)
    yield qapp
    qapp.setQuitOnLastWindowClosed(True)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """An `async def` test runs on the loop the window runs on."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    app = pyfuncitem.funcargs.get("app") or QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    wanted = pyfuncitem._fixtureinfo.argnames  # pyright: ignore[reportPrivateUsage]
    loop = qasync.QEventLoop(app)
    with loop:
        loop.run_until_complete(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in wanted}))
    return True


async def until(holds: Callable[[], object], deadline_s: float = DEADLINE_S) -> None:
    """Wait until something holds; a test that would wait for ever fails instead."""
    end = time.monotonic() + deadline_s
    while not holds():
        assert time.monotonic() < end, "it did not come about in time"
        await asyncio.sleep(0.005)


@asynccontextmanager
async def a_bridge(home: Path) -> AsyncGenerator[Bridge]:
    """A bridge over the desk of this home, closed at the end."""
    bridge = Bridge(await asyncio.to_thread(open_home, home))
    try:
        yield bridge
    finally:
        await bridge.close()
        bridge.deleteLater()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home nobody has used."""
    return tmp_path / "home"
