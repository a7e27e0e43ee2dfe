"""What is led with: tasks, and what gives them."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from incident_desk.desktop.gallery.buttons import held
from incident_desk.desktop.gallery.specimen import Look, Section, Specimen
from incident_desk.desktop.parts.span_choice import SpanChoice
from incident_desk.desktop.parts.taker_field import TakerField
from incident_desk.desktop.parts.task_row import TaskRow, TaskShown
from incident_desk.desktop.parts.truth_glyph import TruthGlyph

ROWS = {
    "quiet": TaskShown("1", "Check rows after 50 GB", "Tomas Lind", "01:01"),
    "not seen": TaskShown("2", "Find the private network route", "Lewis Grant", "not seen", "user-x", "warn"),
    "asked": TaskShown("3", "Say why the copy slowed", "Tomas Lind", "done?", "circle-question-mark", "warn"),
    "late": TaskShown("4", "Order a second disk", "Noor Haddad", "2 min late", "clock-alert", "bad"),
    "two desks": TaskShown("5", "Brief the support desk", "Kim Sato", "01:02", mark=TruthGlyph.CONFLICT),
    "waiting": TaskShown("6", "Mount the disk", "Maya Okafor", "01:10", mark=TruthGlyph.WAITING),
    "ended": TaskShown("7", "Stop every delete job", "Tomas Lind", "23:39", "check", is_done=True),
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


def _taker() -> QWidget:
    holder = held(field := TakerField("taker", "Who does it?"))
    field.offer({"Tomas Lind": "Operations manager · 3 tasks"})
    field.set_name("Tomas Lind")
    return holder


TASKS = Section("Tasks, row 26", (
    *(Specimen("task_row", state, _task(task), 453) for state, task in ROWS.items()),
    Specimen("task_row", "hover", _task(ROWS["quiet"]), 453, Look.HOVER),
    Specimen("task_row", "focus", _task(ROWS["quiet"]), 453, Look.FOCUS),
), gap_px=0)  # fmt: skip
GIVING = Section("Giving a task", (
    Specimen("span_choice", "chosen", _spans, 453),
    Specimen("taker_field", "named", _taker, 453),
), gap_px=4)  # fmt: skip
