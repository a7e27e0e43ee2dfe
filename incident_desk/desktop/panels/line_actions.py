"""What can be done about one line of the timeline: each is a command, or the dialog that asks for its fields."""

from collections.abc import Callable, Collection, Sequence

import msgspec
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from incident_desk.desktop.attached import attached_of
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.models.line_rows import line_words
from incident_desk.desktop.moments import whole
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.answer_line import AnswerLine
from incident_desk.desktop.pending import Pending, TruthMark
from incident_desk.desktop.theme import icon
from incident_desk.domain.amendments import MOVABLE
from incident_desk.domain.commands import Fields
from incident_desk.domain.corrections import EntryRetracted, Restore, Retract
from incident_desk.domain.course_entries import CourseProposed
from incident_desk.domain.decisions import is_decision, is_looked_at_again
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import DeskError
from incident_desk.domain.ids import NO_INCIDENT, EntryId
from incident_desk.domain.kinds import kind_named, read_body
from incident_desk.domain.lines import Line, Moved, places
from incident_desk.domain.powers import Power
from incident_desk.domain.questions import QuestionAsked
from incident_desk.domain.sentences import LineSort
from incident_desk.domain.splitting import IncidentSplit
from incident_desk.domain.task_entries import TaskGiven
from incident_desk.domain.timeline import AttachmentAdded, Mark, Pin

SHORT_LETTERS = 80
SPLIT = kind_named(IncidentSplit)
SPLITTABLE = (TaskGiven, CourseProposed, QuestionAsked)
"""What else than words can go along with a split."""


class Way(msgspec.Struct, frozen=True):
    """One thing that can be done: its key among the others, its icon, its words and the key that does it."""

    name: str
    symbol: str
    word: object
    keys: str = ""
    power: Power | None = None
    """What it wants of whoever does it; None for what only reads."""


WAYS = (
    Way("read", "file-text", QT_TRANSLATE_NOOP("LineActions", "Read the whole line"), "Return"),
    Way("open", "paperclip", QT_TRANSLATE_NOOP("LineActions", "Open the file"), "O"),
    Way("fetch", "download", QT_TRANSLATE_NOOP("LineActions", "Fetch the file now"), "O"),
    Way("save", "download", QT_TRANSLATE_NOOP("LineActions", "Save the file as…")),
    Way("copy", "copy", QT_TRANSLATE_NOOP("LineActions", "Copy"), "Ctrl+C"),
    Way("correct", "pencil-line", QT_TRANSLATE_NOOP("LineActions", "Correct…"), "E", power=Power.WRITE),
    Way(
        "object", "octagon-alert", QT_TRANSLATE_NOOP("LineActions", "Object to this decision…"), "X", power=Power.WRITE
    ),
    Way(
        "revisit",
        "calendar-clock",
        QT_TRANSLATE_NOOP("LineActions", "Look at this decision again…"),
        "R",
        power=Power.WRITE,
    ),
    Way("answer", "message-square", QT_TRANSLATE_NOOP("LineActions", "Answer the question…"), "A", power=Power.WRITE),
    Way("fact", "circle-check", QT_TRANSLATE_NOOP("LineActions", "Make a fact of it…"), "F", power=Power.WRITE),
    Way("evidence", "flask-conical", QT_TRANSLATE_NOOP("LineActions", "Take it as evidence…"), "U", power=Power.WRITE),
    Way("pin", "pin", QT_TRANSLATE_NOOP("LineActions", "Pin to the top"), "P", power=Power.WRITE),
    Way("unpin", "pin-off", QT_TRANSLATE_NOOP("LineActions", "Take down from the top"), "P", power=Power.WRITE),
    Way("mark", "star", QT_TRANSLATE_NOOP("LineActions", "Mark as significant"), "M", power=Power.WRITE),
    Way("unmark", "star", QT_TRANSLATE_NOOP("LineActions", "No longer significant"), "M", power=Power.WRITE),
    Way("move", "arrow-right", QT_TRANSLATE_NOOP("LineActions", "Move to another incident…"), "V", power=Power.WRITE),
    Way("split", "split", QT_TRANSLATE_NOOP("LineActions", "Split off a second incident…"), "S", power=Power.WRITE),
    Way("follow", "corner-down-left", QT_TRANSLATE_NOOP("LineActions", "Go to it in the other incident"), "G"),
    Way("retract", "strikethrough", QT_TRANSLATE_NOOP("LineActions", "Take back"), "Del", power=Power.WRITE),
    Way("restore", "undo-2", QT_TRANSLATE_NOOP("LineActions", "Let it hold again"), "Del", power=Power.WRITE),
    Way("link", "link", QT_TRANSLATE_NOOP("LineActions", "Link the incident to another…"), "L", power=Power.WRITE),
    Way("erase", "eraser", QT_TRANSLATE_NOOP("LineActions", "Erase its words…"), power=Power.ERASE),
    Way("retry", "refresh-cw", QT_TRANSLATE_NOOP("LineActions", "Try again to save it"), power=Power.WRITE),
    Way("discard", "trash-2", QT_TRANSLATE_NOOP("LineActions", "Discard")),
)
"""In the order of the menu."""

