"""Whom nobody has reached: for whoever leads, with the way to the deputy; and whom somebody here has to speak to."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.moments import span_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.need_row import Need
from incident_desk.domain.call_list import Stage, Standing, standings
from incident_desk.domain.ids import PersonId
from incident_desk.domain.leading import lead_of
from incident_desk.domain.plan import Plans

CALL = "call:"
"""Before the entry that gave somebody what they are needed for, where a need leads to calling them."""
TASK = "task:"
"""Before the id of a task, where a need leads to one."""


def call_needs(observed: ObservedIncident, plans: Plans, me: PersonId, now_us: int) -> Iterator[Need]:
    """For whoever leads; for everybody while nobody who leads has said that they do."""
    board = observed.board
    lead = lead_of(board.roles, plans, board.headline)
    holder = lead.holder.value if lead is not None and lead.acknowledged_us is not None else None
    if holder is not None and holder.person != me:
        return
    for standing in standings(board, observed.plan, observed.organisation.people, now_us):
        if (need := _need(standing, now_us)) is not None:
            yield need


def _need(standing: Standing, now_us: int) -> Need | None:
    occasion = standing.occasion
    name, about = occasion.holder.name, occasion.about
    waited = span_words(now_us - occasion.since_us)
    leads_to = TASK + occasion.task if occasion.task else occasion.role
    if standing.stage is Stage.SPEAK and standing.step is not None:
        said = _tr("Call {name}: {channel} {address}, for {about}")
        words = said.format(name=name, channel=standing.step.title, address=standing.step.address, about=about)
        return Need(CALL + occasion.call, words, waited, "phone-call")
    if standing.stage is Stage.DECLINED:
        return Need(leads_to, _tr("{name} declines: {about}").format(name=name, about=about), waited, "user-x")
    if standing.stage is Stage.SILENT:
        words = _tr("{name} does not answer at all: {about}").format(name=name, about=about)
        return Need(leads_to, words, waited, "user-x", "bad")
    return None


def _tr(text: str) -> str:
    return QCoreApplication.translate("CallNeeds", text)
