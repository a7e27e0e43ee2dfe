"""From typed text to the fields of a command: the slash line, `field=value` of the command line, plan files."""

import re
from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

import msgspec

from incident_desk.domain.commands import Command, Fields, commands, nearest, outside_name
from incident_desk.domain.errors import BadInput
from incident_desk.domain.ids import EntryId
from incident_desk.domain.moments import from_us, read_moment, to_us


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
    try:
        return msgspec.convert(values, command.fields, strict=False)
    except msgspec.ValidationError as e:
        raise BadInput(_plainly(str(e)), command.name) from e


def _plainly(fault: str) -> str:
    """msgspec's words as a person reads them: the field by its outside name, no path."""
    what, _, path = fault.partition(" - at `$.")
    if what.startswith("Object missing required field"):
        field = what.rpartition("`")[0].rpartition("`")[2]
        return f"“{outside_name(field)}” is needed"
    return f"“{outside_name(path.strip('`').partition('[')[0])}”: {what[0].lower()}{what[1:]}" if path else what


def _value(field: str, value: Any, command: Command, reading: Reading) -> Any:
    if not isinstance(value, str):
        return value
    if field.endswith("_us"):
        return to_us(read_moment(value, from_us(reading.now_us), reading.zone))
    if field == "services":
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if field == "severity" and value in ("1", "2", "3", "4"):
        return f"SEV{value}"
    return (
        value.lower()
        if field in ("state", "relation", "note_sort")
        else value.upper()
        if field == "severity"
        else value
    )


def read_line(line: str, reading: Reading) -> Fields:
    """A typed line as a command: plain text is a note, "/word …" a command.

    "@19:30" in front of the text says when it happened; `field=value` names a field that is not next in turn.
    Raises: BadInput; the line is still with whoever typed it.
    """
    text = line.strip()
    if not text.startswith("/"):
        return _note(text, reading)
    word, _, rest = text[1:].partition(" ")
    found = slash_words().get(word.lower())
    if found is None:
        near = nearest(word.lower(), slash_words())
        raise BadInput(f"No command “{word}”." + (f" Did you mean /{near}?" if near else "") + " Your text is kept.")
    return read_fields(found.command, {**found.preset, **_arguments(found, rest.strip())}, reading)


def _note(text: str, reading: Reading) -> Fields:
    word = slash_words()["note"]
    when, text = _when(text)
    return read_fields(word.command, {"text": text, **when}, reading)


def _when(text: str) -> tuple[dict[str, str], str]:
    if not text.startswith("@"):
        return {}, text
    if text.startswith('@"'):
        moment, _, rest = text[2:].partition('"')
    else:
        moment, _, rest = text[1:].partition(" ")
    return {"occurred_at": moment}, rest.strip()


def _arguments(word: SlashWord, rest: str) -> dict[str, str]:
    """Names and values from what stands behind the word: in turn, the last taking all that is left."""
    names = [outside_name(f) for f in word.command.fields.__struct_fields__]
    given: dict[str, str] = {}
    if "occurred_at" in names:
        given, rest = _when(rest)
    turn = [n for n in names if n not in word.preset and not n.endswith("_at") and n not in _NEVER_IN_TURN]
    while rest:
        token, after = _token(rest)
        name, equals, value = token.partition("=")
        if equals and name in names:
            given[name], rest = value, after
        elif not turn:
            raise BadInput(f"“{rest}” is more than /{word.word} takes; your text is kept.")
        elif len(turn) == 1 or turn[0] in _TO_THE_END:
            named, rest = _split_named(rest, names)
            given |= {turn.pop(0): rest} | named
            rest = ""
        else:
            given[turn.pop(0)], rest = token, after
    return given


_NEVER_IN_TURN = frozenset({"entry", "speaker", "origin", "approximate", "note_sort", "is_significant", "is_pinned"})
_TOKEN = re.compile(r'(?:"[^"]*"|[^\s"])+(?=\s|$)')
_TO_THE_END = frozenset({"text", "title", "note", "affected"})


def _token(text: str) -> tuple[str, str]:
    """The first word, or what stands in quotes, and the rest. A quote that nothing closes is a letter like others."""
    found = _TOKEN.match(text)
    end = found.end() if found else len(text.split(maxsplit=1)[0])
    token = text[:end].replace('"', "") if found else text[:end]
    return token, text[end:].strip()


def _split_named(text: str, names: list[str]) -> tuple[dict[str, str], str]:
    """Trailing `field=value` tokens are fields, not words."""
    named: dict[str, str] = {}
    while True:
        head, _, tail = text.rpartition(" ")
        name, equals, value = tail.partition("=")
        if not equals or name not in names:
            return named, text
        named[name], text = value.strip('"'), head
