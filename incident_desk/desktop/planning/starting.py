"""Plans to start from: the ready ones, or a file. Either becomes the draft; what was in it can be had back."""

import asyncio
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desk.resources import ready_plans
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_button import SectionButton
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.domain.errors import BadInput
from incident_desk.domain.plan_text import LIMIT_BYTES
from incident_desk.intake.raw_file import bounded, size_words

SYMBOLS = {"default": "clipboard-list", "hospital-it": "activity", "online-service": "globe", "utility": "zap"}


class StartingPanel(Section):
    """`taken` carries the text of a plan that somebody wants to go on from; `refused` why a file is none."""

    taken = Signal(str)
    refused = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("plan_starting", "", parent)
        self._bridge = bridge
        self.head.insertWidget(0, Label(self.tr("Start from"), 13, 600))
        self.body.setContentsMargins(0, 0, 0, 12)
        self.buttons: dict[str, SectionButton] = {}
        self._ready = QVBoxLayout()
        self.body.addLayout(self._ready)
        self._place = TabPlace(self)
        self.file = Button(self.tr("A file…"), "folder", "small", "plan_file")
        self.file.clicked.connect(lambda: bridge.soon(self._from_file(), self.refused.emit))
        self.body.addSpacing(6)
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(self.file)
        row.addStretch(1)
        self.body.addLayout(row)

        bridge.soon(self._fill())

    async def _fill(self) -> None:
        for name, text in (await asyncio.to_thread(ready_plans)).items():
            button = self.buttons[name] = SectionButton(
                SYMBOLS.get(name, "clipboard-list"), _title(text), f"plan_{name}"
            )
            button.setCheckable(False)
            button.clicked.connect(partial(self.taken.emit, text))
            self._ready.addWidget(button)
        self._place.put(self.buttons.values())

    async def _from_file(self) -> None:
        chosen = await _chosen(self.window())
        if chosen is not None:
            await self.take(chosen)

    async def take(self, file: Path) -> None:
        """Go on from a file. Raises: BadInput saying what is wrong with it."""
        self.taken.emit(await asyncio.to_thread(text_of, file))


def text_of(file: Path) -> str:
    """The text of a plan in a file. Raises: BadInput; of a large one nothing is read."""
    try:
        size = file.stat().st_size
        if size > LIMIT_BYTES:
            most, large = size_words(LIMIT_BYTES), size_words(size)
            raise BadInput(f"a plan has at most {most}, this file has {large}", file.name)
        return bounded(file, LIMIT_BYTES).decode("utf-8-sig")
    except OSError as e:
        raise BadInput(e.strerror or "it cannot be read", file.name) from e
    except UnicodeDecodeError as e:
        raise BadInput(f"this is no text in UTF-8; byte {e.start} is the first that is not", file.name) from e


def _title(text: str) -> str:
    """The name of a ready plan, without reading all of it."""
    line = next(line for line in text.splitlines() if line.startswith("name:"))
    return line.removeprefix("name:").strip()


async def _chosen(window: QWidget) -> Path | None:
    dialog = QFileDialog(window, _tr("Start from a file"))
    dialog.setNameFilters([_tr("Plans (*.yaml *.yml)"), _tr("All files (*)")])
    ended: asyncio.Future[list[str]] = asyncio.get_running_loop().create_future()
    dialog.accepted.connect(lambda: ended.set_result(dialog.selectedFiles()))
    dialog.rejected.connect(lambda: ended.set_result([]))
    dialog.open()
    try:
        return next((Path(name) for name in await ended), None)
    finally:
        dialog.deleteLater()


def _tr(text: str) -> str:
    return QCoreApplication.translate("StartingPanel", text)
