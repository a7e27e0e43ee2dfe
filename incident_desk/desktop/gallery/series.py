"""What shows watched series, and what was changed."""

import math
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from incident_desk.desktop.gallery.specimen import Section, Specimen
from incident_desk.desktop.parts.change_lane import ChangeLane, ChangesShown, Upright
from incident_desk.desktop.parts.lane_places import LaneItem
from incident_desk.desktop.parts.series_tile import SeriesShown, SeriesTile

WAVE = tuple((60.0 * n, 410 + 50 * math.sin(n / 9) + 17 * math.sin(n * 2.3)) for n in range(120))
JUMP = (*((at, value / 400) for at, value in WAVE[:100]), *((6000 + 60.0 * n, 2.0 + n * 1.1) for n in range(20)))
SERIES = {
    "calm": SeriesShown("a", "p95 response", "412", "ms", "Usual 380 to 520", points=WAVE, low=350, high=480),
    "warning": SeriesShown(
        "b",
        "HTTP 5xx",
        "22.9",
        "%",
        "23× usual for this hour, rising for 20 min",
        "warn",
        "diamond",
        JUMP,
        0.8,
        1.3,
        6000,
    ),
    "learning": SeriesShown("c", "Queue depth", "31", "jobs", "still learning what is usual", points=WAVE[:30]),
    "silent": SeriesShown("d", "Orders", "–", "per min", "Nothing listens at 127.0.0.1:9090."),
    "long": SeriesShown(
        "e", "Replication lag of the third replica in the other region, db2", "1640", "s", "Usual 0 to 2"
    ),
}


def _tile(shown: SeriesShown, *, is_chosen: bool = False) -> Callable[[], QWidget]:
    def make() -> QWidget:
        tile = SeriesTile()
        tile.show_series(shown)
        tile.setChecked(is_chosen)
        return tile

    return make


WATCHED = Section("Watched series", (
    *(Specimen("series_tile", state, _tile(shown), 224) for state, shown in SERIES.items()),
    Specimen("series_tile", "chosen", _tile(SERIES["warning"], is_chosen=True), 224),
), per_row=3, gap_px=16)  # fmt: skip


HOUR = 3_600_000_000
LANE = ChangesShown(
    (
        LaneItem("a", HOUR, None, "Website 8.16", "Website 8.16, 13:00"),
        LaneItem("b", 6 * HOUR, None, "Website 8.17", "Website 8.17, 18:00", asks=True),
        LaneItem("c", 9 * HOUR, 13 * HOUR, "Raise max_wal_senders", "Raise max_wal_senders, 21:00 to 01:00", runs=True),
        LaneItem("d", 16 * HOUR, 22 * HOUR, "Staging resync from snapshot", "Staging resync, 04:00 to 10:00"),
    ),
    0,
    24 * HOUR,
    tuple((hour * HOUR, f"{(12 + hour) % 24:02}:00") for hour in range(0, 24, 3)),
    (Upright(11 * HOUR, "now 23:00"),),
)


def _lane(shown: ChangesShown, rows: int) -> Callable[[], QWidget]:
    def make() -> QWidget:
        lane = ChangeLane(rows)
        lane.resize(720, 60)
        lane.show_changes(shown)
        return lane

    return make


CHANGES = Section("Changes, made and planned", (
    Specimen("change_lane", "made, running, planned", _lane(LANE, 3), 480),
    Specimen("change_lane", "without room: ticks", _lane(LANE, 1), 480),
), per_row=1, gap_px=16)  # fmt: skip
