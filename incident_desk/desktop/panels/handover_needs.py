"""What handovers need now: an answer of whoever a role was offered to; a look of who offered it and hears nothing."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.moments import span_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.need_row import Need
from incident_desk.domain.handover_list import is_crossed, is_loud
from incident_desk.domain.ids import PersonId


def handover_needs(observed: ObservedIncident, me: PersonId, now_us: int) -> Iterator[Need]:
    """The needs of an open incident; each leads to its role."""
    board, people = observed.board, observed.organisation.people
    if not board.headline.is_open or not board.handovers.of:
        return
    for each in board.handovers.waiting(board.roles):
        role, waited = board.roles.held[each.role].title, span_words(now_us - each.offered_us)
        if each.taker.person == me:
            words = _tr("{name} offers you {role}").format(name=each.giver.now(people).name, role=role)
            yield Need(each.role, words, waited, "arrow-left-right")
        elif is_loud(each, observed.plan.cadences.acknowledge_s, now_us) and me in (each.giver.person, each.by):
            words = _tr("{name} does not answer: {role}").format(name=each.taker.now(people).name, role=role)
            yield Need(each.role, words, waited, "user-x")
    for each in board.handovers.all:
        if is_crossed(each, board.roles):
            role = board.roles.held[each.role].title
            words = _tr("{role}: accepted, and ended at another desk at once").format(role=role)
            yield Need(each.role, words, "", "git-merge", "accent")


def _tr(text: str) -> str:
    return QCoreApplication.translate("HandoverNeeds", text)
