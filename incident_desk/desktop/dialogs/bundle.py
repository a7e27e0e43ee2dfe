"""Making a bundle: what goes into it and who can read it; then where to, how far it is, and what came of it."""

import asyncio
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop import bundles
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.notice import NoticeDialog, Way
from incident_desk.desktop.moment_field import MomentField
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.parts.thin_bar import ThinBar
from incident_desk.desktop.parts.toggle_chip import ToggleChip
from incident_desk.desktop.people_choice import PeopleChoice
from incident_desk.desktop.saving import chosen_place
from incident_desk.domain.board import Board
from incident_desk.domain.errors import DeskError

if TYPE_CHECKING:  # the libraries that sign are loaded when a bundle is made
    from incident_desk.desk.bundles.making import Made
    from incident_desk.store.bundles.form import Coverage
    from incident_desk.store.home import Home

BAR_PX = 632
NAMES_PX = 104
SECTION_PX: Final = 8
"""What stands above the head of a section beyond the gap between its rows."""


class Wanted(msgspec.Struct, frozen=True):
    """What was chosen: the incident or else the whole record; the period; whom it is encrypted for, if anybody."""

    board: Board | None
    from_us: int | None
    to_us: int | None
    people: tuple[str, ...]


class BundleDialog(Dialog):
    """It stays until the file is whole; closing it while it is written stops that and leaves nothing behind.

    Args:
        board: the incident that is offered; without one it is the whole record.
    """

    WIDTH_PX = 680
    _heard = Signal(int, int)

    def __init__(self, bridge: Bridge, board: Board | None, window: QWidget) -> None:
        title = QCoreApplication.translate("BundleDialog", "Make a bundle")
        super().__init__(window, "bundle_dialog", "save", title)
        self._window = window
        self._bridge = bridge
        self._board = board
        self._stopped = threading.Event()
        self._is_writing = False
        self.incident = ToggleChip(board.headline.number if board else "")
        self.whole = ToggleChip(self.tr("The whole record"))
        self.after, self.before = MomentField(), MomentField()
        self.sealed = ToggleChip(self.tr("Only for named people"))
        self.people = PeopleChoice()
        self.people.offer_people(bridge)
        self.told = Label("", 13, wraps=True, name="bundle_told")
        self.bar = ThinBar(width_px=BAR_PX)
        self.fault = Label("", 13, 400, "bad", "bundle_fault", wraps=True)
        self._who_told = Label("", 12, 400, "text2", wraps=True)
        self._choices = (self.incident, self.whole, self.after, self.before, self.sealed, self.people)
        self._lay_out()
        self.promise("shield-check", self.tr("Signed by this desk; whatever is left out is listed"))
        self.go = self.add_button("bundle_go", self.tr("Save as…"), self._make, "primary", "save")
        self.halt = self.add_button("bundle_stop", self.tr("Stop"), self.reject)
        self._connect()
        self._show_writing(is_writing=False)

    def _lay_out(self) -> None:
        for chip, name in ((self.incident, "incident"), (self.whole, "whole"), (self.sealed, "sealed")):
            chip.setObjectName(f"bundle_{name}")
        self.incident.setVisible(self._board is not None)
        (self.whole if self._board is None else self.incident).setChecked(True)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(10)
        column.addWidget(SectionHead(self.tr("What goes into it?"), self.tr("with its files, the people and the plan")))
        column.addLayout(_row(self.incident, self.whole))
        column.addSpacing(SECTION_PX)
        column.addWidget(SectionHead(self.tr("Written when?"), self.tr("empty: all of it")))
        for field, name, words in (
            (self.after, "bundle_from", self.tr("Written from")),
            (self.before, "bundle_to", self.tr("Written before")),
        ):
            field.use(self._bridge, name, words)
            column.addLayout(_row(_named(words), field))
        column.addSpacing(SECTION_PX)
        column.addWidget(SectionHead(self.tr("Who can read it?"), ""))
        column.addLayout(_row(self.sealed, self._who_told))
        for part in (self.people, self.told, self.bar, self.fault):
            column.addWidget(part)
        self.fault.hide()

    def _connect(self) -> None:
        self.incident.clicked.connect(lambda: self._choose(self.incident))
        self.whole.clicked.connect(lambda: self._choose(self.whole))
        self.sealed.toggled.connect(self._show_who)
        self._heard.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        self._show_who()

    def _choose(self, chosen: ToggleChip) -> None:
        """One of the two, always."""
        for chip in (self.incident, self.whole):
            chip.setChecked(chip is chosen or self._board is None)

    def _show_who(self) -> None:
        is_sealed = self.sealed.isChecked()
        self.people.setVisible(is_sealed)
        named = self.tr("Encrypted for those chosen here, by name or by the key they gave you; nobody else can open it")
        self._who_told.setText(named if is_sealed else self.tr("Everybody who gets hold of the file can read it"))

    def first(self) -> QWidget:
        return self.incident if self._board is not None else self.whole

    # making -----------------------------------------------------------------------------------------------------------

    def wanted(self) -> Wanted:
        """What is chosen. Raises: DeskError if it cannot be made so."""
        from_us, to_us = self.after.moment_us(), self.before.moment_us()
        if from_us is not None and to_us is not None and from_us >= to_us:
            raise DeskError(self.tr("The period ends before it begins."))
        self.people.take_typed()
        people = self.people.chosen() if self.sealed.isChecked() else ()
        if self.sealed.isChecked() and not people:
            raise DeskError(self.tr("Choose who can read it."))
        return Wanted(self._board if self.incident.isChecked() else None, from_us, to_us, people)

    def _make(self) -> None:
        if not self._is_writing:
            self._bridge.soon(self._made(), self._complain)

    async def _made(self) -> None:
        self.fault.hide()
        wanted = self.wanted()
        file, desk = await _place(self._window, wanted), self._bridge.desk
        if file is None or desk is None:
            return
        self._stopped.clear()
        self._show_writing(is_writing=True)
        try:
            made = await asyncio.to_thread(self._export, desk.home, file, wanted)
        finally:
            self._show_writing(is_writing=False)
        self.accept()
        ways = [Way("bundle_done", _tr("Close"))]
        await NoticeDialog(
            self._window, "bundle_notice", _tr("Saved"), _lines(made, wanted), ways, tone="accent"
        ).chosen()

    def _export(self, home: "Home", file: Path, wanted: Wanted) -> "Made":
        """On a worker thread."""
        from incident_desk.desk.bundles.making import export_bundle
        from incident_desk.desk.bundles.progress import Stopped

        def tell(done: int, count: int) -> None:
            if self._stopped.is_set():
                raise Stopped(_tr("Stopped; no file was written."))
            self._heard.emit(done, count)

        tell(0, 1)
        return export_bundle(home, file, _coverage(wanted), wanted.people, progress=tell)

    def _complain(self, why: str) -> None:
        self.fault.setText(why)
        self.fault.show()

    def _show_writing(self, *, is_writing: bool) -> None:
        self._is_writing = is_writing
        for choice in self._choices:
            choice.setEnabled(not is_writing)
        self.go.setEnabled(not is_writing)
        self.halt.setEnabled(is_writing)
        for part in (self.told, self.bar, self.halt):
            part.setVisible(is_writing)
        self.told.setText(_tr("Gathering and signing…"))
        if is_writing:
            self.halt.setFocus()
        elif self.isVisible():
            self.go.setFocus()

    def _show_progress(self, done: int, count: int) -> None:
        self.bar.set_share(done / max(1, count))
        if self._is_writing and not self._stopped.is_set():
            self.told.setText(_tr("Writing: {done} of {count} parts").format(done=done, count=count))

    def reject(self) -> None:
        """While it is written, this stops it, which is soon; the choices stay as they were."""
        if not self._is_writing:
            super().reject()
            return
        self._stopped.set()
        self.halt.setEnabled(False)
        self.told.setText(_tr("Stopping…"))


