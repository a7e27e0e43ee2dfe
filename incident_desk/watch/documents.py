"""CSV and JSON, over HTTP or from a file of this machine: rows, or one number that is of now."""

import csv
import io
import json
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import unquote, urlsplit

from incident_desk.watch.answers import Asked, Line, SourceFault
from incident_desk.watch.fetching import SIZE_MOST, fetched
from incident_desk.watch.rows import is_number, lines_of, seconds

BARE: Final = ("timestamp", "value")
"""What columns without a head are."""


def csv_asked(address: str, headers: Mapping[str, str], question: Asked) -> list[Line]:
    """`query` names the column of the values; empty if there is only one. Raises: SourceFault."""
    text = _content(address, headers).decode("utf-8-sig", errors="replace")
    try:
        table = [row for row in csv.reader(io.StringIO(text)) if row]
    except csv.Error as e:
        raise SourceFault(f"That is no CSV: {e}.") from e
    if not table:
        return []
    is_bare = len(table[0]) == len(BARE) and seconds(table[0][0]) is not None and is_number(table[0][1])
    head = BARE if is_bare else tuple(name.strip() for name in table[0])
    rows = (dict(zip(head, row, strict=False)) for row in (table if is_bare else table[1:]))
    return lines_of((row for row in rows if len(row) == len(head)), question, question.query.strip())


def json_asked(address: str, headers: Mapping[str, str], question: Asked) -> list[Line]:
    """`query` is the way to the values, like `data.orders`. Raises: SourceFault."""
    try:
        found: Any = json.loads(_content(address, headers))
    except (ValueError, RecursionError) as e:
        raise SourceFault("What answers there is no JSON.") from e
    for step in filter(None, question.query.strip().split(".")):
        found = _step(found, step)
    return lines_of(_rows(found, question.query), question)


def _step(found: Any, step: str) -> Any:
    if isinstance(found, dict) and step in found:
        return cast("dict[str, Any]", found)[step]
    if isinstance(found, list) and step.isdecimal() and int(step) < len(cast("list[Any]", found)):
        return cast("list[Any]", found)[int(step)]
    there = ", ".join(map(str, cast("dict[str, Any]", found)))[:120] if isinstance(found, dict) else "no more names"
    raise SourceFault(f"There is no “{step}” in the answer; there is: {there or 'nothing'}.")


def _rows(found: Any, way: str) -> list[Mapping[str, object]]:
    """Rows out of what people put into JSON: a number, pairs, objects, or numbers by name."""
    if is_number(found):
        return [{"value": found}]
    if isinstance(found, dict):
        named = cast("dict[str, Any]", found)
        if all(is_number(value) for value in named.values()):
            return [{"name": name, "value": value} for name, value in named.items()]
        return [named]
    if isinstance(found, list):
        listed = cast("list[Any]", found)
        if all(isinstance(each, dict) for each in listed):
            return cast("list[Mapping[str, object]]", listed)
        pairs = [cast("list[Any]", each) for each in listed if isinstance(each, list)]
        if len(pairs) == len(listed) and all(len(pair) == 2 for pair in pairs):
            return [dict(zip(BARE, pair, strict=True)) for pair in pairs]
    raise SourceFault(f"At “{way}” is neither a number nor a list of points; say the way to them, like data.orders.")


def _content(address: str, headers: Mapping[str, str]) -> bytes:
    parts = urlsplit(address)
    if parts.scheme != "file":
        return fetched(address, headers)
    return _of_file(Path(unquote(parts.path)))


def _of_file(file: Path) -> bytes:
    """Its first line, and as much of its end as may be read: a file that grows for years is read in no time."""
    try:
        found = file.stat()
        if not stat.S_ISREG(found.st_mode):
            raise SourceFault(f"{file} is no file that can be read.")
        with file.open("rb") as opened:
            if found.st_size <= SIZE_MOST:
                return opened.read(SIZE_MOST + 1)
            head = opened.readline(64 * 1024)
            opened.seek(-SIZE_MOST, io.SEEK_END)
            opened.readline(64 * 1024)  # the rest of a line that was cut
            return head + opened.read(SIZE_MOST)
    except OSError as e:
        raise SourceFault(f"{file} cannot be read: {e.strerror}.") from e
