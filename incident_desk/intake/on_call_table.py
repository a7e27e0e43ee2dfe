"""On-call shifts from a table: a row for each, with who, from when and until when."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta, timezone, tzinfo
from typing import Final

from incident_desk.domain.errors import BadInput
from incident_desk.domain.moments import DAY_US
from incident_desk.domain.on_call import Shift
from incident_desk.intake import dates
from incident_desk.intake.on_call_found import Between, Fault, Found, cleaned, person
from incident_desk.intake.table import Row, rows_of

ROWS_MOST: Final = 20_000
WHO: Final = ("name", "person", "who", "user", "engineer", "on call", "oncall", "member", "assignee", "contact")
START: Final = ("start", "from", "begin", "begins", "starts", "start time", "shift start", "start date", "start_time")
_ELSEWHERE: Final = timezone(timedelta(hours=23, minutes=59))
"""A time that is another one there names no zone."""
END: Final = ("end", "until", "to", "till", "ends", "end time", "shift end", "end date", "end_time")


def read(text: str, name: str, zone: tzinfo, between: Between, stopped: Callable[[], bool]) -> Found:
    """The shifts of a table. Raises: BadInput if it has no such columns."""
    found = Found()
    rows = rows_of(text, name)
    header = next(rows)
    places = [_place(header.cells, words, name) for words in (WHO, START, END)]
    columns = [cleaned(header.cells[place]) for place in places]
    body = _body(rows, places, len(header.cells), found)
    taking = _Taking(zone, _order(body, found, columns), between, columns, found)
    for line, cells in body:
        if stopped():
            break
        taking.take(line, cells)
    return found


def _place(cells: Sequence[str], words: Sequence[str], name: str) -> int:
    named = [" ".join(cell.replace("_", " ").split()).casefold() for cell in cells]
    place = next((named.index(word) for word in words if word in named), None)
    if place is None:
        raise BadInput(f"no column “{words[0]}” (or {', '.join(words[1:4])})", f"{name}, line 1")
    return place


def _body(rows: Iterator[Row], places: Sequence[int], width: int, found: Found) -> list[tuple[int, list[str]]]:
    """The cells that count of each row, by line; what is no row is told."""
    body: list[tuple[int, list[str]]] = []
    try:
        for row in rows:
            if any(cell.strip() for cell in row.cells[width:]):
                told = f"{len(row.cells)} cells, and the first line names {width}; is a quotation mark missing?"
                found.faults.append(Fault(row.line, told))
            elif any(cell.strip() for cell in row.cells):
                body.append((row.line, [row.cells[at] if at < len(row.cells) else "" for at in places]))
            if len(body) == ROWS_MOST:
                found.faults.append(Fault(row.line, f"the rest is not read: a list has at most {ROWS_MOST} rows"))
                break
    except BadInput as e:
        line = int(e.where.rpartition(" ")[2]) if e.where else 1
        found.faults.append(Fault(line, f"{e.what}; the rest is not read"))
    return body


def _order(body: Sequence[tuple[int, list[str]]], found: Found, columns: Sequence[str]) -> str:
    try:
        return dates.order_of([cell for _, cells in body for cell in cells[1:]], "")
    except BadInput as e:
        found.faults.append(Fault(body[0][0], e.what, f"{columns[1]}, {columns[2]}"))
        return ""


class _Taking:
    """Takes row by row in, or tells what is wrong with it."""

    def __init__(self, zone: tzinfo, order: str, between: Between, columns: Sequence[str], found: Found) -> None:
        self._zone = zone
        self._order = order
        self._between = between
        self._columns = columns
        self._found = found

    def take(self, line: int, cells: Sequence[str]) -> None:
        who = person(cells[0])
        start, end = self._time(line, cells, 1), self._time(line, cells, 2)
        if not who:
            self._fault(line, "nobody is named", 0)
        if not who or start is None or end is None:
            return
        end_us = end[0] + (DAY_US if end[1] else 0)  # a day as the end is meant whole
        if end_us <= start[0]:
            self._fault(line, "it ends before it begins", 2)
        elif start[0] < self._between[1] and end_us > self._between[0]:
            self._found.shifts.append(Shift(start[0], end_us, who))

    def _time(self, line: int, cells: Sequence[str], at: int) -> tuple[int, bool] | None:
        """The moment, and whether it is only a day."""
        try:
            found = dates.read(cells[at], self._zone, self._order)
        except BadInput as e:
            self._fault(line, e.what.replace(dates.BY_MAP, ""), at)
            return None
        self._found.floating += at == 1 and dates.read(cells[at], _ELSEWHERE, self._order) != found
        return found

    def _fault(self, line: int, words: str, at: int) -> None:
        self._found.faults.append(Fault(line, words, self._columns[at]))
