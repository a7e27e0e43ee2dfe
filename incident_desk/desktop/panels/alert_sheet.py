"""One line of the alerts: what it says, since when, its labels, and what can be done with it by one key."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.alert_pictures import picture_of
from incident_desk.desktop.alert_words import LOOKS, draft_of_lines, owner_words, said_words, standing_word
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import clock_near, span_words
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.alert_picture import AlertPicture
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.chip import Chip
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.message_line import MessageLine
from incident_desk.desktop.words import counted, said
from incident_desk.domain.alert_view import Detail, Line, Standing

LABELS_SHOWN = 14


class AlertSheet(QWidget):
    """`asked` carries what a button stands for, as the keys of the table do."""

    asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("alert_sheet")
        self._bridge = bridge
        self.detail: Detail | None = None
        self.about = Section("alert_about", _tr("No alert is chosen"))
        self.state = Chip("", "circle-alert", "bad")
        self.about.head.addWidget(self.state)
        self.words = Label("", 15, 600, wraps=True)
        self.words.setObjectName("alert_words")
        self.about.body.addWidget(self.words)
        self.picture = AlertPicture()
        self.about.body.addWidget(self.picture)
        self.seen = Section("alert_seen", _tr("Seen"))
        self._facts = _Facts()
        self.seen.body.addWidget(self._facts)
        self.labels = Section("alert_labels", _tr("Labels"))
        self._labels = _Facts()
        self.labels.body.addWidget(self._labels)
        self.acts = Section("alert_acts", _tr("What to do"))
        self._make_buttons()
        self._lay_out_acts()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.about, self.acts, self.seen, self.labels):
            column.addWidget(part)
        column.addStretch(1)
        self.show_detail(None)

    def _make_buttons(self) -> None:
        self.declare = self._button(_tr("Declare…"), "siren", "danger", "declare", "D")
        self.take = self._button(_tr("Take it"), "user-check", "plain", "take", "A")
        self.silence = self._button(_tr("Silence…"), "eye-off", "plain", "silence", "S")
        self.link = self._button(_tr("Link"), "link", "plain", "link", "L")
        self.give_back = self._button(_tr("Give back"), "undo-2", "plain", "give_back", "G")
        self.end = self._button(_tr("It is over"), "check", "plain", "end", "E")
        self.unlink = self._button(_tr("Take the link back"), "undo-2", "plain", "unlink", "")
        self.runbook = self._button(_tr("Runbook"), "book-open", "plain", "runbook", "R")
        self.open_ = self._button(_tr("At its source"), "globe", "plain", "open", "O")
        ruled = (self.declare, self.take, self.silence, self.link, self.give_back, self.unlink)
        self._bridge.rights.rule(*ruled)

    def _button(self, words: str, symbol: str, kind: str, act: str, key: str) -> Button:
        button = Button(words, symbol, kind, f"alert_{act}")
        button.setToolTip(f"{words} ({key})" if key else words)
        button.clicked.connect(lambda: self.asked.emit(act))
        return button

    def _lay_out_acts(self) -> None:
        self._draft = _Facts()
        self.incident = Choice()
        self.incident.setObjectName("alert_incident")
        self.incident.setAccessibleName(_tr("The incident that it belongs to"))
        self.because = Label("", 12, 400, "text2", wraps=True)
        self.fault = MessageLine()
        first, second, third = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row, buttons in (
            (first, (self.take, self.give_back, self.silence)),
            (second, (self.incident, self.link, self.unlink)),
            (third, (self.runbook, self.open_, self.end)),
        ):
            row.setSpacing(8)
            for button in buttons:
                row.addWidget(button, 1)
        body = self.acts.body
        body.addWidget(self._draft)
        body.addSpacing(8)
        body.addWidget(self.declare)
        for row in (first, second, third):
            body.addSpacing(8)
            body.addLayout(row)
        body.addSpacing(6)
        body.addWidget(self.because)
        body.addWidget(self.fault)
        tops = (self.declare, self.take, self.give_back, self.silence, self.incident, self.link, self.unlink)
        for before, after in zip(tops, (*tops[1:], self.runbook), strict=True):
            QWidget.setTabOrder(before, after)
        for before, after in ((self.runbook, self.open_), (self.open_, self.end)):
            QWidget.setTabOrder(before, after)

    @property
    def line(self) -> Line | None:
        """The one that is shown."""
        return self.detail.line if self.detail is not None else None

    @property
    def label(self) -> str:
        """The incident that it would be linked to."""
        return self.incident.currentText()

    def show_detail(self, detail: Detail | None) -> None:
        """This line; None for none."""
        is_another = detail is None or self.line is None or self.line.id != detail.line.id
        self.detail = detail
        for part in (self.seen, self.labels, self.acts):
            part.setVisible(detail is not None)
        self.state.setVisible(detail is not None)
        self.picture.setVisible(detail is not None)
        if detail is None:
            self.about.title.setText(_tr("No alert is chosen"))
            self.words.setText(_tr("What monitors tell comes up here by itself."))
            return
        if is_another:
            self.fault.say("")
        line = detail.line
        symbol, tone = LOOKS[line.standing]
        self.about.title.setText(line.service or line.source)
        chip_tone = tone if tone in ("bad", "warn", "ok") else "sev4"
        self.state.show_words(standing_word(line.standing), symbol, chip_tone)
        self.words.setText("\n".join(filter(None, (line.title, said_words(line, self._bridge.zone)))))
        self.picture.show_picture(picture_of(line, self._bridge))
        self._show_facts(detail)
        self._show_acts(detail)

    def _show_facts(self, detail: Detail) -> None:
        line, now_us, zone = detail.line, self._bridge.now_us(), self._bridge.zone
        since, last = clock_near(line.since_us, now_us, zone), span_words(max(now_us - line.last_us, 0))
        times = counted(line.count, _tr("once"), _tr("{count} times"))
        seen = _tr("{since}, {last} ago · {times}").format(since=since, last=last, times=times)
        self._facts.show_facts(
            [
                (_tr("Since, last"), seen),
                (_tr("Severity"), line.severity.value),
                (_tr("Where"), line.region),
                (_tr("Source"), line.source),
                (_tr("Owner"), line.owner),
                (_tr("Looks after it"), owner_words(line) if line.asks or line.taken_by else ""),
                (_tr("Belongs to"), ", ".join(line.incidents)),
            ]
        )
        shown = {**detail.labels, **{name: text for name, text in detail.annotations.items() if text != line.words}}
        self._labels.show_facts(list(shown.items())[:LABELS_SHOWN])
        self.labels.setVisible(bool(shown))
        more = len(shown) - LABELS_SHOWN
        self.labels.note.setText(_tr("{count} more").format(count=more) if more > 0 else "")

    def _show_acts(self, detail: Detail) -> None:
        line = detail.line
        is_alert, is_open = bool(line.keys), line.standing is not Standing.ENDED
        self.take.setVisible(is_alert and is_open and not line.is_mine)
        self.give_back.setVisible(is_alert and bool(line.taken_by))
        self.silence.setVisible(is_alert and line.standing is not Standing.SILENCED)
        self.end.setVisible(is_alert and is_open)
        self._show_draft(line)
        self.declare.setVisible(not line.incidents)
        self.runbook.setVisible(bool(line.runbook))
        self.open_.setVisible(bool(line.link))
        labels = [each for each in detail.incidents if each not in line.incidents]
        if [self.incident.itemText(at) for at in range(self.incident.count())] != labels:
            self.incident.clear()
            self.incident.addItems(labels)
        if detail.suggested in labels:
            self.incident.setCurrentIndex(labels.index(detail.suggested))
        for part in (self.incident, self.link):
            part.setVisible(is_alert and bool(labels))
        self.unlink.setVisible(is_alert and bool(line.incidents))
        told = _tr("suggested: {incident}, {because}")
        is_told = bool(detail.suggested and detail.suggested in labels and detail.because)
        because = said(detail.because) if detail.because is not None else ""
        self.because.setText(told.format(incident=detail.suggested, because=because) if is_told else "")
        self.because.setVisible(is_told)

    def _show_draft(self, line: Line) -> None:
        """What a declaration would be filled in with."""
        draft = draft_of_lines([line], self._bridge.zone)
        severity = draft.severity
        plan = self._bridge.organisation.plans.current
        named = f"{severity.value} {plan.severities[severity].name}" if severity is not None else ""
        began = clock_near(line.since_us, self._bridge.now_us(), self._bridge.zone)
        facts = [
            (_tr("Declares"), draft.title),
            (_tr("Began"), began),
            (_tr("Services"), ", ".join(draft.services)),
            (_tr("Severity"), _tr("{severity}, says the plan").format(severity=named) if named else ""),
        ]
        self._draft.show_facts(facts)
        self._draft.setVisible(not line.incidents)
        self.declare.setText(
            _tr("Declare {severity}…").format(severity=severity.value) if severity else _tr("Declare…")
        )


class _Facts(QWidget):
    """Names at the left, what they are at the right."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[Elided, Elided]] = []

    def show_facts(self, facts: list[tuple[str, str]]) -> None:
        """Those that are said."""
        told = [(name, " ".join(text.split())) for name, text in facts if text]
        while len(self._rows) < len(told):
            name, text = Elided("", 12, 400, "text2"), Elided("", 12, 500)
            name.setFixedWidth(96)
            at = len(self._rows)
            self._grid.addWidget(name, at, 0)
            self._grid.addWidget(text, at, 1)
            self._rows.append((name, text))
        for at, (name, text) in enumerate(self._rows):
            is_shown = at < len(told)
            name.setVisible(is_shown)
            text.setVisible(is_shown)
            if is_shown:
                name.setText(told[at][0])
                text.setText(told[at][1])


def _tr(text: str) -> str:
    return QCoreApplication.translate("AlertSheet", text)
