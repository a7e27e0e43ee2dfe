"""What the review of an incident is made of."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from incident_desk.desktop.gallery.specimen import Look, Section, Specimen
from incident_desk.desktop.parts.measure_row import MeasureRow, MeasureShown
from incident_desk.desktop.parts.past_list import PastList, PastRow
from incident_desk.desktop.parts.scrub_bar import ScrubBar
from incident_desk.desktop.parts.scrub_picture import BandShown, LaneShown, ScrubShown, TickShown

NIGHT = ScrubShown(
    (BandShown("Detected", 0, 0.12), BandShown("Investigating", 0.12, 0.45), BandShown("Mitigating", 0.45, 1)),
    (
        LaneShown("Alerts", "warn", tuple(TickShown(at / 40) for at in (0, 2, 5, 6, 9, 24))),
        LaneShown("Decisions", "accent", tuple(TickShown(at / 40) for at in (5, 12, 20, 31))),
        LaneShown("Evidence", "text2", (TickShown(0.08, 0.34), TickShown(0.2), TickShown(0.3, 0.6), TickShown(0.7))),
        LaneShown("Messages", "ok", tuple(TickShown(at / 40) for at in (8, 10, 14, 22, 30, 38))),
    ),
    (0.11, 0.94),
    (0.66,),
    ((0.0, "23:02"), (0.2, "23:30"), (0.4, "00:00"), (0.66, "01:32"), (0.85, "12:00")),
)
MEASURES = {
    "usual": MeasureShown("Time to detect", "2 min", "impact 23:00 → detected 23:02", "median 4 min of 27", 0.3, 0.6),
    "long": MeasureShown("Time to mitigate", "18 h 33 min", "detected 23:27 → mitigated 18:00", "median 1 h of 27",
                         0.87, 0.05, "bad"),
    "few": MeasureShown("Time to declare", "4 min", "detected 23:02 → declared 23:06", "1 other: too few"),
    "missing": MeasureShown("Time to resolve", "–", "detected 23:02 → resolved ?", "median 2 h of 9", tone="text3"),
}  # fmt: skip
KNOWN = (
    PastRow("circle-check", "ok", "The 17:20 snapshot mounts and is complete", "00:22"),
    PastRow("circle-dashed", "text3", "The mails about failed backups were rejected for a month", "02:10  +1 h 26 min",
            "text2"),
    PastRow("user-check", "text2", "Priya Nair", "Incident manager"),
)  # fmt: skip


def _bar(shown: ScrubShown, part: float) -> Callable[[], QWidget]:
    def make() -> QWidget:
        bar = ScrubBar()
        bar.show_record(shown)
        bar.show_place(part, "00:44:10", "Scrub bar: 00:44:10, 1 h 42 min in, Mitigating")
        return bar

    return make


def _measure(shown: MeasureShown) -> Callable[[], QWidget]:
    def make() -> QWidget:
        row = MeasureRow("measure")
        row.show_measure(shown)
        return row

    return make


def _list() -> QWidget:
    rows = PastList("past_list")
    rows.show_rows(KNOWN)
    return rows


REVIEW = Section("Review", (
    Specimen("scrub_bar", "night", _bar(NIGHT, 0.5), 860),
    Specimen("scrub_bar", "focus", _bar(NIGHT, 0.0), 860, Look.FOCUS),
    Specimen("scrub_bar", "empty", _bar(ScrubShown((BandShown("Declared", 0, 1),)), 1.0), 860),
    *(Specimen("measure_row", state, _measure(shown), 376) for state, shown in MEASURES.items()),
    Specimen("past_list", "known", _list, 376),
), per_row=1, gap_px=16)  # fmt: skip
