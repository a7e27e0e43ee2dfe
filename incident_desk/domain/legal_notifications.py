"""What the law or a contract asks to be told: that it has to be, that it was, with proof, or why it has not to be."""

import msgspec

from incident_desk.domain.approvals import holds_now
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.decisions import DecisionMade, Decisions
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Roles
from incident_desk.domain.ids import EntryId
from incident_desk.domain.impact import Impact
from incident_desk.domain.kinds import applies
from incident_desk.domain.moments import SECOND_US, MomentUs
from incident_desk.domain.notification_entries import NotificationRaised, NotificationSent, NotificationWaived
from incident_desk.domain.notification_list import Notice, Notifications, Proof, Said
from incident_desk.domain.notifying import Stand, Standing, notifications
from incident_desk.domain.plan import Plans
from incident_desk.domain.plan_outgoing import LegalStart, Notification
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.timeline import AttachmentAdded, Timeline, checked_text

__all__ = ["Notifications"]

REFERENCE_LETTERS = 200


@applies("notifications", NotificationRaised)
def raised(found: Notifications, entry: Entry, body: NotificationRaised) -> None:
    known_us = entry.occurred_us if body.known_us is None else body.known_us
    _notice(found, body.key).said.set(Said(known_us), entry, body.over)


@applies("notifications", NotificationWaived)
def waived(found: Notifications, entry: Entry, body: NotificationWaived) -> None:
    _notice(found, body.key).said.set(Said(decision=body.decision), entry, body.over)


@applies("notifications", NotificationSent)
def sent(found: Notifications, entry: Entry, body: NotificationSent) -> None:
    proof = Proof(entry.id, body.reference, body.file, body.late_us)
    _notice(found, body.key).sent.set(proof, entry, body.over)


def _notice(found: Notifications, key: str) -> Notice:
    return found.of.setdefault(key, Notice())


# commands ------------------------------------------------------------------------------------------------------------


class RaiseNotification(Fields, frozen=True):
    """`notification` is its key, or the start of its title. `known` is since when it is known that it must be told."""

    notification: str
    text: str = ""
    known_us: MomentUs | None = None


class SendNotification(Fields, frozen=True):
    """What proves that it was told: the `reference` that the recipient gave, the words, or a `file` of the timeline.

    `speaker` told it, if not whoever writes.
    """

    notification: str
    text: str = ""
    reference: str = ""
    file: str = ""
    speaker: str = ""
    occurred_us: MomentUs | None = None


class WaiveNotification(Fields, frozen=True):
    """`text` is why it has not to be told."""

    notification: str
    text: str


@command("notification.raise", help="Say that the law asks for a notification, and since when", slash=("notify",))
def raise_(
    *,
    notifications: Notifications,
    headline: Headline,
    impact: Impact,
    decisions: Decisions,
    plans: Plans,
    context: Context,
    fields: RaiseNotification,
) -> list[Draft]:
    grounds = _Grounds(headline, impact, decisions, notifications)
    one, stands = _called(grounds, plans.of(headline), fields.notification)
    if stands.stand is Stand.SENT:
        raise RuleError(f"“{one.title}” was told already.")
    notice = notifications.notice(one.key)
    if stands.stand is Stand.DUE and fields.known_us is None and not stands.is_disputed:
        raise RuleError(f"It is known already that “{one.title}” has to be told; say known_at=… to change from when.")
    known_us = context.now_us if fields.known_us is None else fields.known_us
    if known_us > context.now_us:
        raise RuleError("What is known is known since a moment that has been.")
    counts_us = known_us if one.starts is LegalStart.KNOWN and not one.after else stands.start_us
    body = NotificationRaised(
        one.key,
        one.title,
        checked_text(fields.text) if fields.text.strip() else "",
        known_us,
        None if counts_us is None else counts_us + one.within_s * SECOND_US,
        notice.said.over,
    )
    return [Draft(body)]


