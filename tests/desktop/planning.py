"""What tests of the plan room share: the room over a real home, and plans that are large, or wrong."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.planning.draft import Draft
from incident_desk.desktop.planning.seen import Seen
from incident_desk.desktop.rooms.plan import PlanRoom
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.ways import Ways
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.plan import Plans
from tests.desktop.conftest import a_bridge, a_shell, until
from tests.domain.making import PLAN


class Planning(msgspec.Struct):
    """The whole window over a home, in the plan room."""

    shell: Shell
    bridge: Bridge
    navigation: Navigation

    @property
    def room(self) -> PlanRoom:
        assert self.navigation.plan is not None
        return self.navigation.plan.room

    @property
    def draft(self) -> Draft:
        return self.room.draft

    @property
    def plans(self) -> Plans:
        return self.bridge.organisation.plans

    async def seen(self) -> Seen:
        """Until what stands in the text now was read."""
        await until(lambda: (seen := self.draft.last) is not None and seen.text == self.draft.text)
        await until(lambda: self.room.text.text.toPlainText() == self.draft.text)
        assert self.draft.last is not None
        return self.draft.last

    async def section(self, key: str) -> None:
        """Somebody presses a section."""
        QTest.mouseClick(self.room.sections.buttons[key], Qt.MouseButton.LeftButton)
        await self.seen()


@asynccontextmanager
async def a_plan_room(home: Path, size: tuple[int, int] = (1830, 1000)) -> AsyncGenerator[Planning]:
    """Nothing in front of it."""
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        shell.resize(*size)
        navigation = Navigation(shell, bridge, WindowState(home))
        Ways(shell, bridge, WindowState(home), navigation)
        navigation.show_calm()
        shell.open_for_work()
        navigation.show_plan()
        window = Planning(shell, bridge, navigation)
        await window.seen()
        yield window
        await navigation.keep_work()


def huge_plan(count: int) -> str:
    """The default plan with so many roles."""
    said = "title: Extra role number {0}, short: X{0}, duties: Does the work of {0}"
    role = "  - {{key: extra_{0}, " + said + "}}\n"
    return PLAN.rstrip("\n") + "\n" + "".join(role.format(number) for number in range(count - PLAN.count("short:")))
