"""How a drafted report says things: one sentence after the other, each with the entries that it stands on."""

from incident_desk.domain.moments import MINUTE_US, SECOND_US
from incident_desk.domain.review_report_text import REFERENCE, each_sentence, reference
from incident_desk.domain.spans import span_english

MOST_NAMED = 6
"""So many entries one sentence names at most."""


def sentence(words: str, *entries: str) -> str:
    """A sentence with its full stop, and what it stands on behind it."""
    said = words if words.rstrip('"”’)').endswith((".", "!", "?", "…")) else f"{words}."
    return " ".join([said, *map(reference, entries[:MOST_NAMED])])


def sentences(words: str, entry: str) -> str:
    """Each sentence of somebody's words with the entry that they are of."""
    return " ".join(sentence(each, entry) for each in each_sentence(words))


def point(words: str) -> str:
    """One of several below a head."""
    return f"- {words}"


def gap(words: str) -> str:
    """What the record does not say, for somebody to fill."""
    return f"({words})"


def one_line(words: str) -> str:
    """As it was typed, on one line; what looks like the name of an entry is none."""
    return REFERENCE.sub(r"(#\1)", " ".join(words.split()))


def took(us: int) -> str:
    """How long something took; in minutes as soon as there are some."""
    seconds = abs(us) // SECOND_US
    return span_english(seconds // 60 * 60 if abs(us) >= 10 * MINUTE_US else seconds) or "less than a second"
