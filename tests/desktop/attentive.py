"""What tests of what leaves the window share: a board, two people, and a player that writes down what it plays."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.attention import Attention
from incident_desk.desktop.settings.attention import AttentionPage
from incident_desk.domain.commands import Fields
from incident_desk.domain.roles import Assign
from tests.desktop.boards import show
from tests.desktop.conftest import until
from tests.desktop.test_board import War, a_war_room


@asynccontextmanager
async def attentive(home: Path) -> AsyncGenerator[tuple[War, Attention, list[str]]]:
    """A board whose window tells of what is new; whoever is at the desk leads, and Tomas works beside them.

    The last is what was told.
    """
    async with a_war_room(home) as war:
        attention = Attention(war.room.bridge, war.navigation, war.state, war.room.shell)
        told: list[str] = []
        attention.told.connect(told.append)
        await war.room.do(Assign("incident_manager", "me"))
        attention.look()
        yield war, attention, told
        await attention.stop()


async def tomas_does(war: War, *commands: Fields) -> None:
    """A second later, somebody else of this home writes."""
    war.room.clock.go_on(1 / 60)
    tomas = await war.room.bridge.add_person("Tomas Lind")
    await war.room.bridge.do(commands, war.board.incident, by=tomas)


def the_page(war: War) -> AttentionPage:
    """The settings of it, alone in the window."""
    page = AttentionPage(war.room.bridge, war.state)
    show(war.room, page)
    return page


@asynccontextmanager
async def looking_elsewhere() -> AsyncGenerator[None]:
    """Another window has the keyboard."""
    other = QWidget()
    other.show()
    other.activateWindow()
    await until(other.isActiveWindow)
    yield
    other.close()
    other.deleteLater()


def a_player(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A player in the place of all others that writes down, a line each time, what it is given to play."""
    programs = folder / "programs"
    programs.mkdir()
    said = folder / "heard"
    a_program(programs / "aplay", f'echo "$2" >> "{said}"')
    monkeypatch.setenv("PATH", f"{programs}")
    return said


def a_program(path: Path, does: str) -> None:
    path.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    path.chmod(0o755)


def sounds(heard: Path) -> list[str]:
    """What was played so far."""
    return [Path(line).stem for line in heard.read_text(encoding="utf-8").split()] if heard.exists() else []
