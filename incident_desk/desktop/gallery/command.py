"""What is led with: tasks and what gives them, courses of action."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.gallery.buttons import held
from incident_desk.desktop.gallery.specimen import Look, Section, Specimen
from incident_desk.desktop.parts.add_line import AddLine
from incident_desk.desktop.parts.chip_choice import ChipChoice
from incident_desk.desktop.parts.course_card import CourseCard, CourseShown
from incident_desk.desktop.parts.fact_row import FactRow
from incident_desk.desktop.parts.facts import Facts
from incident_desk.desktop.parts.growing_text import GrowingText
from incident_desk.desktop.parts.investigation_row import InvestigationRow, InvestigationRowShown
from incident_desk.desktop.parts.investigation_tab import InvestigationTab, TabShown
from incident_desk.desktop.parts.key_hints import KeyHints
from incident_desk.desktop.parts.note_line import NoteLine
from incident_desk.desktop.parts.several_lines import SeveralLines
from incident_desk.desktop.parts.span_choice import SpanChoice
from incident_desk.desktop.parts.taker_field import TakerField
from incident_desk.desktop.parts.task_row import TaskRow, TaskShown
from incident_desk.desktop.parts.thumbnail import Thumbnail
from incident_desk.desktop.parts.truth_glyph import TruthGlyph
from incident_desk.desktop.theme import colour

ROWS = {
    "quiet": TaskShown("1", "Check rows after 50 GB", "1", "Tomas Lind", "01:01"),
    "not seen": TaskShown("2", "Find the private network route", "2", "Lewis Grant", "not seen", "user-x", "warn"),
    "asked": TaskShown("3", "Say why the copy slowed", "3", "Tomas Lind", "done?", "circle-question-mark", "warn"),
    "late": TaskShown("4", "Order a second disk", "4", "Noor Haddad", "2 min late", "clock-alert", "bad"),
    "two desks": TaskShown("5", "Brief the support desk", "5", "Kim Sato", "01:02", mark=TruthGlyph.CONFLICT),
    "waiting": TaskShown("6", "Mount the disk", "6", "Maya Okafor", "01:10", mark=TruthGlyph.WAITING),
    "ended": TaskShown("7", "Stop every delete job", "7", "Tomas Lind", "23:39", "check", is_done=True),
}


def _task(task: TaskShown) -> Callable[[], QWidget]:
    def make() -> QWidget:
        row = TaskRow()
        row.show_task(task)
        return row

    return make


def _spans() -> QWidget:
    choice = SpanChoice("span", (300, 900, None), lambda seconds: f"{seconds // 60} min" if seconds else "no limit")
    choice.choose(900)
    return choice


def _chips() -> QWidget:
    choice = ChipChoice("way", (("undone", "can be undone"), ("one_way", "no way back")))
    choice.turn_on("one_way")
    return choice


def _taker() -> QWidget:
    holder = held(field := TakerField("taker", "Who does it?"))
    field.offer({"Tomas Lind": "Operations manager · 3 tasks"})
    field.set_name("Tomas Lind")
    return holder


COURSES = {
    "proposed": CourseShown("1", "Rebuild db2 with pg_basebackup after db1", "1", "Jun Watanabe · needs 2 people",
                            "9 min"),
    "under way": CourseShown("2", "Copy the 17:20 snapshot from staging to db1", "2",
                             "until 00:40 · 1 of 4 steps · Tomas", "Tomas", "play", share=0.25, is_accent=True),
    "late": CourseShown("3", "Copy the 17:20 snapshot from staging to db1", "3", "Late 5 min, was to end 00:35 · Tomas",
                        "late 5 min", "clock-alert", "bad", share=0.5, is_accent=True),
    "worked": CourseShown("4", "Stop every delete and cron job on db1", "4", "worked · 23:39", "23:39", "check", "ok",
                          is_over=True),
    "two desks": CourseShown("5", "Recreate webhooks", "5", "by Priya Nair 00:46", "00:46", mark=TruthGlyph.CONFLICT),
}  # fmt: skip


def _course(course: CourseShown, *, is_row: bool) -> Callable[[], QWidget]:
    def make() -> QWidget:
        card = CourseCard()
        card.set_row(is_row)
        card.show_course(course)
        return card

    return make


def _facts() -> QWidget:
    return Facts([("What it brings", "Writes work again"), ("What could go wrong", "Three seconds of work are lost")])


TABS = {
    "chosen": TabShown("a", "A", "Which copy can we restore?", "Backups · you work here, 12 min left"),
    "other": TabShown("c", "C", "Can db1 files be recovered?", "Operations · submitted 00:31"),
    "sealed": TabShown("b", "B", "Why did replication stop?", "Database · sealed, 12 min left", is_sealed=True),
    "late": TabShown("d", "D", "What slowed the copy?", "Networking · sealed, 4 min late", "warn", is_sealed=True),
}


def _tab(shown: TabShown, *, is_on: bool) -> Callable[[], QWidget]:
    def make() -> QWidget:
        made = InvestigationTab()
        made.show_tab(shown)
        made.setChecked(is_on)
        return made

    return make


INVESTIGATION_ROWS = {
    "chosen": InvestigationRowShown(
        "a", "B", "Why did replication stop?", "Jun Watanabe, Noor Haddad", "you work here, 12 min left", "pencil-line"
    ),
    "sealed": InvestigationRowShown(
        "b", "A", "Which copy can we restore?", "Backups: Maya Okafor", "in 00:49", "check", "ok", is_sealed=True
    ),
    "late": InvestigationRowShown(
        "c", "D", "What slowed the copy?", "Networking", "4 min late", "clock", "warn", is_sealed=True
    ),
}


def _inquiry(shown: InvestigationRowShown, *, is_on: bool) -> Callable[[], QWidget]:
    def make() -> QWidget:
        made = InvestigationRow()
        made.show_row(shown)
        made.setChecked(is_on)
        return made

    return make


def _fact() -> QWidget:
    made = FactRow("circle-check", "ok")
    made.show_fact("a", "Lag on db2 over 5 min", "23:02")
    return made


def _note() -> QWidget:
    made = NoteLine()
    made.show_note("00:41", "Jun Watanabe", "Order of batches in the job log equals the steps in the lag graph.")
    return made


def _hints() -> QWidget:
    made = KeyHints([("C", "fits"), ("I", "speaks against"), ("N", "neither")])
    made.show_about("E14, No WAL sender left free:")
    return made


def _add_line() -> QWidget:
    holder = QWidget()
    line = AddLine("add_line", "Add what speaks for it", holder, holder)
    line.resize(280, line.minimumHeight())
    line.show()
    holder.setFixedSize(280, line.minimumHeight())
    return holder


def _result() -> QWidget:
    return SeveralLines("state   | count\nactive  |     3\nwaiting |   212", "result")


def _growing(words: str) -> Callable[[], QWidget]:
    def make() -> QWidget:
        made = GrowingText("growing", "Lag rose in steps, each when a batch ran")
        made.setText(words)
        return made

    return make


def _thumbnail() -> QWidget:
    made = Thumbnail(QSize(120, 80))
    picture = QPixmap(240, 160)
    picture.fill(colour("accentfill"))
    made.show_picture(picture)
    return made


TASKS = Section("Tasks, row 26", (
    *(Specimen("task_row", state, _task(task), 453) for state, task in ROWS.items()),
    Specimen("task_row", "hover", _task(ROWS["quiet"]), 453, Look.HOVER),
    Specimen("task_row", "focus", _task(ROWS["quiet"]), 453, Look.FOCUS),
), gap_px=0)  # fmt: skip
GIVING = Section("Giving a task", (
    Specimen("span_choice", "chosen", _spans, 453),
    Specimen("chip_choice", "chosen", _chips, 453),
    Specimen("taker_field", "named", _taker, 453),
), gap_px=4)  # fmt: skip
COURSE_CARDS = Section("Courses of action", (
    *(Specimen("course_card", state, _course(course, is_row=False), 240) for state, course in COURSES.items()),
    *(Specimen("course_card", f"row-{state}", _course(course, is_row=True), 240) for state, course in COURSES.items()),
    Specimen("course_card", "hover", _course(COURSES["proposed"], is_row=False), 240, Look.HOVER),
    Specimen("course_card", "focus", _course(COURSES["proposed"], is_row=False), 240, Look.FOCUS),
), per_row=2)  # fmt: skip
INVESTIGATIONS = Section("Investigations", (
    *(Specimen("investigation_tab", state, _tab(each, is_on=state == "chosen"), 240) for state, each in TABS.items()),
    Specimen("investigation_tab", "hover", _tab(TABS["other"], is_on=False), 240, Look.HOVER),
    Specimen("investigation_tab", "focus", _tab(TABS["other"], is_on=False), 240, Look.FOCUS),
    *(
        Specimen("investigation_row", state, _inquiry(each, is_on=state == "chosen"), 336)
        for state, each in INVESTIGATION_ROWS.items()
    ),
    *(
        Specimen("investigation_row", look.value, _inquiry(INVESTIGATION_ROWS["late"], is_on=False), 300, look)
        for look in (Look.HOVER, Look.FOCUS)
    ),
    Specimen("key_hints", "some", _hints, 400),
    *(Specimen("fact_row", look.value, _fact, 300, look) for look in Look),
    *(Specimen("note_line", look.value, _note, 300, look) for look in Look),
    Specimen("key_hints", "narrow", _hints, 190),
    Specimen("add_line", "open", _add_line),
    Specimen("several_lines", "a result", _result, 300),
    Specimen("growing_text", "empty", _growing(""), 300),
    Specimen("growing_text", "words", _growing("Lag rose in steps, each when a batch of the spam clean-up ran"), 300),
    Specimen("growing_text", "a result", _growing("state   | count\nactive  |     3\nwaiting |   212"), 300),
    Specimen("growing_text", "focus", _growing("Lag rose"), 300, Look.FOCUS),
    Specimen("thumbnail", "shown", _thumbnail),
), gap_px=8)  # fmt: skip
FACTS = Section("Facts", (Specimen("facts", "some", _facts, 453),))
