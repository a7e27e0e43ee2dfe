"""Answers about similar incidents as plain values: why each is like what was asked, what worked then, what is left."""

from collections.abc import Iterable
from typing import Any, Final

from incident_desk.domain.ids import PersonId
from incident_desk.domain.moments import iso
from incident_desk.domain.similar import Asked, Past, Similar

FEW: Final = 5
"""So many are shown to a person."""
MORE: Final = 10
"""So many are answered to a program."""
WORDS: Final = 8
"""So many of the words in common are named, the rarest first."""


def asked_by(past: Past, viewer: PersonId | None) -> Asked:
    """What is to be like another incident: all it says, and not itself."""
    said = " ".join((past.title, past.text, *past.factors))
    return Asked(said, past.services, frozenset({past.incident}), viewer)


def why(similar: Similar) -> str:
    """Why it is like what was asked, in one line."""
    parts = (("service", similar.services), ("factor", similar.factors), ("words", similar.words[:WORDS]))
    return "; ".join(f"{what}: {', '.join(each)}" for what, each in parts if each)


def shown(found: Iterable[Similar], now_us: int) -> list[dict[str, Any]]:
    """What `similar --json` prints of each."""
    return [
        {
            "incident": each.past.incident,
            "number": each.past.number,
            "title": each.past.title,
            "report": each.past.report,
            "score": each.score,
            "why": why(each),
            "words": each.words,
            "services": each.services,
            "factors": each.factors,
            "severity": each.past.severity,
            "since": None if each.past.since_us is None else iso(each.past.since_us),
            "open": each.past.is_open,
            "worked": each.past.worked,
            "lessons": each.past.lessons,
            "left": [
                {
                    "text": left.text,
                    "due_at": None if left.due_us is None else iso(left.due_us),
                    "overdue": left.due_us is not None and left.due_us < now_us,
                }
                for left in each.past.left
            ],
        }
        for each in found
    ]


def told(found: Iterable[Similar], now_us: int) -> str:
    """The same for a person."""
    return "\n".join(line for each in found for line in _lines(each, now_us))


def _lines(similar: Similar, now_us: int) -> list[str]:
    past = similar.past
    head = f"{similar.score:>4.0%}  {past.number:<12} {past.title}{'  (open now)' if past.is_open else ''}"
    late = [left for left in past.left if left.due_us is not None and left.due_us < now_us]
    under = [
        why(similar),
        *(f"worked: {each}" for each in past.worked[:2]),
        *(f"lesson: {each}" for each in past.lessons[:2]),
        *(f"OVERDUE: {left.text}" for left in late),
        *(f"still open: {left.text}" for left in past.left if left not in late),
    ]
    return [head, *(f"      {' '.join(line.split())}" for line in under if line)]
