"""Who else is in this incident now, and at which panel; and the others are told where whoever sits here is."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.parts.avatar import Avatar
from incident_desk.desktop.parts.label import Label
from incident_desk.domain.ids import IncidentId

if TYPE_CHECKING:
    from incident_desk.store.shared.presence import Someone

MOST: Final = 5
"""So many are shown; the others are a number."""
FEW: Final = 2
"""In a header with less room than WIDE_PX."""
WIDE_PX: Final = 1280
SIDE_PX: Final = 24

PANELS: Final = {
    "timeline_panel": QT_TRANSLATE_NOOP("Presence", "{name}, at the timeline"),
    "roles_panel": QT_TRANSLATE_NOOP("Presence", "{name}, at the roles"),
    "impact_panel": QT_TRANSLATE_NOOP("Presence", "{name}, at the impact"),
    "due_panel": QT_TRANSLATE_NOOP("Presence", "{name}, at what is due"),
    "links_panel": QT_TRANSLATE_NOOP("Presence", "{name}, at the linked incidents"),
    "restriction_panel": QT_TRANSLATE_NOOP("Presence", "{name}, at who may know"),
    "incident_header_panel": QT_TRANSLATE_NOOP("Presence", "{name}, at the header"),
}
"""What is said of whoever has the keyboard there; a desk of another version may name others."""


class PresenceRow(QWidget):
    """Discs of people in the header. Hidden where nobody else is there, or nobody can know."""

    def __init__(self, bridge: Bridge, header: QWidget) -> None:
        super().__init__(header)
        self.setObjectName("presence")
        self._bridge = bridge
        self._header = header
        self._incident: IncidentId | None = None
        self._shown: list[tuple[str, str]] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 20, 0)
        self._row.setSpacing(4)
        self.hide()
        bridge.sharing.changed.connect(self._show)
        bridge.organisation_changed.connect(self._show)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._tell)

    def observe(self, incident: IncidentId) -> None:
        """Whoever sits here looks at this incident from now on."""
        self._incident = incident
        self._tell(None, QApplication.focusWidget())
        self._show()

    def _tell(self, _: QWidget | None, now: QWidget | None) -> None:
        is_there = self._header.isVisible() or now is None
        self._bridge.sharing.be(self._incident if is_there else None, _panel_of(now))

    def _show(self) -> None:
        state = self._bridge.sharing.state
        there = [each for each in state.present if each.incident == self._incident] if state is not None else []
        people = [(self._bridge.name(each.person), self._words(each)) for each in there]
        if people == self._shown:
            return
        self._shown = people
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        most = MOST if self._header.width() >= WIDE_PX else FEW
        for name, words in people[:most]:
            avatar = Avatar(name, SIDE_PX, self)
            avatar.setToolTip(words)
            avatar.setAccessibleName(words)
            self._row.addWidget(avatar)
        if rest := people[most:]:
            more = Label(f"+{len(rest)}", 12, 600, "text2")
            more.setToolTip("\n".join(words for _, words in rest))
            self._row.addWidget(more)
        self.setAccessibleName("; ".join(words for _, words in people))
        self.setVisible(bool(people))

    def _words(self, someone: "Someone") -> str:
        words = PANELS.get(someone.panel, QT_TRANSLATE_NOOP("Presence", "{name}, in this incident"))
        told = QCoreApplication.translate("Presence", str(words))
        return told.format(name=self._bridge.name(someone.person))


def _panel_of(widget: QWidget | None) -> str:
    """The panel that the keyboard is in; empty for none."""
    while widget is not None and widget.objectName() not in PANELS:
        widget = widget.parentWidget()
    return widget.objectName() if widget is not None else ""
