"""What investigations need: that one is submitted, and what only its members know: a difference settled, an answer."""

from collections.abc import Iterator

from incident_desk.domain.differences import differences
from incident_desk.domain.errors import NotFound
from incident_desk.domain.holdings import Holder
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigating import called
from incident_desk.domain.investigation_list import Investigation, OpenQuestion, Stage
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.need_kinds import NeedKind
from incident_desk.domain.situation import Ask, Need, Situation, Urgency

SLASH = "/"
"""Stands between the investigation, the piece and, of a cell, the hypothesis that a need is about."""


def investigation_needs(at: Situation) -> Iterator[Need]:
    """A sealed investigation whose time is over, or that all others of its round wait for: for whoever leads it, and
    for whoever leads the incident once it is late. What it says needs its members, and is told to nobody else."""
    for found in at.investigations.all:
        if at.investigations.stage(found) is Stage.SEALED:
            yield from _whole(found, at)
            if at.me in found.people:
                yield from _differences(found, at)
                yield from _questions(found, at)


def _whole(found: Investigation, at: Situation) -> Iterator[Need]:
    until_us, lead = found.until.value, Holder(found.people[found.lead], found.lead)
    others = [each.submitted_us for each in at.investigations.of_round(found.round) if each is not found]
    waits_us = max(filter(None, others), default=0) if others and all(others) else None
    is_mine, turn = at.is_me(lead), str(until_us)
    if until_us is not None and until_us <= at.now_us:
        mine = is_mine or at.is_for_me
        yield Need(NeedKind.INVESTIGATION, Ask.FINISH, found.id, until_us, Urgency.LATE, mine, turn, lead)
    elif waits_us is not None:
        yield Need(NeedKind.INVESTIGATION, Ask.ANSWER, found.id, waits_us, Urgency.WAITS, is_mine, turn, lead)


def _differences(found: Investigation, at: Situation) -> Iterator[Need]:
    """What members said differently while apart: for those who said it, and for whoever leads."""
    for each in differences(found, at.timeline):
        about = SLASH.join(filter(None, (found.id, each.piece, each.hypothesis)))
        is_mine = at.me in (*each.by, found.lead)
        yield Need(NeedKind.INVESTIGATION, Ask.SETTLE, about, each.since_us, Urgency.WAITS, is_mine, each.last)


def _questions(found: Investigation, at: Situation) -> Iterator[Need]:
    for question in found.questions.values():
        if question.stands(at.timeline) and not question.answers and not question.owners.is_conflicted:
            yield from _question(found, question, at)


def _question(found: Investigation, question: OpenQuestion, at: Situation) -> Iterator[Need]:
    """For whoever finds out at once; for whoever asked and whoever leads, when nobody does or nothing comes of it.

    Whoever finds out is left alone as long as the plan lets people work before they tell.
    """
    setting = question.owners.last
    since_us = question.added_us if setting is None else setting.occurred_us
    owner = owner_of(question, at)
    patience_us = at.plan.cadences.internal_update_s * SECOND_US if owner else at.patience_us
    if at.is_me(owner) or at.now_us >= since_us + patience_us:
        is_mine = at.is_me(owner) or at.me in (question.by, found.lead)
        ask, about = Ask.ANSWER if owner else Ask.FILL, f"{found.id}{SLASH}{question.id}"
        yield Need(NeedKind.INVESTIGATION, ask, about, since_us, Urgency.WAITS, is_mine, str(since_us), owner)


def owner_of(question: OpenQuestion, at: Situation) -> Holder | None:
    """Who finds out: a person of this record where the name says which; None where nobody does."""
    if not question.owner:
        return None
    try:
        person = at.people.find(question.owner)
    except NotFound:
        return Holder(question.owner)
    return Holder(at.people.name(person), person)


def inside(need: Need, at: Situation) -> Investigation | None:
    """The investigation whose members alone know of this need; None for what everybody may know."""
    if need.kind is not NeedKind.INVESTIGATION or SLASH not in need.about:
        return None
    return at.investigations.of[EntryId(need.about.partition(SLASH)[0])]


def places(need: Need, found: Investigation) -> list[str]:
    """What it is about within its investigation: "Q2", "H1", or of a cell "E3" and "H1"."""
    return [_called(EntryId(key), found) for key in need.about.split(SLASH)[1:]]


def _called(key: EntryId, found: Investigation) -> str:
    for sign, pieces in (("H", found.hypotheses), ("E", found.evidence), ("Q", found.questions)):
        if piece := pieces.get(key):
            return called(piece, pieces.values(), sign)
    return ""
