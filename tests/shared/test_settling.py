"""Two desks said two things of one task or course: both stand in the window, and one press settles it everywhere."""

from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication

from incident_desk.desk import Desk
from incident_desk.desktop.dialogs.conflict import ConflictDialog
from incident_desk.desktop.dialogs.course import CourseDialog
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.task import TaskDialog
from incident_desk.desktop.parts.button import Button
from incident_desk.domain.commands import Fields
from incident_desk.domain.course_steps import DoStep, SkipStep
from incident_desk.domain.courses import Approve, Begin, Decline, Propose
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.roles import Assign
from incident_desk.domain.tasks import Drop, Extend, Finish, Give, Reassign
from tests.desktop.boards import press
from tests.desktop.conftest import until
from tests.desktop.test_settings import Window
from tests.shared.test_converge import meet, state
from tests.shared.test_levels_in_window import connected, homes

__all__ = ["homes"]

APART: dict[str, tuple[Fields, Fields, str]] = {
    "who has it": (Reassign("3", "@Kim"), Reassign("3", "@Lewis"), "holder"),
    "by when": (Extend("3", 900), Extend("3", 3600), "due_at"),
    "how it ended": (Finish("3", "mended"), Drop("3", "nobody needs it"), "ended"),
    "done, and given away": (Finish("3", "mended"), Reassign("3", "@Lewis"), "ended"),
    "a course": (Approve("1", "nothing else helps"), Decline("1", "too risky", speaker="Ada"), "stand"),
    "a step": (DoStep("1", 1, "3 s behind"), SkipStep("1", 1, "the monitor says it"), "steps"),
}


def split(ada: Desk, bea: Desk, one: Fields, other: Fields) -> IncidentId:
    """Ada says one thing and Bea another, without knowing."""
    incident = ada.reading.headlines()[0].incident
    ada.record([Assign("incident manager", "me"), Propose("Fail over", risk="data")], incident).result()
    ada.record([Give("@Sofia", 900, "Read the logs")], incident).result()
    if isinstance(one, DoStep):
        ada.record([Propose("Look", steps="Say how far it is behind; Stop writes")], incident).result()
        ada.record([Approve("2"), Begin("2")], incident).result()
        one, other = (msgspec.structs.replace(each, course="2") for each in (one, other))
    meet(ada, bea)
    ada.record(one, incident).result()
    bea.record(other, incident).result()
    meet(ada, bea)
    return incident


def dialog_of(window: Window, kind: type[Dialog]) -> Dialog:
    [found] = [each for each in window.shell.findChildren(kind) if each.isVisible()]
    return found


@pytest.mark.parametrize("choice", [0, pytest.param(-1, marks=pytest.mark.long)])
@pytest.mark.parametrize("what", APART)
async def test_both_are_shown_and_one_press_settles_it(
    app: QApplication, homes: tuple[Path, Path], what: str, choice: int
) -> None:
    one, other, field = APART[what]
    sort = "courses" if what in {"a course", "a step"} else "tasks"
    with Desk.open(homes[0]) as ada, Desk.open(homes[1]) as bea:
        incident = split(ada, bea, one, other)
        assert state(ada, incident)[sort][-1]["is_split"]
    async with connected(homes[0], incident) as window:
        observed = window.navigation.shown
        assert observed is not None
        board = observed.board
        if sort == "tasks":
            dialog: Dialog = TaskDialog(window.bridge, observed, board.tasks.all[-1].id, window.shell)
        else:
            dialog = CourseDialog(window.bridge, observed, board.courses.all[-1].id, window.shell)
        dialog.open()
        press(dialog.findChild(Button, "task_choose" if sort == "tasks" else "course_choose") or dialog)
        conflict = dialog_of(window, ConflictDialog)
        assert isinstance(conflict, ConflictDialog)
        assert len(conflict.choices) == 2
        wanted = conflict.choices[choice].shown.line
        press(conflict.choices[choice])
        works = {"tasks": lambda: observed.board.tasks.all, "courses": lambda: observed.board.courses.all}[sort]
        await until(lambda: not works()[-1].is_split)
    with Desk.open(homes[0]) as ada, Desk.open(homes[1]) as bea:
        meet(ada, bea)
        settled = state(bea, incident)[sort][-1]
        assert settled == state(ada, incident)[sort][-1]
        assert not settled["is_split"]
        if what == "a step":
            [mark] = settled[field][0]["marks"]
            assert wanted == f"{'skipped' if mark['skipped'] else 'done'}: {mark['text']}"
        if what in {"who has it", "how it ended", "a course"}:
            assert wanted.partition(":")[0] == settled[field]
