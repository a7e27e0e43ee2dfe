"""JSON from outside, read strictly: a fault names the line it is in, and the field in plain words."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Annotated, Final, TypeVar

import msgspec

from incident_desk.domain.errors import BadInput, RuleError
from incident_desk.domain.incident import checked_title
from incident_desk.domain.moments import to_us
from incident_desk.domain.timeline import checked_text

T = TypeVar("T")

Time = Annotated[datetime, msgspec.Meta(tz=True)]
YEARS: Final = range(1971, 9000)

_STEP: Final = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")
_BLANK: Final = re.compile(r"[ \t\n\r]*")
_BYTE: Final = re.compile(r" \(byte (\d+)\)$")
_PLAINLY: Final = {"JSON is malformed": "not JSON", "Input data was truncated": "not JSON: it ends too early"}
_values: Final = json.JSONDecoder(strict=False)


class JsonText(msgspec.Struct, frozen=True):
    """One JSON document in a file.

    A path names a value in it ("$.entries[3].kind"), as msgspec writes them.
    """

    text: str
    name: str
    first_line: int = 1

    def decode(self, type_: type[T], **choices: Iterable[str]) -> T:
        """The document as a value of this type.

        Args:
            choices: what a field of that name can be, for the words of an error.
        Raises: BadInput for the first thing that does not fit.
        """
        try:
            return msgspec.json.decode(self.text, type=type_)
        except msgspec.DecodeError as e:
            raise self._fault(e, choices) from e
        except RecursionError as e:
            raise self.wrong("nested too deeply", "$") from e

    def check_names(self) -> None:
        """Raises: BadInput if an object has a name twice: only one of the two would be read."""
        json.loads(self.text, object_pairs_hook=self._check_pairs)

    def _check_pairs(self, pairs: list[tuple[str, object]]) -> None:
        names = [name for name, _ in pairs]
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise BadInput(f"“{twice[:60]}” stands twice in one object", self.name)

    def time(self, moment: datetime, path: str) -> int:
        """Microseconds since the epoch. Raises: BadInput if the record cannot hold so far a moment."""
        if moment.year not in YEARS:
            raise self.wrong(f"the year {moment.year} is too far away", path)
        return to_us(moment)

    def words(self, text: str, path: str) -> str:
        """The text as a line of the record holds it. Raises: BadInput if it is empty or too long."""
        try:
            return checked_text(text)
        except RuleError as e:
            raise self.wrong(str(e), path) from e

    def title(self, text: str, path: str) -> str:
        """The title as an incident has it. Raises: BadInput if it is empty or too long."""
        try:
            return checked_title(text)
        except RuleError as e:
            raise self.wrong(str(e), path) from e

    def wrong(self, what: str, path: str) -> BadInput:
        """What to raise for a value."""
        field = _field(path)
        said = f"“{field}”: {what}" if field else what
        return BadInput(said, f"{self.name}, line {self.first_line + self._line(path) - 1}")

    def _fault(self, error: msgspec.DecodeError, choices: Mapping[str, Iterable[str]]) -> BadInput:
        if isinstance(error, msgspec.ValidationError):
            what, _, path = str(error).partition(" - at `")
            known = ", ".join(choices.get(_field(path.rstrip("`")), ()))
            said = what[0].lower() + what[1:]
            if known and "enum" in said:
                said = f"{said.rpartition(' ')[2]} is none of {known}"
            return self.wrong(said, path.rstrip("`"))
        said = str(error)
        for theirs, ours in _PLAINLY.items():
            said = said.replace(theirs, ours)
        at = self.text.rstrip().count("\n")  # it ended too early
        if byte := _BYTE.search(said):
            said, at = _BYTE.sub("", said), self.text.encode()[: int(byte[1])].count(b"\n")
        return BadInput(said, f"{self.name}, line {self.first_line + at}")

    def _line(self, path: str) -> int:
        """The line, from 1, of the value, or of what should contain it."""
        at = _after_blank(self.text, 0)
        for name, index in _STEP.findall(path):
            wanted = int(index) if index else name
            inside = next((place for key, place in _children(self.text, at) if key == wanted), None)
            if inside is None:
                break
            at = inside
        return self.text.count("\n", 0, at) + 1


def _field(path: str) -> str:
    """The name of the field at a path; empty for the document itself."""
    return path.rpartition(".")[2].partition("[")[0].strip("$")


def _children(text: str, at: int) -> Iterator[tuple[str | int, int]]:
    """The keys of the object, or the indices of the list, that begins at `at`, each with the place of its value."""
    has_keys = text[at] == "{"
    index = 0
    at = _after_blank(text, at + 1)
    while text[at] not in "}]":
        key: str | int = index
        if has_keys:
            key, at = _values.raw_decode(text, at)
            at = _after_blank(text, _after_blank(text, at) + 1)
        yield key, at
        at = _after_blank(text, _values.raw_decode(text, at)[1])
        if text[at] == ",":
            at = _after_blank(text, at + 1)
        index += 1


def _after_blank(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at
