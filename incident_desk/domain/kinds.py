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
    stands: ClassVar[str] = ""
    """Why its line is neither corrected nor taken back, if that is so: what to do instead."""
    is_for_members: ClassVar[bool] = False
    """Whether it counts only as the word of somebody with a part in the record: then nobody adopts it of others."""

    def line_sort(self) -> LineSort | None:
        """Which sort of timeline line this makes."""
        return self.sort

    def sentence(self) -> Sentence | None:
        """What happened, in the desk's words; None where the person's own words say it all."""
        return None

    def words(self) -> str:
        """The person's own words, empty if there are none."""
        return ""

    def adds(self) -> tuple[Sentence, ...]:
        """What the desk says behind the words, part by part."""
        return ()

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
IsApart = Callable[[Any, Entry, Any], bool]


class Handler(msgspec.Struct, frozen=True):
    """How the fold treats one kind: `apply` changes the part of the board named `part`.

    `is_apart` says whether applying an entry behind those that come after it in the record leads to the same.
    """

    part: str
    apply: Apply
    is_apart: IsApart | None = None


class Kind(msgspec.Struct):
    """One kind of entry: what reads its body, whether it stands on the timeline, and what else it does to a board.

    One that `replaces` names in its body the settings that it replaces, as `over`.
    """

    decode: Callable[[bytes | str], Body]
    makes_a_line: bool
    replaces: bool = False
    is_for_members: bool = False
    handlers: tuple[Handler, ...] = ()

    def read(self, body: bytes | str) -> Body:
        """The body; UNREADABLE if it does not fit."""
        try:
            return self.decode(body)
        except (msgspec.DecodeError, RecursionError):  # a body may nest as deep as it is long
            return UNREADABLE


UNKNOWN = Kind(lambda _: UNREADABLE, makes_a_line=True)


_kind_of: dict[type[Body], str] = {}
KNOWN: dict[str, Kind] = {}
"""Every kind of this version, by name."""


def kind(name: str) -> Callable[[type[B]], type[B]]:
    """Class decorator: this body belongs to entries of kind `name` (past tense: "role.assigned")."""

    def register(body: type[B]) -> type[B]:
        _kind_of[body] = name
        KNOWN[name] = Kind(
            msgspec.json.Decoder(body).decode,
            makes_a_line=body.sort is not None,
            replaces="over" in body.__struct_fields__,
            is_for_members=body.is_for_members,
        )
        return body

    return register


def applies(part: str, body: type[Body], is_apart: IsApart | None = None) -> Callable[[Apply], Apply]:
    """Function decorator: the fold calls it with that part of the board for every entry with this body.

    Args:
        is_apart: see Handler; without it, everything is folded anew for an entry that comes late.
    """

    def register(apply: Apply) -> Apply:
        known = KNOWN[_kind_of[body]]
        known.handlers = (*known.handlers, Handler(part, apply, is_apart))
        return apply

    return register


def kind_of(body: Body) -> str:
    return _kind_of[type(body)]


def kind_named(body: type[Body]) -> str:
    return _kind_of[body]


def known_kinds() -> tuple[str, ...]:
    return tuple(sorted(KNOWN))


def kinds_changing(*parts: str) -> tuple[str, ...]:
    """The kinds that change one of these parts of a board."""
    return tuple(name for name in known_kinds() if any(handler.part in parts for handler in KNOWN[name].handlers))


def kind_called(name: str) -> Kind:
    """What is known of a kind; UNKNOWN for one of another version."""
    return KNOWN.get(name, UNKNOWN)


def handlers_of(name: str) -> tuple[Handler, ...]:
    """Which parts of a board an entry of this kind changes; none for a kind this version does not know."""
    return kind_called(name).handlers


def encode_body(body: Body) -> bytes:
    return msgspec.json.encode(body)


def read_body(entry: Entry) -> Body:
    """The body as its kind has it; UNREADABLE for an unknown kind or a body that does not fit."""
    return kind_called(entry.kind).read(entry.body)
