"""What needs whoever is at this desk now, in the order of the plan; folded below it what is with others."""

from collections.abc import Sequence
from functools import partial

import msgspec
from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.need_words import Found, NeedLine, found, situation
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.muted_lines import muted_lines
from incident_desk.desktop.panels.need_rows import NeedRows
from incident_desk.desktop.panels.needs_menu import add_lending, fill, fill_put_off, lends, spans_s
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.panels.record_needs import RECORD, record_lines
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.chip import Chip
from incident_desk.desktop.parts.column_scroll import ColumnScroll
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.message_line import MessageLine
from incident_desk.desktop.parts.need_row import HEIGHT_PX, LOUD
from incident_desk.desktop.ticking import tick
from incident_desk.domain.lending import Lend
from incident_desk.domain.snoozing import SnoozeNeed, WakeNeed, address

LEAST, MOST, SLIM = 4, 12, 3
FIRST = 3
"""So many things somebody finds in five seconds."""
LOW_PX = 640
REST_PX, EACH_PX = 520, 60
"""What the roles below need, and how much higher a room is for one line more."""
FOLDED_MOST = 6
OTHERS, PUT_OFF, MUTED = "others", "put off", "muted"


class NeedsPanel(Observing, Section):
    """`asked` carries the need to go to, `record_asked` what of this desk to go to; `typing_asked` the beginning of a
    command that a person ends."""

    HEARD = (
        "role.", "call.", "handover.", "task.", "course.", "decision.", "fact.", "clock.", "question.",
        "need.", "message.", "promise.", "state.", "severity.", "entry.", "gov.", "incident.", "impact.", "plan.",
        "enquiry.", "notification.",
    )  # fmt: skip

    asked = Signal(object)
    record_asked = Signal(str)
    typing_asked = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("needs_panel", _tr("Needs you now"), parent)
        self._bridge = bridge
        self._most = LEAST
        self._is_slim = False
        self._is_opened = False
        self._unfolded = ""
        self.found = Found()
        """What the list was made of."""
        self.late = Chip("", "octagon-alert", "bad")
        self.head.insertWidget(2, self.late)
        self.mine = NeedRows("need")
        self.folded = NeedRows("need_folded")
        self.nothing = Elided("", 13, 400, "text3")
        self.more = Button("", "", "ghost", "needs_more")
        self.others = Button("", "chevron-right", "ghost", "needs_others")
        self.put_off = Button("", "chevron-right", "ghost", "needs_put_off")
        self.muted = Button("", "chevron-right", "ghost", "needs_muted")
        self._scroll = ColumnScroll("needs_folded")
        self.fault = MessageLine()
        self.menu = QMenu(self)
        self.go = QAction(_tr("To what needs you now"), self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._scroll.add(self.folded)
        self._scroll.hide()
        foot = QHBoxLayout()
        foot.setSpacing(4)
        for button in (self.more, self.others, self.put_off, self.muted):
            foot.addWidget(button)
        foot.addStretch(1)
        self._foot = QWidget()
        self._foot.setObjectName("needs_foot")
        self._foot.setLayout(foot)
        foot.setContentsMargins(0, 0, 0, 0)
        self.body.setContentsMargins(16, 0, 16, 8)
        for part in (self.mine, self.nothing, self._foot, self._scroll, self.fault):
            self.body.addWidget(part)

    def _connect(self) -> None:
        for rows in (self.mine, self.folded):
            rows.asked.connect(self._lead)
            rows.put_off.connect(self._put_off_or_wake)
            rows.menu_asked.connect(self._open_menu)
            rows.left.connect(self._leave)
        self.more.clicked.connect(self._turn_more)
        self.others.clicked.connect(lambda: self._unfold(OTHERS))
        self.put_off.clicked.connect(lambda: self._unfold(PUT_OFF))
        self.muted.clicked.connect(lambda: self._unfold(MUTED))
        self.go.setObjectName("go_to_needs")
        self.go.setShortcut(QKeySequence("F7"))
        self.go.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.go.triggered.connect(self.take_keyboard)
        bridge = self._bridge
        for changed in (
            bridge.zone_changed,
            bridge.person_changed,
            bridge.organisation_changed,
            bridge.truth.changed,
            bridge.everywhere.changed,
            bridge.customers.changed,
            bridge.alerts.changed,
        ):
            changed.connect(self._show)
        tick().follow(self, self._show)

    def observe(self, observed: ObservedIncident) -> None:
        """Show this incident from now on."""
        if self._observed is not None:
            self._observed.pending_changed.disconnect(self._show)
        self.fault.say("")
        self._is_opened, self._unfolded = False, ""
        observed.pending_changed.connect(self._show)
        super().observe(observed)

    def give_room(self, height_px: int, *, is_slim: bool = False) -> None:
        """Show as many lines as a column of this height has room for; above the centre only the first."""
        most = max(LEAST, min(MOST, (height_px - REST_PX) // EACH_PX))
        if is_slim:
            most = 1 if height_px < LOW_PX else SLIM
        if (most, is_slim) != (self._most, self._is_slim):
            self._most, self._is_slim = most, is_slim
            if is_slim:
                self.head.insertWidget(1, self._foot)
            else:
                self.body.removeWidget(self._foot)
                self.body.insertWidget(self.body.indexOf(self._scroll), self._foot)
            self._show()

    def take_keyboard(self) -> None:
        """To the first line; where nothing needs anybody here, to what is folded."""
        if not self.mine.take_keyboard():
            next((button for button in (self.others, self.put_off, self.muted) if button.isVisible()), self).setFocus()

    def _leave(self, step: int) -> None:
        """From the last line on to what is folded, and from there back."""
        (self.folded if step > 0 else self.mine).take_keyboard(step)

    # showing ----------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        if self._observed is None:
            return
        self.found = found(self._observed, self._bridge.me, self._bridge.now_us())
        self.setVisible(self._observed.board.headline.is_open or bool(self.found.mine))
        mine = [*record_lines(self._bridge, self._observed), *self.found.mine]
        lines = _first_ones([*muted_lines(self._bridge, self._observed), *mine])
        self.mine.show_lines(lines, len(lines) if self._is_opened else self._most)
        self.nothing.setVisible(not lines and not self._is_slim)
        self.nothing.setText(_tr("Nothing needs you now"))
        self._show_head(mine)
        self._show_foot(len(lines) - self._most)

    def _show_head(self, mine: Sequence[NeedLine]) -> None:
        late = sum(line.is_loud for line in mine)
        self.late.setVisible(bool(late))
        if late and self.late.text() != (words := _tr("{count} late").format(count=late)):
            self.late.show_words(words, "octagon-alert", "bad")
        words = _tr("of {count}") if late else "{count}"
        self.note.setText(words.format(count=len(mine)) if mine else "")

    def _show_foot(self, rest: int) -> None:
        found = self.found
        self.more.setVisible(rest > 0)
        self.more.setText(_tr("Fewer") if self._is_opened else _tr("{count} more").format(count=rest))
        parts = {OTHERS: (self.others, _tr("{count} with others"), found.others)}
        parts[PUT_OFF] = (self.put_off, _tr("{count} put off"), found.put_off)
        parts[MUTED] = (self.muted, _tr("{count} muted"), found.muted)
        for key, (button, words, lines) in parts.items():
            count = sum(len(line.needs) for line in lines)
            button.setVisible(bool(count))
            if button.text() != (said := words.format(count=count)):
                button.setText(said)
            symbol = "chevron-down" if self._unfolded == key else "chevron-right"
            if button.property("symbol") != symbol:
                button.set_symbol(symbol)
        self._foot.setVisible(rest > 0 or any(lines for _, _, lines in parts.values()))
        shown = parts[self._unfolded][2] if self._unfolded else []
        self.folded.show_lines(shown, len(shown))
        self._scroll.setVisible(bool(shown))
        self._scroll.setFixedHeight(min(FOLDED_MOST, len(shown)) * HEIGHT_PX)

    def _unfold(self, part: str) -> None:
        self._unfolded = "" if self._unfolded == part else part
        self._show()

    def _turn_more(self) -> None:
        self._is_opened = not self._is_opened
        self._show()

    @property
    def observed(self) -> ObservedIncident | None:
        """The incident that is shown."""
        return self._observed

    # doing ------------------------------------------------------------------------------------------------------------

    def _lead(self, line: NeedLine) -> None:
        if line.needs:
            self.asked.emit(line.needs)
        else:
            self.record_asked.emit(line.shown.key.removeprefix(RECORD))

    def _put_off_or_wake(self, line: NeedLine) -> None:
        """What one key does: put it off for as long as the plan says, or bring it back."""
        if line in self.found.put_off:
            self._wake(line)
        elif line.needs and lends(line.needs):
            self.fault.say(_tr("Say that it is fine, or give the role to somebody else"))
        elif line.needs and line not in self.found.muted:
            self._snooze(line, None)

    def _snooze(self, line: NeedLine, span_s: int | None) -> None:
        self._do(SnoozeNeed(_ids(line), span_s))

    def _wake(self, line: NeedLine) -> None:
        self._do(WakeNeed(_ids(line)))

    def _do(self, fields: SnoozeNeed | WakeNeed | Lend) -> None:
        self.fault.say("")
        if why := self._bridge.rights.why_not():
            self.fault.say(why)
        elif self._observed is not None:
            self._bridge.do_soon(fields, self._observed.incident, self.fault.say)

    def _open_menu(self, line: NeedLine, where: QPoint) -> None:
        if self._observed is None:
            return
        if line in self.found.put_off:
            fill_put_off(self.menu, partial(self._lead, line), partial(self._wake, line))
        else:
            may = line.needs and line not in self.found.muted and self._bridge.rights.may()
            is_lending = lends(line.needs)
            spans = spans_s(line.needs, self._observed.plan.attention_or_default) if may and not is_lending else []
            go, why = partial(self._lead, line), partial(self._say_why, line, spans)
            fill(self.menu, go, spans, partial(self._snooze, line), why)
            if may and is_lending:
                add_lending(self.menu, line.needs, self._do)
        self.menu.popup(where)

    def _say_why(self, line: NeedLine, spans: Sequence[int]) -> None:
        assert self._observed is not None
        at = situation(self._observed, self._bridge.me, self._bridge.now_us())
        named = address(line.needs[0], at)
        minutes = max(1, min(spans, key=lambda span_s: abs(span_s - 600)) // 60)
        self.typing_asked.emit(f"snooze {named} {minutes}m")


def _first_ones(lines: Sequence[NeedLine]) -> list[NeedLine]:
    """With the first that ask somebody made out: where all are red, none of them would be seen first."""
    asking = [line for line in lines if line.shown.tone in LOUD][:FIRST]
    first = msgspec.structs.replace
    return [first(line, shown=first(line.shown, is_first=True)) if line in asking else line for line in lines]


def _ids(line: NeedLine) -> str:
    return ",".join(need.id for need in line.needs)


def _tr(text: str) -> str:
    return QCoreApplication.translate("NeedsPanel", text)
