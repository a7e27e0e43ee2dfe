"""What shows the alerts of monitors."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from incident_desk.desktop.gallery.series import JUMP, WAVE
from incident_desk.desktop.gallery.specimen import Section, Specimen
from incident_desk.desktop.parts.alert_picture import AlertPicture, MomentShown, PictureShown
from incident_desk.desktop.parts.beats import Beats

CLOCKS = ((1200.0, "23:05"), (3600.0, "23:25"), (6000.0, "23:45"))
FLAPS = tuple((4000.0 + 260.0 * place, float(place % 2 == 0)) for place in range(12))
PICTURES = {
    "rising": PictureShown(
        0.0,
        7200.0,
        JUMP,
        low=0.8,
        high=1.3,
        tone="bad",
        moments=(MomentShown(6060.0, "ours 23:45:40", "warn", is_ours=True), MomentShown(6500.0, "rule 23:48:20")),
        clocks=CLOCKS,
    ),
    "calm": PictureShown(0.0, 7200.0, (*WAVE[:50], (3000.0, None), *WAVE[55:]), low=350, high=480, clocks=CLOCKS),
    "storm": PictureShown(
        0.0,
        7200.0,
        bars=tuple((5100.0 + 300.0 * place, 3 ** (place + 1)) for place in range(7)),
        tone="bad",
        moments=(MomentShown(5100.0, "rule 23:38:00"),),
        clocks=CLOCKS,
    ),
    "flapping": PictureShown(
        0.0, 7200.0, ((0.0, 0.0), *FLAPS, (7200.0, 0.0)), tone="text2", is_stepped=True, clocks=CLOCKS
    ),
}


def _picture(shown: PictureShown) -> Callable[[], QWidget]:
    def make() -> QWidget:
        picture = AlertPicture()
        picture.show_picture(shown)
        return picture

    return make


def _beats(count: int, *, is_silent: bool) -> Callable[[], QWidget]:
    def make() -> QWidget:
        beats = Beats()
        beats.show_beats(count, is_silent=is_silent)
        return beats

    return make


ALERTS = Section("Alerts of monitors", (
    *(Specimen("alert_picture", state, _picture(shown), 392) for state, shown in PICTURES.items()),
    Specimen("beats", "heard", _beats(12, is_silent=False)),
    Specimen("beats", "begun", _beats(4, is_silent=False)),
    Specimen("beats", "silent", _beats(9, is_silent=True)),
), per_row=2, gap_px=16)  # fmt: skip
