"""The way to the shared database, step by step: what is open, and where it ends."""

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QLabel, QVBoxLayout

from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.step_row import StepRow
from incident_desk.desktop.settings.shared_advice import SharedAdvice

if TYPE_CHECKING:
    from incident_desk.desk import Desk
    from incident_desk.store.shared.probing import Step

NAMES = {
    "name": QT_TRANSLATE_NOOP("SharedWay", "Name"),
    "port": QT_TRANSLATE_NOOP("SharedWay", "Door (port)"),
    "tls": QT_TRANSLATE_NOOP("SharedWay", "Sealed line (TLS)"),
    "password": QT_TRANSLATE_NOOP("SharedWay", "Your key"),
    "rights": QT_TRANSLATE_NOOP("SharedWay", "Your rights"),
    "version": QT_TRANSLATE_NOOP("SharedWay", "Version"),
    "clock": QT_TRANSLATE_NOOP("SharedWay", "Clock"),
}


class SharedWay:
    """Seven rows, the note above them, and below them what to do where the way ends."""

    def __init__(self, column: QVBoxLayout, note: QLabel, advice: SharedAdvice) -> None:
        self._note = note
        self._advice = advice
        self.rows: dict[str, StepRow] = {}
        for part, name in NAMES.items():
            if self.rows:
                column.addWidget(Line())
            row = self.rows[part] = StepRow(QCoreApplication.translate("SharedWay", str(name)))
            row.setObjectName(f"step_{part}")
            column.addWidget(row)
        self.forget()

    def forget(self) -> None:
        """Nothing was tried yet."""
        for row in self.rows.values():
            row.show_step("circle-dashed", "text3", _tr("not tried yet"))
        self._note.setText("")

    async def walk(self, desk: "Desk", line: str) -> None:
        """Go it, showing each step as it is taken. Raises: BadInput, NotFound."""
        for row in self.rows.values():
            row.show_step("circle-dashed", "text3", _tr("not reached"))
        self._note.setText("")
        self._advice.hide()
        taken: list[Step] = []
        steps = await asyncio.to_thread(_way, desk, line)
        count = 0
        while (step := await asyncio.to_thread(next, steps, None)) is not None:
            self._show(step)
            taken.append(step)
            count += step.is_open
        whole = count == len(NAMES)
        told = _tr("all {count} open, tested just now") if whole else _tr("{count} of {all} open; here it ends")
        self._note.setText(told.format(count=count, all=len(NAMES)))
        if not whole:
            self._advice.show_way([(step_name(step.part), step) for step in taken])

    def _show(self, step: "Step") -> None:
        symbol, tone = ("circle-check", "ok") if step.is_open else ("octagon-alert", "bad")
        took = _tr("{count} ms").format(count=max(1, round(step.took_us / 1000)))
        self.rows[step.part].show_step(symbol, tone, step.said, took)


def step_name(part: str) -> str:
    """What a step of the way is called."""
    return _tr(str(NAMES[part]))


def _way(desk: "Desk", line: str) -> "Iterator[Step]":
    return desk.shared.membership().test(line, desk.timekeeping.machine_us)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SharedWay", text)