@command("notification.send", help="Say that a notification was sent, with what proves it", slash=("notified",))
def send(
    *,
    notifications: Notifications,
    headline: Headline,
    impact: Impact,
    decisions: Decisions,
    timeline: Timeline,
    plans: Plans,
    context: Context,
    fields: SendNotification,
) -> list[Draft]:
    """Also one that was sent already: more can be told later, and two desks may have done it."""
    grounds = _Grounds(headline, impact, decisions, notifications)
    one, stands = _called(grounds, plans.of(headline), fields.notification)
    reference = " ".join(fields.reference.split())
    if len(reference) > REFERENCE_LETTERS or len(fields.speaker.strip()) > REFERENCE_LETTERS:
        raise RuleError(f"A reference or a name has at most {REFERENCE_LETTERS} characters.")
    if not (reference or fields.text.strip() or fields.file.strip()):
        raise RuleError("Say what proves it: reference=…, the words that were sent, or file=… of the timeline.")
    file, name = _file(timeline, fields.file) if fields.file.strip() else (None, "")
    at_us = context.now_us if fields.occurred_us is None else fields.occurred_us
    is_first = stands.sent is None and stands.due_us is not None
    body = NotificationSent(
        one.key,
        one.title,
        one.recipient,
        reference,
        checked_text(fields.text) if fields.text.strip() else "",
        file,
        name,
        " ".join(fields.speaker.split()),
        max(at_us - stands.due_us, 0) if is_first and stands.due_us is not None else 0,
        notifications.notice(one.key).sent.over,
    )
    return [Draft(body, occurred_us=fields.occurred_us)]


@command(
    "notification.waive",
    help="Decide that a notification has not to be sent, and why",
    slash=("not-reportable",),
    who="who holds one of the roles that the plan names for it",
)
def waive(
    *,
    notifications: Notifications,
    headline: Headline,
    impact: Impact,
    decisions: Decisions,
    roles: Roles,
    plans: Plans,
    context: Context,
    fields: WaiveNotification,
) -> list[Draft]:
    plan = plans.of(headline)
    one, stands = _called(_Grounds(headline, impact, decisions, notifications), plan, fields.notification)
    if stands.stand in (Stand.SENT, Stand.WAIVED):
        how = "was told already" if stands.stand is Stand.SENT else "has not to be told already"
        raise RuleError(f"“{one.title}” {how}.")
    if not fields.text.strip():
        raise RuleError("Say why it has not to be told; the reason stands on the record as a decision.")
    if one.decides and not holds_now(roles, context.by, one.decides):
        titles = " or ".join(plan.role_title(key) for key in one.decides)
        raise RuleError(f"This is for {titles} to decide, as the plan has it.")
    decision = EntryId(context.new_id())
    made = DecisionMade(f"Not to be told: {one.title}", checked_text(fields.text), is_reversible=True)
    over = notifications.notice(one.key).said.over
    return [Draft(made, id=decision), Draft(NotificationWaived(one.key, one.title, decision, over))]


class _Grounds(msgspec.Struct, frozen=True):
    """See notifying.Grounds: what a command is handed of it, one by one."""

    headline: Headline
    impact: Impact
    decisions: Decisions
    notifications: Notifications


def _called(at: _Grounds, plan: Plan, text: str) -> tuple[Notification, Standing]:
    """By key, title, or the start of the title that only one has. Raises: NotFound."""
    wanted = " ".join(text.split()).casefold()
    stands = {each.key: each for each in notifications(at, plan)}
    exact = [each for each in plan.notifications if wanted in (each.key, each.title.casefold())]
    starts = [each for each in plan.notifications if wanted and each.title.casefold().startswith(wanted)]
    found = exact or starts
    if len(found) == 1:
        return found[0], stands[found[0].key]
    there = ", ".join(stands) or "none"
    how = "several notifications" if found else "no notification"
    raise NotFound(f"“{text.strip()[:REFERENCE_LETTERS]}” is {how} of the plan; there are {there}.")


def _file(timeline: Timeline, text: str) -> tuple[EntryId, str]:
    """The file of that name, the last one, or of that entry. Raises: NotFound."""
    wanted = text.strip()
    for line in reversed(timeline.lines):
        body = line.body
        if isinstance(body, AttachmentAdded) and not line.is_retracted and wanted in (line.entry, body.name):
            return line.entry, body.name
    raise NotFound(f"No file “{wanted[:REFERENCE_LETTERS]}” is on the timeline; put it there first.")
