"""Putting the draft in force: why, what is looked at before, and the button, off with its reason beside it."""

import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.step_row import StepRow
from incident_desk.desktop.planning.draft import Draft
from incident_desk.desktop.planning.sections import unchecked
from incident_desk.desktop.planning.seen import Seen
from incident_desk.desktop.theme import font
from incident_desk.desktop.words import counted
from incident_desk.domain.plan import Use
from incident_desk.domain.plan_outline import Outline
from incident_desk.domain.plan_schema import Plan

REASON_LIMIT = 200


class Publishing(Section):
    """`published` is told when the version is on the record."""

    published = Signal()

    def __init__(self, bridge: Bridge, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__("plan_publishing", "", parent)
        self._bridge = bridge
        self._draft = draft
        self._seen: Seen | None = None
        self._is_writing = False
        self._just_published = ""
        self.head.insertWidget(0, Label(self.tr("Publish"), 13, 600))
        self.reason = QLineEdit(draft.reason)
        self.reason.setObjectName("plan_reason")
        self.reason.setAccessibleName(self.tr("Why? It is kept on the record"))
        self.reason.setPlaceholderText(self.tr("Why? It is kept on the record"))
        self.reason.setMaxLength(REASON_LIMIT)
        self.reason.setFont(font(13))
        self.text = StepRow(self.tr("Text"))
        self.reachable = StepRow(self.tr("Everyone reachable"))
        self.differs = StepRow(self.tr("Changes"))
        self.publish = Button(self.tr("Publish"), "upload", "primary", "plan_publish")
        self.give_up = Button(self.tr("Give up the draft"), "trash-2", "plain", "plan_give_up")
        self.look = Button(self.tr("Compare with what is in force now"), "", "small", "plan_look")
        self.reason_not = Label("", 12, 400, "text2", "plan_why_not", wraps=True)
        self._lay_out()
        self.reason.textEdited.connect(self._say_why)
        self.reason.returnPressed.connect(self._publish)
        self.publish.clicked.connect(self._publish)
        self.look.clicked.connect(lambda: draft.compare_with(draft.in_force))
        draft.put.connect(self._show_reason)
        for changed in (bridge.rights.changed, bridge.organisation_changed):
            changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        self.body.setSpacing(2)
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.publish, 1)
        row.addWidget(self.give_up)
        for part in (self.reason, self.text, self.reachable, self.differs, self.reason_not, self.look):
            self.body.addWidget(part)
        self.body.addLayout(row)

    def set_low(self, is_low: bool) -> None:
        """With what is good to know, or where there is little height without."""
        for step in (self.reachable, self.differs):
            step.setVisible(not is_low)

    def show_seen(self, seen: Seen) -> None:
        """What the draft came to."""
        self._seen = seen
        if seen.text != self._just_published:  # somebody writes on
            self._just_published = ""
        self._show()

    def _say_why(self, words: str) -> None:
        self._draft.say_why(words.strip())
        self._show()

    def _show_reason(self) -> None:
        """The draft may be another one, with another reason."""
        if self.reason.text().strip() != self._draft.reason:
            self.reason.setText(self._draft.reason)

    # what stands in the way -------------------------------------------------------------------------------------------

    def why_not(self) -> str:
        """What stands in the way; empty if nothing does. First what no change of the text would mend."""
        return self._right() or self._text_fault() or self._unsaid()

    def _right(self) -> str:
        why = self._bridge.rights.why_not_run(Use(""))
        return self.tr("{why}. What you write here stays a draft.").format(why=why.rstrip(".")) if why else ""

    def _text_fault(self) -> str:
        seen = self._seen
        if seen is None or seen.text != self._draft.text:
            return self.tr("The text is being read.")
        if seen.faults:
            one, many = self.tr("1 mistake is to be mended first."), self.tr("{count} mistakes are to be mended first.")
            return counted(len(seen.faults), one, many)
        if self._draft.is_begun or self._is_split():
            return ""
        if self._just_published == self._draft.text:
            return self.tr("Published: it is in force from now on. Incidents that run keep their version.")
        return self.tr("This is the plan in force; change something first.")

    def _is_split(self) -> bool:
        """Whether two desks published at the same moment: the one in force can be confirmed."""
        standing = [v for v in self._bridge.organisation.plans.newest.values() if not v.is_default]
        return len({version.text for version in standing}) > 1

    def _unsaid(self) -> str:
        if self._draft.is_overtaken:
            version = self._bridge.organisation.plans.published[-1]
            told = self.tr(
                "{name} published another version while this was written: “{reason}”. Compare with it first."
            )
            return told.format(name=self._bridge.name(version.by), reason=version.reason)
        return "" if self.reason.text().strip() else self.tr("Say why: whoever reads the record later will ask.")

    # what is shown ----------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        seen, why_not = self._seen, self.why_not()
        self.publish.setEnabled(not why_not and not self._is_writing)
        self.give_up.setVisible(self._draft.is_begun)
        self.look.setVisible(self._draft.is_overtaken)
        self.reason_not.setText(why_not)
        self.reason_not.setVisible(bool(why_not))
        count = len(self.reason.text())
        self.note.setText(self.tr("{count} of {limit}").format(count=count, limit=REASON_LIMIT))
        if seen is None:
            return
        self._show_text(seen)
        self._show_reachable(seen.plan, seen.outline)
        changes = counted(len(seen.changes), self.tr("1 change"), self.tr("{count} changes"))
        told = self.tr("told once the text is sound") if seen.plan is None else changes
        found = "circle-check" if seen.changes else "circle-dashed"
        self.differs.show_step(found, "ok" if seen.changes else "text3", told)

    def _show_text(self, seen: Seen) -> None:
        mistakes = counted(
            len(seen.faults), self.tr("1 mistake to mend first"), self.tr("{count} mistakes to mend first")
        )
        if seen.faults:
            self.text.show_step("circle-alert", "bad", mistakes)
        else:
            self.text.show_step("circle-check", "ok", self.tr("nothing wrong with it"))

    def _show_reachable(self, plan: Plan | None, outline: Outline | None) -> None:
        if plan is None or outline is None:
            self.reachable.show_step("circle-dashed", "text3", self.tr("told once the text is sound"))
            return
        deputies = sum(bool(role.deputy) for role in plan.roles)
        told = self.tr("{roles} roles, {deputies} with a deputy").format(roles=len(plan.roles), deputies=deputies)
        stale = unchecked(outline.at(("contacts",)), datetime.date.today())
        if not plan.contacts:
            told += self.tr("; nobody to call yet")
        if stale:
            one, many = self.tr("1 contact unchecked"), self.tr("{count} contacts unchecked")
            told += f"; {counted(stale, one, many)}"
        is_thin = bool(stale) or not plan.contacts
        self.reachable.show_step("triangle-alert" if is_thin else "circle-check", "warn" if is_thin else "ok", told)

    # publishing -------------------------------------------------------------------------------------------------------

    def _publish(self) -> None:
        if not self.why_not() and not self._is_writing:
            self._is_writing = True
            self._show()
            self._bridge.soon(self._published(), self._refused)

    async def _published(self) -> None:
        await self._draft.publish()
        self._is_writing = False
        self.reason.clear()
        self._draft.forget()
        self._just_published = self._draft.in_force
        self._show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)  # the button that had the keyboard is off now
        self.published.emit()

    def _refused(self, words: str) -> None:
        """Nothing is lost: the draft and the reason stay."""
        self._is_writing = False
        self._show()
        self.reason_not.setText(words)
        self.reason_not.show()
