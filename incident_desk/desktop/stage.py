"""The window where nobody sees it, set up to have its picture taken: real rooms, real widgets, a real record."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from incident_desk.desk import Clock, Recorded
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.declare import DeclareDialog
from incident_desk.desktop.drafting.editor import MessageEditor
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.opening import open_home
from incident_desk.desktop.photograph import Camera
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.ticking import tick
from incident_desk.desktop.window_state import DeclareDraft, WindowState, zone_named
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.learning.playing import Performance

SHORT_S = 0.01
LIKENESS_S = 0.3
"""What sounds alike is looked for on another thread."""
CHECKED_S = 5.0
"""A draft is looked into on another thread, which first loads what counts and spells."""
ROUNDS = 3
"""What is recorded makes the window read the list of incidents, and that what hangs on it."""


class Stage:
    """One window over one home, before a camera."""

    def __init__(self, shell: Shell, bridge: Bridge, state: WindowState, camera: Camera) -> None:
        self._shell = shell
        self._bridge = bridge
        self._state = state
        self._camera = camera
        self._heard: EntryId | None = None
        self.navigation = Navigation(shell, bridge, state)
        bridge.recorded.connect(self._hear)

    def _hear(self, recorded: Recorded) -> None:
        self._heard = recorded.entries[-1].id

    async def play(self, performance: Performance, until_us: int | None = None) -> None:
        """Play on without waiting, to a moment or to the end, and let the window take it all in."""
        desk = self._bridge.desk
        assert desk is not None
        while (step := performance.next_step) and (until_us is None or step.at_us <= until_us):
            await asyncio.to_thread(performance.play_next, desk)
        if until_us is not None:
            performance.clock.put_to(until_us)
        while self._heard != performance.last:  # the window gathers what comes in quick succession
            await asyncio.sleep(SHORT_S)
        await self._settle()

    async def show_board(self, incident: IncidentId) -> None:
        self.navigation.go_to(incident)
        await self._settle()

    async def show_calm(self) -> None:
        self.navigation.show_calm()
        await self._settle()

    async def show_plan(self) -> None:
        """The plan room, once its text was read."""
        self.navigation.show_plan()
        assert self.navigation.plan is not None
        draft = self.navigation.plan.room.draft
        while draft.last is None:
            await asyncio.sleep(SHORT_S)
        await self._settle()

    async def show_investigations(self, investigation: str = "") -> None:
        """The room of the investigations: this one, or what a round found, once that was held against each other."""
        self.navigation.show_investigations(investigation)
        await self._settle()
        await asyncio.sleep(LIKENESS_S)
        await self._settle()

    async def show_communications(self) -> None:
        """The words that go out."""
        self.navigation.show_communications()
        await self._settle()

    async def show_customers(self) -> None:
        """Is it us?"""
        self.navigation.show_customers()
        customers = self._bridge.customers
        has_looked = asyncio.Event()
        customers.changed.connect(has_looked.set)
        customers.begin()  # the window itself does so once it is ready
        await asyncio.wait_for(has_looked.wait(), CHECKED_S)
        await self._settle()

    async def show_review(self, incident: IncidentId, at_us: int | None = None, *, known: bool = False) -> None:
        """An incident of the past at a moment, or at its end; as it was, or as it was known."""
        self.navigation.show_review(incident)
        assert self.navigation.review is not None
        replayed = self.navigation.review.replayed
        while replayed.then is None or replayed.whole is None or replayed.whole.incident != incident:
            await asyncio.sleep(SHORT_S)
        replayed.show_known(known)
        replayed.go_to(replayed.ends[1] if at_us is None else at_us)
        while replayed.then.at_us != replayed.at_us or replayed.then.known != known:
            await asyncio.sleep(SHORT_S)
        await asyncio.sleep(4 * SHORT_S)  # its parts come one after the other
        while replayed.knew is None or len(replayed.others) < len(self._bridge.headlines) - 1:
            await asyncio.sleep(SHORT_S)
        await self._settle()

    async def show_alerts(self) -> None:
        """What monitors tell of."""
        self.navigation.show_alerts()
        alerts = self._bridge.alerts
        has_looked = asyncio.Event()
        alerts.changed.connect(has_looked.set)
        alerts.begin()  # the window itself does so once it is ready
        await asyncio.wait_for(has_looked.wait(), CHECKED_S)
        await self._settle()

    async def _checked(self, editor: MessageEditor) -> None:
        """Until what is wrong with the words that are shown is known, if any are."""
        until_s = time.monotonic() + CHECKED_S
        while editor.isVisible() and editor.is_unchecked and time.monotonic() < until_s:
            await asyncio.sleep(SHORT_S)
        await self._settle()

    async def show_tasks(self) -> None:
        self.navigation.show_agenda()
        await self._settle()

    async def show_declaring(self, draft: DeclareDraft) -> None:
        """The form for a new incident over the room that is shown, filled in."""
        self._state.keep_draft(draft)
        DeclareDialog(self._bridge, self._state, self._shell).open()
        await self._settle()

    async def take_wall(self, name: str) -> None:
        """A picture of the wall, as large as the camera sees. Raises: DeskError if it cannot be written."""
        from incident_desk.desktop.wall.window import WallWindow

        wall = WallWindow(self._bridge, self._shell)
        wall.resize(self._camera.field)
        wall.show()
        await self._settle()
        wall.look()
        self._camera.take(wall, name)
        wall.close()

    async def folded(self, incident: IncidentId) -> Fold:
        return await self._bridge.read(lambda desk: desk.fold(incident))

    async def take(self, name: str) -> None:
        """A picture of the window as it is. Raises: DeskError if it cannot be written."""
        tick().tell()
        await self._settle()
        for editor in self._shell.findChildren(MessageEditor):
            await self._checked(editor)
        self._camera.take(self._shell, name)

    async def _settle(self) -> None:
        for _ in range(ROUNDS):
            await self._bridge.read(lambda desk: None)
            await asyncio.sleep(0)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


@asynccontextmanager
async def on_stage(home: Path, clock: Clock, camera: Camera) -> AsyncGenerator[Stage]:
    """The window over this home, as large as the camera sees."""
    state = WindowState(home)
    shell = Shell(state)
    shell.show_as_before(camera.field)
    bridge = Bridge(await asyncio.to_thread(open_home, home, clock))
    bridge.zone = zone_named(state.zone_name)
    QApplication.setCursorFlashTime(0)  # a caret that blinks would be in one picture and not in the next
    try:
        shell.open_for_work()
        yield Stage(shell, bridge, state, camera)
    finally:
        await bridge.close()
        shell.leave()
        shell.deleteLater()
        bridge.deleteLater()
