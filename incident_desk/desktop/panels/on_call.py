"""Who is on call now, on the calm board: until when, who comes then, how old the lists are, gaps, stale contacts."""

import asyncio
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from incident_desk.desktop import on_call_words as words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.message_line import MessageLine
from incident_desk.desktop.parts.two_lines import RowShown
from incident_desk.desktop.pooled_rows import PooledRows
from incident_desk.desktop.saving import chosen_file
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.desktop.ticking import tick
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.on_call_now import gaps, lists_now, stale, to_try, unreachable

LISTS_MOST, GAPS_MOST = 6, 3
ENDINGS = (".ics", ".ical", ".csv", ".tsv")

Row = tuple[RowShown, Callable[[], None]]
"""What a row says, and what a press on it does."""


class OnCallPanel(Section):
    """A press on a row opens what is behind it. A file is imported by the button, or by dropping it here."""

    plan_asked = Signal(str)
    """A section of the plan."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("on_call_panel", _tr("On call"), parent)
        self._bridge = bridge
        self._stopped: threading.Event | None = None
        self._minute = 0
        self._behind: list[Callable[[], None]] = []
        self.try_all = Button(_tr("Test"), "phone-call", "small", "on_call_test")
        self.try_all.setAccessibleName(_tr("Test who answers"))
        self.take = Button(_tr("Import"), "download", "small", "on_call_import")
        self.take.setAccessibleName(_tr("Import an on-call list"))
        self.write = Button(_tr("Write one into the plan"), "pencil-line", "small", "on_call_plan")
        place = TabPlace(self)  # the rows come after what stands above them
        self._pool = PooledRows("on_call", place, self.body.insertWidget, self._press)
        self.rows = self._pool.rows
        self.nothing = Elided(_tr("The plan has no on-call lists yet"), 13, 400, "text3")
        self.fault = MessageLine()
        self.head.addWidget(self.try_all)
        self.head.addWidget(self.take)
        self.head.addWidget(self.write)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.fault)
        self.try_all.clicked.connect(self.open_test)
        self.take.clicked.connect(self._ask)
        self.write.clicked.connect(lambda: self.plan_asked.emit("on_call"))
        bridge.rights.rule(self.take)
        self.setAcceptDrops(True)
        for changed in (bridge.organisation_changed, bridge.zone_changed):
            changed.connect(self.show_lists)
        tick().follow(self, self._follow)
        self.show_lists()

    def _follow(self) -> None:
        """Shifts begin and end by the minute."""
        if self._bridge.now_us() // MINUTE_US != self._minute:
            self.show_lists()

    def show_lists(self) -> None:
        """Show them as they are now."""
        now_us = self._bridge.now_us()
        self._minute = now_us // MINUTE_US
        rows = self._found(now_us)
        self._pool.show_rows([shown for shown, _ in rows])
        self._behind = [behind for _, behind in rows]
        has_lists = bool(self._bridge.organisation.plans.current.on_call)
        self.nothing.setVisible(not has_lists)
        self.write.setVisible(not has_lists)
        self.take.setVisible(has_lists)

    def _found(self, now_us: int) -> list[Row]:
        organisation, zone = self._bridge.organisation, self._bridge.zone
        plan, on_call, reaching = organisation.plans.current, organisation.on_call, organisation.reaching
        lists = lists_now(plan, on_call, now_us)
        later = [gap for gap in gaps(plan, on_call, now_us) if gap.start_us > now_us]  # now: its row says so
        self.note.setText(_more(len(lists) - LISTS_MOST, len(later) - GAPS_MOST))
        rows: list[Row] = []
        for each in lists[:LISTS_MOST]:
            reach = words.reach_row(each.names[0], organisation, now_us, zone) if each.names else None
            rows.append((words.list_row(each, reach, now_us, zone), partial(self.open_list, each.list)))
        rows += [(words.gap_row(gap, now_us, zone), partial(self.open_list, gap.list)) for gap in later[:GAPS_MOST]]
        self.try_all.setVisible(bool(to_try(lists)))
        if missing := unreachable(plan, dict.fromkeys(name for each in lists for name in each.names)):
            rows.append((words.unreachable_row(missing), self._open_contacts))
        if old := stale(plan, reaching, now_us):
            rows.append((words.stale_row(old, plan), self.open_test))
        return rows

    def _open_contacts(self) -> None:
        self.plan_asked.emit("contacts")

    def _press(self, at: int) -> None:
        self._behind[at]()

    def open_list(self, key: str) -> None:
        """What is known of one list."""
        from incident_desk.desktop.dialogs.on_call_list import OnCallListDialog

        OnCallListDialog(self._bridge, key, self.window()).open()

    def open_test(self) -> None:
        """Who answers?"""
        from incident_desk.desktop.dialogs.reaching import ReachingDialog

        ReachingDialog(self._bridge, self.window()).open()

    # import -----------------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        if self._stopped is not None:
            self._stopped.set()
        else:
            self._bridge.soon(self._import(), self.fault.say)

    async def _import(self) -> None:
        self.fault.say("")
        kinds = [_tr("Calendars and tables (*.ics *.ical *.csv *.tsv)"), _tr("All files (*)")]
        file = await chosen_file(self.window(), _tr("Import an on-call list"), kinds)
        if file is not None:
            await self.preview(file)

    async def preview(self, file: Path) -> None:
        """Show what a file says before it is taken. Raises: BadInput if nothing in it can be understood."""
        from incident_desk.desktop.dialogs.on_call_import import OnCallImportDialog
        from incident_desk.intake import on_call

        now_us, zone = self._bridge.now_us(), self._bridge.zone
        stopped = self._stopped = threading.Event()
        self.take.setText(_tr("Stop reading"))
        try:
            found = await asyncio.to_thread(on_call.read, file, now_us, zone, stopped.is_set)
        finally:
            self._stopped = None
            self.take.setText(_tr("Import"))
        if not stopped.is_set():
            OnCallImportDialog(self._bridge, found, self.window()).open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One calendar or table is taken here; everything else is for the window around it."""
        if _list_in(event.mimeData()) is not None and self._may_take():
            event.acceptProposedAction()
            self.note.setText(_tr("Drop it to see what it says"))
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.show_lists()

    def dropEvent(self, event: QDropEvent) -> None:
        self.show_lists()
        file = _list_in(event.mimeData())
        if file is not None and self._may_take():
            event.acceptProposedAction()
            self.fault.say("")
            self._bridge.soon(self.preview(file), self.fault.say)

    def _may_take(self) -> bool:
        return self.take.isVisible() and self.take.isEnabled() and self._stopped is None


def _list_in(given: QMimeData) -> Path | None:
    """The one local file of a drag, if it may be an on-call list."""
    urls = given.urls()
    name = urls[0].toLocalFile() if len(urls) == 1 else ""
    return Path(name) if name.casefold().endswith(ENDINGS) else None


def _more(lists: int, gaps_: int) -> str:
    told = [_tr("{count} more lists").format(count=lists) if lists > 0 else ""]
    told.append(_tr("{count} more gaps").format(count=gaps_) if gaps_ > 0 else "")
    return ", ".join(filter(None, told))


def _tr(text: str) -> str:
    return QCoreApplication.translate("OnCallPanel", text)
