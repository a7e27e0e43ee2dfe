"""A house to walk over: a window, and a home in which there is something of everything."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QWidget,
)

from incident_desk.desktop.beginning.dialog import FirstRunDialog
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.adopt_log import AdoptLogDialog
from incident_desk.desktop.dialogs.answer import AnswerDialog
from incident_desk.desktop.dialogs.bundle import BundleDialog
from incident_desk.desktop.dialogs.cause_map import CauseMapDialog
from incident_desk.desktop.dialogs.clocks import ClocksDialog
from incident_desk.desktop.dialogs.correct import CorrectDialog
from incident_desk.desktop.dialogs.course import CourseDialog
from incident_desk.desktop.dialogs.course_propose import ProposeDialog
from incident_desk.desktop.dialogs.courses_compare import CompareDialog
from incident_desk.desktop.dialogs.decide import DecideDialog
from incident_desk.desktop.dialogs.declare import DeclareDialog
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.duty_handover import DutyHandoverDialog
from incident_desk.desktop.dialogs.enquiry import EnquiryDialog
from incident_desk.desktop.dialogs.enquiry_card import EnquiryCard
from incident_desk.desktop.dialogs.erase import EraseDialog
from incident_desk.desktop.dialogs.handover import HandoverDialog
from incident_desk.desktop.dialogs.handover_answer import HandoverAnswerDialog
from incident_desk.desktop.dialogs.handover_room import HandoverRoomDialog
from incident_desk.desktop.dialogs.help import HelpDialog
from incident_desk.desktop.dialogs.incidents import IncidentsDialog
from incident_desk.desktop.dialogs.large import Enlarged, LargeDialog
from incident_desk.desktop.dialogs.link import LinkDialog
from incident_desk.desktop.dialogs.lock import LockDialog
from incident_desk.desktop.dialogs.maintenance import MaintenanceDialog
from incident_desk.desktop.dialogs.maintenances import MaintenancesDialog
from incident_desk.desktop.dialogs.message import MessageDialog, Read
from incident_desk.desktop.dialogs.message_by_hand import ByHandDialog
from incident_desk.desktop.dialogs.message_compare import Compared
from incident_desk.desktop.dialogs.message_compare import CompareDialog as MessageCompareDialog
from incident_desk.desktop.dialogs.message_new import NewMessageDialog
from incident_desk.desktop.dialogs.message_schedule import Scheduled, ScheduleDialog
from incident_desk.desktop.dialogs.move import MoveDialog
from incident_desk.desktop.dialogs.notification import NotificationCard
from incident_desk.desktop.dialogs.palette import PaletteDialog, deeds
from incident_desk.desktop.dialogs.person import PersonDialog
from incident_desk.desktop.dialogs.pin import PinDialog
from incident_desk.desktop.dialogs.place import PlaceDialog
from incident_desk.desktop.dialogs.restriction import RestrictionDialog
from incident_desk.desktop.dialogs.revisit import RevisitDialog
from incident_desk.desktop.dialogs.search import SearchDialog
from incident_desk.desktop.dialogs.settle import SettleDialog
from incident_desk.desktop.dialogs.split import SplitDialog
from incident_desk.desktop.dialogs.stand_down import StandDownDialog
from incident_desk.desktop.dialogs.task import TaskDialog
from incident_desk.desktop.dialogs.task_new import NewTaskDialog
from incident_desk.desktop.helping.dialog import HelpPages
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.commands import Fields
from incident_desk.domain.comparing import Contradict, KeepApart, Match
from incident_desk.domain.comparison_entries import Relation as ComparisonRelation
from incident_desk.domain.concluding import Conclude, Dissent
from incident_desk.domain.courses import Approve, Begin, Propose
from incident_desk.domain.decisions import Decide, is_looked_at_again
from incident_desk.domain.drawing_causes import AddEffect
from incident_desk.domain.enquiries import AnswerEnquiry, NoteEnquiry
from incident_desk.domain.erasure import Ask
from incident_desk.domain.handovers import Offer
from incident_desk.domain.ids import DeskNumber, EntryId, IncidentId, PersonId
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import Declare, SetState, State
from incident_desk.domain.investigating import AddEvidence, AskOpen, Hypothesis, ProposeFactor
from incident_desk.domain.investigation_entries import Part
from incident_desk.domain.investigations import Investigate, Submit
from incident_desk.domain.links import Add, Relation
from incident_desk.domain.maintenance import Schedule
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.moments import HOUR_US
from incident_desk.domain.places import SetPlace
from incident_desk.domain.plan_sections import PlaceKind
from incident_desk.domain.questions import AskSomebody
from incident_desk.domain.releasing import ReleaseMessage, SentByHand
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.tasks import Give
from incident_desk.domain.timeline import Note, NoteSort, Pin
from incident_desk.store.pins import Lock
from tests.desktop.conftest import a_bridge, a_shell, until


class House(msgspec.Struct):
    """A window over a home with two incidents, the board of one of them in front."""

    bridge: Bridge
    shell: Shell
    navigation: Navigation
    state: WindowState

    @property
    def incident(self) -> ObservedIncident:
        assert self.navigation.shown is not None
        return self.navigation.shown

    @property
    def contradicting(self) -> tuple[EntryId, EntryId]:
        """Two factors that cannot both be right."""
        return self.incident.board.comparison.related(ComparisonRelation.CONTRADICTING)[0]

    def dialogs(self) -> "Iterator[Dialog]":
        """Each dialog there is, opened, and closed before the next."""
        line = self.incident.board.timeline.lines[-1].entry
        about = (self.bridge, self.incident)
        courses, handovers = self.incident.board.courses.all, self.incident.board.handovers.all
        makers = (
            lambda: DeclareDialog(self.bridge, self.state, self.shell),
            lambda: CorrectDialog(*about, line, self.shell),
            lambda: EraseDialog(*about, line, self.shell),
            lambda: HandoverDialog(*about, "incident_manager", self.shell),
            lambda: HandoverRoomDialog(*about, self.shell),
            lambda: AdoptLogDialog(*about, self.incident.board.timeline.lines[-2:], [line], self.shell),
            lambda: DutyHandoverDialog(self.bridge, self.incident.board.timeline.lines[-2:], self.shell),
            *(lambda id=each.id: HandoverAnswerDialog(*about, id, self.shell) for each in handovers),
            lambda: LinkDialog(*about, self.shell),
            lambda: SplitDialog(*about, self.shell, None, print),
            *self._of_maintenance(),
            lambda: IncidentsDialog(self.bridge, self.shell),
            lambda: MoveDialog(*about, self.incident.board.timeline.lines[-1], self.shell, print),
            lambda: SearchDialog(self.bridge, self.incident.incident, self.shell),
            *self._of_starting(),
            lambda: RestrictionDialog(*about, self.shell),
            lambda: PinDialog(self.bridge, self.shell),
            lambda: StandDownDialog(*about, self.shell),
            lambda: LockDialog(self.shell, Path(), [Lock(DeskNumber(7), PersonId("a"), "§ Ada")]),
            lambda: BundleDialog(self.bridge, self.incident.board, self.shell),
            lambda: BundleDialog(self.bridge, None, self.shell),
            lambda: HelpDialog(self.bridge, self.shell),
            lambda: ClocksDialog(*about, self.shell),
            lambda: NewTaskDialog(*about, self.shell),
            lambda: PlaceDialog(*about, self.shell, PlaceKind.BRIDGE),
            lambda: ProposeDialog(*about, self.shell),
            lambda: CompareDialog(*about, self.shell),
            *(lambda course=course.id: CourseDialog(*about, course, self.shell) for course in courses),
            lambda: DecideDialog(*about, self.shell),
            *(
                lambda entry=each.entry: RevisitDialog(*about, entry, self.shell)
                for each in self.incident.board.timeline.lines
                if is_looked_at_again(each)
            ),
            *(
                lambda entry=entry: AnswerDialog(*about, entry, self.shell)
                for entry in self.incident.board.questions.of
            ),
            *self._of_outside(),
            lambda: SettleDialog(*about, self.contradicting, self.shell),
            lambda: CauseMapDialog(*about, self.shell),
            lambda: TaskDialog(*about, self.incident.board.tasks.all[-1].id, self.shell),
        )
        yield from self._opened(makers)

    def _of_starting(self) -> "Iterator[Callable[[], Dialog]]":
        yield lambda: PersonDialog(self.bridge, self.shell)
        yield lambda: FirstRunDialog(self.bridge, self.state, self.shell)
        yield lambda: HelpPages(self.bridge, self.shell, "Declare")
        yield lambda: PaletteDialog(self.shell, deeds(self.shell, print))

    def _of_outside(self) -> "Iterator[Callable[[], Dialog]]":
        about = (self.bridge, self.incident)
        yield lambda: EnquiryDialog(*about, self.shell)
        for enquiry in self.incident.board.enquiries.of:
            yield lambda enquiry=enquiry: EnquiryCard(*about, enquiry, self.shell)
        for one in self.incident.plan.notifications:
            yield lambda key=one.key: NotificationCard(*about, key, self.shell)
        yield from self._of_messages()

    def _of_messages(self) -> "Iterator[Callable[[], Dialog]]":
        about, messages = (self.bridge, self.incident), self.incident.board.messages.all
        yield lambda: NewMessageDialog(*about, self.shell)
        yield lambda: MessageDialog(*about, Read(messages[0], messages[0].proposal, {}, None), self.shell)
        yield lambda: ByHandDialog(*about, messages[0], self.shell)
        yield lambda: ScheduleDialog(*about, Scheduled(messages[1], (), True), self.shell)
        yield lambda: MessageCompareDialog(*about, Compared("inside", "§ now"), self.shell)
        yield lambda: LargeDialog(*about, Enlarged("§ Inside", "§ now", "en"), self.shell)

    def _of_maintenance(self) -> "Iterator[Callable[[], Dialog]]":
        yield lambda: MaintenanceDialog(self.bridge, self.shell)
        yield lambda: MaintenancesDialog(self.bridge, self.shell)
        for each in self.bridge.organisation.maintenances.of:
            yield lambda each=each: MaintenanceDialog(self.bridge, self.shell, each)
            yield lambda each=each: DeclareDialog(self.bridge, self.state, self.shell, each)

    def _opened(self, makers: "Iterable[Callable[[], Dialog]]") -> "Iterator[Dialog]":
        for make in makers:
            dialog = make()
            dialog.open()
            yield dialog
            dialog.done(0)

    def rooms(self) -> "Iterator[QWidget]":
        """Each room there is beside the board, in front one after the other."""
        self.navigation.show_calm()
        yield self.shell
        self.navigation.show_agenda()
        yield self.shell
        self.navigation.show_customers()
        yield self.shell
        self.navigation.show_alerts()
        yield self.shell
        self.navigation.show_review()
        yield self.shell
        self.navigation.show_settings()
        assert self.navigation.settings is not None
        for section in self.navigation.settings.room.buttons:
            self.navigation.show_settings(section)
            yield self.shell
        self.navigation.show_investigations()
        yield self.shell
        assert self.navigation.investigations is not None
        self.navigation.investigations.room.go_to(self.incident.board.investigations.find("B").id)
        self.navigation.investigations.room.compare()
        yield self.shell
        self.navigation.show_communications()
        QCoreApplication.sendPostedEvents()  # the lanes grow with what they show
        yield self.shell
        self.navigation.show_plan()
        assert self.navigation.plan is not None
        for section in self.navigation.plan.room.sections.buttons:
            self.navigation.show_plan(section)
            yield self.shell


@asynccontextmanager
async def a_house(home: Path) -> AsyncGenerator[House]:
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        other = (await bridge.do(Declare("§ mail is late")))[-1].incident
        await bridge.do([SetState(State.RESOLVED)], other)
        incident = (await bridge.do(Declare("§ pushes fail", Severity.SEV1, ("§ website",))))[-1].incident
        await bridge.do(_history(), incident)
        await bridge.do(_maintenance(bridge.now_us()))
        pinned = (await bridge.do(Note("§ restore point", note_sort=NoteSort.DECISION), incident))[0]
        await bridge.do([Pin(pinned.id), Ask(pinned.id, "§ a name"), Add(Relation.REPEAT_OF, "§ mail")], incident)
        await bridge.do(_investigation(bridge.name(bridge.me)), incident)
        await _round(bridge, incident)
        state = WindowState(home)
        navigation = Navigation(shell, bridge, state)
        navigation.show_calm()
        shell.open_for_work()
        navigation.go_to(incident)
        await until(lambda: navigation.shown is not None and not navigation.is_calm)
        navigation.show_plan()
        assert navigation.plan is not None
        draft = navigation.plan.room.draft
        await until(lambda: draft.last is not None)
        navigation.leave_aside()
        yield House(bridge, shell, navigation, state)


STEPS = "@scribe 5m § stop (read back) (if § it runs) (hold); § look"


def _maintenance(now_us: int) -> Fields:
    return Schedule("§ payments", now_us, now_us + HOUR_US, ("§ website",), ("§ EU",), "§ slow", "@§ Kim", "§ bridge 7")


def _history() -> list[Fields]:
    return [
        Assign("incident_manager", "§ Ada"),
        Assign("scribe", "me"),
        Offer("scribe", "§ Kim", "§ all is quiet", "§ the disk", promises=("§ tell them",), risks=("§ a risk",)),
        SetImpact(affected="§ everybody", started_us=1_485_905_220_000_000),
        SetState(State.INVESTIGATING),
        Give("@§ Lewis", 600, "§ read the logs"),
        *(Propose(f"§ fail over {n}", "§ works", "§ risk", "§ undo", steps=STEPS, speaker="§ Jun") for n in range(4)),
        Approve("3", speaker="§ Ada"),
        Approve("4", speaker="§ Ada"),
        Begin("4"),
        Decide("§ restore", "§ it is whole", "§ the dump", False, 600, objection="§ slow", objector="§ Jun"),
        SetPlace(PlaceKind.BRIDGE, "§"),
        AskSomebody("@§", "where is the dump?"),
        NoteEnquiry("§ Jo", "§ is data lost?", "§", "§ +1", owner="§ Kim"),
        AnswerEnquiry("1", "§ no"),
        NoteEnquiry("§ Sam", "§ why?", due_us=1_485_905_220_000_000),
        BeginMessage("§ it fails", channels=("inside", "social"), texts={"inside": "§", "social": "§"}),
        ProposeMessage("1", {"inside": "§", "social": "§"}),
        ReleaseMessage("1", channels=("inside",)),
        SentByHand("1", "inside"),
        BeginMessage("§ it still fails", channels=("inside", "inside/de"), texts={"inside": "§", "inside/de": "§"}),
        Note("§ db1 is empty", note_sort=NoteSort.FINDING, speaker="§ Lewis"),
    ]


def _investigation(me: str) -> list[Fields]:
    return [
        Investigate(45 * 60, "§ why did it stop?", me),
        Hypothesis("§ a bulk delete"),
        Hypothesis("§ a full disk"),
        AddEvidence("against H2 § 62 % at 23:00", source="§ df"),
        AskOpen("§ who began it?"),
        ProposeFactor("§ no limit on writes", Part.TRIGGER, "load", "E1"),
    ]


async def _round(bridge: Bridge, incident: IncidentId) -> None:
    """A round that is open, compared, and concluded with a dissent."""
    assert bridge.desk is not None
    other = await asyncio.wrap_future(bridge.desk.add_person("§ Lee"))
    await bridge.do(Investigate(text=f"§ whence? | §: {bridge.name(bridge.me)} | §: § Lee"), incident)
    for by, letter in ((bridge.me, "B"), (other, "C")):
        said = (f"§ no limit on writes {letter}", f"§ disk full {letter}", f"§ {letter} alone", f"§ {letter} only", "§")
        factors = [ProposeFactor(words, Part.TRIGGER, investigation=letter) for words in said]
        await bridge.do(
            [AddEvidence(f"§ log {letter}", letter, "§ own"), *factors, Submit(letter, 80, "§ done")], incident, by=by
        )
    effects = (AddEffect("§ it stopped", "B:F1"), AddEffect("§ nobody could buy", "X1", is_harm=True))
    compared = (Match("B:F2", "C:F2"), Contradict("B:F3", "C:F3"), KeepApart("B:F4", "C:F4"), *effects)
    await bridge.do([*compared, Conclude(80, "§ no limit", "B")], incident)
    await bridge.do(Dissent("§ the disk", investigation="B"), incident, by=other)
