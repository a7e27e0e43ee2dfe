"""The two running clocks of an incident: since it began for us, and since customers felt it."""

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import clock_near, span
from incident_desk.desktop.parts.clock import ClockLabel
from incident_desk.domain.board import Board


class IncidentClocks:
    """Fills the two labels of the header. With `is_short` the captions do not say since when."""

    def __init__(self, bridge: Bridge, elapsed: ClockLabel, impact: ClockLabel) -> None:
        self._bridge = bridge
        self._elapsed = elapsed
        self._impact = impact
        self.is_short = False

    def show(self, board: Board) -> None:
        """Both clocks as they stand now; those of what is over stand still."""
        self._show_elapsed(board)
        self._show_impact(board)

    def _show_elapsed(self, board: Board) -> None:
        now_us = self._bridge.now_us()
        ended_us, since_us = board.headline.ended_us, board.headline.since_us or now_us
        caption = _tr("Elapsed") if ended_us is None else _tr("Lasted")
        figures = span((now_us if ended_us is None else ended_us) - since_us)
        self._elapsed.show_time(self._since(caption, since_us), figures)

    def _show_impact(self, board: Board) -> None:
        now_us = self._bridge.now_us()
        started_us, ended_us = board.impact.started_us.value, board.impact.ended_us.value
        caption = _tr("Impact") if self.is_short else _tr("Customer impact")
        if started_us is None:
            self._impact.show_time(caption, _tr("not known"), "text3")
            return
        figures = span((now_us if ended_us is None else ended_us) - started_us)
        self._impact.show_time(self._since(caption, started_us), figures, "text")

    def _since(self, caption: str, us: int) -> str:
        if self.is_short:
            return caption
        clock = clock_near(us, self._bridge.now_us(), self._bridge.zone)
        return _tr("{caption} since {clock}").format(caption=caption, clock=clock)


def _tr(text: str) -> str:
    return QCoreApplication.translate("IncidentClocks", text)