def _named(words: str) -> Label:
    label = Label(words, 13, 400, "text2")
    label.setFixedWidth(NAMES_PX)
    return label


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    for part in parts:
        row.addWidget(part, int(part is parts[-1] and not isinstance(part, ToggleChip)))
    if isinstance(parts[-1], ToggleChip):
        row.addStretch(1)
    return row


def _coverage(wanted: Wanted) -> "Coverage":
    from incident_desk.store.bundles.form import Coverage

    covers = Coverage(from_us=wanted.from_us, to_us=wanted.to_us)
    if wanted.board is None:
        return covers
    headline = wanted.board.headline
    title = (headline.title.value or "")[:400]
    return msgspec.structs.replace(covers, incident=wanted.board.incident, number=headline.number, title=title)


def _lines(made: "Made", wanted: Wanted) -> list[str]:
    holds = _tr("{entries} entries and {files} files, of {what}")
    what = wanted.board.headline.number if wanted.board else _tr("the whole record")
    readers = _tr("Encrypted for: {who}.").format(who=", ".join(wanted.people))
    lines = [made.file, holds.format(entries=made.entries, files=made.files, what=what)]
    lines.append(readers if made.is_sealed else _tr("Everybody who gets hold of the file can read it."))
    return lines + bundles.told_left_out(made.left_out)


async def _place(window: QWidget, wanted: Wanted) -> Path | None:
    """Ask where to save it. Returns: None if it is not to be saved."""
    name = (wanted.board.headline.number if wanted.board else "record") + bundles.SUFFIX
    return await chosen_place(window, _tr("Save the bundle"), name, [_tr("Bundles (*.bundle)"), _tr("All files (*)")])


def _tr(text: str) -> str:
    return QCoreApplication.translate("BundleDialog", text)
