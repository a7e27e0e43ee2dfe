"""What shows the reports of customers."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from incident_desk.desktop.gallery.specimen import Section, Specimen
from incident_desk.desktop.parts.count_bars import CountBars
from incident_desk.desktop.parts.queue_row import QueueRow, QueueShown
from incident_desk.desktop.parts.rate_chart import ChartMark, ChartShown, RateChart

QUEUES = {
    "to_judge": QueueShown("To judge", 22, "circle-dashed", "accent", "oldest 3 min"),
    "same": QueueShown("Same issue", 80, "circle-check", "ok", "80 answered"),
    "isolated": QueueShown("Isolated", 2, "diamond", "warn", "2 with support"),
    "many": QueueShown("Same issue", 10_000, "circle-check", "ok", "9,998 answered"),
}
QUIET = (0, 1, 0, 0, 1, 0, 0, 0, 1, 0) * 6
FLOOD = (*QUIET, 2, 2, 3, 3, 4, 5, 6, 6, 7, 7, 7, 8, 8, 8, 8)
CLOCKS = ((60.0, "22:45"), (45.0, "23:00"), (30.0, "23:15"), (15.0, "23:30"))
RISING = ChartShown(
    FLOOD,
    0.8,
    (
        ChartMark(46, "23:02:00 First alert"),
        ChartMark(14, "23:31:02 Declared"),
        ChartMark(12, "23:33:20 First public words", "ok"),
    ),
    CLOCKS,
    15,
    "8 in the last minute, usual at this hour 0.8",
)


def _queue(shown: QueueShown, *, is_here: bool = False) -> Callable[[], QWidget]:
    def make() -> QWidget:
        row = QueueRow()
        row.show_queue(shown)
        row.setChecked(is_here)
        return row

    return make


def _bars() -> QWidget:
    bars = CountBars()
    bars.show_counts([("Europe", 48), ("Americas", 37), ("Asia, Pacific", 14), ("Not said", 5)])
    return bars


def _chart(shown: ChartShown) -> Callable[[], QWidget]:
    def make() -> QWidget:
        chart = RateChart()
        chart.show_rate(shown)
        return chart

    return make


CUSTOMERS = Section("Reports of customers", (
    *(Specimen("queue_row", state, _queue(shown), 336) for state, shown in QUEUES.items()),
    Specimen("queue_row", "here", _queue(QUEUES["to_judge"], is_here=True), 336),
    Specimen("count_bars", "some", _bars, 300),
    Specimen("rate_chart", "quiet", _chart(ChartShown(QUIET, 0.4, (), CLOCKS)), 800),
    Specimen("rate_chart", "rising", _chart(RISING), 800),
), per_row=2, gap_px=16)  # fmt: skip
