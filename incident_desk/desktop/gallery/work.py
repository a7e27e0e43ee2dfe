"""What stands on the board: people, checklists, tiles, the course, the timeline."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from incident_desk.desktop.gallery.buttons import held, in_states
from incident_desk.desktop.gallery.specimen import Look, Section, Specimen
from incident_desk.desktop.parts.avatar import Avatar
from incident_desk.desktop.parts.avatar_stack import AvatarShown, AvatarStack
from incident_desk.desktop.parts.change_row import ChangeRow
from incident_desk.desktop.parts.checklist import StepLine, StepRow
from incident_desk.desktop.parts.name_line import NameLine
from incident_desk.desktop.parts.need_row import NeedRow, NeedShown
from incident_desk.desktop.parts.role_row import RoleBadge, RoleBrief, RoleRow
from incident_desk.desktop.parts.stepper import Stepper, StepPlace, StepShown
from incident_desk.desktop.parts.thin_bar import ThinBar
from incident_desk.desktop.parts.tile import Tile, TileShown
from incident_desk.desktop.parts.timeline_row import HEIGHT_PX, ROW, TimelineDelegate, TimelineRow
from incident_desk.desktop.parts.truth_glyph import TruthGlyph
from incident_desk.desktop.parts.two_lines import RowShown, TwoLineRow
from incident_desk.domain.due_steps import Due

STEPS = {
    "soon": StepLine("course", "Confirm the course of action", when="in 4 min", due=Due.SOON),
    "late": StepLine("why", "Say why the copy slowed", when="2 min late", due=Due.LATE),
    "later": StepLine("rest", "Name who takes over from whom", when="02:00"),
    "done": StepLine("bridge", "Open the bridge", when="23:34", is_done=True),
    "of another": StepLine("target", "Two people read the host name", when="each time", who="Ops"),
    "task": StepLine("3", "Say why the copy slowed", when="3 min late", due=Due.SOON, symbol="circle-question-mark"),
}
BRIEFS = {
    "due": RoleBrief("Incident manager", "IM", "Priya Nair", due="in 4 min", due_tone="warn", meta="5 of 8",
                     symbol="circle-check", tone="ok", holder="Priya Nair"),
    "no answer": RoleBrief("SME Networking", "SME Net", "Lewis Grant, paged", due="no answer", due_tone="warn",
                           symbol="clock-alert", tone="warn", is_dashed=True, holder="Lewis Grant"),
    "nobody": RoleBrief("Scribe", "Scribe", "Nobody yet"),
    "missed": RoleBrief("Scribe", "Scribe", "Nobody yet", is_dashed=True),
}  # fmt: skip
TILES = {
    "number": TileShown("First message", "5 min", foot="Declared 23:31, sent 23:36", symbol="clock"),
    "words": TileShown("Who is affected", words="Everybody on GitLab.com; repositories and wikis are safe"),
    "bad": TileShown("Impact", "01:31:12", foot="Running since 23:27", tone="bad", foot_tone="bad", symbol="flame"),
    "not told": TileShown("Impact ends", words="Not known yet", foot="Press to say", is_open=True, tone="text3"),
}
ROWS = {
    "alert": TimelineRow("00:57:20", "bell-ring", "Alert", "warn", "Early warning: copy rate fell", "monitor", 500),
    "action": TimelineRow("00:55:02", "wrench", "Action", "text2", "Mounted db1.staging disk read-only", "Tomas Lind"),
    "role": TimelineRow("00:54:30", "user-check", "Role", "text2", "Paged Lewis Grant", "plan"),
    "pinned": TimelineRow("00:49:41", "file-search", "Finding", "text2", "Staging holds a copy of 17:20", "Maya Okafor",
                          500, is_pinned=True, mark=TruthGlyph.SAVED_HERE),
    "decision": TimelineRow("00:44:10", "gavel", "Decision", "accent", "Restore from the 17:20 snapshot", "Priya Nair",
                            500),
    "state": TimelineRow("00:41:00", "activity", "State", "text", "Investigating → Mitigating", "Priya Nair"),
    "message": TimelineRow("00:35:08", "megaphone", "Message", "ok", "Website update 3 sent", "Ana Reyes"),
    "corrected": TimelineRow("23:27:00", "file-search", "Finding", "text2", "Of 300 GB, 4.5 GB is left",
                             "Jun Watanabe", 500, is_corrected=True),
    "struck": TimelineRow("23:20:10", "notebook-pen", "Note", "text3", "Failover is under way", "Tomas Lind",
                          is_struck=True),
    "writing": TimelineRow("00:58:01", "notebook-pen", "Note", "text2", "Copy at 12 %", "Tomas Lind",
                           mark=TruthGlyph.WRITING),
    "not saved": TimelineRow("00:58:02", "notebook-pen", "Note", "text2", "Copy at 13 %", "Tomas Lind",
                             mark=TruthGlyph.NOT_SAVED),
}  # fmt: skip
LINES = RowShown("Database primary emptied", "INC-K7QM-1 · 31 January 2017", "19 h 12 min", "siren", "sev1")
COURSE = (
    ("Detected", "23:02"), ("Declared", "23:31"), ("Investigating", "23:34"), ("Mitigating", "since 00:41"),
    ("Monitoring", ""), ("Resolved", ""),
)  # fmt: skip


def _avatar(name: str, *, is_dashed: bool = False, badge: tuple[str, str] | None = None) -> Callable[[], QWidget]:
    def make() -> QWidget:
        avatar = Avatar()
        avatar.set_person(name, is_dashed=is_dashed)
        if badge:
            avatar.set_badge(*badge)
        return avatar

    return make


def _stack(count: int, words: str = "", *, is_past: bool = False) -> Callable[[], QWidget]:
    """So many people, of whom the second writes."""

    def make() -> QWidget:
        stack = AvatarStack(5)
        names = ("Bea Lund", "Kim Sato", "Tomas Lind", "Ana Reyes", "Jun Watanabe", "Maya Okafor", "Lewis Grant")
        people = [AvatarShown(name, name, at == 1 and not is_past, is_past) for at, name in enumerate(names[:count])]
        stack.show_people(people, words)
        return stack

    return make


def _step(step: StepLine) -> Callable[[], QWidget]:
    def make() -> QWidget:
        row = StepRow()
        row.show_step(step)
        return row

    return make


def _brief(brief: RoleBrief, part: type[RoleRow] | type[RoleBadge]) -> Callable[[], QWidget]:
    def make() -> QWidget:
        row = part()
        row.show_brief(brief)
        return row

    return make


def _need() -> QWidget:
    row = NeedRow()
    row.show_need(NeedShown("copy", "Course 3: copy the snapshot", "12 min late", "clock-alert", "bad"))
    return row


def _first_need() -> QWidget:
    row = NeedRow()
    words, when = "3 courses wait for your yes", "for 12 min"
    row.show_need(NeedShown("yes", words, when, "circle-question-mark", "bad", is_first=True))
    return row


def _need_of_others() -> QWidget:
    row = NeedRow()
    row.show_need(NeedShown("why", "Task 4: say why it slowed", "3 min late", "clock-alert", "text2", "Tomas Lind"))
    return row


def _name_line() -> QWidget:
    holder = held(line := NameLine())
    line.use("holder", "Who takes it?", "Assign")
    line.open_line(["Priya Nair", "Tomas Lind"])
    return holder


def _two_lines(shown: RowShown, *, is_card: bool) -> Callable[[], QWidget]:
    def make() -> QWidget:
        row = TwoLineRow(is_card=is_card)
        row.show_row(shown)
        return row

    return make


def _bar(share: float, tone: str) -> Callable[[], QWidget]:
    def make() -> QWidget:
        bar = ThinBar()
        bar.set_share(share, tone)
        return bar

    return make


def _tile(shown: TileShown, *, is_slim: bool = False) -> Callable[[], QWidget]:
    def make() -> QWidget:
        tile = Tile()
        tile.show_fact(shown)
        tile.set_slim(is_slim)
        return tile

    return make


def _stepper(first: int, last: int, here: int) -> Callable[[], QWidget]:
    """The course from one step to another, of which one is the present."""

    def make() -> QWidget:
        places = [StepPlace.PAST] * here + [StepPlace.PRESENT] + [StepPlace.TO_COME] * len(COURSE)
        steps = [StepShown(word, word, places[i], time) for i, (word, time) in enumerate(COURSE)]
        stepper = Stepper()
        stepper.show_steps(steps[first:last])
        return stepper

    return make


def _row(row: TimelineRow, *, is_selected: bool = False) -> Callable[[], QWidget]:
    def make() -> QWidget:
        view = QTableView()
        for header in (view.horizontalHeader(), view.verticalHeader()):
            header.hide()
        view.verticalHeader().setDefaultSectionSize(HEIGHT_PX)
        view.setShowGrid(False)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setItemDelegate(TimelineDelegate(view))
        model = QStandardItemModel(1, 1, view)
        item = QStandardItem()
        item.setData(row, ROW)
        model.setItem(0, 0, item)
        view.setModel(model)
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        view.setFixedHeight(HEIGHT_PX)
        view.setMouseTracking(True)
        if is_selected:
            view.selectRow(0)
        return view

    return make


PEOPLE = Section("People", (
    Specimen("avatar", "here", _avatar("Priya Nair")),
    Specimen("avatar", "acknowledged", _avatar("Priya Nair", badge=("circle-check", "ok"))),
    Specimen("avatar", "no answer", _avatar("Lewis Grant", is_dashed=True)),
    Specimen("avatar", "nobody", _avatar("")),
), per_row=4)  # fmt: skip
PRESENT = Section("Who is there", (
    Specimen("avatar_stack", "one", _stack(1)),
    Specimen("avatar_stack", "many", _stack(7)),
    Specimen("avatar_stack", "writing", _stack(2, "Kim Sato writes")),
    Specimen("avatar_stack", "seen", _stack(3, "seen 14:02", is_past=True)),
), per_row=2)  # fmt: skip
CHECKLIST = Section("Checklist", (
    *(Specimen("checklist", state, _step(step), 453) for state, step in STEPS.items()),
    Specimen("checklist", "focus", _step(STEPS["later"]), 453, Look.FOCUS),
), gap_px=0)  # fmt: skip
ROLES = Section("Roles where room is short", (
    *(Specimen("role_row", state, _brief(brief, RoleRow), 320) for state, brief in BRIEFS.items()),
    Specimen("role_row", "focus", _brief(BRIEFS["due"], RoleRow), 320, Look.FOCUS),
), gap_px=0)  # fmt: skip
BADGES = Section("… and shorter", tuple(
    Specimen("role_row", f"badge-{state}", _brief(brief, RoleBadge)) for state, brief in BRIEFS.items()
), per_row=3)  # fmt: skip
BARS = Section("Progress", (
    Specimen("thin_bar", "some", _bar(0.6, "spark")),
    Specimen("thin_bar", "under way", _bar(0.12, "accent")),
    Specimen("thin_bar", "none", _bar(0, "spark")),
), per_row=3)  # fmt: skip
FACTS = Section("Tiles", (
    *(Specimen("tile", state, _tile(shown), 242) for state, shown in TILES.items()),
    *in_states("tile", _tile(TILES["number"], is_slim=True), "slim", 242),
), per_row=2)  # fmt: skip
STEPPERS = Section("State stepper", (
    Specimen("stepper", "begun", _stepper(0, 3, 2), 480),
    Specimen("stepper", "mitigating", _stepper(1, 5, 3), 524),
    Specimen("stepper", "focus", _stepper(2, 5, 3), 480, Look.FOCUS),
), gap_px=0)  # fmt: skip
TIMELINE = Section("Timeline, row 26", (
    *(Specimen("timeline_row", kind, _row(row), 524) for kind, row in ROWS.items()),
    Specimen("timeline_row", "hover", _row(ROWS["role"]), 524, Look.HOVER),
    Specimen("timeline_row", "selected", _row(ROWS["action"], is_selected=True), 524, Look.FOCUS),
), gap_px=0)  # fmt: skip
NEEDS = Section("What needs somebody", (
    *in_states("need_row", _need, width_px=453),
    *in_states("need_row", _first_need, "first", 453),
    *in_states("need_row", _need_of_others, "others", 453),
    Specimen("name_line", "open", _name_line, 453),
    Specimen("name_line", "focus", _name_line, 453, Look.FOCUS),
), gap_px=4)  # fmt: skip
CHANGED = Section("What changed, by place", (
    Specimen("change_row", "gone", lambda: ChangeRow("Operations, step 3", "Read the host name", is_new=False), 453),
    Specimen("change_row", "new", lambda: ChangeRow("Operations, step 3", "Two people read it", is_new=True), 453),
), gap_px=0)  # fmt: skip
LINKED = Section("Rows of two lines", (
    Specimen("two_lines", "bare", _two_lines(LINES, is_card=False), 453),
    *in_states("two_lines", _two_lines(LINES, is_card=True), "card", 453),
))  # fmt: skip
