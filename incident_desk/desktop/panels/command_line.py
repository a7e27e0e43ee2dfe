"""The command line below the timeline: plain words are a note, a slash begins a command."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.completion import Scene
from incident_desk.desktop.forms.ui_command_line import Ui_CommandLineForm
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.guide import Guide
from incident_desk.desktop.panels.line_hint import hint
from incident_desk.desktop.parts.answer_line import AnswerLine
from incident_desk.desktop.theme import restyle
from incident_desk.desktop.theme.dress import dress
from incident_desk.desktop.unfinished import UnfinishedLines, unfinished_of
from incident_desk.desktop.whereabouts import TYPED
from incident_desk.desktop.which_incident import WhichIncident
from incident_desk.domain.lines import Line
from incident_desk.domain.texts import Reading, slash_words
from incident_desk.domain.timeline import TEXT_LIMIT_BYTES, Note

OF_THE_WINDOW = {
    "/investigations": "investigations",
    "/lock": "lock",
    "/plan": "plan",
    "/review": "review",
    "/tasks": "agenda",
}
"""Not commands of the record: it is the window that locks, or shows another room. By the name of its action."""


FORMS = frozenset(
    {
        "/adopt-log",
        "/decide",
        "/duty-handover",
        "/fact",
        "/handover",
        "/investigate",
        "/maintenance",
        "/merge",
        "/part-of",
        "/propose",
        "/split",
        "/task",
    }
)
"""With nothing behind them, these open the form that asks for their fields."""
ASKED_FIRST = "/merge "
"""With the other incident behind it this opens the form, too, filled in: what becomes of everything is shown first."""


class CommandLine(QWidget):
    """What is `entered` goes to whoever writes; words that were not taken come back with `refuse`.

    Each incident has its own unfinished line: it is there again when somebody comes back, and after a restart.
    """

    entered = Signal(str)
    form_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge: Bridge | None = None
        self._observed: ObservedIncident | None = None
        self._unfinished: UnfinishedLines | None = None
        self._selected: Callable[[], Line | None] = _nothing_selected
        self.form = Ui_CommandLineForm()
        self.form.setupUi(self)  # pyright: ignore[reportUnknownMemberType]
        dress(self)
        self.into = WhichIncident("command_incident")
        self.form.layout_2.insertWidget(0, self.into)
        self.edit = self.form.command_edit
        self.edit.setMaxLength(TEXT_LIMIT_BYTES)
        self.edit.setProperty(TYPED, "line")
        self.guide = Guide(self.edit)
        self.guide.scene = self._scene
        self.edit.entered.connect(self._enter)
        self.edit.dismissed.connect(self._dismiss)
        self._soon = QTimer(self, singleShot=True, interval=0)  # a key is painted first, and then looked into
        self._soon.timeout.connect(self._follow)
        self.edit.textEdited.connect(self._follow_soon)
        self.edit.replaced.connect(self._follow)
        for button, word in (
            (self.form.quick_decision, "decision"),
            (self.form.quick_action, "action"),
            (self.form.quick_finding, "finding"),
        ):
            button.clicked.connect(lambda _=False, word=word: self._quick(word))
        take_moment = QShortcut(QKeySequence("Ctrl+T"), self)
        take_moment.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        take_moment.activated.connect(self._take_offered)

    @property
    def answer(self) -> AnswerLine:
        """Where the window answers."""
        return self.form.answer

    def use(self, bridge: Bridge, selected: Callable[[], Line | None]) -> None:
        """Read lines against this bridge's clock and zone, and the line that is selected then."""
        self._bridge = bridge
        self._selected = selected
        self._unfinished = unfinished_of(bridge)
        self.edit.textChanged.connect(self._remember)
        is_open = bridge.desk is not None
        self.edit.setReadOnly(not is_open)
        self.placeholder = self.edit.placeholderText()
        bridge.rights.rule(self.form.quick_decision, self.form.quick_action, self.form.quick_finding)
        bridge.rights.changed.connect(self._show_rights)
        self._show_rights()

    def _show_rights(self) -> None:
        """An empty line says it before anybody types; what is typed all the same is answered, and kept."""
        if self._bridge is not None:
            self.edit.setPlaceholderText(self._bridge.rights.why_not() or self.placeholder)

    def observe(self, observed: ObservedIncident) -> None:
        """Write to this incident from now on."""
        begun = self._unfinished.of(observed.incident) if self._unfinished else ""
        self._observed = observed
        self.into.observe(observed)
        self._show_rights()
        self.edit.put(begun)
        self.guide.close()
        self.answer.say("")

    def _remember(self, text: str) -> None:
        if self._unfinished is not None and self._observed is not None:
            self._unfinished.keep(self._observed.incident, text)

    async def settle(self) -> None:
        """Keep what was begun as it is now: the window is about to close."""
        if self._unfinished is not None:
            await self._unfinished.settle()

    def reading(self) -> Reading:
        """What a line is read against now."""
        assert self._bridge is not None
        selected = self._selected()
        return Reading(self._bridge.now_us(), self._bridge.zone, selected.entry if selected else None)

    def take_keyboard(self, typed: str = "") -> None:
        """Here is typed from now on, after what is there already."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if typed and not self.edit.text():
            self.edit.put(typed)

    def begin(self, word: str) -> None:
        """Begin this command, which is about the selected line. What stands in the line is not touched."""
        if self.edit.text().strip():
            self.answer.say(self.tr("Something stands in the line: enter it first, or clear the line"))
        else:
            self.edit.put(f"/{word} ")
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, words: str, why: str) -> None:
        """Say why this was not taken. The words are in the line again, or where another was begun, a press away."""
        if self.edit.text() in ("", words):
            self.edit.put(words)
            self.guide.close()
            _mark_fault(self.edit, True)
            self.answer.say(why)
        else:
            self.answer.offer(why, "octagon-alert", "bad", self.tr("Bring it back"), lambda: self.edit.put(words))

    def clear(self) -> None:
        """The line is with whoever writes it now."""
        self.edit.before.keep(self.edit.text())
        self.edit.put("")

    # what is typed ----------------------------------------------------------------------------------------------------

    def _scene(self) -> Scene | None:
        if self._bridge is None or self._observed is None:
            return None
        me = self._bridge.me
        return Scene(self._observed, self._bridge.headlines, self._bridge.name(me), (me, self._bridge.now_us()))

    def _enter(self) -> None:
        if self.guide.takes_enter():
            return
        self.guide.close()
        typed = self.edit.text().strip().lower()
        if (action := OF_THE_WINDOW.get(typed)) is not None:
            _act(self, action)
            return
        is_asked_first = typed.startswith(ASKED_FIRST) and bool(typed.partition(" ")[2])
        if (typed in FORMS or is_asked_first) and not self.edit.isReadOnly():
            begun = typed if typed in FORMS else self.edit.text().strip()
            self.edit.put("")
            self.form_asked.emit(begun)
            return
        if self.edit.text().strip() and not self.edit.isReadOnly():
            self.entered.emit(self.edit.text())

    def _quick(self, word: str) -> None:
        """Write what stands in the line as this; with nothing in it, begin one."""
        text = self.edit.text().strip()
        if text.startswith("/"):
            begun, _, text = text[1:].partition(" ")
            known = slash_words().get(begun.lower())
            if known is not None and known.command.fields is not Note:
                self.answer.say(self.tr("Another command stands in the line: enter it first, or clear the line"))
                return
        if not text.strip() and word == "decision":
            self.edit.put("")
            self.form_asked.emit("/decide")
            return
        self.edit.put(f"/{word} {text.strip()}")
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        if text.strip():
            self._enter()

    def _dismiss(self) -> None:
        if self.guide.is_open:
            self.guide.close()
        else:
            _mark_fault(self.edit, False)
            self.answer.say("")

    def _follow_soon(self) -> None:
        self._soon.start()

    def _follow(self) -> None:
        self._soon.stop()
        text = self.edit.text()
        _mark_fault(self.edit, False)
        found = hint(text, self.reading(), self._selected()) if self._bridge is not None else None
        if found is None:
            self.answer.say("")
        elif found.dated is None:
            self.answer.say(found.words, found.symbol, found.tone)
        else:
            line = found.dated.line
            way = self.tr("Yes, then (Ctrl+T)")
            self.answer.offer(found.words, found.symbol, found.tone, way, lambda: self._take_moment(line))

    def _take_offered(self) -> None:
        if self._soon.isActive():  # what is offered is still about the line before the last key
            self._follow()
        self.answer.go_on()

    def _take_moment(self, line: str) -> None:
        self.edit.put(line)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)


def _nothing_selected() -> Line | None:
    return None


def _mark_fault(edit: QWidget, is_fault: bool) -> None:
    if bool(edit.property("fault")) != is_fault:
        edit.setProperty("fault", is_fault)
        restyle(edit)


def _act(line: CommandLine, name: str) -> None:
    line.edit.put("")
    action = line.window().findChild(QAction, name)
    if action is not None and action.isEnabled():
        action.trigger()
    else:
        line.answer.say(line.tr("Nobody at this console has a PIN; the settings set one"))
