"""What is due in all incidents as plain values."""

from typing import Any

from incident_desk.domain.agenda import Due, DueKind
from incident_desk.domain.clock_list import NAMES, Clock
from incident_desk.domain.moments import iso


def due_shown(due: Due, now_us: int) -> dict[str, Any]:
    """One thing that is due. `calls_for` is the word of what it calls for now: quiet, soon, late, stuck and so on."""
    return {
        "incident": due.of.incident,
        "incident_number": due.of.number,
        "incident_title": due.of.title or None,
        "severity": due.of.severity,
        "is_restricted": due.of.is_restricted,
        "kind": due.kind,
        due.kind.value: due.key,
        "number": due.label or None,
        "text": words(due),
        "holder": due.holder.name if due.holder else None,
        "person": due.holder.person if due.holder else None,
        "role": due.role or None,
        "due_at": None if due.due_us is None else iso(due.due_us),
        "is_late": due.due_us is not None and due.due_us <= now_us,
        "acknowledged_at": None if due.acknowledged_us is None else iso(due.acknowledged_us),
        "calls_for": due.call.name.lower().replace("_", "-"),
        "missed": due.missed,
        "others": [{"person": each.person, "name": each.name} for each in due.others],
    }


def words(due: Due) -> str:
    """What is to be done, in English."""
    return NAMES[Clock(due.key)] if due.kind is DueKind.CLOCK else due.words
