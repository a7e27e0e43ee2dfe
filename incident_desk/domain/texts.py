"""From typed text to the fields of a command: the slash line, `field=value` of the command line, plan files."""

import enum
import re
import typing
from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, Final

import msgspec

from incident_desk.domain.commands import Command, Fields, commands, nearest, outside_name
from incident_desk.domain.errors import BadInput
from incident_desk.domain.ids import EntryId
from incident_desk.domain.moments import PLACES, from_us, read_moment, to_us
from incident_desk.domain.spans import read_span, span_typed


class Reading(msgspec.Struct, frozen=True):
    """What words are read against: the clock, the zone of a bare time, and the line that is selected."""

    now_us: int
    zone: tzinfo
    selected: EntryId | None = None


class SlashWord(msgspec.Struct, frozen=True):
    """One word of the slash line: "/mitigated" is `state.set` with state=monitoring."""

    word: str
    command: Command
    preset: Mapping[str, str]


def slash_words() -> dict[str, SlashWord]:
    """Every slash word there is, from the registry."""
    found: dict[str, SlashWord] = {}
    for each in commands():
        found |= {word: SlashWord(word, each, {}) for word in each.slash}
        found |= {word: SlashWord(word, each, preset) for word, preset in each.presets.items()}
    return found


def inside_name(command: Command, name: str) -> str:
    """Raises: BadInput naming the fields there are."""
    names = {outside_name(f): f for f in command.fields.__struct_fields__}
    if name in names:
        return names[name]
    raise BadInput(f"{command.name} has no field “{name}”; it has {', '.join(names)}")


def read_fields(command: Command, given: Mapping[str, Any], reading: Reading) -> Fields:
    """The command's fields from names and values, texts or plain JSON.

    Raises: BadInput naming the field and what it takes.
    """
    values: dict[str, Any] = {}
    for name, value in given.items():
        inside = inside_name(command, name)
        values[inside] = _value(inside, value, command, reading)
    if reading.selected and "entry" in command.fields.__struct_fields__:
        values.setdefault("entry", reading.selected)
    if reading.selected and "entries" in command.fields.__struct_fields__:
        values.setdefault("entries", (reading.selected,))
    try:
        return msgspec.convert(values, command.fields, strict=False)
    except msgspec.ValidationError as e:
        raise BadInput(_plainly(str(e), command), command.name) from e
    except UnicodeEncodeError as e:
        raise BadInput("a character that no text holds stands here", command.name) from e


def _plainly(fault: str, command: Command) -> str:
    """msgspec's words as a person reads them: the field by its outside name, and what it takes."""
    what, _, path = fault.partition(" - at `$.")
    if what.startswith("Object missing required field"):
        field = what.rpartition("`")[0].rpartition("`")[2]
        return f"“{outside_name(field)}” is needed"
    field = path.strip("`").partition("[")[0]
    if known := _words_of(command, field):
        wrong = what.removeprefix("Invalid enum value ").strip("'") if what.startswith("Invalid enum") else ""
        what = (f"“{wrong}” is none of them; " if wrong else "") + f"there are {', '.join(known)}"
    return f"“{outside_name(field)}”: {what[0].lower()}{what[1:]}" if field else what


def _words_of(command: Command, field: str) -> list[str]:
    """The words that a field takes, if it takes no others."""
    kind = next((f.type for f in msgspec.structs.fields(command.fields) if f.name == field), None)
    among = kind if isinstance(kind, type) else next(iter(typing.get_args(kind)), None)
    return [str(word) for word in among] if isinstance(among, type) and issubclass(among, enum.StrEnum) else []


def _value(field: str, value: Any, command: Command, reading: Reading) -> Any:
    if not isinstance(value, str):
        return value
    if field.endswith(("_us", "_s")):
        return _time(field, value, reading)
    if _is_list(command, field):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if field == "severity":
        return f"SEV{value}" if value in ("1", "2", "3", "4") else value.upper()
    if words := _words_of(command, field):
        plain = value.strip().lower()
        return next((word for word in words if _spelt(word) == _spelt(plain)), plain)
    return _TRUTHS.get(value.lower(), value) if field.startswith("is_") or field == "approximate" else value


def _is_list(command: Command, field: str) -> bool:
    """Whether a field takes several words, with commas between."""
    kind = next((f.type for f in msgspec.structs.fields(command.fields) if f.name == field), None)
    return any(typing.get_origin(each) is tuple for each in (kind, *typing.get_args(kind)))


def _time(field: str, value: str, reading: Reading) -> int | None:
    """A moment, or a span; "none" says that there is none."""
    if value.strip().lower() == "none":
        return None
    return _moment_us(value, reading, to_come=field in _TO_COME) if field.endswith("_us") else read_span(value)


_TO_COME: Final = frozenset({"due_us", "from_us", "next_update_us", "not_after_us", "until_us"})
"""Moments of which a bare clock means the next time that it shows it."""
_TRUTHS: Final = {"yes": True, "on": True, "no": False, "off": False}


def _spelt(word: str) -> str:
    """A word of several may be typed with any mark between them."""
    return word.replace("-", " ").replace("_", " ")


def _moment_us(text: str, reading: Reading, *, to_come: bool = False) -> int:
    return to_us(read_moment(text, from_us(reading.now_us), reading.zone, to_come=to_come))


