"""Tables (CSV and its kin): one past incident, a row for each moment."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from incident_desk.domain.errors import BadInput, RuleError
from incident_desk.domain.timeline import checked_text
from incident_desk.intake import columns, dates
from incident_desk.intake.account import MOMENTS_LIMIT, Account, Kind, Moment, in_order, mark
from incident_desk.intake.columns import Columns, Wanted

DELIMITERS: Final = ",;\t|"
SAMPLE_LETTERS: Final = 16 * 1024
KINDS: Final = {
    **{kind.value: kind for kind in Kind},
    "detection": Kind.DETECTED,
    "alert": Kind.DETECTED,
    "declaration": Kind.DECLARED,
    "message": Kind.MESSAGE_EXTERNAL,
    "external message": Kind.MESSAGE_EXTERNAL,
    "message external": Kind.MESSAGE_EXTERNAL,
    "internal message": Kind.MESSAGE_INTERNAL,
    "message internal": Kind.MESSAGE_INTERNAL,
    "monitoring": Kind.MITIGATED,
}
"""What stands in a column of kinds. Any other word is kept in front of the text, as a note."""


class Row(msgspec.Struct, frozen=True):
    """The cells of one row, and the line it begins in."""

    line: int
    cells: Sequence[str]


def read(text: str, name: str, title: str, wanted: Wanted) -> Account:
    """The incident that a table tells.

    Args:
        name: what to call the file in an error.
        title: what to call the incident.
    Raises: BadInput naming line and column.
    """
    rows = rows_of(text, name)
    header = next(rows)
    found = columns.found_in(header.cells, wanted, f"{name}, line {header.line}")
    body = [_padded(row, header, name) for row in rows if any(cell.strip() for cell in row.cells)]
    if not 0 < len(body) <= MOMENTS_LIMIT:
        raise BadInput(f"{len(body)} rows; 1 to {MOMENTS_LIMIT} can be imported", name)
    moments = _moments(body, found, wanted, name)
    first = moments[0]
    return Account(
        identity=mark("table", first.occurred_us),
        title=title,
        moments=in_order(reversed(moments) if first.occurred_us > moments[-1].occurred_us else moments),
        remark=f"columns that were not used: {', '.join(found.unused)}" if found.unused else "",
    )


def rows_of(text: str, name: str) -> Iterator[Row]:
    """The rows of a table, the first being its header. Raises: BadInput where it is none."""
    reader = csv.reader(io.StringIO(text, newline=""), _dialect(text), strict=True)
    line = 1
    try:
        for cells in reader:
            yield Row(line, cells)
            line = reader.line_num + 1
    except csv.Error as e:
        raise BadInput(f"not a table: {e}", f"{name}, line {line}") from e


def _dialect(text: str) -> type[csv.Dialect]:
    """Commas unless the first lines show otherwise."""

    class Found(csv.excel):
        delimiter = _delimiter(text)

    return Found


def _delimiter(text: str) -> str:
    """The sign that parts the names in the first line; the sniffer decides if there are several."""
    head = text.lstrip().partition("\n")[0]
    there = [sign for sign in DELIMITERS if sign in head]
    if len(there) < 2:
        return there[0] if there else ","
    try:
        return csv.Sniffer().sniff(text[:SAMPLE_LETTERS], DELIMITERS).delimiter
    except csv.Error:
        return max(there, key=head.count)


def _padded(row: Row, header: Row, name: str) -> Row:
    """The row as wide as the header. Raises: BadInput if it has more cells than that: something is amiss then."""
    width = len(header.cells)
    if any(cell.strip() for cell in row.cells[width:]):
        what = f"{len(row.cells)} cells, and the first line names {width}; is a quotation mark missing?"
        raise BadInput(what, f"{name}, line {row.line}")
    return Row(row.line, [*row.cells[:width], *[""] * (width - len(row.cells))])


def _moments(rows: Sequence[Row], found: Columns, wanted: Wanted, name: str) -> list[Moment]:
    times = [" ".join(row.cells[place].strip() for place in found.time) for row in rows]
    try:
        order = dates.order_of(times, wanted.dates)
    except BadInput as e:
        raise BadInput(e.what, name) from e
    return [_moment(row, time, found, order, name) for row, time in zip(rows, times, strict=True)]


def _moment(row: Row, time: str, found: Columns, order: str, name: str) -> Moment:
    try:
        occurred_us, is_day = dates.read(time, found.zone, order)
        kind, text = _kind(row, found)
        return Moment(occurred_us, kind, checked_text(text), _cell(row, found.who), is_day)
    except (BadInput, RuleError) as e:
        raise BadInput(e.what if isinstance(e, BadInput) else str(e), f"{name}, line {row.line}") from e


def _kind(row: Row, found: Columns) -> tuple[Kind, str]:
    word = _cell(row, found.kind)
    kind = KINDS.get(word.casefold().replace("_", " "), KINDS.get(word.casefold()))
    text = row.cells[found.text].strip()
    if not word or kind is not None:
        return kind or Kind.NOTE, text
    return Kind.NOTE, f"{word}: {text}" if text else ""


def _cell(row: Row, place: int | None) -> str:
    return "" if place is None else " ".join(row.cells[place].split())
