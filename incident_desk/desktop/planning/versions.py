"""The versions of the plan on the record, what the draft is compared with, and who runs on which."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import date_words
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.message_line import MessageLine
from incident_desk.desktop.parts.two_lines import RowShown, TwoLineRow
from incident_desk.desktop.planning.common import Beside
from incident_desk.desktop.planning.draft import Draft
from incident_desk.desktop.words import counted
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.plan import Version
from incident_desk.domain.plan_adoption import AdoptPlan
from incident_desk.domain.plan_schema import digest_of

MOST = 8
NAME_CHARACTERS = 8


class VersionsPanel(Section):
    """Pressing a version compares the draft with it. `taken` carries the text of one to go on from."""

    taken = Signal(str)

    def __init__(self, bridge: Bridge, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__("plan_versions", "", parent)
        self._bridge = bridge
        self._draft = draft
        self.head.insertWidget(0, Label(self.tr("Versions"), 13, 600))
        self.beside = Label("", 12, 400, "warn", "plan_beside", wraps=True)
        self.take = Button(self.tr("Go on from that one"), "", "small", "plan_take_beside")
        self.look = Button(self.tr("Compare"), "", "small", "plan_compare_beside")
        self.rows: list[TwoLineRow] = []
        self._held = QWidget()
        guidance = self.tr(
            "Published guidance, with nobody of yours in it. Start from the plan nearest to your business, above."
        )
        self.guidance = Label(guidance, 12, 400, "text2", wraps=True)
        for part in (self.beside, self.look, self.take, self._held, self.guidance):
            self.body.addWidget(part)
        self.take.clicked.connect(self._take)
        self.look.clicked.connect(lambda: draft.compare_with(self._others[0].text))
        self._others: list[Version | Beside] = []
        self._shown: tuple[object, ...] = ()
        bridge.organisation_changed.connect(self.show_versions)
        bridge.zone_changed.connect(self.show_versions)
        draft.seen.connect(self.show_versions)
        draft.common.beside_changed.connect(self.show_versions)
        self.show_versions()

    def show_versions(self) -> None:
        """What is on the record now."""
        plans = self._bridge.organisation.plans
        in_force = self._draft.in_force
        versions = [v for v in plans.newest.values() if not v.is_default and v.text != in_force]
        self._others = [*versions, *self._draft.common.beside]
        self._show_beside()
        wanted = (in_force, self._draft.against, tuple(plans.published), self._bridge.zone)
        if wanted == self._shown:
            return
        self._shown = wanted
        self.guidance.setVisible(not plans.published)
        newest = _once(plans.published)[:MOST]
        self.note.setText(counted(len(plans.published), self.tr("1 published"), self.tr("{count} published")))
        self._build(newest or [Version(plans.default, self.tr("The default plan, not published yet"))])

    def _show_beside(self) -> None:
        other = self._others[0] if self._others else None
        for part in (self.beside, self.take, self.look):
            part.setVisible(other is not None)
        if other is not None:
            self.beside.setText(self._told(other))

    def _told(self, other: Version | Beside) -> str:
        name = self._bridge.name(other.by)
        if isinstance(other, Beside):
            told = self.tr(
                "{name} wrote in another draft, begun from another version while you did not hear of one another. "
                "Compare the two; go on from that one, and everybody is in this one."
            )
            return told.format(name=name)
        told = self.tr(
            "At the same moment {name} published another version: “{reason}”. Both are kept; the newer one is in "
            "force. Compare them, then publish what both wanted."
        )
        return told.format(name=name, reason=other.reason)

    def _take(self) -> None:
        other = self._others[0]
        self.taken.emit(other.text)
        if isinstance(other, Beside):
            self._bridge.soon(self._draft.common.end(other))

    def _build(self, versions: list[Version]) -> None:
        before, self._held = self._held, QWidget()
        column = QVBoxLayout(self._held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.rows = []
        for number, version in enumerate(versions):
            row = TwoLineRow()
            row.setObjectName(f"plan_version_{number}")
            row.show_row(self._row(version))
            row.clicked.connect(partial(self._compare, version))
            self.rows.append(row)
            column.addWidget(row)
        self.body.replaceWidget(before, self._held)
        before.hide()
        before.deleteLater()

    def _row(self, version: Version) -> RowShown:
        bridge, draft = self._bridge, self._draft
        said = version.reason or self.tr("no reason given")
        by = bridge.name(version.by) if version.by else ""
        state = self.tr("in force") if version.text == draft.in_force else ""
        compared = self.tr("compared with") if version.text == draft.against and draft.against != draft.in_force else ""
        detail = " · ".join(filter(None, (version.digest[:NAME_CHARACTERS], state, compared, by)))
        day = date_words(version.published_us, bridge.now_us(), bridge.zone) if version.published_us else ""
        return RowShown(said, detail, day, "file-clock", "accent" if version.text == draft.against else "text3")

    def _compare(self, version: Version) -> None:
        self._draft.compare_with(version.text)


class RunningPanel(Section):
    """Which version each open incident runs on; a press fills what is blank there from the one in force."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("plan_running", "", parent)
        self._bridge = bridge
        self.head.insertWidget(0, Label(self.tr("Who runs on which"), 13, 600))
        self.told = Label("", 12, 400, "text2", "plan_running_told", wraps=True)
        self.body.addWidget(self.told)
        self.fault = MessageLine()
        self.body.addWidget(self.fault)
        self.adopt: dict[IncidentId, Button] = {}
        for changed in (bridge.headlines_changed, bridge.organisation_changed):
            changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        open_ones = [board for board in self._bridge.headlines if board.headline.is_open]
        running = [board.headline for board in open_ones]
        told = [
            self.tr("{number} runs on {version}, and keeps it.").format(
                number=h.number, version=h.plan[:NAME_CHARACTERS]
            )
            for h in running[:MOST]
        ]
        rest = self.tr("An incident that adopts a newer version (/adopt-plan) fills only what is blank, and says what.")
        self.told.setText("\n".join([*told, rest] if told else [self.tr("No incident is open."), rest]))
        in_force = digest_of(self._bridge.organisation.plans.text_in_force)
        behind = [board for board in open_ones[:MOST] if in_force not in (board.headline.plan, *board.headline.adopted)]
        self._show_buttons({board.incident: board.headline.number for board in behind})

    def _show_buttons(self, behind: dict[IncidentId, str]) -> None:
        """A press takes what is blank from the plan in force."""
        for incident in [each for each in self.adopt if each not in behind]:
            button = self.adopt.pop(incident)
            button.hide()
            button.deleteLater()
        for incident, number in behind.items():
            if incident not in self.adopt:
                words = self.tr("Fill {number} from the one in force").format(number=number)
                button = self.adopt[incident] = Button(words, "", "small", f"plan_adopt_{number}")
                button.clicked.connect(partial(self._adopt, incident))
                self._bridge.rights.rule(button)
                self.body.addWidget(button)
                button.show()  # Qt would show it in its own time, and whoever wants to go there has to wait

    def _adopt(self, incident: IncidentId) -> None:
        self.fault.say("")
        self._bridge.do_soon(AdoptPlan(), incident, self.fault.say)


def _once(versions: list[Version]) -> list[Version]:
    """The newest first, each text once."""
    found: dict[str, Version] = {}
    for version in reversed(versions):
        found.setdefault(version.text, version)
    return list(found.values())
