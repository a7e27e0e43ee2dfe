"""Correcting a line, or taking it back: the record keeps what it said before, who changed it, and why."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import attend, attend_unheard
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.lines import line_words, when_and_who
from incident_desk.desktop.forms.ui_correct import Ui_Correct
from incident_desk.desktop.moments import whole
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.theme.dress import dress
from incident_desk.domain.corrections import Correct, Retract
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import EntryId
from incident_desk.domain.timeline import Correction, Line


class CorrectDialog(Dialog):
    """Opened on one line. What the desk says by itself has no words to correct, only a time."""

    WIDTH_PX = 640

    def __init__(self, bridge: Bridge, observed: ObservedIncident, entry: EntryId, window: QWidget) -> None:
        title = QCoreApplication.translate("CorrectDialog", "Correct a line")
        super().__init__(window, "correct_dialog", "pencil-line", title)
        self._bridge = bridge
        self._observed = observed
        self._line: Line = observed.board.timeline.line(entry)
        is_sealed = observed.board.investigations.is_sealed(self._line.source.stream)
        (attend_unheard if is_sealed else attend)(self, bridge, observed, "timeline_panel", f"correction:{entry}")
        self.form = Ui_Correct()
        self.form.setupUi(self.body)  # pyright: ignore[reportUnknownMemberType]
        dress(self.body)
        self.promise("history", self.tr("What it said before stays on the record"))
        self.back = self.add_button("take_back", self.tr("Take the line back"), self._take_back, "plain", "undo-2")
        self.go = self.add_button("correct_go", self.tr("Correct"), self._correct, "primary")
        self.add_key("Ctrl+Return", self._correct)
        self._fill()

    def first(self) -> QWidget:
        return self.form.right_moment.edit if self.form.right_words.isHidden() else self.form.right_words

    def _fill(self) -> None:
        form, line = self.form, self._line
        form.correct_fault.hide()
        form.line_when.setText(when_and_who(line, self._bridge))
        form.line_words.setText(line_words(line))
        for part in (form.words_head, form.right_words):
            part.setVisible(bool(line.text))
        form.right_words.setPlainText(line.text)
        form.right_words.selectAll()
        form.right_moment.use(self._bridge, "right_moment", self.tr("When it happened"))
        form.right_moment.set_moment(line.occurred_us)
        QWidget.setTabOrder(form.right_moment.edit, form.reason)
        form.trail.setVisible(bool(line.corrections))
        rows = form.trail_rows.layout()
        assert isinstance(rows, QVBoxLayout)
        for correction in line.corrections:
            rows.addWidget(Label(self._told(correction), 12, 400, "text2", wraps=True))

    def _told(self, correction: Correction) -> str:
        said = self.tr("{moment}, {name}: it said “{text}”")
        told = said.format(
            moment=whole(correction.recorded_us, self._bridge.zone),
            name=self._bridge.name(correction.by),
            text=correction.text_was,
        )
        return f"{told} ({correction.reason})" if correction.reason else told

    def _correct(self) -> None:
        self.attempt(self._bridge, self._corrected(), self.form.correct_fault, self.go)

    async def _corrected(self) -> list[Entry]:
        """Raises: BadInput or RuleError, told in the dialog."""
        text = self.form.right_words.toPlainText().strip()
        moment_us = self.form.right_moment.moment_us()
        is_moved = moment_us is not None and moment_us // 1_000_000 != self._line.occurred_us // 1_000_000
        fields = Correct(
            self._line.entry,
            text=text if text != self._line.text else None,
            occurred_us=moment_us if is_moved else None,
            reason=self.form.reason.text().strip(),
        )
        return await self._bridge.do(fields, self._observed.incident)

    def _take_back(self) -> None:
        fields = Retract(self._line.entry, self.form.reason.text().strip())
        flow = self._bridge.do(fields, self._observed.incident)
        self.attempt(self._bridge, flow, self.form.correct_fault, self.back)
