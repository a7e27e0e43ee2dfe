"""The part of the plan that is worked at: which it is, its form with the rows below it, or all of its section."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop.parts.button import Button, IconButton
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.empty import Empty
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.planning.form import ROW_PX, PlanForm
from incident_desk.desktop.planning.kinds import new_part
from incident_desk.desktop.planning.rows_table import RowsTable
from incident_desk.desktop.planning.sections import BY_KEY, SECTIONS, Shown, all_rows, groups, rows, steps
from incident_desk.domain.plan_editing import moved as moved_part
from incident_desk.domain.plan_editing import with_item, without
from incident_desk.domain.plan_faults import Path
from incident_desk.domain.plan_outline import Outline

HEAD_PX = 46
MOST_PER_ROW = 4
SHORT_PX = 620
"""Below this width the head leaves out what stands elsewhere, too."""


class PartHead(QWidget):
    """Section, part, and the ways to look at it. `chosen` carries the last step of the way to another part."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEAD_PX)
        self.section = Label("", 13, 400, "text2")
        self.part = Choice()
        self.part.setObjectName("plan_part")
        self.part.setAccessibleName(self.tr("Part of the plan"))
        self.part.setMinimumWidth(120)
        self.part.setMaximumWidth(320)
        self.form = Button(self.tr("Form"), "", "ghost", "plan_as_form")
        self.all = Button(self.tr("All"), "", "ghost", "plan_as_rows")
        self.add = IconButton("plus", self.tr("Add one"), "plan_part_add")
        self.up = IconButton("arrow-up", self.tr("Move this one up"), "plan_part_up")
        self.remove = IconButton("trash-2", self.tr("Take this one out"), "plan_part_remove")
        self._views = QButtonGroup(self)
        self.part.activated.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.section)
        row.addWidget(self.part, 3)
        row.addStretch(1)
        for button in (self.form, self.all):
            button.setCheckable(True)
            self._views.addButton(button)
            row.addWidget(button)
        for button in (self.add, self.up, self.remove):
            row.addWidget(button)

    def show_part(self, section: Shown, found: list[tuple[str | int, str]], step: str | int | None) -> None:
        """Where somebody is: the section, its parts by their names, and which of them."""
        self.section.setText(section.title + ("  ›" if found else ""))
        if [(self.part.itemData(at), self.part.itemText(at)) for at in range(self.part.count())] != found:
            self.part.clear()
            for each, words in found:
                self.part.addItem(words, each)
        self.part.setCurrentIndex(next((at for at, (each, _) in enumerate(found) if each == step), -1))
        is_free = section.is_list and section.key != "severities"  # those are four, and stay four
        for control in (self.part, self.form, self.all):
            control.setVisible(bool(found))
        for button in (self.up, self.remove):
            button.setVisible(is_free and bool(found))
        self.add.setVisible(is_free)
        self.up.setEnabled(isinstance(step, int) and step > 0)
        is_short = self.width() < SHORT_PX
        words = self.tr("All {count}") if is_short else self.tr("All {count} side by side")
        self.all.setText(words.format(count=len(found)))
        self.section.setVisible(not is_short or not found)

    def _choose(self) -> None:
        self.chosen.emit(self.part.currentData())


