"""Which reader a file needs, by its name and by what is in it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from incident_desk.domain.errors import BadInput
from incident_desk.intake import history, raw_file, statuspage, table, timeline
from incident_desk.intake.account import Account
from incident_desk.intake.columns import Wanted
from incident_desk.intake.json_text import JsonText

TABLES: Final = frozenset({".csv", ".tsv", ".txt"})
LINES: Final = frozenset({".jsonl", ".ndjson"})
EXPECTED: Final = (
    "neither a timeline (an object with title and entries), nor a status page's incident (name and incident_updates), "
    "nor a report of one (title and summary)"
)


def accounts(path: Path, wanted: Wanted, title: str | None) -> Iterator[Account | BadInput]:
    """Each incident in the file, or why it cannot be read. What is wrong with one leaves the others as they are.

    Args:
        wanted: the columns of a table.
        title: what to call the incident; without it the file says, or the file's name.
    """
    suffix = path.suffix.lower()
    try:
        data = raw_file.read(path)
        if suffix in TABLES:
            text, remark = raw_file.text(data, str(path))
            reports = None if wanted.names else history.table_in(text, str(path))
            if reports is not None:
                yield from _of_reports(reports, str(path), title, remark)
            else:
                yield _remarked(table.read(text, str(path), title or path.stem, wanted), remark)
        elif suffix in LINES:
            yield from _of_lines(raw_file.utf8(data, str(path)), str(path), title)
        elif suffix == ".json":
            account = _of_document(JsonText(raw_file.utf8(data, str(path)), str(path)))
            yield msgspec.structs.replace(account, title=title or account.title)
        else:
            raise BadInput("this cannot be imported: a file ends in .json, .jsonl or .csv", str(path))
    except BadInput as e:
        yield e


def _remarked(account: Account, remark: str) -> Account:
    said = "; ".join(part for part in (remark, account.remark) if part)
    return msgspec.structs.replace(account, remark=said)


def _of_reports(reports: history.Rows, name: str, title: str | None, remark: str) -> Iterator[Account | BadInput]:
    """A table with an incident in each row."""
    if title:
        raise BadInput("one title does not fit several incidents", name)
    for told in history.read_rows(reports, name):
        yield told if isinstance(told, BadInput) else _remarked(told, remark)


def _of_lines(text: str, name: str, title: str | None) -> Iterator[Account | BadInput]:
    """An incident per line. If the first is none, the file is something else, and is refused as a whole."""
    lines = [(count, line) for count, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if title and len(lines) > 1:
        raise BadInput("one title does not fit several incidents", name)
    for count, line in lines:
        try:
            yield _of_document(JsonText(line, name, count))
        except BadInput as e:
            if count == lines[0][0]:
                raise
            yield e


def _of_document(document: JsonText) -> Account:
    if document.text.lstrip().startswith("["):
        raise document.wrong(f"{EXPECTED}: it is a list", "$")
    there = document.decode(dict[str, msgspec.Raw])
    document.check_names()
    if there.keys() >= statuspage.FIELDS:
        return statuspage.read(document)
    if there.keys() >= timeline.FIELDS:
        return timeline.read(document)
    if there.keys() >= history.FIELDS:
        return history.read(document)
    fields = ", ".join(list(there)[:8]) or "nothing"
    raise document.wrong(f"{EXPECTED}: it has {fields}", "$")
