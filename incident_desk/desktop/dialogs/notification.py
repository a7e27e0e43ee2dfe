"""One notification that the law asks for: to whom, by when, and what proves that it was told or need not be."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.form_field import form_field, form_text
from incident_desk.desktop.moment_field import MomentField
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.outside_words import legal, stand_sentence
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.domain.commands import Fields
from incident_desk.domain.legal_notifications import RaiseNotification, SendNotification, WaiveNotification
from incident_desk.domain.notifying import Stand
from incident_desk.domain.timeline import AttachmentAdded

WORDS_PX = 84
FILES = 6


class NotificationCard(Dialog):
    """The words are the reason, or what was sent; the moment is when it was known, or when it was sent."""

    WIDTH_PX = 700

    def __init__(self, bridge: Bridge, observed: ObservedIncident, key: str, window: QWidget) -> None:
        self._one = next(each for each in observed.plan.notifications if each.key == key)
        self._standing = next(each for each in legal(observed) if each.key == key)
        title = QCoreApplication.translate("NotificationCard", "The law asks: {title}").format(title=self._one.title)
        super().__init__(window, "notification_card", "scale", title)
        self._bridge = bridge
        self._observed = observed
        self.reference = form_field("notification_reference", self.tr("The number that the recipient gave"))
        self.file = form_field("notification_file", self._files() or self.tr("The name of a file of the timeline"))
        self.file.setAccessibleName(self.tr("A file of the timeline"))
        self.moment = MomentField()
        self.moment.use(bridge, "notification_moment", self.tr("Known since, or sent at"))
        self.words = form_text("notification_words", self.tr("What was sent, or the reason"), WORDS_PX)
        self.fault = Label("", 12, 500, "bad", "notification_fault", wraps=True)
        self.fault.hide()
        self.buttons: dict[str, Button] = {}
        self._lay_out()
        self._offer()
        for field in (self.reference, self.file, self.words):
            field.textChanged.connect(self._show)
        self.moment.changed.connect(self._show)
        self._show()
        attend(self, bridge, observed, "communications_panel", f"notification:{key}")

    def _files(self) -> str:
        """The newest files of the timeline, which may prove it."""
        bodies = (line.body for line in reversed(self._observed.board.timeline.lines) if not line.is_retracted)
        names = [body.name for body in bodies if isinstance(body, AttachmentAdded)]
        return ", ".join(names[:FILES])

    def _lay_out(self) -> None:
        one, zone, now_us = self._one, self._bridge.zone, self._bridge.now_us()
        loud = self._standing.is_loud(now_us) or self._standing.late_by_us(now_us)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        sentence = stand_sentence(self._standing, now_us, zone)
        column.addWidget(Label(sentence, 16, 500, "bad" if loud else "text", "notification_stands", wraps=True))
        prompt = self.tr("without delay, at the latest in its time") if one.without_delay else ""
        decides = self.tr(" or ").join(self._observed.plan.role_title(each) for each in one.decides)
        for head, words in (
            (self.tr("When: {words}"), one.trigger),
            (self.tr("To: {words}"), one.recipient),
            (self.tr("How soon: {words}"), prompt),
            (self.tr("Decides: {words}"), decides),
            (self.tr("Law: {words}"), one.law),
        ):
            if words:
                column.addWidget(Label(head.format(words=words), 13, 400, "text2", wraps=True))
        for told in self._told():
            column.addWidget(Label(told, 13, 500, wraps=True))
        column.addSpacing(4)
        column.addWidget(SectionHead(self.tr("What proves it"), self.tr("a number, the words, or a file")))
        rows = QGridLayout()
        rows.setHorizontalSpacing(12)
        rows.setVerticalSpacing(8)
        rows.setColumnStretch(1, 1)
        shown = (
            (self.tr("Reference"), self.reference),
            (self.tr("File"), self.file),
            (self.tr("When"), self.moment),
        )
        for at, (name, field) in enumerate(shown):
            rows.addWidget(Label(name, 13, 500), at, 0)
            rows.addWidget(field, at, 1)
        column.addLayout(rows)
        column.addWidget(SectionHead(self.tr("The words that were sent, or the reason")))
        column.addWidget(self.words)
        column.addWidget(self.fault)

    def _told(self) -> list[str]:
        """What was sent, and what was decided."""
        board, told = self._observed.board, list[str]()
        for each in board.notifications.notice(self._one.key).sent.history:
            line = board.timeline.at.get(each.entry)
            clock = clock_near(each.occurred_us, self._bridge.now_us(), self._bridge.zone)
            name = (line.speaker if line else "") or self._bridge.name(each.by)
            said = (each.value.reference, line.text if line else "")
            words = self.tr("Told {clock} by {name}").format(clock=clock, name=name)
            told.append(": ".join(filter(None, (words, " · ".join(filter(None, said))))))
        if self._standing.decision is not None and (line := board.timeline.at.get(self._standing.decision)):
            added = " · ".join(each.english for each in line.body.adds())
            told.append(f"{line.text} · {added}" if added else line.text)
        return told

    # what can be done -------------------------------------------------------------------------------------------------

    def _offer(self) -> None:
        stand = self._standing.stand
        self.promise("history", self.tr("Every step of it stands in the timeline"))
        if not self._bridge.rights.may():
            return
        if stand not in (Stand.SENT, Stand.WAIVED):
            self._button("waive", self.tr("Not reportable"), self._waive, "circle-minus")
        if stand is not Stand.SENT:
            self._button("raise", self.tr("It has to be told"), self._raise, "scale")
        self._button("send", self.tr("It was sent"), self._send, "send")
        self.add_key("Ctrl+Return", self._send)

    def _button(self, name: str, words: str, act: Callable[[], object], symbol: str) -> None:
        kind = "primary" if name == "send" else "plain"
        self.buttons[name] = self.add_button(f"notification_{name}", words, act, kind, symbol)

    def first(self) -> QWidget:
        return self.reference

    def _show(self) -> None:
        words = bool(self.words.toPlainText().strip())
        proves = words or bool(self.reference.text().strip() or self.file.text().strip())
        hints = {
            "waive": (words, self.tr("Say first why it has not to be told")),
            "send": (proves and self.moment.is_understood, self.tr("Say first what proves it")),
            "raise": (self.moment.is_understood, ""),
        }
        for name, (may, hint) in hints.items():
            if (button := self.buttons.get(name)) is not None:
                button.setEnabled(may)
                button.setToolTip("" if may else hint)

    def _raise(self) -> None:
        words = self.words.toPlainText().strip()
        self._do(RaiseNotification(self._one.key, words, self.moment.moment_us()), "raise")

    def _waive(self) -> None:
        self._do(WaiveNotification(self._one.key, self.words.toPlainText().strip()), "waive")

    def _send(self) -> None:
        if not self.buttons["send"].isEnabled():
            return
        fields = SendNotification(
            self._one.key,
            self.words.toPlainText().strip(),
            self.reference.text().strip(),
            self.file.text().strip(),
            occurred_us=self.moment.moment_us(),
        )
        self._do(fields, "send")

    def _do(self, fields: Fields, name: str) -> None:
        self.attempt(self._bridge, self._bridge.do(fields, self._observed.incident), self.fault, self.buttons[name])
