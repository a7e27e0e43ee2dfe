"""The plan that is being written: its text, what is wrong with it, and what it says otherwise than another."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.planning.common import CommonDraft
from incident_desk.desktop.planning.seen import Seen, read
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.entry import Entry
from incident_desk.domain.plan import Use
from incident_desk.domain.plan_schema import digest_of
from incident_desk.domain.plan_yaml import NotYaml

if TYPE_CHECKING:
    from incident_desk.store.home import Home

KEY = "plan/draft"
REST_MS = 250
"""Read, and kept at this desk, when the fingers rest: a kill takes half a sentence at the most."""

Edit = Callable[[str], str]
"""From one text of the plan to another. Raises: NotYaml if the text cannot be taken apart."""


class KeptDraft(msgspec.Struct, frozen=True):
    """What only this desk knows of the draft of that name: what is not on the record yet, the version that whoever
    writes here has looked at, and the reason typed so far."""

    name: str
    unwritten: bytes
    made_from: str
    reason: str = ""


class Draft(QObject):
    """Lives in the GUI thread; texts are read and edited on a worker, one at a time.

    `seen` is told after every reading, `put` when the text became another one by anything but typing here.
    """

    seen = Signal(object)
    put = Signal(str)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._home = bridge.desk.home if bridge.desk else None
        self.against = self._base = self.in_force
        self._typed: str | None = None
        """What was typed before the draft was there."""
        self.reason = ""
        self.last: Seen | None = None
        self._is_stale = False
        self._reading: asyncio.Future[None] | None = None
        self._turn = asyncio.Lock()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.look_now)
        self.common = CommonDraft(bridge, self)
        self.common.edited.connect(lambda: self.put.emit(self.text))
        for changed in (self.common.edited, self.common.written):
            changed.connect(self._rest.start)
        bridge.organisation_changed.connect(self._follow)
        bridge.soon(self._begin())

    @property
    def text(self) -> str:
        """As it stands now, for everybody who writes it."""
        if self.common.draft is not None:
            return self.common.draft.text
        return self.in_force if self._typed is None else self._typed

    @property
    def in_force(self) -> str:
        """The text of the plan in force."""
        return self._bridge.organisation.plans.text_in_force

    @property
    def made_from(self) -> str:
        """The version that whoever writes here began from, or has looked at since."""
        return digest_of(self._base)

    @property
    def is_begun(self) -> bool:
        """Whether it says anything else than the plan in force."""
        return self.text != self.in_force

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody published a version that whoever writes here has not looked at."""
        return self.is_begun and self._base != self.in_force

    async def _begin(self) -> None:
        kept = (await asyncio.to_thread(_kept, self._home) if self._home else None) or KeptDraft("", b"", "")
        await self.common.begin(kept.name, kept.unwritten)
        self.reason = self.reason or kept.reason
        if self._typed is not None:  # faster than the disk
            self.replace(self._typed)
        if self.is_begun:
            self._base = self._bridge.organisation.plans.text_named(kept.made_from) or self.common.begun_from
        self.put.emit(self.text)
        self.look_now()

    def _follow(self) -> None:
        """Another version may be in force now: one that nobody has begun to change is that one."""
        self.common.choose()
        if self._base == self.in_force:
            return
        if self.is_begun:
            self.look_now()
        else:
            self.forget()

    # what is written --------------------------------------------------------------------------------------------------

    def write(self, text: str) -> None:
        """The text as somebody types it."""
        if text != self.text:
            if self.common.draft is not None:
                self.common.draft.write(text)
            else:
                self._typed = text
            self._rest.start()

    def replace(self, text: str) -> None:
        """Another text, not typed."""
        self.write(text)
        self.put.emit(self.text)

    def edit(self, edit: Edit) -> None:
        """Change the text at one place, once what was asked before is done."""
        self._bridge.soon(self._edited(edit))

    async def _edited(self, edit: Edit) -> None:
        async with self._turn:
            before, after = "", None
            while after is None or before != self.text:  # somebody typed meanwhile
                before = self.text
                after = await asyncio.to_thread(_applied, edit, before)
        if after != self.text:
            self.replace(after)

    def say_why(self, reason: str) -> None:
        if reason != self.reason:
            self.reason = reason
            self._rest.start()

    def compare_with(self, text: str) -> None:
        """Tell the differences from this version from now on. The one in force has been looked at by that."""
        self.against = text
        if text == self.in_force:
            self._base = text
        self.look_now()

    def forget(self) -> None:
        """Published, or given up: begin again from the plan in force."""
        self.against = self._base = self.in_force
        self.reason = ""
        self.replace(self.in_force)
        self.look_now()

    async def publish(self) -> list[Entry]:
        """Put it in force. Raises: RuleError, BadInput or NotSaved; the draft stays as it is then."""
        return await self._bridge.do(Use(self.text, self.reason, self.made_from))

    # what comes of it -------------------------------------------------------------------------------------------------

    def look_now(self) -> None:
        """Read the text without waiting for the fingers."""
        self._rest.stop()
        self._is_stale = True
        if self._reading is None:
            self._reading = self._bridge.soon(self._look())

    async def _look(self) -> None:
        try:
            while self._is_stale:
                self._is_stale = False
                text, against = self.text, self.against
                seen = await asyncio.to_thread(read, text, against)
                if (text, against) == (self.text, self.against):
                    self.last = seen
                    self.seen.emit(seen)
                await self._write_down()
        finally:
            self._reading = None

    async def settle(self) -> None:
        """Write down what there is, and let no reading come later: the window is about to close."""
        self._rest.stop()
        if self._reading is not None:
            await asyncio.wait({self._reading})
        await self._write_down()
        if self.common.draft is not None:
            await self.common.draft.write_down()
            self._rest.stop()
            await self._write_down()

    async def _write_down(self) -> None:
        """What is not on the record yet is kept at this desk: nothing that was typed is lost until it is there."""
        if self._home is not None:
            common = self.common.draft
            name, unwritten = (common.name, common.unwritten()) if common is not None else ("", b"")
            kept = KeptDraft(name, unwritten, self.made_from, self.reason)
            is_any = self.is_begun or self.reason or unwritten
            await asyncio.to_thread(_keep, self._home, kept if is_any else None)


# on a worker thread


def _applied(edit: Edit, text: str) -> str:
    try:
        return edit(text)
    except NotYaml:
        return text


def _kept(home: "Home") -> KeptDraft | None:
    try:
        return msgspec.json.decode(WindowState.of(home).text(KEY), type=KeptDraft)
    except msgspec.DecodeError:
        return None


def _keep(home: "Home", draft: KeptDraft | None) -> None:
    """Through an object of its own: Qt's settings are shared below."""
    state = WindowState.of(home)
    state.keep(KEY, msgspec.json.encode(draft).decode() if draft else "")
    state.save()
