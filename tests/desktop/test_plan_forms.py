"""Whatever a plan can say, somebody can say it in a form: every section of its schema, every field of every part."""

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

import msgspec
from msgspec import inspect
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.planning.kinds import fields_of, is_of_parts, plain
from incident_desk.desktop.planning.rows_table import RowsTable
from incident_desk.domain.plan_faults import Path
from incident_desk.domain.plan_schema import Plan
from tests.desktop.boards import press
from tests.desktop.conftest import until
from tests.desktop.planning import Planning, a_plan_room

OF_THE_PLAN = {"name": "declare_if", "answers_at": "declare_if", "keeps_reach": "declare_if", "support": "declare_if"}
"""What the plan says of itself is asked for in the form of another section."""
NO_FIELD = {"text"}
"""The plan as it was read."""


def sections() -> list[inspect.Field]:
    return [field for field in fields_of(Plan) if field.encode_name not in NO_FIELD]


async def shown(window: Planning, key: str) -> None:
    """The form of the first part of a section; where there is none, somebody adds it."""
    await window.section(key)
    page = window.room.part
    if page.nothing.isVisible():
        press(page.first_add)
        await until(lambda: not page.nothing.isVisible())
    if page.is_all:
        press(page.head.form)
    await until(page.form.isVisible)


def lacking(window: Planning, kind: inspect.Type, path: Path) -> Iterator[str]:
    """The fields of the part at a path for which nothing is shown."""
    for field in parts_of(kind):
        at, below = (*path, field.encode_name), plain(field.type)
        if not is_of_parts(below):
            if at not in window.room.part.form.boxes:
                yield ".".join(map(str, at))
        elif isinstance(below, inspect.StructType):
            yield from lacking(window, below, at)
        else:
            yield from lacking_in_rows(window.room.part.rows, below, at)


def lacking_in_rows(table: RowsTable, kind: inspect.Type, path: Path) -> Iterator[str]:
    if not table.isVisible() or table.model.rows is None or table.model.rows.path != path:
        yield ".".join(map(str, path))
        return
    names = {field.encode_name for field in parts_of(kind)}
    yield from (f"{'.'.join(map(str, path))}.{name}" for name in sorted(names - set(table.model.rows.columns)))


def parts_of(kind: inspect.Type) -> tuple[inspect.Field, ...]:
    """The fields of one part of a section, be it one alone, one of several, or one under a name."""
    kind = plain(kind)
    if isinstance(kind, inspect.VarTupleType):
        return parts_of(kind.item_type)
    if isinstance(kind, inspect.DictType):
        return parts_of(kind.value_type)
    assert isinstance(kind, inspect.StructType), kind
    of: type[Any] = kind.cls
    assert issubclass(of, msgspec.Struct)
    return fields_of(of)


async def test_every_section_of_a_plan_has_a_form_with_every_field(app: QApplication, home: FilePath) -> None:
    async with a_plan_room(home) as window:
        missing: list[str] = []
        for field in sections():
            key = field.encode_name
            button = OF_THE_PLAN.get(key, key)
            if button not in window.room.sections.buttons:
                missing.append(key)
                continue
            await shown(window, button)
            page = window.room.part
            if key in OF_THE_PLAN:
                missing += [key] if (key,) not in page.form.boxes else []
                continue
            missing += lacking(window, field.type, page.path)
        assert missing == []
