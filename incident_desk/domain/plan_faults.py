"""What can be wrong with a plan whose YAML is sound, in the words of the person who wrote it."""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from incident_desk.domain.plan_schema import SECTIONS, Days, Plan, Role

Path = tuple[str | int, ...]
"""The way to a place in the plan: names and places in lists."""

NOT_A_SPAN: Final = "a span of time is expected: a number and s, min, h, d or w, like “5 min”"
_SPAN: Final = re.compile(r"(\d{1,5}) ?(s|min|h|d|w)", re.ASCII)
_SECONDS: Final = {"s": 1, "min": 60, "h": 3600, "d": 86400, "w": 7 * 86400}
_AT: Final = re.compile(r"^(?P<what>.*?)(?: - at `(?:key in `)?\$(?P<path>[^`]*)`+)?$", re.DOTALL)
_STEP: Final = re.compile(r"\.(\w+)|\[(\d+)\]")
_UNKNOWN: Final = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
_MISSING: Final = re.compile(r"Object missing required field `(.*)`")
_ENUM: Final = re.compile(r"Invalid enum value '(.*)'", re.DOTALL)
_WRONG: Final = re.compile(r"Expected `(\w+)(?: \| null)?`, got `(\w+)`")
_EXPECTED: Final = {
    "str": "text",
    "int": "a whole number",
    "array": "a list",
    "object": "a part with names and values",
}
_GOT: Final = {
    "str": "text",
    "int": "a number (put it in quotes)",
    "array": "a list",
    "object": "names",
    "null": "nothing",
}
_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_NAMES: Final = sorted({name for section in SECTIONS for name in section.__struct_encode_fields__} - {"text"})


class Fault(msgspec.Struct, frozen=True):
    """One fault: where, in words, and the name on that level that is to blame, if one is."""

    path: Path
    words: str
    key: str = ""


def seconds(text: str) -> int | None:
    """A span of time as people write it; None if it is none."""
    span = _SPAN.fullmatch(text)
    return int(span[1]) * _SECONDS[span[2]] if span else None


def fault(said: str) -> Fault:
    """What msgspec said about a value that does not fit, as a place and a sentence."""
    found = _AT.match(said)
    what, at = (found["what"], found["path"] or "") if found else (said, "")
    path = tuple(int(index) if index else name for name, index in _STEP.findall(at))
    if unknown := _UNKNOWN.fullmatch(what):
        return Fault(path, f"“{unknown[1]}” is not known here{_meant(unknown[1])}", key=unknown[1])
    if missing := _MISSING.fullmatch(what):
        return Fault(path, f"“{missing[1]}: …” is missing here")
    if wrong := _WRONG.fullmatch(what):
        expected, got = _EXPECTED.get(wrong[1], wrong[1]), _GOT.get(wrong[2], wrong[2])
        return Fault(path, f"{expected} is expected here, not {got}")
    if enum := _ENUM.fullmatch(what):
        return Fault(path, f"“{enum[1]}” is not known here; there are {' and '.join(Days)}")
    return Fault(path, what[:1].lower() + what[1:])


def _meant(word: str) -> str:
    import difflib  # only when something was mistyped

    near = difflib.get_close_matches(word, _NAMES, n=1, cutoff=0.6)
    return f"; did you mean “{near[0]}”?" if near else ""


def lone_references(plan: Plan) -> Iterator[tuple[Path, str]]:
    """Every name that is used in one place and not defined in another, or defined twice; where it is defined first."""
    yield from _roles(plan)
    yield from _severities(plan)
    for n, service in enumerate(plan.services):
        if not service.strip() or service in plan.services[:n]:
            yield ("services", n), "a service has a name, and stands here once"


def _severities(plan: Plan) -> Iterator[tuple[Path, str]]:
    keys = {role.key for role in plan.roles}
    if len(plan.severities) < 4:
        yield ("severities",), "all of SEV1, SEV2, SEV3 and SEV4 are expected"
    for severity, consequence in plan.severities.items():
        for n, key in enumerate(consequence.opens):
            if key not in keys:
                yield ("severities", severity.value, "opens", n), f"no role has the key “{key}”"


def _roles(plan: Plan) -> Iterator[tuple[Path, str]]:
    keys = [role.key for role in plan.roles]
    for n, role in enumerate(plan.roles):
        if not _KEY.fullmatch(role.key):
            yield ("roles", n, "key"), "a key is made of a to z, 0 to 9 and _, and starts with a letter"
        if role.key in keys[:n]:
            yield ("roles", n, "key"), f"two roles have the key “{role.key}”"
        if not role.title.strip():
            yield ("roles", n, "title"), "a role has a title"
        if role.deputy and (role.deputy not in keys or role.deputy == role.key):
            yield ("roles", n, "deputy"), f"no other role has the key “{role.deputy}”"
        yield from _steps(n, role)


def _steps(n: int, role: Role) -> Iterator[tuple[Path, str]]:
    keys = [step.key for step in role.checklist]
    for m, key in enumerate(keys):
        if not _KEY.fullmatch(key):
            yield ("roles", n, "checklist", m, "key"), "a key is made of a to z, 0 to 9 and _, and starts with a letter"
        if key in keys[:m]:
            yield ("roles", n, "checklist", m, "key"), f"two steps of this role have the key “{key}”"
