"""The kinds of entries: which body each has, and which part of a board it changes.

A kind that this version does not know, or a body that does not fit its kind, is kept as it is and changes nothing.
"""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

import msgspec

from incident_desk.domain.entry import Entry
from incident_desk.domain.sentences import LineSort, Sentence


class Body(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What an entry says. A body without `sort` makes no line on the timeline."""

    sort: ClassVar[LineSort | None] = None

    def line_sort(self) -> LineSort | None:
        """Which sort of timeline line this makes."""
        return self.sort

    def sentence(self) -> Sentence | None:
        """What happened, in the desk's words; None where the person's own words say it all."""
        return None

    def words(self) -> str:
        """The person's own words, empty if there are none."""
        return ""

    def remains(self) -> "Body | None":
        """What holds on after an erasure: the same without a word that somebody typed; None if nothing is left."""
        return None


class Unreadable(Body, frozen=True):
    """Stands for a kind or body this version cannot read; the bytes stay in the record untouched."""

    sort = LineSort.NEWER

    def sentence(self) -> Sentence:
        return Sentence("Written by a newer version of Incident Desk")


UNREADABLE = Unreadable()

B = TypeVar("B", bound=Body)
Apply = Callable[[Any, Entry, Any], None]


class Handler(msgspec.Struct, frozen=True):
    """How the fold treats one kind: `apply` changes the part of the board named `part`."""

    part: str
    apply: Apply


class Kind(msgspec.Struct):
    """One kind of entry: its body, what reads it, and what it does to a board."""

    body: type[Body]
    decode: Callable[[bytes | str], Body]
    handlers: tuple[Handler, ...] = ()


_kind_of: dict[type[Body], str] = {}
_kinds: dict[str, Kind] = {}


def kind(name: str) -> Callable[[type[B]], type[B]]:
    """Class decorator: this body belongs to entries of kind `name` (past tense: "role.assigned")."""

    def register(body: type[B]) -> type[B]:
        _kind_of[body] = name
        _kinds[name] = Kind(body, msgspec.json.Decoder(body).decode)
        return body

    return register


def applies(part: str, body: type[Body]) -> Callable[[Apply], Apply]:
    """Function decorator: the fold calls it with that part of the board for every entry with this body."""

    def register(apply: Apply) -> Apply:
        known = _kinds[_kind_of[body]]
        known.handlers = (*known.handlers, Handler(part, apply))
        return apply

    return register


def kind_of(body: Body) -> str:
    return _kind_of[type(body)]


def kind_named(body: type[Body]) -> str:
    return _kind_of[body]


def known_kinds() -> tuple[str, ...]:
    return tuple(sorted(_kinds))


def kinds_changing(*parts: str) -> tuple[str, ...]:
    """The kinds that change one of these parts of a board."""
    return tuple(name for name in known_kinds() if any(handler.part in parts for handler in _kinds[name].handlers))


def handlers_of(name: str) -> tuple[Handler, ...]:
    """Which parts of a board an entry of this kind changes; none for a kind this version does not know."""
    known = _kinds.get(name)
    return known.handlers if known else ()


def makes_a_line(name: str) -> bool:
    """Whether entries of this kind stand on the timeline; those of an unknown kind do."""
    known = _kinds.get(name)
    return known is None or known.body.sort is not None


def encode_body(body: Body) -> bytes:
    return msgspec.json.encode(body)


def read_body(entry: Entry) -> Body:
    """The body as its kind has it; UNREADABLE for an unknown kind or a body that does not fit."""
    return read_as(entry.kind, entry.body)


def read_as(name: str, body: bytes | str) -> Body:
    """Bytes as the body of an entry of this kind. See read_body."""
    known = _kinds.get(name)
    if known is None:
        return UNREADABLE
    try:
        return known.decode(body)
    except (msgspec.DecodeError, RecursionError):  # a body may nest as deep as it is long
        return UNREADABLE
