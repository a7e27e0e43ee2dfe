"""Who else is in this incident, in the header of every room."""

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.avatar_stack import GAP_PX, REACH_PX, SIDE_PX, AvatarStack
from incident_desk.desktop.presence import FEW, shown

MOST: Final = 5
"""So many discs are shown; the last of them is a number where there are more people."""
WIDE_PX: Final = 1600
"""In a header with less room there are FEW."""
AFTER_PX: Final = 24
SEEN_PX: Final = 96
"""What "seen 14:02" takes behind them."""


class PresenceRow(QWidget):
    """In the header, in a room of its own that stays as it is whoever comes and goes.

    While nobody answers, those who were there last, and when that was.
    """

    def __init__(self, bridge: Bridge, header: QWidget) -> None:
        super().__init__(header)
        self.setObjectName("presence")
        self._bridge = bridge
        self._header = header
        self._observed: ObservedIncident | None = None
        self._wide, self._narrow = AvatarStack(MOST, self), AvatarStack(FEW, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, AFTER_PX, 0)
        row.setSpacing(0)
        row.addStretch(1)
        row.addWidget(self._wide)
        row.addWidget(self._narrow)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.hide()
        bridge.sharing.changed.connect(self._keep_room)
        bridge.sharing.people_changed.connect(self.show_present)
        bridge.organisation_changed.connect(self.show_present)
        bridge.rights.changed.connect(self.show_present)

    @property
    def stack(self) -> AvatarStack:
        """What is shown of the two."""
        return self._narrow if self._wide.isHidden() else self._wide

    def observe(self, observed: ObservedIncident) -> None:
        """Those in this incident, from now on."""
        self._observed = observed
        self._keep_room()
        self.show_present()

    def fit(self) -> None:
        """The header has another width."""
        is_wide = self._header.width() >= WIDE_PX
        self._wide.setVisible(is_wide)
        self._narrow.setVisible(not is_wide)
        most = MOST if is_wide else FEW
        discs_px = most * (SIDE_PX + GAP_PX) - GAP_PX + REACH_PX
        self.setFixedWidth(AFTER_PX + discs_px + (SEEN_PX if is_wide else 0))

    def _keep_room(self) -> None:
        """There is room for them while the record is shared, and none while there is nobody to hear of."""
        self.setVisible(self._bridge.sharing.state is not None)

    def show_present(self) -> None:
        """Look again who is there, or was."""
        state, observed = self._bridge.sharing.state, self._observed
        if observed is None:
            return
        is_past = state is not None and bool(state.seen)
        there = () if state is None else state.seen or state.present
        found = [each for each in there if each.incident == observed.incident]
        seen = self._seen(state.seen_us) if state is not None and is_past and found else ""
        people = [shown(each, observed.board, self._bridge, seen) for each in found]
        self._wide.show_people(people, seen)
        self._narrow.show_people(people)
        self.setAccessibleName("; ".join(each.words for each in people))

    def _seen(self, seen_us: int) -> str:
        clock = clock_near(seen_us, self._bridge.now_us(), self._bridge.zone)
        return self.tr("seen {clock}").format(clock=clock)
