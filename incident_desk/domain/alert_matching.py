"""Matchers of silences: written as Alertmanager and its tools write them, and held against labels."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from incident_desk.domain.alert_entries import NAME_LETTERS, VALUE_LETTERS, Matcher, Operator
from incident_desk.domain.errors import BadInput

if TYPE_CHECKING:
    import regex

AT_MOST_S: Final = 0.05
"""So long an expression may be tried against one value; one that takes longer fits nothing."""
MATCHERS_MOST: Final = 20
_ONE: Final = re.compile(
    r"\s*([^\s=!~\"{},]{1,120})\s*(=~|!~|!=|=)\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^,\"{}]*?))\s*(?:,|$)"
)
_ESCAPED: Final = re.compile(r"\\(.)")


def fits_all(matchers: Iterable[Matcher], labels: Mapping[str, str]) -> bool:
    """Whether labels fit every one of them."""
    return all(fits(each, labels.get(each.label, "")) for each in matchers)


def fits(matcher: Matcher, value: str) -> bool:
    """Whether a value fits; a label that is missing is empty."""
    match matcher.operator:
        case Operator.IS:
            return matcher.value == value
        case Operator.IS_NOT:
            return matcher.value != value
        case Operator.MATCHES:
            return _matches(matcher.value, value)
        case Operator.MATCHES_NOT:
            return not _matches(matcher.value, value)


def _matches(expression: str, value: str) -> bool:
    """From its first letter to its last, as Alertmanager does it."""
    try:
        return _compiled(expression).fullmatch(value, timeout=AT_MOST_S) is not None
    except (TimeoutError, BadInput):
        return False


@lru_cache(maxsize=512)
def _compiled(expression: str) -> "regex.Pattern[str]":
    """Raises: BadInput."""
    import regex  # some ten milliseconds, for a desk that has no such silence in vain

    try:
        return regex.compile(expression)
    except regex.error as e:
        raise BadInput(f"“{expression[:80]}” is no expression: {e}", "matchers") from e


def checked(matchers: Iterable[Matcher]) -> tuple[Matcher, ...]:
    """As they may be written down. Raises: BadInput naming the one that is wrong."""
    found = sound(matchers)
    if not found:
        raise BadInput("at least one matcher is needed", "matchers")
    if all(fits(each, "") for each in found):
        raise BadInput("that would silence everything: at least one matcher has to ask for something", "matchers")
    return found


def sound(matchers: Iterable[Matcher]) -> tuple[Matcher, ...]:
    """As they can be held against labels. Raises: BadInput naming the one that is wrong."""
    found = tuple(matchers)
    if len(found) > MATCHERS_MOST:
        raise BadInput(f"at most {MATCHERS_MOST}", "matchers")
    for each in found:
        if not each.label or len(each.label) > NAME_LETTERS or len(each.value) > VALUE_LETTERS:
            raise BadInput("a label and a value are needed, and not that long", "matchers")
        if each.operator in (Operator.MATCHES, Operator.MATCHES_NOT):
            _compiled(each.value)
    return found


def read_matchers(text: str) -> tuple[Matcher, ...]:
    """From `service="staging", host=~"db.*"`, with or without braces and quotes. Raises: BadInput."""
    return checked(read_filter(text))


def read_filter(text: str) -> tuple[Matcher, ...]:
    """See `read_matchers`; also what fits everything. Raises: BadInput."""
    bare = text.strip()
    bare = bare[1:-1] if bare.startswith("{") and bare.endswith("}") else bare
    found: list[Matcher] = []
    at = 0
    while at < len(bare):
        one = _ONE.match(bare, at)
        if one is None:
            raise BadInput(f'“{bare[at:][:80]}” is no matcher; write service="staging", host=~"db.*"', "matchers")
        label, operator, quoted, plain = one.groups()
        value = _ESCAPED.sub(r"\1", quoted) if quoted is not None else plain
        found.append(Matcher(label, value, Operator(operator)))
        at = one.end()
    return sound(found)