def read_line(line: str, reading: Reading) -> Fields:
    """A typed line as a command: plain text is a note, "/word …" a command.

    "@19:30" in front of the text says when it happened; `field=value` names a field that is not next in turn.
    "@Ada where is the dump?" asks Ada.
    Raises: BadInput; the line is still with whoever typed it.
    """
    text = line.strip()
    if not text.startswith("/"):
        return _note(text, reading)
    word, rest = _first_word(text[1:])
    known = slash_words()
    found = known.get(word.lower())
    if found is None:
        near = nearest(word.lower(), known)
        raise BadInput(f"No command “{word}”." + (f" Did you mean /{near}?" if near else "") + " Your text is kept.")
    return read_fields(found.command, {**found.preset, **_arguments(found, rest, reading)}, reading)


def _note(text: str, reading: Reading) -> Fields:
    word = slash_words()["note"]
    when, text = _when(text, reading)
    if _QUESTION.fullmatch(text):
        return read_fields(slash_words()["ask"].command, {"person": text, **when}, reading)
    return read_fields(word.command, {"text": text, **when}, reading)


def _first_word(text: str) -> tuple[str, str]:
    word = text.split(maxsplit=1)[0] if text.strip() and not text[0].isspace() else ""
    return word, text[len(word) :].strip()


def _when(text: str, reading: Reading) -> tuple[dict[str, str], str]:
    """The moment that "@" puts in front, and the rest. "@Ada" is no moment: somebody is spoken to."""
    if text.startswith('@"'):
        moment, _, rest = text[2:].partition('"')
        return {"occurred_at": moment}, rest.strip()
    if not _MOMENT.match(text):
        return {}, text
    words = _WORD.findall(text[1:])[:3]  # a date, a clock and a zone; or "10 min ago"
    for count in range(len(words), 0, -1):
        moment = "".join(words[:count])
        if (count == 1 or _MOMENT_GOES_ON.fullmatch(words[count - 1])) and _is_moment(moment, reading):
            break
    else:
        moment = words[0]
    return {"occurred_at": moment.strip().rstrip(_MARKS)}, text[1 + len(moment) :].strip()


def _is_moment(text: str, reading: Reading) -> bool:
    try:
        _moment_us(text.strip().rstrip(_MARKS), reading)
    except BadInput:
        return False
    return True


_WORD: Final = re.compile(r"\S+\s*")
_MARKS: Final = ",;:"
_QUESTION: Final = re.compile(r"@[^\W\d_].*\s.*\?", re.DOTALL)
"""Somebody is spoken to, and asked."""
_MOMENT: Final = re.compile(r"@(?:\d|now\b)", re.ASCII | re.IGNORECASE)
_MOMENT_GOES_ON: Final = re.compile(
    rf"(?:[+-]?\d\S*|ago|s|sec|m|min|h|d|{'|'.join(PLACES)}|[A-Z]\w+/\S+)[{_MARKS}]?\s*", re.ASCII
)
"""What may follow in a moment without quotes: digits, "ago", or a zone that can hardly be another word."""


def _arguments(word: SlashWord, rest: str, reading: Reading) -> dict[str, str]:
    """Names and values from what stands behind the word: in turn, the last taking all that is left."""
    names = [outside_name(f) for f in word.command.fields.__struct_fields__]
    given: dict[str, str] = {}
    if "occurred_at" in names:
        given, rest = _when(rest, reading)
    turn = fields_in_turn(word)
    while rest:
        token, after = _token(rest)
        name, equals, value = token.partition("=")
        if equals and name in names:
            given[name], rest = value, after
        elif turn and passes_over(word, turn[0], token):
            turn.pop(0)
        elif not turn:
            raise BadInput(f"“{rest}” is more than /{word.word} takes; your text is kept.")
        elif len(turn) == 1 or turn[0] in _TO_THE_END:
            named, rest = _split_named(rest, names)
            given |= {turn.pop(0): rest} | named
            rest = ""
        else:
            given[turn.pop(0)], rest = token, after
    return given


def fields_in_turn(word: SlashWord) -> list[str]:
    """The fields that words behind a slash word fill one after the other, by their outside names."""
    names = [outside_name(f) for f in word.command.fields.__struct_fields__]
    return [n for n in names if n not in word.preset and not n.endswith("_at") and n not in _NEVER_IN_TURN]


def passes_over(word: SlashWord, field: str, token: str) -> bool:
    """Whether a word is not meant for the field in turn: a span that may be left out, and something else is said."""
    inside = inside_name(word.command, field)
    is_needed = inside in word.command.fields.__struct_fields__[: -len(word.command.fields.__struct_defaults__) or None]
    return inside.endswith("_s") and not is_needed and span_typed(token) is None


_NEVER_IN_TURN = frozenset(
    {"entry", "entries", "speaker", "of", "origin", "approximate", "note_sort", "is_significant", "is_pinned"}
)
_TOKEN = re.compile(r'(?:"[^"]*"|[^\s"])+(?=\s|$)')
_TO_THE_END = frozenset({"text", "title", "note", "affected"})


def _token(text: str) -> tuple[str, str]:
    """The first word, or what stands in quotes, and the rest. A quote that nothing closes is a letter like others."""
    found = _TOKEN.match(text)
    end = found.end() if found else len(text.split(maxsplit=1)[0])
    token = text[:end].replace('"', "") if found else text[:end]
    return token, text[end:].strip()


def _split_named(text: str, names: list[str]) -> tuple[dict[str, str], str]:
    """`field=value` at the end are fields, not words."""
    named: dict[str, str] = {}
    while (found := _NAMED.search(text)) and found[1] in names:
        named.setdefault(found[1], found[2].replace('"', ""))
        text = text[: found.start()]
    return named, text


_NAMED: Final = re.compile(r'(?:^|\s+)(\w+)=("[^"]*"|[^\s"]*)$')
