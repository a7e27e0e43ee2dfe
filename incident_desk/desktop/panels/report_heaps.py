"""The left of the customers room: the heaps of reports, who knew first, from where they come and by which ways."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import clock
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.chip import Chip
from incident_desk.desktop.parts.count_bars import CountBars
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.parts.queue_row import QueueRow, QueueShown
from incident_desk.desktop.report_words import (
    QUEUE_LOOKS,
    STEP_LOOKS,
    WAY_LOOKS,
    knew_words,
    queue_word,
    reports_words,
    step_word,
    way_word,
)
from incident_desk.domain.knew_first import Knew, Step
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.report_queues import Heap, Queue
from incident_desk.domain.report_view import View

ROWS_MOST = 6


class HeapsPanel(Section):
    """`chosen` tells which heap is to be shown."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("report_heaps", _tr("Reports"))
        self.rows = {queue: QueueRow(f"report_queue_{queue.name.lower()}") for queue in Queue}
        self._group = QButtonGroup(self)
        self.body.setContentsMargins(0, 0, 0, 8)
        for queue, row in self.rows.items():
            self._group.addButton(row)
            self.body.addWidget(row)
            row.clicked.connect(lambda _=False, which=queue: self.chosen.emit(which))
        self.held_back = Elided("", 12, 400, "text2")
        self.held_back.setObjectName("reports_held_back")
        held = QHBoxLayout()
        held.setContentsMargins(16, 6, 16, 4)
        held.setSpacing(12)
        held.addWidget(Picture(symbol="shield-check", ink="text3", side_px=16))
        held.addWidget(self.held_back, 1)
        self._held = QWidget()
        self._held.setLayout(held)
        self.body.addWidget(self._held)
        self.rows[Queue.TO_JUDGE].setChecked(True)
        self.rows[Queue.UNDELIVERED].hide()

    def show_view(self, view: View) -> None:
        """As it is now."""
        self.note.setText(reports_words(view.count) if view.count else "")
        for queue, row in self.rows.items():
            symbol, tone = QUEUE_LOOKS[queue]
            heap = view.heaps.get(queue, Heap())
            row.show_queue(QueueShown(queue_word(queue), heap.count, symbol, tone, _note(queue, heap, view.at_us)))
            row.setChecked(queue is view.queue)
            row.setVisible(queue is not Queue.UNDELIVERED or heap.count > 0 or queue is view.queue)
        self._held.setVisible(view.held_back > 0)
        self.held_back.setText(_tr("{count} turned away unread: floods").format(count=view.held_back))


def _note(queue: Queue, heap: Heap, now_us: int) -> str:
    if not heap.count:
        return ""
    if queue is Queue.UNDELIVERED:
        return _tr("by e-mail")
    if queue is Queue.TO_JUDGE and heap.oldest_us is not None:
        return _tr("oldest {minutes} min").format(minutes=max(now_us - heap.oldest_us, 0) // MINUTE_US)
    if queue is Queue.ISOLATED:
        return _tr("{count} with support").format(count=heap.done) if heap.done else ""
    return _tr("{count} answered").format(count=heap.done) if heap.done else ""


class KnewPanel(Section):
    """The moments of the incident that is shown, in the order in which they came."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("knew_first", _tr("Who knew first"))
        self._bridge = bridge
        self.who = Chip("", "circle-check", "ok")
        self.who.hide()
        self.body.addWidget(self.who)
        self.body.addSpacing(4)
        self._steps: list[_StepRow] = []
        self.none = Elided(_tr("No incident is shown"), 12, 400, "text3")
        self.body.addWidget(self.none)

    def show_knew(self, knew: Knew | None) -> None:
        """Of this incident; None if none is shown."""
        words, tone = knew_words(knew) if knew else ("", "")
        self.who.setVisible(bool(words))
        if words:
            self.who.show_words(words, "circle-check" if tone == "ok" else "users", tone)
        steps = knew.steps if knew else ()
        self.none.setVisible(not steps)
        while len(self._steps) < len(steps):
            row = _StepRow()
            self._steps.append(row)
            self.body.addWidget(row)
        for at, row in enumerate(self._steps):
            row.setVisible(at < len(steps))
            if at < len(steps):
                step, us = steps[at]
                told = reports_words(knew.reports) if knew and step is Step.REPORT else ""
                row.show_step(clock(us, self._bridge.zone), step, told)


class _StepRow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._at = Label("", 12, 400, "text2")
        self._at.setFixedWidth(58)
        self._picture = Picture(symbol="circle", side_px=14)
        self._words = Elided("", 13, 500)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(8)
        for part in (self._at, self._picture):
            row.addWidget(part)
        row.addWidget(self._words, 1)

    def show_step(self, at: str, step: Step, told: str) -> None:
        self._at.setText(at)
        self._picture.show_symbol(*STEP_LOOKS[step])
        self._words.setText(f"{step_word(step)}  {told}".strip())
        self.setAccessibleName(f"{at} {step_word(step)} {told}")


class WherePanel(Section):
    """How many came from where and of which service in the last day."""

    def __init__(self) -> None:
        super().__init__("report_counts", _tr("From where"))
        self.note.setText(_tr("last 24 hours"))
        self.regions = CountBars("report_regions")
        self.regions.setAccessibleName(_tr("Reports by region"))
        self.services = CountBars("report_services")
        self.services.setAccessibleName(_tr("Reports by service"))
        self.body.addWidget(self.regions)
        self.body.addSpacing(8)
        self.body.addWidget(Label(_tr("Which service"), 13, 600))
        self.body.addSpacing(4)
        self.body.addWidget(self.services)

    def show_view(self, view: View) -> None:
        """As it is now."""
        self.setVisible(bool(view.regions))
        self.regions.show_counts(_most(view.regions))
        self.services.show_counts(_most(view.services))


class WaysPanel(Section):
    """By which ways they came in the last day, and when the last one did."""

    def __init__(self) -> None:
        super().__init__("report_ways", _tr("How they reach us"))
        self._rows: list[tuple[QWidget, Picture, Elided, Label, Label]] = []

    def show_view(self, view: View) -> None:
        """As it is now."""
        self.setVisible(bool(view.ways))
        while len(self._rows) < len(view.ways):
            self._rows.append(self._made())
        for at, (row, picture, word, ago, count) in enumerate(self._rows):
            row.setVisible(at < len(view.ways))
            if at < len(view.ways):
                way, number, last_us = view.ways[at]
                minutes = max(view.at_us - last_us, 0) // MINUTE_US
                picture.show_symbol(WAY_LOOKS[way], "text2")
                word.setText(way_word(way))
                ago.setText(_tr("{minutes} min ago").format(minutes=minutes) if minutes else _tr("just now"))
                count.setText(str(number))

    def _made(self) -> tuple[QWidget, Picture, Elided, Label, Label]:
        row, picture, word = QWidget(), Picture(symbol="globe", ink="text2", side_px=14), Elided("", 13)
        ago, count = Label("", 12, 400, "text2"), Label("", 12, 600)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 3, 0, 3)
        line.setSpacing(8)
        line.addWidget(picture)
        line.addWidget(word, 1)
        line.addWidget(ago)
        line.addWidget(count)
        self.body.addWidget(row)
        return row, picture, word, ago, count


def _most(found: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """The most first, the rest as one row, what was not said by a name."""
    named = [(name or _tr("Not said"), count) for name, count in found]
    rest = sum(count for _, count in named[ROWS_MOST - 1 :])
    return named if len(named) <= ROWS_MOST else [*named[: ROWS_MOST - 1], (_tr("Others"), rest)]


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReportHeaps", text)