OF_INCIDENTS = frozenset({"evidence", "fact", "link", "object", "revisit"})
"""What is not done about a line of the duty log."""

TURNS = {"fetch": "open", "unpin": "pin", "unmark": "mark", "restore": "retract"}
"""What one key turns on and off."""


def ways_of(behind: Line | Pending | None, lacking: Collection[str] = ()) -> list[Way]:
    """What can be done about this row.

    Args:
        lacking: the digests of the files that are not at this desk yet.
    """
    if behind is None:
        return []
    names = _of_pending(behind) if isinstance(behind, Pending) else _of_line(behind)
    if isinstance(behind, Line) and behind.digest in lacking:
        names = names - {"open", "save"} | {"fetch"}
    return [way for way in WAYS if way.name in names]


def _of_pending(pending: Pending) -> set[str]:
    return {"copy", "retry", "discard"} if pending.mark is TruthMark.NOT_SAVED else {"copy"}


def _of_line(line: Line) -> set[str]:
    names = {"read", "copy", "link", "unpin" if line.is_pinned else "pin"}
    if line.digest:
        names |= {"open", "save"}
    if is_decision(line) and not line.is_retracted:
        names.add("object")
    if is_looked_at_again(line):
        names.add("revisit")
    if isinstance(line.body, QuestionAsked):
        names.add("answer")
    if not line.is_erased:
        names |= {"erase", "unmark" if line.is_significant else "mark"}
        names.add("restore" if line.retraction is not None else "retract")
        if not line.is_retracted:
            names |= {"correct", "evidence"}
            names |= {"fact"} if line.text and line.sort is not LineSort.FACT else set()
            names |= {"move", "split"} if isinstance(line.body, MOVABLE) else set()
            names |= {"split"} if isinstance(line.body, SPLITTABLE) else set()
    if other_place(line) is not None:
        names.add("follow")
    return names


def other_place(line: Line) -> Moved | None:
    """Where a line stands that was moved away, or stood that was moved here."""
    if line.retraction is not None:
        return line.retraction.moved
    return next(iter(places(line)), None)


