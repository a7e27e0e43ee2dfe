"""What tests of the window share: a home, and a bridge over a real desk."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from incident_desk.desktop import theme
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.opening import open_home
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.window_state import WindowState
from tests.support.hands import held_to_it
from tests.support.loop import until

__all__ = ["a_bridge", "a_shell", "focused", "until"]


@asynccontextmanager
async def a_bridge(home: Path) -> AsyncGenerator[Bridge]:
    """A bridge over the desk of this home, closed at the end."""
    bridge = Bridge(await asyncio.to_thread(open_home, home))
    try:
        yield bridge
    finally:
        await bridge.close()
        bridge.deleteLater()


@asynccontextmanager
async def a_shell(home: Path) -> AsyncGenerator[Shell]:
    """The window without a record, shown and with the keyboard, in the dark theme."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "dark")
    shell = Shell(WindowState(home))
    shell.resize(1600, 1000)
    shell.show()
    shell.activateWindow()
    await until(shell.isActiveWindow)
    try:
        yield shell
    finally:
        shell.leave()
        shell.deleteLater()


def focused() -> QWidget:
    """Where the keys go."""
    found = QApplication.focusWidget() or QApplication.activeWindow()
    assert found is not None, "nothing has the keyboard"
    return found


@pytest.fixture(autouse=True)
def one_hand(request: pytest.FixtureRequest) -> Generator[None]:
    """Who says that they use one hand only, does."""
    with held_to_it(request.node):
        yield


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home nobody has used."""
    return tmp_path / "home"