class PartPage(QWidget):
    """`edited` tells how the text is to be changed; `moved` that another part is shown, with the way to it."""

    edited = Signal(object)
    moved = Signal(object)
    incident_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan_part_page")
        self.head = PartHead()
        self.form = PlanForm()
        self.rows = RowsTable("plan_rows")
        self.all = RowsTable("plan_all")
        self.all.set_head_shown(False)
        self.section = SECTIONS[0]
        self.step: str | int | None = 0
        self.is_all = False
        self._outline: Outline | None = None
        self._added_to = ""
        self.nothing = self._nothing()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(12)
        for part in (self.form, self.rows, self.all, self.nothing):
            column.addWidget(part)
        for part in (self.rows, self.all, self.nothing):
            part.hide()
        for part in (self.form, self.rows, self.all):
            part.edited.connect(self.edited)
        self._connect()

    def _nothing(self) -> Empty:
        self.first_add = Button(self.tr("Add the first one"), "plus", "plain", "plan_first_add")
        told = self.tr("What is added here stands in the text at the right as well.")
        return Empty("clipboard-list", self.tr("Nothing here yet"), told, self.first_add)

    def _connect(self) -> None:
        head = self.head
        head.chosen.connect(self._go)
        head.form.clicked.connect(lambda: self._turn(is_all=False))
        head.all.clicked.connect(lambda: self._turn(is_all=True))
        for button in (head.add, self.first_add):
            button.clicked.connect(self._add)
        head.remove.clicked.connect(self._remove)
        head.up.clicked.connect(self._move_up)
        self.all.chosen.connect(self._follow_row)
        for table in (self.rows, self.all):
            table.incident_asked.connect(self.incident_asked)

    # where somebody is ------------------------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """The way to the part that is shown."""
        return (self.section.key,) if self.step is None else (self.section.key, self.step)

    def show_section(self, key: str) -> None:
        """Its first part, or all of them where they are short."""
        self.form.flush()
        self.section = BY_KEY[key]
        self.step = self._first_step()
        self.is_all = self.section.in_rows
        self._show()
        self.moved.emit(self.path)

    def go_to(self, path: Path) -> None:
        """The part that holds this place."""
        key = str(path[0]) if path and path[0] in BY_KEY else "declare_if"
        if key != self.section.key:
            self.show_section(key)
        if len(path) > 1 and self.section.is_list:
            self._go(path[1])

    def _go(self, step: object) -> None:
        self.form.flush()
        assert step is None or isinstance(step, str | int)
        self.step = step
        self._show()
        self.moved.emit(self.path)

    def _first_step(self) -> str | int | None:
        if not self.section.is_list:
            return None
        found = steps(self._outline, self.section) if self._outline else []
        return found[0][0] if found else None

    def _turn(self, *, is_all: bool) -> None:
        self.form.flush()
        self.is_all = is_all
        self._show()

    def _follow_row(self, row: int) -> None:
        if self.is_all and self._outline is not None and self.all.isVisible():
            self.step = self.all.model.path(row)[-1]
            self._show_head()
            self.moved.emit(self.path)

    # what is shown ----------------------------------------------------------------------------------------------------

    def show_outline(self, outline: Outline) -> None:
        """What the text says now."""
        before, self._outline = self._outline, outline
        known = [step for step, _ in steps(outline, self.section)]
        is_more = before is not None and len(known) > len(steps(before, self.section))
        is_added = is_more and self._added_to == self.section.key
        if is_added:
            self.step, self._added_to, self.is_all = known[-1], "", False
        if self.section.is_list and self.step not in known:
            later = [step for step in known if isinstance(step, int) and isinstance(self.step, int)]
            self.step = later[-1] if later else known[0] if known else None
        self._show()
        if is_added:
            self.take_keyboard()
            if isinstance(first := self.form.first(), QLineEdit):
                first.selectAll()  # what is typed now replaces the name that it was given
            self.moved.emit(self.path)

    def _show(self) -> None:
        outline = self._outline
        if outline is None:
            return
        self._show_head()
        is_empty = self.section.is_list and self.step is None
        below = rows(self.section, self.step)
        self.nothing.setVisible(is_empty)
        self.form.setVisible(not is_empty and not self.is_all)
        self.rows.setVisible(not is_empty and not self.is_all and below is not None)
        self.all.setVisible(not is_empty and self.is_all)
        if is_empty:
            return
        if self.is_all:
            self.all.show_rows(outline, all_rows(self.section), self._number())
            return
        self.form.show_groups(outline, groups(self.section, self.step), self._per_row())
        if below is not None:
            self.rows.show_rows(outline, below)

    def _number(self) -> int:
        assert self._outline is not None
        known = [step for step, _ in steps(self._outline, self.section)]
        return known.index(self.step) if self.step in known else 0

    def _show_head(self) -> None:
        assert self._outline is not None
        found = steps(self._outline, self.section) if self.section.is_list else []
        self.head.show_part(self.section, found, self.step)
        self.head.form.setChecked(not self.is_all)
        self.head.all.setChecked(self.is_all)

    def _per_row(self) -> int:
        return max(1, min(MOST_PER_ROW, (self.width() - 32) // ROW_PX))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._show()

    def take_keyboard(self) -> None:
        """To the first control of what is shown."""
        control = self.all.table if self.is_all else self.form.first()
        if control is not None:
            control.setFocus(Qt.FocusReason.OtherFocusReason)

    # what is done -----------------------------------------------------------------------------------------------------

    def _add(self) -> None:
        self._added_to = self.section.key
        count = len(steps(self._outline, self.section)) if self._outline else 0
        item = new_part(self.section.part, count + 1, self._outline)
        self.edited.emit(partial(with_item, path=(self.section.key,), item=item))

    def _move_up(self) -> None:
        if isinstance(self.step, int) and self.step > 0:
            self.edited.emit(partial(moved_part, path=self.path, by=-1))
            self._go(self.step - 1)

    def _remove(self) -> None:
        if self.step is not None:
            self.edited.emit(partial(without, path=self.path))
