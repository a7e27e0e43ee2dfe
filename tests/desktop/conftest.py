"""What tests of the window share: a home, and a bridge over a real desk."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.opening import open_home
from tests.support.loop import until

__all__ = ["a_bridge", "until"]


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
