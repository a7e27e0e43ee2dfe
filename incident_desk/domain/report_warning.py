"""A rise of reports without an incident is a warning of ours. Never by the number alone: it says what else agrees."""

from collections import Counter
from collections.abc import Callable, Iterable

from incident_desk.domain.maintenance_list import Maintenances, Phase
from incident_desk.domain.report_entries import Verdict
from incident_desk.domain.report_list import Report
from incident_desk.domain.report_matching import Suggestion
from incident_desk.domain.report_rate import Rising
from incident_desk.domain.symptoms import symptoms_in
from incident_desk.domain.warning_entries import REPORTS, Shift
from incident_desk.domain.warnings import RaiseWarning


def warning(
    rising: Rising,
    reports: Iterable[Report],
    suggest: Callable[[Report], Suggestion],
    maintenances: Maintenances,
    now_us: int,
) -> RaiseWarning | None:
    """What to warn of; None where most of it is of an incident that is known."""
    within = [each for each in reports if rising.from_us < each.came_us <= now_us]
    known = sum(suggest(each).verdict is Verdict.SAME_ISSUE for each in within)
    if not within or known * 2 > len(within):
        return None
    seen = "the detector of series sees it, too" if rising.is_seen_by_detector else ""
    agree = (seen, _ways(within), _regions(within), _symptom(within), *_announced(rising.service, maintenances, now_us))
    usual = round(rising.usual, 2)
    shift = Shift(REPORTS, "Customer reports", rising.count, usual, rising.from_us, is_count=True)
    return RaiseWarning((shift,), rising.service, tuple(filter(None, agree)))


def _ways(within: list[Report]) -> str:
    """Ways that do not know of each other."""
    ways = sorted({(each.came_by.value, each.source) for each in within})
    return f"by {len(ways)} ways: {', '.join(source or way for way, source in ways[:3])}"[:80] if len(ways) > 1 else ""


def _regions(within: list[Report]) -> str:
    regions = sorted({each.region for each in within if each.region})
    return f"from {len(regions)} regions" if len(regions) > 1 else ""


def _symptom(within: list[Report]) -> str:
    """What most of them see."""
    seen = Counter(symptom for each in within for symptom in symptoms_in(each.text))
    [(most, count)] = seen.most_common(1) or [(None, 0)]
    return f"{count} of {len(within)} see: {most}" if most is not None and count * 2 > len(within) else ""


def _announced(service: str, maintenances: Maintenances, now_us: int) -> list[str]:
    running = (one for one in maintenances.all if one.phase(now_us) in (Phase.RUNNING, Phase.LATE))
    return [f"maintenance {maintenances.label(one)} runs" for one in running if not service or service in one.touches]
