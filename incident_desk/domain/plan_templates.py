"""Which words a template may have between its braces, and what is wrong with one, told by place.

A template is jinja2, of which only names of facts and conditions on them are taken: no calls, attributes, loops,
filters or texts. So none can reach into the program, go on for ever, or grow beyond its facts (decision 067).
"""

import functools
import itertools
from typing import TYPE_CHECKING, Final

import msgspec

from incident_desk.domain.plan_faults import meant

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

FACTS: Final = ("what", "who", "since", "safe", "doing", "meanwhile", "back")
"""The fields of the fact sheet that a template can draw on."""
SLOTS: Final = ("sent", "next_update")
"""What is put in when the words go out."""
NAMES: Final = (*FACTS, *SLOTS)
MOST_CHARACTERS: Final = 20_000
_DEEPEST: Final = 8
_OPERATORS: Final = frozenset({"and", "or", "not"})
_TAGS: Final = {"if": True, "elif": True, "else": False, "endif": False}
"""Which tags there are, and whether a condition follows."""
_EXPECTED: Final = f"a name of a fact is expected here: {', '.join(FACTS)}, or {' or '.join(SLOTS)}"


class Amiss(msgspec.Struct, frozen=True):
    """What is wrong, from and to which character of the template, and what to write instead."""

    words: str
    start: int
    end: int
    mend: str | None = None


class Piece(msgspec.Struct, frozen=True):
    """A word between braces, or the braces: what jinja2 takes it for, and where it stands."""

    sort: str
    value: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.value)


@functools.cache
def environment() -> "SandboxedEnvironment":
    """Jinja2, shut in a second time: what is let through does not need it."""
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # it costs a start of the window 40 ms

    shut = ImmutableSandboxedEnvironment(autoescape=False, keep_trailing_newline=True)
    for tools in (shut.globals, shut.filters, shut.tests):
        tools.clear()
    return shut


def faults(text: str) -> list[Amiss]:
    """Everything that is wrong with a template, in its order."""
    if "{" not in text:
        return []
    if len(text) > MOST_CHARACTERS:
        return [Amiss(f"a template has at most {MOST_CHARACTERS} characters", 0, len(text))]
    from jinja2 import TemplateSyntaxError

    pieces: list[Piece] = []
    try:
        _take(text, pieces)
        found = [fault for tag in _tags(pieces) for fault in _checked(tag)]
        if not found and (deep := _too_deep(pieces)):
            return [deep]
        if not found:
            environment().parse(text)
    except TemplateSyntaxError as e:
        return [_unsound(text, pieces, e.lineno)]
    return found


def _take(text: str, pieces: list[Piece]) -> None:
    at = 0
    for _, sort, value in environment().lexer.tokeniter(text, None):
        pieces.append(Piece(sort, value, at))
        at += len(value)


def _tags(pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces of each pair of braces, without spaces."""
    found: list[list[Piece]] = []
    for piece in pieces:
        if piece.sort in ("variable_begin", "block_begin"):
            found.append([])
        if found and piece.sort not in ("data", "whitespace") and not piece.sort.startswith(("comment", "raw")):
            found[-1].append(piece)
        if piece.sort == "raw_begin":
            found.append([piece])
    return found


def _checked(tag: list[Piece]) -> list[Amiss]:
    head, *inside = (piece for piece in tag if not piece.sort.endswith("_end"))
    whole = Amiss(_EXPECTED, head.start, tag[-1].end)
    if head.sort == "raw_begin":
        return [msgspec.structs.replace(whole, words="“raw” is not taken in a template", end=head.end)]
    if head.sort == "variable_begin":
        return [whole] if len(inside) != 1 or inside[0].sort != "name" else _names(inside)
    if not inside or inside[0].value not in _TAGS:
        said = inside[0].value if inside else "nothing"
        words = f"“{said}” is not taken in a template; there are {', '.join(_TAGS)}"
        return [msgspec.structs.replace(whole, words=words)]
    if _TAGS[inside[0].value] != (len(inside) > 1):
        words = f"a name of a fact is {'expected' if len(inside) == 1 else 'not taken'} after “{inside[0].value}”"
        return [msgspec.structs.replace(whole, words=words)]
    return _names(inside[1:])


def _names(pieces: list[Piece]) -> list[Amiss]:
    return [
        _unknown(piece)
        for piece in pieces
        if not ((piece.sort == "name" and piece.value in (*NAMES, *_OPERATORS)) or piece.value in ("(", ")"))
    ]


def _unknown(piece: Piece) -> Amiss:
    near = meant(piece.value, NAMES) if piece.sort == "name" else None
    said = f"“{piece.value}” is not known in a template"
    words = f"{said}; did you mean “{near}”?" if near else f"{said}; there are {', '.join(NAMES)}"
    return Amiss(words, piece.start, piece.end, near)


def _too_deep(pieces: list[Piece]) -> Amiss | None:
    """Where conditions or brackets stand in one another more often than a person reads, or the parser takes."""
    depth = brackets = 0
    for before, piece in itertools.pairwise(pieces):
        if piece.sort == "name":
            depth += (piece.value == "if") - (piece.value == "endif")
            brackets = 0 if piece.value not in _OPERATORS else brackets + (piece.value == "not")
        brackets += piece.value == "("
        if max(depth, brackets) > _DEEPEST:
            return Amiss(f"at most {_DEEPEST} conditions or brackets stand in one another", before.start, piece.end)
    return None


def _unsound(text: str, pieces: list[Piece], line: int) -> Amiss:
    """What jinja2 cannot take apart: mostly braces or an “if” that nobody closed."""
    start = sum(len(each) for each in text.splitlines(keepends=True)[: line - 1])
    opened = [piece for piece in pieces if piece.sort in ("variable_begin", "block_begin")]
    there = [piece.start for piece in opened if start <= piece.start] or [piece.start for piece in opened[-1:]]
    at = there[0] if there else max(text.find("{", start), 0)
    words = "this is not closed, or does not belong here: {{ name }}, or {% if name %} … {% endif %}"
    return Amiss(words, at, min(at + 2, len(text)))
