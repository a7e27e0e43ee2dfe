"""The header while no incident is open: that it is quiet, since when, what time it is, and the truth mark."""

from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.forms.ui_calm_header import Ui_CalmHeader
from incident_desk.desktop.moments import clock, day, span_words, zone_name
from incident_desk.desktop.theme.dress import dress
from incident_desk.desktop.ticking import tick
from incident_desk.desktop.truth import show_truth


class CalmHeader(QWidget):
    """Says that all is well, in words that are true."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.form = Ui_CalmHeader()
        self.form.setupUi(self)  # pyright: ignore[reportUnknownMemberType]
        dress(self)
        bridge.truth.changed.connect(self._show_truth)
        bridge.headlines_changed.connect(self._show)
        bridge.zone_changed.connect(self._show)
        tick().follow(self, self._show)

    def _show(self) -> None:
        now_us, zone = self._bridge.now_us(), self._bridge.zone
        self.form.calm_clock.setText(clock(now_us, zone))
        self.form.calm_day.setText(f"{day(now_us, zone)} · {zone_name(zone, now_us)}")
        self.form.quiet_since.setText(self._quiet(now_us))
        self._show_truth()

    def _show_truth(self) -> None:
        show_truth(self._bridge.truth, self.form.calm_truth)

    def _quiet(self, now_us: int) -> str:
        ends = [end for board in self._bridge.headlines if (end := board.headline.ended_us) is not None]
        if not ends:
            return self.tr("Nothing has been declared on this record yet")
        quiet = span_words(max(0, now_us - max(ends)))
        return self.tr("Quiet for {span}").format(span=quiet)
