"""Reports of past incidents, one a line of JSON or a row of a table: what happened, why, and what was learned."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC
from typing import Any, Final, NoReturn

import msgspec

from incident_desk.domain.errors import BadInput, RuleError
from incident_desk.domain.incident import TITLE_LIMIT, checked_title
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import checked_text
from incident_desk.intake import dates
from incident_desk.intake.account import Account, Told, mark
from incident_desk.intake.json_text import JsonText
from incident_desk.intake.table import Row, rows_of

FIELDS: Final = frozenset({"title", "summary"})
"""What an object, or the head of a table, must have to be taken for such reports."""

Words = str | tuple[str, ...] | None
"""One or several, or one text with `;` or `|` between them."""

_BETWEEN: Final = re.compile(r"[;|\n]+")
_CALLED: Final[Mapping[str, str]] = {
    **dict.fromkeys(("cause_tags", "causes", "cause", "contributing_factors", "tags"), "factors"),
    **dict.fromkeys(("learned", "lessons_learned", "lesson"), "lessons"),
    **dict.fromkeys(("service", "components", "systems"), "services"),
    **dict.fromkeys(("occurred_at", "started", "date", "began_at"), "started_at"),
    **dict.fromkeys(("ended_at", "resolved", "ended"), "resolved_at"),
    **dict.fromkeys(("source_url", "link"), "url"),
}
"""What else the fields are called."""


class Report(msgspec.Struct, frozen=True):
    """What is read of a report, by whatever name. `source` says who collected it, and is not kept."""

    title: str
    summary: str
    id: str | int | None = None
    company: str | None = None
    factors: Words = None
    lessons: Words = None
    services: Words = None
    started_at: str | None = None
    resolved_at: str | None = None
    severity: str | None = None
    url: str | None = None
    source: Any = None


class Rows(msgspec.Struct, frozen=True):
    """A table of reports: its head, and its rows."""

    names: tuple[str, ...]
    rows: Iterable[Row]


def read(document: JsonText) -> Account:
    """The incident that a report tells. Raises: BadInput naming line and field."""
    told = document.decode(dict[str, msgspec.Raw])
    called = {_CALLED.get(name, name): name for name in told}
    known = {name: told[called[name]] for name in Report.__struct_fields__ if name in called}
    renamed = msgspec.structs.replace(document, text=msgspec.json.encode(known).decode())
    report = renamed.decode(Report)
    unused = [name for name in told if _CALLED.get(name, name) not in Report.__struct_fields__]

    def wrong(what: str, field: str) -> NoReturn:
        raise document.wrong(what, f"$.{called.get(field, field)}")

    return _account(report, unused, wrong, f"{document.name}:{document.first_line}")


def table_in(text: str, name: str) -> Rows | None:
    """The table of reports that a text holds; None if its head says it is something else. Raises: BadInput."""
    rows = rows_of(text, name)
    header = next(rows)
    names = tuple(_name(cell) for cell in header.cells)
    return Rows(names, rows) if set(names) >= FIELDS else None


def read_rows(table: Rows, name: str) -> Iterator[Account | BadInput]:
    """Each incident, or why its row cannot be read. Raises: BadInput where the table itself breaks off."""
    for row in table.rows:
        if any(cell.strip() for cell in row.cells):
            try:
                yield _of_row(table.names, row, name)
            except BadInput as e:
                yield e


def _of_row(names: tuple[str, ...], row: Row, name: str) -> Account:
    where = f"{name}, line {row.line}"
    if any(cell.strip() for cell in row.cells[len(names) :]):
        what = f"{len(row.cells)} cells, and the first line names {len(names)}; is a quotation mark missing?"
        raise BadInput(what, where)
    cells = {name: cell.strip() for name, cell in zip(names, row.cells, strict=False) if cell.strip()}

    def wrong(what: str, field: str) -> NoReturn:
        raise BadInput(f"“{field}”: {what}", where)

    known = {field: cells[field] for field in Report.__struct_fields__ if field in cells}
    report = Report(**{"title": "", "summary": "", **known})  # pyright: ignore[reportArgumentType]
    return _account(report, [each for each in cells if each not in known], wrong, f"{name}:{row.line}")


def _name(cell: str) -> str:
    plain = "_".join(cell.strip().casefold().replace("-", " ").split())
    return _CALLED.get(plain, plain)


def _account(report: Report, unused: Iterable[str], wrong: Any, place: str) -> Account:
    title, cut = _title(report, wrong)
    started_us, ended_us = (_moment(report, field, wrong) for field in ("started_at", "resolved_at"))
    if started_us is not None and ended_us is not None and ended_us < started_us:
        wrong("it was resolved before it started", "resolved_at")
    remarks = [f"fields that were not used: {', '.join(unused)}"] if any(unused) else []
    known_by = (report.id, report.url or report.company) if report.id not in (None, "") else (report.url, started_us)
    if not any(known_by):
        known_by = (place,)
        remarks.append("it has no id, url or time: known again only at the same line of the same file")
    try:
        summary = checked_text(f"{cut}\n{report.summary}" if cut else report.summary)
    except RuleError as e:
        wrong(str(e), "summary")
        raise
    return Account(
        identity=mark("history", *known_by),
        title=title,
        moments=(),
        source=(report.url or "").strip(),
        services=_several(report.services),
        started_us=started_us if started_us is not None else ended_us,
        ended_us=ended_us,
        severity=_severity(report, wrong),
        remark="; ".join(remarks),
        told=Told(summary, _several(report.factors), _several(report.lessons), str(report.id or "")),
    )


def _title(report: Report, wrong: Any) -> tuple[str, str]:
    """As an incident has it; and the whole of it, where it is too long for that."""
    words, company = " ".join(report.title.split()), " ".join((report.company or "").split())
    if company and words and company.casefold() not in words.casefold():
        words = f"{company}: {words}"
    try:
        if len(words) > TITLE_LIMIT:
            return checked_title(words[: TITLE_LIMIT - 1].rpartition(" ")[0] + "…"), words
        return checked_title(words), ""
    except RuleError as e:
        wrong(str(e), "title")
        raise


def _moment(report: Report, field: str, wrong: Any) -> int | None:
    told = (getattr(report, field) or "").strip()
    if not told:
        return None
    try:
        return dates.read(told, UTC, "")[0]
    except BadInput as e:
        wrong(e.what, field)
        raise


def _severity(report: Report, wrong: Any) -> Severity | None:
    told = "".join((report.severity or "").split()).upper()
    if not told:
        return None
    try:
        return Severity(told)
    except ValueError:
        wrong(f"“{report.severity}” is none of {', '.join(Severity)}", "severity")
        raise


def _several(told: Words) -> tuple[str, ...]:
    parts = _BETWEEN.split(told) if isinstance(told, str) else told or ()
    return tuple(dict.fromkeys(words for part in parts if (words := " ".join(part.split()))))
