"""Answering an offer of a role: accepted, declined with a reason, or taken back by who made it."""

from incident_desk.domain.addressing import holder_called, must_know
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.handover_entries import HandoverAccepted, HandoverDeclined, HandoverWithdrawn
from incident_desk.domain.handover_list import Handover, Handovers, HandoverState, state_of
from incident_desk.domain.holdings import Holder, Holding, Roles
from incident_desk.domain.ids import EntryId
from incident_desk.domain.people import People
from incident_desk.domain.restriction import Restriction
from incident_desk.domain.task_entries import TaskReassigned
from incident_desk.domain.task_list import Task, Tasks
from incident_desk.domain.timeline import checked_text


class Answer(Fields, frozen=True):
    """`text` says how whoever accepts said so, where you write for somebody else; to decline it needs the reason.

    Where several offers of the role wait, `person` says to whom it was offered, or `handover` is the entry.
    """

    role: str
    text: str = ""
    person: str = ""
    handover: EntryId | None = None


class Accept(Answer, frozen=True):
    __doc__ = Answer.__doc__


class Decline(Answer, frozen=True):
    __doc__ = Answer.__doc__


class Withdraw(Answer, frozen=True):
    __doc__ = Answer.__doc__


@command("handover.accept", help="Take over a role that was offered to you", slash=("accept",))
def accept(
    *,
    handovers: Handovers,
    roles: Roles,
    people: People,
    tasks: Tasks,
    restriction: Restriction,
    context: Context,
    fields: Accept,
) -> list[Draft]:
    handover, holding, text = _waiting(handovers, roles, people, context, fields)
    taker = _taker(handover, people, context, text)
    must_know(restriction, taker)
    body = HandoverAccepted(
        holding.key,
        holding.title,
        handover.id,
        taker.name,
        taker.person,
        text.strip(),
        giver=handover.giver.now(people).name,
        over={"holder": holding.holder.over, "ending": handover.ending.over},
    )
    return [Draft(body), *_reassigned(handover, tasks, people, taker)]


@command("handover.decline", help="Say why you do not take over a role", slash=("decline-handover",))
def decline(handovers: Handovers, roles: Roles, people: People, context: Context, fields: Decline) -> list[Draft]:
    handover, holding, text = _waiting(handovers, roles, people, context, fields)
    if not text.strip():
        raise RuleError(f"Say why {handover.taker.now(people).name} does not take over {holding.title}.")
    taker = handover.taker.now(people)
    over = handover.ending.over
    body = HandoverDeclined(
        holding.key, holding.title, handover.id, taker.name, taker.person, checked_text(text), over=over
    )
    return [Draft(body)]


@command("handover.withdraw", help="Take back an offer of your role: you keep it", slash=("withdraw-handover",))
def withdraw(handovers: Handovers, roles: Roles, people: People, context: Context, fields: Withdraw) -> list[Draft]:
    handover, holding, text = _waiting(handovers, roles, people, context, fields)
    giver = handover.giver.now(people)
    if context.by not in (giver.person, handover.by):
        raise RuleError(f"Only {giver.name}, who offered it, can take the offer of {holding.title} back.")
    over = handover.ending.over
    body = HandoverWithdrawn(holding.key, holding.title, handover.id, giver.name, giver.person, text.strip(), over=over)
    return [Draft(body)]


# what the answers have in common --------------------------------------------------------------------------------------


def _role(roles: Roles, role: str, text: str) -> tuple[Holding, str]:
    """The role and the words after it; a title of several words, typed without quotes, comes in pieces."""
    words = text.split(" ")
    for count in range(len(words), 0, -1):
        if longer := roles.called(" ".join((role, *words[:count]))):
            return longer, " ".join(words[count:])
    return roles.find(role), text


def _waiting(
    handovers: Handovers, roles: Roles, people: People, context: Context, fields: Answer
) -> tuple[Handover, Holding, str]:
    """The offer that is meant, its role, and the words.

    Raises: NotFound if none waits, or if several do and it was not said which.
    """
    holding, text = _role(roles, fields.role, fields.text)
    if fields.handover is not None:
        return _still_waiting(handovers.of.get(fields.handover), roles, holding), holding, text
    waiting = [each for each in handovers.waiting(roles) if each.role == holding.key]
    if fields.person:
        wanted = holder_called(people, context, fields.person)
        waiting = [each for each in waiting if each.taker.is_(wanted)]
    elif len(waiting) > 1:
        mine = [each for each in waiting if context.by in (each.taker.person, each.giver.person, each.by)]
        waiting = [each for each in mine if each.taker.person == context.by] or mine or waiting
    takers = dict.fromkeys(each.taker.now(people).name for each in waiting)
    if len(takers) == 1:
        return waiting[-1], holding, text
    if not waiting:
        raise NotFound(f"No handover of {holding.title} waits for an answer.")
    several = " and to ".join(takers)
    raise NotFound(f"{holding.title} was offered to {several}; say which with person=…")


def _still_waiting(handover: Handover | None, roles: Roles, holding: Holding) -> Handover:
    if handover is None or handover.role != holding.key:
        raise NotFound(f"That is no handover of {holding.title}.")
    state = state_of(handover, roles)
    if state is HandoverState.WAITING:
        return handover
    if state is HandoverState.OVERTAKEN:
        raise RuleError(f"{holding.title} went to somebody else before this handover was answered.")
    raise RuleError(f"That handover of {holding.title} was {state} already.")


def _taker(handover: Handover, people: People, context: Context, text: str) -> Holder:
    """Whoever accepts. Somebody else may write it down for them, and says how they said so."""
    taker = handover.taker.now(people)
    if not taker.name:
        raise RuleError("The words of this handover were erased; offer the role again.")
    person = taker.person or people.called(taker.name)
    if person == context.by:
        return Holder(people.name(context.by), context.by)
    if not text.strip():
        raise RuleError(f"It is {taker.name} who accepts. If you write it down for them, say how they told you.")
    return Holder(taker.name, person)


def _reassigned(handover: Handover, tasks: Tasks, people: People, taker: Holder) -> list[Draft]:
    """The tasks that go over, those that are still with the giver."""
    return [
        Draft(
            TaskReassigned(
                task.id,
                task.number,
                name=taker.name,
                person=taker.person,
                taken=True,
                giver=handover.giver.now(people).name,
                over={"holder": task.holder.over, "due": task.due.over},
            )
        )
        for task in (tasks.of[id] for id in handover.tasks if id in tasks.of)
        if task.is_open and _is_with(task, handover.giver)
    ]


def _is_with(task: Task, giver: Holder) -> bool:
    now = task.holder.value
    return now is not None and now.is_(giver)
