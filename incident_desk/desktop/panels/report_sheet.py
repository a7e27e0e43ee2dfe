"""One report: their words, what is known against what they say, the verdict, and the answer."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.chip import Chip
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.message_line import MessageLine
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.report_words import (
    FIT_LOOKS,
    LOOKS,
    aspect_word,
    came_words,
    mail_words,
    sign_words,
    verdict_word,
)
from incident_desk.desktop.theme import font
from incident_desk.desktop.words import said
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.report_entries import Verdict
from incident_desk.domain.report_matching import Fit, Sign
from incident_desk.domain.report_view import Detail

ANSWER_PX = 140
KEYS = {Verdict.SAME_ISSUE: "S", Verdict.ISOLATED: "I", Verdict.UNKNOWN: "U"}
NAMES = {Verdict.SAME_ISSUE: "same", Verdict.ISOLATED: "isolated", Verdict.UNKNOWN: "unknown"}


class ReportSheet(QWidget):
    """`asked` carries what a button stands for: a verdict, answer, hand_on, answer_same."""

    asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("report_sheet")
        self._bridge = bridge
        self._found: Detail | None = None
        self.words_of = Section("report_words", _tr("No report is chosen"))
        self.words = Label("", 15, 600, wraps=True)
        self.words.setObjectName("report_text")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.came = Label("", 12, 400, "text2", wraps=True)
        self.words_of.body.addWidget(self.words)
        self.words_of.body.addSpacing(6)
        self.words_of.body.addWidget(self.came)
        self.known = Section("report_known", _tr("What we know against what they say"))
        self._signs: list[_SignRow] = []
        self.verdict = Section("report_verdict", _tr("Your verdict"))
        self.buttons = {each: self._verdict_button(each) for each in Verdict}
        self.incident = Choice()
        self.incident.setObjectName("report_incident")
        self.incident.setAccessibleName(_tr("The incident that it is the same issue as"))
        self.why = Label("", 12, 400, "text2", wraps=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in self.buttons.values():
            row.addWidget(button, 1)
        self.verdict.body.addLayout(row)
        self.verdict.body.addSpacing(8)
        self.verdict.body.addWidget(self.incident)
        self.verdict.body.addSpacing(4)
        self.verdict.body.addWidget(self.why)
        self.reply = Section("report_answer", _tr("Answer"))
        self.approved = Chip(_tr("From approved words"), "circle-check", "ok")
        self.reply.head.addWidget(self.approved)
        self._lay_out_answer()
        self._lay_out()
        self.show_report(None, ())

    def _verdict_button(self, verdict: Verdict) -> Button:
        symbol, _ = LOOKS[verdict]
        button = Button(verdict_word(verdict), symbol, "plain", f"report_{NAMES[verdict]}")
        button.setToolTip(f"{verdict_word(verdict)} ({KEYS[verdict]})")
        button.setCheckable(True)
        button.clicked.connect(lambda: self.asked.emit(NAMES[verdict]))
        self._bridge.rights.rule(button)
        return button

    def _lay_out_answer(self) -> None:
        self.answer = QPlainTextEdit()
        self.answer.setObjectName("report_answer_words")
        self.answer.setAccessibleName(_tr("What they are told"))
        self.answer.setPlaceholderText(_tr("No approved words went out yet: write what they are told."))
        self.answer.setFont(font(13))
        self.answer.setTabChangesFocus(True)
        self.answer.setFixedHeight(ANSWER_PX)
        self.fault = MessageLine()
        self.told = Label("", 12, 400, "text2", wraps=True)
        self.send = Button(_tr("Same issue, answer"), "send", "primary", "report_answer_same")
        self.send.setToolTip(_tr("Say that it is the same issue, and write the answer down (Ctrl+Enter)"))
        self.send.setShortcut("Ctrl+Return")
        self.mark = Button(_tr("Only answer"), "check", "plain", "report_answer_only")
        self.mark.setToolTip(_tr("Write down that they were told this (A)"))
        self.hand_on = Button(_tr("Hand on to support"), "arrow-right", "plain", "report_hand_on")
        self.hand_on.setToolTip(_tr("Support looks after it from now on, by e-mail where the plan says so (H)"))
        self.send.clicked.connect(lambda: self.asked.emit("answer_same"))
        self.mark.clicked.connect(lambda: self.asked.emit("answer"))
        self.hand_on.clicked.connect(lambda: self.asked.emit("hand_on"))
        self._bridge.rights.rule(self.send, self.mark, self.hand_on)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.send, 1)
        row.addWidget(self.mark, 1)
        body = self.reply.body
        for part in (self.answer, self.fault, self.told):
            body.addWidget(part)
            body.addSpacing(8)
        body.addLayout(row)
        body.addSpacing(8)
        body.addWidget(self.hand_on)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.words_of, self.known, self.verdict, self.reply):
            column.addWidget(part)
        column.addStretch(1)

    # showing ----------------------------------------------------------------------------------------------------------

    @property
    def report(self) -> Detail | None:
        """The one that is shown."""
        return self._found

    def show_report(self, found: Detail | None, incidents: tuple[tuple[IncidentId, str], ...]) -> None:
        """This one; what was typed as its answer stays while it is the same."""
        is_another = found is None or self._found is None or found.id != self._found.id
        self._found = found
        for part in (self.known, self.verdict, self.reply):
            part.setVisible(found is not None)
        title = _tr("Report {number}").format(number=found.label) if found else _tr("No report is chosen")
        self.words_of.title.setText(title)
        self.words.setText(found.text if found else "")
        self.came.setText(came_words(found, self._bridge.zone) if found else "")
        if found is None:
            self.words_of.note.setText("")
            return
        self._show_signs(found)
        self._show_verdict(found, incidents)
        if is_another or not self.answer.document().isModified():
            self.answer.setPlainText(found.ready)
            self.answer.document().setModified(False)
            self.fault.say("")
        self.approved.setVisible(bool(found.ready))
        told = [(_tr("told: {words}").format(words=given.text), given.entry) for given in found.answers]
        if found.handed_on is not None:
            told.append((_tr("with {name} since then").format(name=found.handed_on.to), found.handed_on.entry))
        mails = {mail.answer: mail_words(mail) for mail in found.mails}
        self.told.setText("\n".join(" · ".join(filter(None, (words, mails.get(of)))) for words, of in told))
        self.told.setVisible(bool(told))
        self.send.setVisible(bool(incidents))

    def _show_signs(self, found: Detail) -> None:
        signs = found.suggestion.signs
        fits = _tr("{count} of {all} fit").format(count=found.suggestion.fits, all=len(signs)) if signs else ""
        self.known.note.setText(fits or _tr("no incident is open"))
        while len(self._signs) < len(signs):
            row = _SignRow()
            self._signs.append(row)
            self.known.body.addWidget(row)
        for at, row in enumerate(self._signs):
            row.setVisible(at < len(signs))
            if at < len(signs):
                row.show_sign(signs[at], *sign_words(signs[at], self._bridge.zone))

    def _show_verdict(self, found: Detail, incidents: tuple[tuple[IncidentId, str], ...]) -> None:
        suggested = verdict_word(found.suggestion.verdict)
        self.verdict.note.setText(_tr("suggested: {verdict}").format(verdict=suggested))
        for verdict, button in self.buttons.items():
            button.setChecked(verdict is found.verdict)
        self.buttons[Verdict.SAME_ISSUE].setEnabled(bool(incidents) and self._bridge.rights.may())
        labels = [label for _, label in incidents]
        if [self.incident.itemText(at) for at in range(self.incident.count())] != labels:
            self.incident.clear()
            self.incident.addItems(labels)
        wanted = found.incident or found.suggestion.label
        if wanted in labels:
            self.incident.setCurrentIndex(labels.index(wanted))
        self.incident.setVisible(len(labels) > 1)
        self.why.setText(said(found.suggestion.because))
        if found.is_disputed:
            self.why.setText(_tr("Two desks said two things of it at once: say which holds."))
        self.why.set_tone("warn" if found.is_disputed else "text2")

    @property
    def label(self) -> str:
        """The incident that it would be the same issue as."""
        return self.incident.currentText()


class _SignRow(QWidget):
    """ "Service   Git push / Site offline since 23:28"."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = Picture(symbol="circle-dashed", ink="text3", side_px=16)
        self._name = Label("", 12, 400, "text2")
        self._name.setFixedWidth(64)
        self._said = Elided("", 13, 600)
        self._known = Elided("", 12, 400, "text2")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._said)
        words.addWidget(self._known)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(10)
        row.addWidget(self._picture)
        row.addWidget(self._name)
        row.addLayout(words, 1)

    def show_sign(self, sign: Sign, heard: str, known: str) -> None:
        self._picture.show_symbol(*FIT_LOOKS[sign.fit])
        self._name.setText(aspect_word(sign.aspect))
        self._said.setText(heard)
        self._known.setText(known)
        fit = {Fit.FITS: _tr("fits"), Fit.AGAINST: _tr("speaks against it"), Fit.UNSAID: _tr("open")}[sign.fit]
        self.setAccessibleName(f"{aspect_word(sign.aspect)}, {fit}: {heard}; {known}")


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReportSheet", text)
