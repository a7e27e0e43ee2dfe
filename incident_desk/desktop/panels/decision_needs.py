"""Which decisions are to be looked at again now: for whoever decided, and for whoever leads."""

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.moments import span_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.need_row import Need
from incident_desk.domain.ids import PersonId
from incident_desk.domain.leading import lead_of
from incident_desk.domain.plan import Plans

DECISION = "decision:"
"""Before the entry of a decision, where a need leads to one."""


def decision_needs(observed: ObservedIncident, plans: Plans, me: PersonId, now_us: int) -> list[Need]:
    """The decisions of an open incident whose time is over. Where nobody leads, they are for everybody."""
    board = observed.board
    if not board.headline.is_open or not board.decisions.outlooks:
        return []
    lead = lead_of(board.roles, plans, board.headline)
    holder = lead.holder.value if lead else None
    is_mine = holder is None or holder.person == me
    words = QCoreApplication.translate("DecisionNeeds", "Look again: {what}")
    return [
        Need(DECISION + line.entry, words.format(what=line.text), span_words(now_us - us), "calendar-clock")
        for us, line in board.decisions.due(board.timeline, now_us)
        if is_mine or line.author == me
    ]
