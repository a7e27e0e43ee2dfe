"""What a file says about who is on call, before it is taken: shifts, what they change, each fault with its line."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop import on_call_words as words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.moments import whole
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.section_head import SectionHead
from incident_desk.desktop.words import counted
from incident_desk.domain.ladders import contact_called
from incident_desk.domain.on_call import list_meant, shifts_of
from incident_desk.domain.on_call_changes import changes
from incident_desk.intake.on_call import Understood

SHIFTS_SHOWN, CHANGES_SHOWN, FAULTS_SHOWN = 6, 8, 40


class OnCallImportDialog(Dialog):
    """Nothing is on the record before it is pressed; what was understood is taken, what was not is told and left."""

    WIDTH_PX = 760

    def __init__(self, bridge: Bridge, found: Understood, window: QWidget) -> None:
        title = QCoreApplication.translate("OnCallImportDialog", "Import an on-call list")
        super().__init__(window, "on_call_import_dialog", "download", title)
        self._bridge = bridge
        self._found = found
        self._lists = bridge.organisation.plans.current.on_call
        self.meta.setText(found.file[:60])
        self.of = Choice()
        self.of.setObjectName("on_call_list")
        self.of.setAccessibleName(self.tr("For which list of the plan?"))
        self.of.addItems([each.title for each in self._lists])
        self.of.setPlaceholderText(self.tr("Choose a list"))
        self.of.setCurrentIndex(self._named())
        self.changed = SectionHead(self.tr("What it changes"), "")
        self.changes = [Elided("", 13, 400) for _ in range(CHANGES_SHOWN)]
        self.fault = Label("", 12, 500, "bad", "on_call_fault", wraps=True)
        self.fault.hide()
        self._lay_out()
        self.promise("history", self.tr("It takes the place of that list's shifts; those before stay on the record"))
        told = counted(len(found.shifts), self.tr("Import 1 shift"), self.tr("Import {count} shifts"))
        self.go = self.add_button(
            "on_call_go", told if found.shifts else self.tr("Import"), self._import, "primary", "check"
        )
        self.add_key("Ctrl+Return", self._import)
        self.of.currentIndexChanged.connect(self._show)
        self._show()

    def _named(self) -> int:
        """The list that the file is named like; with one list only that, else somebody chooses."""
        meant = list_meant(self._bridge.organisation.plans.current, self._found.title)
        if meant is not None:
            return self._lists.index(meant)
        return 0 if len(self._lists) == 1 else -1

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(6)
        column.addWidget(SectionHead(self.tr("For which list of the plan?"), ""))
        column.addWidget(self.of)
        column.addWidget(self.fault)
        column.addSpacing(8)
        column.addWidget(self.changed)
        for each in self.changes:
            column.addWidget(each)
        self._lay_out_shifts(column)
        if faults := self._found.faults:
            column.addSpacing(8)
            left = counted(len(faults), self.tr("1 left out"), self.tr("{count} left out"))
            column.addWidget(SectionHead(self.tr("Not understood"), left))
            for line in self._fault_lines():
                column.addWidget(Elided(line, 12, 400, "bad"))
        column.addStretch(1)

    def _lay_out_shifts(self, column: QVBoxLayout) -> None:
        found, now_us, zone = self._found, self._bridge.now_us(), self._bridge.zone
        running = [shift for shift in found.shifts if shift.end_us > now_us]
        until = self.tr("read up to {moment}").format(moment=whole(found.until_us, zone))
        column.addSpacing(8)
        column.addWidget(SectionHead(self.tr("Understood"), until))
        for shift in running[:SHIFTS_SHOWN]:
            column.addWidget(Elided(f"{words.shift_words(shift, now_us, zone)}: {shift.name}", 13, 400))
        if (more := len(found.shifts) - len(running[:SHIFTS_SHOWN])) > 0:
            column.addWidget(Label(counted(more, self.tr("1 more"), self.tr("{count} more")), 12, 400, "text2"))
        if unknown := self._unknown():
            told = self.tr("Not among the contacts of the plan, so nobody knows how to reach them: {names}")
            column.addWidget(Label(told.replace("{names}", words.several(unknown)), 12, 400, "warn", wraps=True))
        for remark in found.remarks:
            column.addWidget(Label(remark, 12, 400, "text2", wraps=True))

    def _fault_lines(self) -> Iterable[str]:
        for each in self._found.faults[:FAULTS_SHOWN]:
            told = self.tr("Line {line}, {column}: {why}") if each.column else self.tr("Line {line}: {why}")
            yield told.format(line=each.line, column=each.column, why=each.words)
        if (more := len(self._found.faults) - FAULTS_SHOWN) > 0:
            yield self.tr("and {count} more").format(count=more)

    def _unknown(self) -> list[str]:
        plan = self._bridge.organisation.plans.current
        return [
            name
            for name in dict.fromkeys(shift.name for shift in self._found.shifts)
            if contact_called(plan, name) is None
        ]

    def first(self) -> QWidget:
        return self.of

    def _show(self) -> None:
        at, found, now_us = self.of.currentIndex(), self._found, self._bridge.now_us()
        self.go.setEnabled(bool(found.shifts) and at >= 0 and not self.is_busy)
        before = self._bridge.organisation.on_call.rota(self._lists[at].key) if at >= 0 else None
        after = shifts_of(found.fields(""))
        told = changes(before, after, (now_us, found.until_us)) if found.shifts else []
        self.changed.setVisible(before is not None)
        note = counted(len(told), self.tr("1 shift"), self.tr("{count} shifts")) if told else self.tr("nothing")
        self.changed.note.setText(note)
        for line, each in zip(self.changes, [*told, *[None] * CHANGES_SHOWN], strict=False):
            line.setVisible(each is not None)
            line.setText(words.change_words(each, now_us, self._bridge.zone) if each is not None else "")

    def _import(self) -> None:
        if self.go.isEnabled():
            fields = self._found.fields(self._lists[self.of.currentIndex()].key)
            self.attempt(self._bridge, self._bridge.do(fields), self.fault, self.go)
