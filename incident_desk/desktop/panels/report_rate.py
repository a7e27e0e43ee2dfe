"""How many reports come in a minute against what is usual at this hour, with the moments of the incident shown."""

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import clock, clock_minutes
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.rate_chart import ChartMark, ChartShown, RateChart
from incident_desk.desktop.report_words import step_word
from incident_desk.domain.knew_first import Knew, Step
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.report_view import RATE_MINUTES, View

TONES = {Step.WARNING: "warn", Step.WORDS: "ok", Step.HARM: "bad"}
CLOCK_EVERY = 15


class RatePanel(Section):
    """A picture, and the same in words at its head."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("report_rate", _tr("Reports per minute"))
        self._bridge = bridge
        self.chart = RateChart()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.chart)

    def show_view(self, view: View, knew: Knew | None) -> None:
        """As it is now."""
        now = view.minutes[-2] if len(view.minutes) > 1 else 0
        words = _tr("last minute {count}, usual at this hour {usual}").format(count=now, usual=f"{view.usual:.2g}")
        self.note.setText(words)
        zone = self._bridge.zone
        steps = knew.steps if knew else ()
        marks = tuple(
            ChartMark(_ago(view, us), f"{clock(us, zone)} {step_word(step)}", TONES.get(step, "text2"))
            for step, us in steps
            if 0 <= _ago(view, us) < RATE_MINUTES
        )
        clocks = tuple(
            (float(ago), clock_minutes(view.at_us - ago * MINUTE_US, zone))
            for ago in range(0, RATE_MINUTES, CLOCK_EVERY)
            if view.at_us
        )
        warned = _ago(view, view.risen_us) if view.risen_us is not None else None
        self.chart.show_rate(
            ChartShown(
                view.minutes,
                view.usual,
                marks,
                clocks,
                warned if warned is not None and 0 <= warned < RATE_MINUTES else None,
                words,
            )
        )


def _ago(view: View, us: int) -> float:
    return (view.at_us - us) / MINUTE_US


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReportRate", text)
