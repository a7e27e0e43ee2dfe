"""Tickets of GitHub, GitLab and Jira, as JSON or CSV, read as follow-ups: by whichever names their fields have."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

import msgspec

from incident_desk.domain.errors import BadInput
from incident_desk.domain.follow_up_entries import Aim, Priority
from incident_desk.domain.moments import DAY_US, SECOND_US, from_us, read_moment, to_us
from incident_desk.domain.tickets import Ticket
from incident_desk.intake.table import rows_of

LIMIT_BYTES: Final = 8 * 1024 * 1024
MOST: Final = 5_000
"""So many tickets a file has at most."""
_TITLE: Final = ("title", "summary")
_BODY: Final = ("body", "description")
_OWNER: Final = ("assignees", "assignee", "assignee username")
_DUE: Final = ("due_on", "due_date", "due date", "duedate", "due")
_STATE: Final = ("state", "status")
_LABELS: Final = ("labels", "label")
_PRIORITY: Final = ("priority",)
_KEY: Final = ("issue key", "key", "iid", "issue id", "number")
_LINK: Final = ("html_url", "web_url", "url", "link")
_CLOSED: Final = frozenset({"closed", "done", "resolved", "complete", "completed", "fixed"})
_URGENT: Final = frozenset({"high", "highest", "critical", "blocker", "urgent", "p1", "p0", "priority:high"})


def read(text: str, name: str) -> list[Ticket]:
    """Every ticket of a file. Raises: BadInput naming the file and the ticket that cannot be read."""
    if not text.strip():
        raise BadInput("the file is empty", name)
    found = list(_objects(text, name) if text.lstrip()[:1] in ("[", "{") else _rows(text, name))
    if not found:
        raise BadInput("there is no ticket in it", name)
    if len(found) > MOST:
        raise BadInput(f"a file has at most {MOST} tickets; this one has {len(found)}", name)
    return [_ticket(fields, where) for where, fields in found]


def _rows(text: str, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    rows = rows_of(text, name)
    names = [cell.strip().casefold() for cell in next(rows).cells]
    if not set(_TITLE) & set(names):
        raise BadInput("no column is called title or summary: this is no list of tickets", name)
    for row in rows:
        if any(cell.strip() for cell in row.cells):
            yield f"{name}, line {row.line}", {k: _unmarked(v) for k, v in zip(names, row.cells, strict=False)}


def _unmarked(cell: str) -> str:
    """Without the mark that kept a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell


def _objects(text: str, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as e:
        raise BadInput(f"this is no JSON: {e}"[:200], name) from e
    listed: Any = value
    if isinstance(value, dict):
        listed = cast("dict[str, Any]", value).get("issues", [value])
    if not isinstance(listed, list):
        raise BadInput("a list of tickets is needed, or an object with “issues”", name)
    for at, each in enumerate(cast("list[Any]", listed), 1):
        if not isinstance(each, dict):
            raise BadInput("a ticket is an object", f"{name}, ticket {at}")
        own = cast("dict[str, Any]", each)
        inner = own.get("fields")
        fields = {**own, **(cast("dict[str, Any]", inner) if isinstance(inner, dict) else {})}
        yield f"{name}, ticket {at}", {str(key).casefold(): said for key, said in fields.items()}


def _ticket(fields: Mapping[str, Any], where: str) -> Ticket:
    title = " ".join(_said(fields, _TITLE).split())
    if not title:
        raise BadInput("a ticket needs a title", where)
    labels = {each.strip().casefold() for each in _listed(fields, _LABELS)}
    is_urgent = bool(_URGENT & {*labels, _said(fields, _PRIORITY).casefold()})
    aims = [aim for aim in Aim if labels & {aim.value, f"kind:{aim}"}]
    return Ticket(
        title,
        _said(fields, _BODY),
        next(iter(_listed(fields, _OWNER)), ""),
        _due_us(_said(fields, _DUE), where),
        _said(fields, _STATE).strip().casefold() in _CLOSED,
        Priority.HIGH if is_urgent else Priority.NORMAL,
        aims[0] if aims else Aim.PREVENT,
        _said(fields, _KEY),
        _said(fields, _LINK).strip(),
    )


def _said(fields: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next(iter(_listed(fields, names, split=False)), "")


def _listed(fields: Mapping[str, Any], names: tuple[str, ...], *, split: bool = True) -> list[str]:
    """The words of the first of these fields that says something, whether it is a word, an object or a list."""
    for name in names:
        value = fields.get(name)
        items = cast("list[Any]", value) if isinstance(value, list) else [value]
        words = [word for item in items for word in _words(item, split=split and not isinstance(value, list))]
        if words:
            return words
    return []


def _words(item: Any, *, split: bool) -> list[str]:
    if isinstance(item, dict):
        named = cast("dict[str, Any]", item)
        item = next((named[key] for key in ("displayName", "name", "login", "username") if named.get(key)), None)
    if isinstance(item, int) and not isinstance(item, bool):
        return [str(item)]
    if not isinstance(item, str) or not item.strip():
        return []
    return [part.strip() for part in item.replace(";", ",").split(",") if part.strip()] if split else [item]


def _due_us(text: str, where: str) -> int | None:
    """The end of that day, where only a day is said."""
    if not text.strip():
        return None
    try:
        moment = to_us(read_moment(text.strip(), from_us(0)))
    except BadInput as e:
        raise BadInput(f"“{text}” is no day: {e.what}", where) from e
    return moment + DAY_US - SECOND_US if len(text.strip()) <= len("2026-01-31") else moment
