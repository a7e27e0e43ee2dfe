"""What every reader of alerts has in common: JSON read strictly, texts and moments as the record can hold them.

What of a request is sound is taken, though other parts of it are not: an alert is not lost because its clock is odd.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, cast

import msgspec

from incident_desk.domain.alert_entries import LABELS_MOST, LINK_LETTERS, NAME_LETTERS, VALUE_LETTERS, Seen
from incident_desk.domain.alerts import NoteChange
from incident_desk.domain.moments import FIRST_US, LAST_US, MINUTE_US, to_us

AT_ONCE: Final = 5_000
AHEAD_US: Final = 5 * MINUTE_US
"""So far the clock of a monitor may be before ours."""
PROBLEMS_MOST: Final = 50
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_NEVER: Final = ("0001-01-01T00:00:00Z", "")
_STEP: Final = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")


class Refused(Exception):
    """A request is not taken: with which status, why, and which field of it is wrong."""

    def __init__(self, status: int, why: str, field: str = "", *, after_s: int = 0) -> None:
        super().__init__(why)
        self.status, self.why, self.field, self.after_s = status, why, field, after_s


class Problem(msgspec.Struct, frozen=True):
    """What of a request could not be taken as it stands."""

    field: str
    error: str


class Heard(msgspec.Struct):
    """What a request says: alerts, changes, and what is wrong with the rest of it.

    `is_test` is a request that only tries whether somebody answers.
    """

    seen: list[Seen] = []
    changes: list[NoteChange] = []
    problems: list[Problem] = []
    is_test: bool = False

    def wrong(self, field: str, error: str) -> None:
        """Keep it in mind; of many only the first."""
        if len(self.problems) < PROBLEMS_MOST:
            self.problems.append(Problem(field, error))

    def must_hold_something(self) -> None:
        """Raises: Refused naming the first problem, if nothing of it can be taken."""
        if not self.seen and not self.changes and self.problems:
            first = self.problems[0]
            raise Refused(400, first.error, first.field)


def json_of(body: bytes) -> object:
    """Raises: Refused for what is no JSON."""
    try:
        found: object = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as e:
        raise Refused(400, f"no JSON: {e}"[:300]) from e
    return found


def object_of(value: object, field: str = "") -> dict[str, Any]:
    """Raises: Refused if it is no JSON object."""
    if not isinstance(value, dict):
        raise Refused(400, "an object is needed", field)
    return cast("dict[str, Any]", value)


def list_of(value: object, field: str = "") -> list[object]:
    """Raises: Refused if it is no JSON list, or a longer one than is taken at once."""
    if not isinstance(value, list):
        raise Refused(400, "a list is needed", field)
    found = cast("list[object]", value)
    if len(found) > AT_ONCE:
        raise Refused(413, f"at most {AT_ONCE} at once", field)
    return found


def text_of(value: object, most: int = VALUE_LETTERS) -> str:
    """As the record holds it: without what no screen shows, not too long; empty for what is no text or number."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)[:most]
    if not isinstance(value, str):
        return ""
    plain = _CONTROL.sub(" ", value).strip()
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def link_of(value: object) -> str:
    """A link that a browser may be given; empty for any other."""
    link = text_of(value, LINK_LETTERS + 1)
    is_web = link.startswith(("https://", "http://")) and not any(letter.isspace() for letter in link)
    return link if is_web and len(link) <= LINK_LETTERS else ""


def texts_of(value: object, field: str, heard: Heard) -> dict[str, str] | None:
    """Labels or annotations; None, and a problem, if they are none."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        heard.wrong(field, "an object of texts is needed")
        return None
    given = cast("dict[str, object]", value)
    if len(given) > LABELS_MOST:
        heard.wrong(field, f"at most {LABELS_MOST}")
        return None
    wrong = next((name for name, each in given.items() if not isinstance(each, str)), None)
    if wrong is not None:
        heard.wrong(f"{field}.{wrong[:40]}", "a text is needed")
        return None
    # Prometheus drops what is empty, and so must whoever tells its alerts apart
    return {text_of(name, NAME_LETTERS): text_of(each) for name, each in given.items() if name and each}


def moment_of(value: object, field: str, heard: Heard, now_us: int) -> int | None:
    """When that was; None if nothing is said, or, with a problem, nothing that can be."""
    if value is None or value in _NEVER:
        return None
    found_us = _read(value)
    if found_us is None:
        heard.wrong(field, "no moment: write 2026-03-04T09:12:30Z")
        return None
    if not FIRST_US <= found_us <= LAST_US:
        if isinstance(value, str) and value.startswith("0001-01-01"):
            return None
        heard.wrong(field, "that is too far away")
        return None
    return found_us


def begun_of(value: object, field: str, heard: Heard, now_us: int) -> int | None:
    """See `moment_of`; what began is not still to come."""
    found_us = moment_of(value, field, heard, now_us)
    if found_us is not None and found_us > now_us + AHEAD_US:
        heard.wrong(field, "that is still to come")
        return None
    return found_us


def _read(value: object) -> int | None:
    if not isinstance(value, str) or len(value) > 60:
        return None
    try:
        moment = datetime.fromisoformat(value)
        return to_us(moment) if moment.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def milliseconds_of(value: object, field: str, heard: Heard, now_us: int) -> int | None:
    """A moment as milliseconds since 1970, a number or its text."""
    text = text_of(value, 20)
    if not text:
        return None
    if not text.isascii() or not text.isdecimal():
        heard.wrong(field, "no moment: milliseconds since 1970 are needed")
        return None
    found_us = int(text) * 1000
    if not FIRST_US <= found_us <= now_us + AHEAD_US:
        heard.wrong(field, "that is too far away")
        return None
    return found_us


def clock_of(value: object, field: str, heard: Heard, now_us: int) -> int | None:
    """A moment without a zone, which is UTC."""
    text = text_of(value, 60)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        found_us = to_us(moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        heard.wrong(field, "no moment: write 2026-03-04 09:14:02")
        return None
    if not FIRST_US <= found_us <= now_us + AHEAD_US:
        heard.wrong(field, "that is too far away")
        return None
    return found_us


def at_path(value: object, path: str) -> object:
    """What lies at "$.a.b[0]" or "a.b"; None if nothing does."""
    at = value
    for name, index in _STEP.findall("." + path.strip().removeprefix("$").removeprefix(".")):
        if index:
            rows = cast("list[object]", at) if isinstance(at, list) else []
            at = rows[int(index)] if int(index) < len(rows) else None
        else:
            at = cast("Mapping[str, object]", at).get(name) if isinstance(at, dict) else None
    return at
