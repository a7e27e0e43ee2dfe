"""How long an incident took and what of it was waiting, as plain values and in English words."""

from collections.abc import Sequence
from typing import Any

from incident_desk.domain.measuring import ENDS, FEW, Clocked, Measured, Usual, usual, usually_kept
from incident_desk.domain.moments import SECOND_US, iso
from incident_desk.domain.spans import span_english


def spans_shown(found: Measured) -> list[dict[str, Any]]:
    """Every clock with both of its ends; seconds."""
    return [
        {
            "measure": each.what,
            "from": ENDS[each.what][0],
            "to": ENDS[each.what][1],
            "from_at": _iso(each.start_us),
            "to_at": _iso(each.end_us),
            "took_s": None if each.took_us is None else each.took_us // SECOND_US,
        }
        for each in found.measures
    ]


def waiting_shown(found: Measured) -> list[dict[str, Any]]:
    """What time was lost with."""
    return [{"with": each.what, "count": each.count, "lost_s": each.lost_us // SECOND_US} for each in found.waiting]


def beside_shown(others: Sequence[Measured]) -> dict[str, Any]:
    """The medians of other incidents; null where too few of them have the measure."""
    kept = usually_kept(others)
    return {
        **{str(what): _usual(usual(what, others), SECOND_US) for what in Clocked},
        "promises kept": {"median": kept.median, "incidents": kept.count},
    }


def _usual(found: Usual, unit: int) -> dict[str, Any]:
    median = None if found.median is None else round(found.median / unit)
    return {"median_s": median, "incidents": found.count}


def measured_lines(found: Measured, others: Sequence[Measured]) -> list[str]:
    """Of one incident, a line for each measure."""
    lines = [found.label]
    for each in found.measures:
        start, end = ENDS[each.what]
        if each.took_us is not None:
            took = span_english(each.took_us // SECOND_US) or "0 s"
            ends = f"{start} {_iso(each.start_us)} → {end} {_iso(each.end_us)}"
        else:
            took, ends = "-", f"{start} → {end}: {_missing(each.start_us, each.end_us, start, end)}"
        lines.append(f"  {each.what:<26} {took:<20} {ends}; {usual_words(usual(each.what, others))}")
    lines.append(f"  {'promises kept':<26} {found.kept} of {found.promised}")
    lines += [
        f"  {'waiting, ' + each.what:<26} {span_english(each.lost_us // SECOND_US) or '0 s':<20} {each.count} of them"
        for each in found.waiting
    ]
    return lines


def usual_words(found: Usual) -> str:
    """The median and of how many it is."""
    if found.median is None:
        return f"too few to compare ({found.count} of {FEW})"
    return f"median of {found.count}: {span_english(round(found.median / SECOND_US)) or '0 s'}"


def medians_lines(all_: Sequence[Measured]) -> list[str]:
    """Over all incidents, a line for each measure."""
    heads = [f"{what:<26} {ENDS[what][0]} → {ENDS[what][1]}" for what in Clocked]
    return [f"{head}; {usual_words(usual(what, all_))}" for head, what in zip(heads, Clocked, strict=True)]


def _missing(start_us: int | None, end_us: int | None, start: str, end: str) -> str:
    if start_us is not None and end_us is not None:
        return "they stand the wrong way round on the record"
    names = " and ".join(name for us, name in ((start_us, start), (end_us, end)) if us is None)
    return f"the record does not say when: {names}"


def _iso(us: int | None) -> str | None:
    return None if us is None else iso(us)
