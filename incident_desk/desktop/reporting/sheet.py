"""The report after an incident: begun from the record, written at by several, signed, saved."""

import asyncio
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QShortcut, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.drafting.text import DraftEdit
from incident_desk.desktop.drafts import SharedDraft
from incident_desk.desktop.observed import ObservedIncident, observe
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.empty import Empty
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.reporting.inks import ReportInks
from incident_desk.desktop.reporting.looking import Seen, look
from incident_desk.desktop.reporting.saving import save_report
from incident_desk.desktop.reporting.side import ReportSide
from incident_desk.desktop.saving import chosen_place
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.plan_review_reports import ReportTemplate
from incident_desk.domain.review_report import (
    BeginReport,
    DissentReport,
    ReviewReport,
    SignReport,
    digest_of,
)
from incident_desk.domain.review_report_text import known, lines_of, sentence_at

SIDE_PX, HEAD_PX = 408, 52
REST_MS = 250
PAGE_PX = 900
"""Some hundred letters in a line: longer ones are hard to read."""


class ReportSheet(QWidget):
    """`left` leads back to the review, `moment_asked` to a moment of it."""

    left = Signal()
    moment_asked = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("report_sheet")
        self._bridge = bridge
        self._wanted: IncidentId | None = None
        self.observed: ObservedIncident | None = None
        self.report: ReviewReport | None = None
        self.draft: SharedDraft | None = None
        self.seen: Seen | None = None
        self.head = Elided("", 15, 600)
        self.head.setObjectName("report_head")
        self.back = Button(_tr("Back to the review (Esc)"), "history", "plain", "report_back")
        self.text = DraftEdit()
        self.text.setObjectName("report_text")
        self.text.setAccessibleName(_tr("The report"))
        self._inks = ReportInks(self.text.document())
        self.side = ReportSide(bridge)
        self.begin = Button(_tr("Draft it from the record"), "file-text", "primary", "report_begin")
        self.begin_outside = Button("", "", "plain", "report_begin_outside")
        self.nothing = Empty(
            "file-text",
            _tr("No report of this incident was begun yet"),
            _tr(
                "It is drafted from the record, each sentence with the entries that it stands on, and written together."
            ),
            self.begin,
            self.begin_outside,
        )
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(self.head, 1)
        row.addWidget(self.back)
        top = QWidget()
        top.setLayout(row)
        top.setFixedHeight(HEAD_PX)
        written = QWidget()
        columns = QHBoxLayout(written)
        columns.setContentsMargins(16, 12, 0, 0)
        columns.setSpacing(12)
        self.text.setMaximumWidth(PAGE_PX)
        columns.addStretch(1)
        columns.addWidget(self.text, 1000)  # all there is, up to its page
        columns.addStretch(1)
        columns.addWidget(Line(is_upright=True))
        self.side.setFixedWidth(SIDE_PX)
        columns.addWidget(self.side)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.nothing)
        self.stack.addWidget(written)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (top, Line(), self.stack):
            column.addWidget(part)

    def _connect(self) -> None:
        bridge, side = self._bridge, self.side
        self.back.clicked.connect(self.left)
        self.begin.clicked.connect(lambda: self._begin(outside=False))
        self.begin_outside.clicked.connect(lambda: self._begin(outside=True))
        self.text.edited.connect(self._write)
        self.text.refused.connect(side.told.setText)
        self.text.undo_asked.connect(lambda: self.draft.undo() if self.draft else None)
        self.text.redo_asked.connect(lambda: self.draft.redo() if self.draft else None)
        self.text.cursorPositionChanged.connect(self._rest.start)
        self._rest.timeout.connect(lambda: bridge.soon(self._look()))
        side.moment_asked.connect(self.moment_asked)
        side.next_asked.connect(self.go_to_next)
        side.sign_asked.connect(lambda: bridge.soon(self._answer(is_agreeing=True), side.told.setText))
        side.dissent_asked.connect(lambda: bridge.soon(self._answer(is_agreeing=False), side.told.setText))
        side.save_asked.connect(lambda: bridge.soon(self._save(), side.told.setText))
        keys = {"F8": self.go_to_next, "F6": side.go_to_moment, "Ctrl+S": side.save_asked.emit}
        for keys_, act in keys.items():
            shortcut = QShortcut(keys_, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # which report -----------------------------------------------------------------------------------------------------

    def open(self, incident: IncidentId) -> None:
        """Show the report of this incident that was begun last, or the way to begin one."""
        self._wanted = incident
        for button in (self.begin, self.begin_outside):
            button.setEnabled(False)
        self._bridge.soon(self._open(incident))

    async def _open(self, incident: IncidentId) -> None:
        if self.observed is None or self.observed.incident != incident:
            observed = await observe(self._bridge, incident, self)
            if incident != self._wanted:
                self._bridge.free(observed.let_go())
                return
            self.let_go()
            self.observed = observed
            observed.changed.connect(self._hear)
        self._show_report()
        self.take_keyboard()

    def let_go(self) -> None:
        """Another incident is wanted: nothing more is heard of this one."""
        if self.draft is not None:
            self.draft.let_go()
        if self.observed is not None:
            self.observed.changed.disconnect(self._hear)
            self._bridge.free(self.observed.let_go())
        self.observed = self.draft = self.report = None

    def take_keyboard(self) -> None:
        """To the text, or to the way to begin it."""
        (self.text if self.stack.currentIndex() else self.begin).setFocus(Qt.FocusReason.OtherFocusReason)

    def _templates(self) -> tuple[ReportTemplate, ReportTemplate | None]:
        assert self.observed is not None
        there = self.observed.plan.review_reports_or_default
        return there[0], next((each for each in there[1:] if each.outside), None)

    def _show_report(self) -> None:
        assert self.observed is not None
        board = self.observed.board
        first, outside = self._templates()
        self.begin.setText(_tr("Draft the {title}").format(title=first.title))
        for button in (self.begin, self.begin_outside):
            button.setEnabled(self._bridge.rights.may())
        self.begin_outside.setVisible(outside is not None)
        if outside is not None:
            self.begin_outside.setText(outside.title)
        report = board.review_reports.last
        label, title = board.headline.label, board.headline.title.value or ""
        self.head.setText(f"{report.title if report else _tr('Report')}, {label}: {title}")
        self.stack.setCurrentIndex(0 if report is None else 1)
        if report is not None and (self.report is None or self.report.id != report.id):
            if self.draft is not None:
                self.draft.let_go()
            self.report = report
            self.draft = SharedDraft(self._bridge, self.observed, report.draft, report.beginning, parent=self)
            self.draft.edited.connect(self._show_text)
            self._show_text()
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.text.setReadOnly(not self._bridge.rights.may())
        self._rest.start()

    def _hear(self, kinds: frozenset[str]) -> None:
        self._show_report()

    def _show_text(self) -> None:
        if self.draft is not None:
            self.text.show_text(self.draft.text)
            self._rest.start()

    def _write(self, words: str) -> None:
        if self.draft is not None:
            self.draft.write(words)
            self._rest.start()

    # what is found in it ----------------------------------------------------------------------------------------------

    async def _look(self) -> None:
        if self.observed is None or self.report is None or self.draft is None:
            return
        board, words, report = self.observed.board, self.draft.text, self.report
        on_record = known(board.timeline.lines)
        seen = await asyncio.to_thread(look, words, on_record, self.observed.plan.wording)
        if self.text.toPlainText() != words:
            return
        self.seen = seen
        self.text.show_waves(seen.waves)
        self.side.show_seen(seen)
        at = sentence_at(words, self.text.position)
        self.side.show_lines(lines_of(at, on_record) if at is not None else [])
        answers = board.review_reports.answered(report.id)
        said = [(each, board.timeline.text_of(each.entry)) for each in answers]
        self.side.show_answers(said, digest_of(words))

    def go_to_next(self) -> None:
        """To what somebody should look at next: a sentence without an entry, a gap, a word that blames."""
        if self.seen is None:
            return
        places = {(each.start, each.end) for each in (*self.seen.unsupported, *self.seen.gaps, *self.seen.blaming)}
        if places:
            at = self.text.position
            self.text.go_to(*min((each for each in places if each[0] > at), default=min(places)))

    # acts -------------------------------------------------------------------------------------------------------------

    def _begin(self, *, outside: bool) -> None:
        first, other = self._templates() if self.observed is not None else (None, None)
        template = other if outside else first
        if template is not None:
            self._bridge.soon(self._begun(template))

    async def _begun(self, template: ReportTemplate) -> None:
        assert self.observed is not None
        from incident_desk.learning.review_report_draft import drafted

        incident, organisation = self.observed.incident, self._bridge.organisation
        text = await self._bridge.read(lambda desk: drafted(desk.fold(incident).board, organisation, template))
        await self._bridge.do(BeginReport(text, template.title, template.key), incident)
        self.take_keyboard()

    async def _answer(self, *, is_agreeing: bool) -> None:
        if self.observed is None or self.report is None or self.draft is None:
            return
        await self.draft.write_down()
        words, digest = self.side.why.text(), digest_of(self.draft.text)
        command = (SignReport if is_agreeing else DissentReport)(words, self.report.id, digest)
        await self._bridge.do(command, self.observed.incident)
        self.side.why.setText("")
        self.side.told.setText("")

    async def _save(self) -> None:
        if self.observed is None or self.report is None:
            return
        is_outside = self.side.outside.isChecked()
        kinds = [_tr("Pages (*.pdf)"), _tr("Page for a browser (*.html)"), _tr("Markdown (*.md)"), _tr("JSON (*.json)")]
        name = f"{self.observed.board.headline.number}-report{'-outside' if is_outside else ''}.pdf"
        file = await chosen_place(self.window(), _tr("Save the report"), name, kinds)
        if file is not None:
            await self.write(file)

    async def write(self, file: Path) -> None:
        """Write it there as it stands. Raises: BadInput, RuleError; nothing is half written then."""
        assert self.observed is not None
        assert self.report is not None
        assert self.draft is not None
        hidden = self.side.hidden if self.side.outside.isChecked() else None
        incident, report, text = self.observed.incident, self.report, self.draft.text
        self.side.save.setEnabled(False)
        try:
            await save_report(self._bridge, incident, report, text, file=file, hidden=hidden)
        finally:
            self.side.save.setEnabled(True)
        proved = _tr("Written to {file}, and every byte of it looked through.")
        told = proved if hidden is not None else _tr("Written to {file}")
        self.side.told.setText(told.format(file=file))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReportSheet", text)