class LineActions(QObject):
    """Belongs to the panel; what a rule refuses, and what was done, is said in `answer`."""

    def __init__(self, bridge: Bridge, answer: AnswerLine, panel: QWidget) -> None:
        super().__init__(panel)
        self._bridge = bridge
        self._answer = answer
        self._attached = attached_of(bridge)
        self._panel = panel
        self.observed: ObservedIncident | None = None
        self.object_asked: Callable[[], object] = lambda: None
        self.follow_asked: Callable[[Moved], object] = _nowhere
        self.retry_asked: Callable[[Pending], object] = _nothing
        self.discard_asked: Callable[[Pending], object] = _nothing

    def _ways(self, behind: Line | Pending | None) -> list[Way]:
        files = self._bridge.sharing.files
        found = ways_of(behind, files.lacking if files is not None else ())
        is_in_log = self.observed is not None and self.observed.incident == NO_INCIDENT
        work = {"evidence"} if self._at_work() is None else set[str]()
        if isinstance(behind, Line) and not self._is_open(behind.entry):
            work = work | {"answer"}
        return [way for way in found if way.name not in work and not (is_in_log and way.name in OF_INCIDENTS)]

    def _at_work(self) -> EntryId | None:
        """The investigation in which a line can be taken as evidence: the first that they work on."""
        own = self.observed.board.investigations.at_work(self._bridge.me) if self.observed is not None else []
        return own[0].id if own else None

    def _is_open(self, question: EntryId) -> bool:
        questions = self.observed.board.questions if self.observed is not None else None
        return questions is not None and question in questions.of and questions.of[question].is_open

    def _why_not(self, way: Way) -> str:
        return self._bridge.rights.why_not(way.power) if way.power else ""

    def menu(self, behind: Line | Pending | None) -> QMenu:
        """The menu of a row. It goes when it closes."""
        menu = QMenu(self._panel)
        menu.setObjectName("line_menu_open")
        menu.setToolTipsVisible(True)
        for way in self._ways(behind):
            action = QAction(icon(way.symbol), QCoreApplication.translate("LineActions", str(way.word)), menu)
            action.setObjectName(f"line_{way.name}")
            if way.keys:  # shown beside the words; the list itself hears the key
                action.setShortcut(QKeySequence(way.keys))
                action.setShortcutVisibleInContextMenu(True)
            action.triggered.connect(lambda _=False, name=way.name: self.do(name, behind))
            if why := self._why_not(way):
                action.setEnabled(False)
                action.setToolTip(why)
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def do(self, name: str, behind: Line | Pending | None) -> None:
        """Do it, if it can be done about this row; a key that turns something turns it back as well."""
        possible = {way.name: way for way in self._ways(behind)}
        name = next((other for other, key in TURNS.items() if key == name and other in possible), name)
        if self.observed is None or behind is None:
            return
        if name not in possible:
            self._answer.say(self.tr("That cannot be done with this line"))
        elif why := self._why_not(possible[name]):
            self._answer.say(why)
        elif isinstance(behind, Pending):
            self._do_pending(name, behind)
        else:
            self._do(name, behind, self.observed)

    def _do_pending(self, name: str, pending: Pending) -> None:
        match name:
            case "copy":
                QGuiApplication.clipboard().setText(pending.words)
            case "retry":
                self.retry_asked(pending)
            case _:
                self.discard_asked(pending)

    def _do(self, name: str, line: Line, observed: ObservedIncident) -> None:
        acts: dict[str, Callable[[], object]] = {
            **self._file_acts(line),
            "copy": lambda: QGuiApplication.clipboard().setText(self.copied(line)),
            "object": self.object_asked,
            "evidence": lambda: self._take_as_evidence(line, observed),
            "split": lambda: self.split(line),
            "follow": lambda: self._follow(line),
            "pin": lambda: self._run(Pin(line.entry)),
            "unpin": lambda: self._run(Pin(line.entry, is_pinned=False)),
            "mark": lambda: self._run(Mark(line.entry)),
            "unmark": lambda: self._run(Mark(line.entry, is_significant=False)),
            "retract": lambda: self._bridge.soon(self.take_back(line)),
            "restore": lambda: self._run(Restore(line.entry)),
        }
        if (act := acts.get(name)) is not None:
            act()
        else:
            self._open_form(name, line, observed)

    def _file_acts(self, line: Line) -> dict[str, Callable[[], object]]:
        file, window, say = line.body, self._panel.window(), self._answer.say
        if not isinstance(file, AttachmentAdded):
            return {}
        return {
            "open": lambda: self._bridge.soon(self._attached.open(file, window, say), say),
            "fetch": lambda: self._attached.fetch(file, say),
            "save": lambda: self._bridge.soon(self._attached.save(file, window, say), say),
        }

    def _run(self, fields: Fields) -> None:
        self._answer.say("")
        if self.observed is not None:
            self._bridge.do_soon(fields, self.observed.incident, self._answer.say)

    def _open_form(self, name: str, line: Line, observed: ObservedIncident) -> None:
        from incident_desk.desktop.panels.line_forms import form_for

        form_for(name, self._bridge, observed, line, self._panel.window(), tell=self.tell).open()

    def _take_as_evidence(self, line: Line, observed: ObservedIncident) -> None:
        from incident_desk.desktop.dialogs.evidence import EvidenceDialog

        if (investigation := self._at_work()) is not None:
            EvidenceDialog(self._bridge, observed, investigation, self._panel.window(), of=line.entry).open()

    def split(self, line: Line | None = None) -> None:
        """The form that makes two incidents of one; a line that is given goes along."""
        if self.observed is not None:
            from incident_desk.desktop.dialogs.split import SplitDialog  # it is rarely needed

            SplitDialog(self._bridge, self.observed, self._panel.window(), line, self.tell).open()

    def _follow(self, line: Line) -> None:
        if (moved := other_place(line)) is not None:
            self.follow_asked(moved)

    def tell(self, entries: Sequence[Entry]) -> EntryId | None:
        """Say in words what was split off, taken back or moved away, if something was. Returns: that line."""
        if (split := next((e for e in entries if e.kind == SPLIT), None)) is not None:
            self._tell_split(split)
            return None
        for body in map(read_body, entries):
            lines = self.observed.board.timeline.at if self.observed is not None else {}
            if isinstance(body, EntryRetracted) and (line := lines.get(body.target)) is not None:
                self.tell_taken_back(line)
                return line.entry
        return None

    def _tell_split(self, entry: Entry) -> None:
        body = read_body(entry)
        if isinstance(body, IncidentSplit):
            told = self.tr("Split off {number}").format(number=body.label)
            way = self.tr("Take it back")
            self._answer.offer(told, "split", "text2", way, lambda: self._run(Retract(entry.id)))

    async def take_back(self, line: Line) -> None:
        """Take a line back, say which it was, and offer to let it hold again."""
        if self.observed is None:
            return
        try:
            await self._bridge.do(Retract(line.entry), self.observed.incident)
        except DeskError as e:
            self._answer.say(str(e))
        else:
            self.tell_taken_back(line)

    def tell_taken_back(self, line: Line) -> None:
        """Say which line was taken back; it stays readable."""
        moved = line.retraction.moved if line.retraction is not None else None
        if moved is None:
            told, way, symbol = self.tr("Taken back, and struck through: “{line}”"), self.tr("Let it hold again"), ""
        else:
            told, way, symbol = self.tr("Moved to {number}: “{line}”"), self.tr("Bring it back"), "arrow-right"
        words = told.format(line=short_words(line), number=moved.label if moved else "")
        self._answer.offer(words, symbol or "strikethrough", "text2", way, lambda: self._run(Restore(line.entry)))

    def copied(self, line: Line) -> str:
        """A line as it goes into a message or a report: its moment with its zone, who said it, the words."""
        who = line.speaker or self._bridge.name(line.author)
        return f"{whole(line.occurred_us, self._bridge.zone)} · {who}: {line_words(line, self._bridge.zone)}"


def short_words(line: Line) -> str:
    """The beginning of a line, to know it by."""
    words = " ".join(line_words(line).split())
    return words if len(words) <= SHORT_LETTERS else words[: SHORT_LETTERS - 1] + "…"


def _nothing(_: Pending) -> None:
    pass


def _nowhere(_: Moved) -> None:
    pass
