"""What people need of one another: that a role is held, an offer answered, a question, a decision looked at again."""

from collections.abc import Iterator

from incident_desk.domain.call_list import Stage, standings
from incident_desk.domain.deputies import deputy_of
from incident_desk.domain.handover_list import Handover, is_crossed, is_loud
from incident_desk.domain.holdings import Holding
from incident_desk.domain.lending import to_lend
from incident_desk.domain.need_kinds import NeedKind
from incident_desk.domain.situation import Ask, Need, Situation, Urgency
from incident_desk.domain.state import State


def role_needs(at: Situation) -> Iterator[Need]:
    """A role that nobody has, or whose holder does not answer.

    Whoever was given one is asked at once, and whoever leads sees at once that one is empty: quietly until the time to
    answer is over, and as late from then on.
    """
    declared_us = at.headline.entered_us.get(State.DECLARED, at.now_us)
    for holding in at.roles.held.values():
        if holding.acknowledged_us is not None:
            continue
        holder = holding.holder.value
        since_us = declared_us if holder is None or holding.since_us is None else holding.since_us
        is_overdue = at.now_us >= since_us + at.patience_us
        if is_overdue or holder is None or at.is_me(holder):
            ask = Ask.FILL if holder is None else Ask.ACKNOWLEDGE
            early = Urgency.SOON if holder is None else Urgency.WAITS
            urgency = Urgency.LATE if is_overdue else early
            is_mine = at.is_me(holder) or at.is_for_me or (is_overdue and _steps_in(holding, at))
            turn = str(since_us)
            yield Need(NeedKind.ROLE, ask, holding.key, since_us, urgency, is_mine, turn, holder)


def _steps_in(holding: Holding, at: Situation) -> bool:
    """Whether I am whom the plan names as deputy, or it is the lead who is missing: then everybody has to see it."""
    deputy = deputy_of(holding, at.roles, at.plan)
    return holding is at.lead or (deputy is not None and at.is_me(deputy.holder.value))


def lending_needs(at: Situation) -> Iterator[Need]:
    """Somebody works in another incident since, for whoever leads here: they say that it is fine, or give the role to
    somebody else. `turn` begins with that incident."""
    for holding, other, given in to_lend(at):
        turn = f"{other.incident}.{given.entry}"
        holder, is_mine = holding.holder.value, at.is_for_me
        yield Need(NeedKind.ROLE, Ask.LEND, holding.key, given.at_us, Urgency.WAITS, is_mine, turn, holder)


def call_needs(at: Situation) -> Iterator[Need]:
    """Whom somebody here has to speak to, and whom nobody reached: for whoever leads and has said so, else for all.

    The latter are about the role or the task that somebody else has to take.
    """
    lead = at.lead
    holder = lead.holder.value if lead is not None and lead.acknowledged_us is not None else None
    is_mine = holder is None or at.is_me(holder)
    for call in standings(at, at.plan, at.people, at.now_us):
        occasion, since_us = call.occasion, call.occasion.since_us
        about = occasion.task or occasion.role
        turn = f"{occasion.call}.{call.stage.value}.{call.rung}"
        if call.stage is Stage.SPEAK:
            yield Need(NeedKind.CALL, Ask.CALL, occasion.call, since_us, Urgency.WAITS, is_mine, turn, occasion.holder)
        elif call.stage in (Stage.DECLINED, Stage.SILENT):
            urgency = Urgency.LATE if call.stage is Stage.SILENT else Urgency.WAITS
            yield Need(NeedKind.CALL, Ask.REPLACE, about, since_us, urgency, is_mine, turn, occasion.holder)


def handover_needs(at: Situation) -> Iterator[Need]:
    """An offer, for whoever is to answer it; one that nobody answers, for whoever made it."""
    for each in at.handovers.waiting(at.roles):
        is_overdue = is_loud(each, at.plan.cadences.acknowledge_s, at.now_us)
        is_asked = at.is_me(each.taker)
        if is_asked or is_overdue:
            is_mine = is_asked or at.me in (each.giver.person, each.by)
            yield _handover(each, Ask.ACCEPT, is_mine=is_mine)
    for each in at.handovers.all:
        if is_crossed(each, at.roles):
            is_mine = at.is_for_me or at.me in (each.giver.person, each.taker.person, each.by)
            yield _handover(each, Ask.SETTLE, is_mine=is_mine)


def _handover(each: Handover, ask: Ask, *, is_mine: bool) -> Need:
    turn = str(each.ended or each.offered_us)
    return Need(NeedKind.HANDOVER, ask, each.id, each.offered_us, Urgency.WAITS, is_mine, turn, each.taker)


def question_needs(at: Situation) -> Iterator[Need]:
    """An open question, for whoever is asked at once, for whoever asked when nobody answers."""
    for question in at.questions.open:
        asked = question.asked(at.roles)
        is_overdue = at.now_us >= question.asked_us + at.patience_us
        if at.is_me(asked) or is_overdue:
            is_mine = at.is_me(asked) or question.by == at.me or (asked is None and at.is_for_me)
            turn = str(question.asked_us)
            about = question.id
            yield Need(NeedKind.QUESTION, Ask.ANSWER, about, question.asked_us, Urgency.WAITS, is_mine, turn, asked)


def decision_needs(at: Situation) -> Iterator[Need]:
    """A decision whose time is over, for whoever decided and whoever leads."""
    for due_us, line in at.decisions.due(at.timeline, at.now_us):
        is_mine = at.is_for_me or line.author == at.me
        yield Need(NeedKind.DECISION, Ask.REVISIT, line.entry, due_us, Urgency.WAITS, is_mine, str(due_us))
