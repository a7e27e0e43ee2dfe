"""Who outside waits for a word of ours: who asks, and below it what the law asks to be told."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.outside_words import enquiry_row, legal, notification_row
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.two_lines import RowShown, TwoLineRow
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.domain.ids import EntryId


class _Rows(Section):
    """A section of rows to press, each with the key of what it is about."""

    def __init__(self, name: str, title: str, nothing: str, row_name: str) -> None:
        super().__init__(name, title)
        self.rows: list[TwoLineRow] = []
        self._row_name = row_name
        self._keys: list[str] = []
        self.none = Elided(nothing, 13, 400, "text3")
        self.body.addWidget(self.none)
        self._place = TabPlace(self)

    def show_rows(self, found: list[tuple[str, RowShown]]) -> None:
        """These, in this order."""
        self._keys = [key for key, _ in found]
        self.none.setVisible(not found)
        while len(self.rows) < len(found):
            made = TwoLineRow()
            made.setObjectName(f"{self._row_name}_{len(self.rows) + 1}")
            made.clicked.connect(partial(self._press, len(self.rows)))
            self.body.addWidget(made)
            self.rows.append(made)
            self._place.put(self.rows)
        for at, made in enumerate(self.rows):
            made.setVisible(at < len(found))
            if at < len(found) and made.shown != found[at][1]:
                made.show_row(found[at][1])

    def _press(self, at: int) -> None:
        self.open_row(self._keys[at])

    def open_row(self, key: str) -> None:
        """Its card."""
        raise NotImplementedError


class EnquiriesPanel(_Rows):
    """Who waits longest first, what is answered below."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("enquiries_panel", _tr("Who else asks"), _tr("Nobody asked yet"), "enquiry_row")
        self._bridge = bridge
        self._observed: ObservedIncident | None = None
        self.add = Button(_tr("Note a question…"), "plus", "ghost", "enquiry_add")
        self.head.addWidget(self.add)
        self.add.clicked.connect(self.ask)

    def show_enquiries(self, observed: ObservedIncident) -> None:
        """As they are now."""
        self._observed = observed
        now_us, zone = self._bridge.now_us(), self._bridge.zone
        found = sorted(
            observed.board.enquiries.all,
            key=lambda each: (not each.is_open, each.due_us is None, each.due_us or each.asked_us),
        )
        is_open = sum(each.is_open for each in found)
        self.note.setText(_tr("{count} open").format(count=is_open) if found else "")
        self.show_rows([(each.id, enquiry_row(observed, each, now_us, zone)) for each in found])
        self.add.setEnabled(self._bridge.rights.may())
        self.add.setToolTip(self._bridge.rights.why_not())

    def ask(self) -> None:
        """The form for a new one."""
        if self._observed is not None and self._bridge.rights.may():
            from incident_desk.desktop.dialogs.enquiry import EnquiryDialog

            EnquiryDialog(self._bridge, self._observed, self.window()).open()

    def open_row(self, key: str) -> None:
        if self._observed is not None:
            open_enquiry(self._bridge, self._observed, EntryId(key), self.window())


class NotificationsPanel(_Rows):
    """What is owed first. Hidden where the plan has none."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("notifications_panel", _tr("The law asks"), _tr("Nothing by the plan"), "notification_row")
        self._bridge = bridge
        self._observed: ObservedIncident | None = None

    def show_notifications(self, observed: ObservedIncident) -> None:
        """As they are now."""
        self._observed = observed
        found = legal(observed)
        owed = sum(each.is_owed for each in found)
        self.note.setText(_tr("{count} to be told").format(count=owed) if owed else _tr("nothing to be told now"))
        now_us, zone = self._bridge.now_us(), self._bridge.zone
        self.show_rows([(each.key, notification_row(each, now_us, zone)) for each in found])
        self.setVisible(bool(found))

    def open_row(self, key: str) -> None:
        if self._observed is not None:
            open_notification(self._bridge, self._observed, key, self.window())


def open_enquiry(bridge: Bridge, observed: ObservedIncident, enquiry: EntryId, window: QWidget) -> None:
    """The card of an enquiry, if it is there."""
    if enquiry in observed.board.enquiries.of:
        from incident_desk.desktop.dialogs.enquiry_card import EnquiryCard

        EnquiryCard(bridge, observed, enquiry, window).open()


def open_notification(bridge: Bridge, observed: ObservedIncident, key: str, window: QWidget) -> None:
    """The card of a notification, if the plan has it."""
    if any(each.key == key for each in observed.plan.notifications):
        from incident_desk.desktop.dialogs.notification import NotificationCard

        NotificationCard(bridge, observed, key, window).open()


def _tr(text: str) -> str:
    return QCoreApplication.translate("OutsidePanel", text)
