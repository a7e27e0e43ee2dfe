"""Who knew first, as plain values and in English words."""

from typing import Any

from incident_desk.domain.knew_first import Knew, Share
from incident_desk.domain.moments import SECOND_US, iso
from incident_desk.domain.spans import span_english


def knew_shown(knew: Knew) -> dict[str, Any]:
    """The moments of one incident; `by_s` is negative where a customer was first."""
    return {
        "incident": knew.incident,
        "number": knew.label,
        "steps": [{"step": step, "at": iso(us)} for step, us in knew.steps],
        "reports": knew.reports,
        "first": None if knew.is_ours is None else "the business" if knew.is_ours else "a customer",
        "by_s": None if knew.by_us is None else knew.by_us // SECOND_US,
    }


def knew_line(knew: Knew) -> str:
    """In one line."""
    if knew.by_us is None:
        said = "no customer told of it"
    else:
        who = "the business" if knew.is_ours else "a customer"
        said = f"{who} knew first, by {span_english(abs(knew.by_us) // SECOND_US)}; {knew.reports} told of it"
    return f"{knew.label}: {said}"


def share_line(of: Share) -> str:
    """Over all of them."""
    if not of.of:
        return f"No customer told of any of {of.untold} incidents."
    part = round(100 * of.first / of.of)
    told = f"The business knew first of {of.first} of {of.of} incidents that customers told of ({part} %)"
    return f"{told}; of {of.untold} no customer told."
