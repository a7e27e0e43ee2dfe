"""Reports of customers from a table: a row is a report, as a support desk exports them."""

from collections.abc import Mapping, Sequence
from datetime import UTC
from pathlib import Path
from typing import Final

import msgspec

from incident_desk.domain.errors import BadInput
from incident_desk.domain.report_entries import CameBy
from incident_desk.domain.reports import TakeReport, told_of
from incident_desk.intake import dates, raw_file
from incident_desk.intake.account import mark
from incident_desk.intake.columns import plain_name
from incident_desk.intake.table import Row, rows_of

ROWS_MOST: Final = 50_000
USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    "text": ("text", "message", "description", "what", "comment", "body", "subject", "summary", "details"),
    "service": ("service", "product", "component", "system", "dienst", "produkt"),
    "region": ("region", "country", "location", "site", "land", "where"),
    "symptom": ("symptom", "category", "problem", "type"),
    "since_us": ("since", "began", "started", "since when", "seit"),
    "reach": ("reach", "e mail", "email", "contact", "phone", "reply to", "kontakt"),
    "key": ("key", "id", "ticket", "ticket id", "reference", "number", "case"),
    "occurred_us": ("came at", "time", "created at", "created", "date", "timestamp", "received", "reported at", "zeit"),
}
"""What each is usually called, the surest name first; capitals, `_` and `-` aside."""
MOMENTS: Final = ("since_us", "occurred_us")


def read(path: Path, source: str, now_us: int) -> tuple[list[TakeReport], list[str]]:
    """The reports of a file, and the columns that say nothing here.

    Raises: BadInput naming file, line and field; nothing of the file is taken then.
    """
    name = str(path)
    text, _ = raw_file.text(raw_file.read(path), name)
    rows = rows_of(text, name)
    header = next(rows, Row(1, ()))
    places = _places(header, name)
    body = [row for row in rows if any(cell.strip() for cell in row.cells)]
    if not 0 < len(body) <= ROWS_MOST:
        raise BadInput(f"{len(body)} rows; 1 to {ROWS_MOST} can be taken", name)
    orders = {what: _order(body, places[what], name) for what in MOMENTS if what in places}
    found = [_report(row, places, orders, (source, name), now_us) for row in body]
    unused = [cell.strip() for at, cell in enumerate(header.cells) if at not in places.values() and cell.strip()]
    return found, unused


def _places(header: Row, name: str) -> dict[str, int]:
    plain = list(map(plain_name, header.cells))
    found = {
        what: next(plain.index(usual) for usual in names if usual in plain)
        for what, names in USUAL.items()
        if not set(plain).isdisjoint(names)
    }
    if "text" not in found and "symptom" not in found:
        there = ", ".join(cell.strip() or "(no name)" for cell in header.cells[:20])
        raise BadInput(f"no column says what customers see; name one “text” among: {there}", f"{name}, line 1")
    return found


def _order(rows: Sequence[Row], place: int, name: str) -> str:
    try:
        return dates.order_of((_cell(row, place) for row in rows), "")
    except BadInput as e:
        raise BadInput(e.what, name) from e


def _report(
    row: Row, places: Mapping[str, int], orders: Mapping[str, str], of: tuple[str, str], now_us: int
) -> TakeReport:
    source, name = of
    given = {what: _cell(row, place) for what, place in places.items()}
    try:
        moments = {what: dates.read(given[what], UTC, orders[what])[0] for what in MOMENTS if given.get(what)}
        words = {what: text for what, text in given.items() if what not in MOMENTS}
        # a row without a number of its own is known again by what it says
        words["key"] = words.get("key") or mark("report", *(f"{what}={text}" for what, text in given.items()))
        report = msgspec.convert({**words, **moments, "source": source, "came_by": CameBy.FILE}, TakeReport)
        told_of(report, now_us)
    except BadInput as e:
        raise BadInput(f"{e.where}: {e.what}" if e.where else e.what, f"{name}, line {row.line}") from e
    return report


def _cell(row: Row, place: int) -> str:
    return row.cells[place].strip() if place < len(row.cells) else ""
