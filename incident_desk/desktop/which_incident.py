"""The number and the short title of the incident that is written into: beside the line, and in the head of forms."""

from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.elided import Elided

WIDTH_PX = (96, 220)
"""The least has room for the number."""


class WhichIncident(Elided):
    """So that nobody writes into the wrong one; it follows the title."""

    def __init__(self, name: str) -> None:
        super().__init__("", 12, 500, "text2")
        self.setObjectName(name)
        self.setMinimumWidth(WIDTH_PX[0])
        self.setMaximumWidth(WIDTH_PX[1])
        self._observed: ObservedIncident | None = None

    def observe(self, observed: ObservedIncident) -> None:
        """Name this incident from now on."""
        if self._observed is not None:
            self._observed.changed.disconnect(self._name)
        self._observed = observed
        observed.changed.connect(self._name)
        self._name()

    def show_keys(self, *, has_keys: bool, is_alone: bool) -> None:
        """Beside other boards, whether what is typed goes to this one."""
        tone = "text2" if is_alone else "accent" if has_keys else "text3"
        if tone != self._tone:
            self.set_tone(tone)

    def _name(self) -> None:
        if self._observed is not None:
            headline = self._observed.board.headline
            self.setText(f"{headline.number} {headline.title.value or ''}".strip())
