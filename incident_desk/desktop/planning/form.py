"""One part of the plan as a form. What is given to a field is written into the text, at its place and nowhere else."""

from functools import partial
from typing import Any

from msgspec import inspect
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.planning.field_words import aside_words, field_words, value_words
from incident_desk.desktop.planning.fields import (
    MOST_CHIPS,
    ChipsBox,
    ChoiceBox,
    Choices,
    FieldBox,
    LineBox,
    LongBox,
    Value,
)
from incident_desk.desktop.planning.kinds import choices_of, fields_of, is_of_parts, plain
from incident_desk.desktop.planning.sections import Group
from incident_desk.domain.plan_editing import with_list, with_value, without
from incident_desk.domain.plan_faults import Path
from incident_desk.domain.plan_outline import Outline

LONG = {"duties", "text", "means", "feels", "words", "in_doubt", "answer", "trigger"}
IN_LINES = {"triggers", "reach", "order", "parts"}
WIDE = {
    *LONG,
    *IN_LINES,
    "opens",
    "channels",
    "by",
    "severities",
    "told_by",
    "used_by",
    "regions",
    "fills",
    "people",
    "urgent",
    "audiences",
    "groups",
    "in_advance",
    "legal",
    "to",
    "confirms",
    "languages",
    "decides",
    "asked",
}
ROW_PX = 250
"""Room for one field; a form has as many side by side as there is room for."""


class PlanForm(QWidget):
    """`edited` tells how the text is to be changed."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[Path, FieldBox] = {}
        self._shown: tuple[object, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._held: QWidget | None = None

    def show_groups(self, outline: Outline, groups: list[Group], per_row: int) -> None:
        """The fields of these parts. They stay the same controls as long as they are about the same."""
        offered = {group.path: self._choices(outline, group) for group in groups}
        wanted = (per_row, tuple(groups), tuple(offered.items()))
        if repr(wanted) != repr(self._shown):
            self.flush()
            self._shown = wanted
            self._build(groups, offered, per_row)
        for path, box in self.boxes.items():
            fault = next((f for at, f in outline.faults.items() if at[: len(path)] == path), None)
            box.show_value(outline.at(path), fault)

    def flush(self) -> None:
        """Whatever was typed just now is told."""
        for box in self.boxes.values():
            box.flush()

    def first(self) -> QWidget | None:
        """The first control."""
        return next((box.head.buddy() for box in self.boxes.values()), None)

    def _choices(self, outline: Outline, group: Group) -> dict[str, Choices]:
        return {
            field.encode_name: choices
            for field in fields_of(group.part)
            if (choices := choices_of(outline, field, own=group.path))
        }

    def _build(self, groups: list[Group], offered: dict[Path, dict[str, Choices]], per_row: int) -> None:
        if self._held is not None:
            self._column.removeWidget(self._held)
            self._held.hide()
            self._held.deleteLater()
        self._held = QWidget()
        self.boxes = {}
        column = QVBoxLayout(self._held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for group in groups:
            if group.heading:
                column.addWidget(Label(group.heading, 13, 600))
            column.addLayout(self._grid(group, offered[group.path], per_row))
        self._column.addWidget(self._held)
        self._held.show()  # of itself it would be shown a moment later, and could not take the keyboard before

    def _grid(self, group: Group, offered: dict[str, Choices], per_row: int) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        at = 0
        for field in _in_order(group):
            name = field.encode_name
            box = self._box(field, offered.get(name, ()))
            self.boxes[(*group.path, name)] = box
            box.edited.connect(partial(self._write, (*group.path, name), field))
            is_wide = name in WIDE
            at += -at % per_row if is_wide else 0
            grid.addWidget(box, at // per_row, at % per_row, 1, per_row if is_wide else 1)
            at += per_row if is_wide else 1
        for column in range(per_row):
            grid.setColumnStretch(column, 1)
            if grid.itemAtPosition(0, column) is None:  # an empty column has no gap, and the others would be wider
                grid.addWidget(QWidget(), 0, column)
        return grid

    def _box(self, field: inspect.Field, choices: Choices) -> FieldBox:
        name, words, aside = field.encode_name, field_words(field.encode_name), aside_words(field)
        kind = plain(field.type)
        is_list = isinstance(kind, inspect.VarTupleType)
        if is_list and choices and len(choices) <= MOST_CHIPS and name not in IN_LINES:
            return ChipsBox(name, words, choices, aside)
        if isinstance(kind, inspect.BoolType):
            return ChoiceBox(name, words, choices, aside, blank="false")
        if choices and not is_list:
            offered = choices if field.required else [("", value_words("none")), *choices]
            return ChoiceBox(name, words, offered, aside)
        if name in LONG | IN_LINES:
            return LongBox(name, words, aside, is_list=is_list)
        return LineBox(name, words, aside, is_list=is_list)

    def _write(self, path: Path, field: inspect.Field, value: Value) -> None:
        self.edited.emit(edit_of(path, field, value))


def _in_order(group: Group) -> list[inspect.Field]:
    """Short fields first, the key last of them; what takes a line of its own below."""
    fields = [f for f in fields_of(group.part) if not is_of_parts(plain(f.type))]
    shown = [f for f in fields if not group.only or f.encode_name in group.only]
    return sorted(shown, key=lambda field: (field.encode_name in WIDE, field.encode_name == "key"))


def edit_of(path: Path, field: inspect.Field, value: Value) -> Any:
    """How the text changes when a field gets a value; one that may be left out and is empty is left out."""
    if not value and not field.required:
        return partial(without, path=path)
    if isinstance(value, list):
        return partial(with_list, path=path, words=value)
    is_bare = not isinstance(plain(field.type), inspect.StrType | inspect.EnumType) and _is_one_word(value)
    return partial(with_value, path=path, value=value, is_bare=is_bare)


def _is_one_word(value: str) -> bool:
    """Whether it can stand there as it is: a number, true, a day. Anything else goes in quotes, and is told."""
    return value != "" and all(character.isalnum() or character in "-+. " for character in value)
