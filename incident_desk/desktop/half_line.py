"""A command line that is still being typed: which part of it is under the fingers."""

import re
from collections.abc import Mapping, Sequence

import msgspec

from incident_desk.domain.texts import SlashWord, fields_in_turn, outside_name, passes_over, slash_words

FREE = frozenset({"text", "title", "note", "affected", "reason"})
"""Fields that hold a person's own words; nothing is offered for those."""

_WORD = re.compile(r"/(\S*)")
_MOMENT = re.compile(r'@(?:"[^"]*"|\S+)\s+')
_TOKEN = re.compile(r'((?:"[^"]*"|[^\s"])+)\s+')


class Half(msgspec.Struct, frozen=True):
    """Args:
    kept: the line up to the part that is being typed.
    typed: that part.
    word: the slash word before it; None while that is what is being typed.
    field: which field comes in turn there; empty if none does.
    is_last: whether that field takes all that is left, so that it needs no quotes.
    named: the fields that could be named there, with an equals sign.
    given: what was typed for fields before.
    """

    kept: str
    typed: str
    word: SlashWord | None = None
    field: str = ""
    is_last: bool = False
    named: Sequence[str] = ()
    given: Mapping[str, str] = {}


def half_of(line: str) -> Half | None:
    """What of the line is under the fingers; None for plain words, or after a word that is none."""
    if not line.startswith("/"):
        return None
    found = _WORD.match(line)
    assert found is not None
    if found.end() == len(line):
        return Half("", line[1:])
    word = slash_words().get(found[1].lower())
    return None if word is None else _behind(word, line, found.end() + 1)


def _behind(word: SlashWord, line: str, at: int) -> Half:
    names = [outside_name(f) for f in word.command.fields.__struct_fields__ if f != "origin"]
    turn = fields_in_turn(word)
    given = dict(word.preset)
    at += len(line[at:]) - len(line[at:].lstrip())
    if moment := _MOMENT.match(line, at):
        at = moment.end()
    while (token := _TOKEN.match(line, at)) is not None:
        name, equals, value = token[1].partition("=")
        if equals and name in names:
            given[name] = value.strip('"')
        elif not turn or turn[0] in FREE or len(turn) == 1:
            break  # from here on it is one field to the end
        elif passes_over(word, turn[0], token[1]):
            turn.pop(0)
            continue
        else:
            given[turn.pop(0)] = token[1].strip('"')
        at = token.end()
    field = turn[0] if turn else ""
    free = tuple(name for name in names if name not in given and name != "entry")
    if field in FREE or not field or _is_named(line, names):
        at = max(at, line.rfind(" ") + 1)  # nothing is offered for the words before
    return Half(line[:at], line[at:], word, field, len(turn) == 1, free, given)


def _is_named(line: str, names: Sequence[str]) -> bool:
    """Whether the last word names a field: "speaker=Ad"."""
    name, equals, _ = line[line.rfind(" ") + 1 :].partition("=")
    return bool(equals) and name in names
