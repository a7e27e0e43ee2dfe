"""The plan in force, contacts and blank forms as PDF, for a day without screens."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.saving import aside, chosen_place, write_whole
from incident_desk.domain.errors import BadInput
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.plan_text import published_plan

NAME = "plan.pdf"


class PackPanel(Section):
    """Printed from what is in force, not from the draft: a page on the wall must hold."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("plan_pack_panel", "", parent)
        self._bridge = bridge
        self.head.insertWidget(0, Label(self.tr("For a day without screens"), 13, 600))
        told = self.tr("The plan in force, whom to reach, a page for each role and blank forms, to print and put away.")
        self.body.addWidget(Label(told, 12, 400, "text2", wraps=True))
        self.save = Button(self.tr("Save as PDF…"), "download", "small", "plan_pack")
        self.said = Label("", 12, 400, "text2", "plan_pack_said", wraps=True)
        self.said.hide()
        self.body.addSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.said)
        self.save.clicked.connect(lambda: bridge.soon(self._save(), self.say))

    def say(self, words: str) -> None:
        """What came of it."""
        self.said.setText(words)
        self.said.setVisible(bool(words))

    async def _save(self) -> None:
        chosen = await chosen_place(self.window(), _tr("Save the plan as PDF"), NAME, [_tr("Pages (*.pdf)")])
        if chosen is not None:
            await self.write(chosen)

    async def write(self, file: Path) -> None:
        """Write the pages there. Raises: BadInput if that cannot be; nothing is half written then."""
        self.save.setEnabled(False)
        try:
            organisation, now_us = self._bridge.organisation, self._bridge.now_us()
            await aside(partial(write_pack, organisation, organisation.plans.text_in_force, now_us, file))
        finally:
            self.save.setEnabled(True)
        self.say(self.tr("Written to {file}").format(file=file))


def write_pack(organisation: Organisation, text: str, now_us: int, file: Path) -> None:
    """The pages of a plan, on a worker thread. Raises: BadInput."""
    from incident_desk.desktop.printing import as_pdf  # only when something is printed
    from incident_desk.domain.plan_schema import digest_of
    from incident_desk.learning.plan_pack import packed

    plan = published_plan(text)
    if plan is None:
        raise BadInput("this plan cannot be read by this version of the program")
    version = organisation.plans.published_as(digest_of(text))
    by = organisation.people.name(version.by) if version else ""
    pack = packed(plan, version, by, now_us, on_call=organisation.on_call, reaching=organisation.reaching)
    write_whole(file, as_pdf(pack))


def _tr(text: str) -> str:
    return QCoreApplication.translate("PackPanel", text)
