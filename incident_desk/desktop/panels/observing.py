"""What the parts of the board have in common: they show an incident, and again when it changes in what they show."""

from typing import ClassVar

from incident_desk.desktop.observed import ObservedIncident


class Observing:
    """Goes before the widget that a panel is. `HEARD` has the beginnings of the kinds of entries that it shows."""

    HEARD: ClassVar[tuple[str, ...]]
    _observed: ObservedIncident | None = None

    def observe(self, observed: ObservedIncident) -> None:
        """Show this incident from now on."""
        if self._observed is not None:
            self._observed.changed.disconnect(self._hear)
        self._observed = observed
        observed.changed.connect(self._hear)
        self._show()

    def _hear(self, kinds: frozenset[str]) -> None:
        if any(kind.startswith(self.HEARD) for kind in kinds):
            self._show()

    def _show(self) -> None:
        raise NotImplementedError
