"""The kinds of entries."""

import contextlib
from collections.abc import Iterator

from docs.generating import markdown
from incident_desk.domain.board import Board
from incident_desk.domain.entry import Entry
from incident_desk.domain.kinds import Body, handlers_of, kind_named

TITLE = "Entries"
INTRODUCTION = """The record is a row of entries, each written once. An entry of a kind that this version does not know
is kept as it is, shown as written by a newer version, and changes nothing.

Every entry has these fields; the body is what its kind says below, as JSON."""

FIELDS: dict[str, str] = {
    "id": "UUIDv7, drawn when it is written",
    "incident": "the incident it belongs to; all zeros for what belongs to none",
    "stream": "the unit of secrecy; all zeros: open to all",
    "kind": "one of the kinds below",
    "author": "the person who was at the desk",
    "subject": "what the kind is about, where it must stay readable after an erasure",
    "desk": "the number of one person at one installation",
    "seq": "1, 2, 3 … for each desk and stream, without a gap",
    "hlc": "hybrid logical clock: milliseconds shifted by 16 bits, and a counter",
    "occurred_us": "when it happened in the world, microseconds since the epoch, UTC",
    "recorded_us": "when it was written, microseconds since the epoch, UTC",
    "prev_hash": "the hash of the entry before it in the chain of its desk and stream",
    "hash": "SHA-256 over everything here but salt and body",
    "digest": "SHA-256 over salt and body",
    "salt": "16 random bytes; empty once the entry is erased",
    "body": "bytes, never encoded anew; empty once the entry is erased",
    "refused": "set by a shared database whose rules said no: it stays readable and has no effect",
    "number": "set by a shared database: the number it gave the incident",
}


ELSEWHERE: dict[str, str] = {"entry.adopted": "On the board the entry that it carries stands in its place."}
"""What the handlers of a kind do not tell."""


def page() -> str:
    """The page of the kinds."""
    fields = markdown.table(("field", "what it is"), ((f"`{name}`", FIELDS[name]) for name in Entry.__struct_fields__))
    return markdown.page(
        TITLE, INTRODUCTION, fields, *(_section(kind, body) for kind, body in sorted(bodies().items()))
    )


def bodies() -> dict[str, type[Body]]:
    """Every kind with its body."""
    found: dict[str, type[Body]] = {}
    for body in _below(Body):
        with contextlib.suppress(KeyError):  # what several bodies have in common is none itself
            found[kind_named(body)] = body
    return found


def _below(body: type[Body]) -> Iterator[type[Body]]:
    for each in body.__subclasses__():
        yield each
        yield from _below(each)


def _section(kind: str, body: type[Body]) -> str:
    facts = [ELSEWHERE.get(kind) or _changes([handler.part for handler in handlers_of(kind)])]
    if body.sort is not None or body.line_sort is not Body.line_sort:
        facts.append("Stands on the timeline.")
    about = markdown.fields(body, ("field", "what it holds", "if left out"))
    shown = [f"## {kind}", markdown.said_of(body, Body), " ".join(facts), about]
    return "\n\n".join(part for part in shown if part)


def _changes(parts: list[str]) -> str:
    of_board = [part for part in parts if part in Board.__struct_fields__]
    if parts != of_board:
        return f"Belongs to no incident; changes: {', '.join(parts)}."
    return f"Changes of the board: {', '.join(parts)}." if parts else "Changes nothing of the board by itself."
