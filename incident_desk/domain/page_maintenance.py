"""Which announced maintenance the status page tells of at a moment, and what of the services it changes."""

import msgspec

from incident_desk.domain.levels import Levels
from incident_desk.domain.maintenance_list import Maintenance, Maintenances, Phase
from incident_desk.domain.maintenance_public import public_words
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.status_page import Mark, Page, PageMaintenance

SHOWN = (Phase.LATE, Phase.RUNNING, Phase.SCHEDULED)
"""Until somebody says that it is over, it goes on; what is over or does not take place is told no more."""


def with_maintenance(page: Page, maintenances: Maintenances, plan: Plan, levels: Levels, now_us: int) -> Page:
    """The page with what is announced on it; a service that is worked on stands so, unless it is worse."""
    known = page.services.keys()
    shown = [
        _told(one, words, known & set(one.services.value or ()), now_us)
        for one in maintenances.all
        if one.phase(now_us) in SHOWN and (words := public_words(one, plan, levels))
    ]
    if not shown:
        return page
    worked_on = {service for each in shown if each.is_running for service in each.services}
    services = {
        name: max(mark, Mark.MAINTENANCE, key=lambda each: each.rank) if name in worked_on else mark
        for name, mark in page.services.items()
    }
    order = sorted(shown, key=lambda each: (not each.is_running, each.from_us))
    return msgspec.structs.replace(page, maintenances=tuple(order), services=services)


def _told(one: Maintenance, words: str, services: set[str], now_us: int) -> PageMaintenance:
    ordered = tuple(name for name in one.services.value or () if name in services)
    is_running = one.phase(now_us) is not Phase.SCHEDULED
    return PageMaintenance(one.id, words, one.begins_us, one.ends_us, one.told[0].occurred_us, ordered, is_running)
