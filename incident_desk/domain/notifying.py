"""Which notifications the law asks for now, from when its time counts and until when: read from the record."""

import enum
from typing import Protocol

import msgspec

from incident_desk.domain.decisions import Decisions
from incident_desk.domain.headline import Headline
from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.impact import Impact
from incident_desk.domain.moments import MINUTE_US, SECOND_US
from incident_desk.domain.notification_list import Notice, Notifications
from incident_desk.domain.plan_outgoing import LegalStart, Notification
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.state import State


class Stand(enum.StrEnum):
    """How far a notification is. OPEN: by the plan it may have to be told, and nobody said yet whether.

    FOLLOWS: it counts from when another one is told. QUIET: nothing asks for it.
    """

    OPEN = "open"
    DUE = "due"
    FOLLOWS = "follows"
    SENT = "sent"
    WAIVED = "waived"
    QUIET = "quiet"


class Standing(msgspec.Struct, frozen=True):
    """One of them at a moment: from when its time counts, until when, and when it was told.

    `late_us` is how much too late it was told. `is_sent_twice`: two desks told it without knowing of each other.
    """

    key: str
    title: str
    recipient: str
    stand: Stand
    start_us: int | None = None
    due_us: int | None = None
    is_prompt: bool = False
    decides: tuple[str, ...] = ()
    sent: EntryId | None = None
    sent_us: int | None = None
    sent_by: PersonId | None = None
    late_us: int = 0
    decision: EntryId | None = None
    is_disputed: bool = False
    is_sent_twice: bool = False

    @property
    def is_owed(self) -> bool:
        return self.stand in (Stand.OPEN, Stand.DUE)

    def late_by_us(self, now_us: int) -> int:
        """How much too late it was told, or is by now; 0 while there is time."""
        if self.sent is not None:
            return self.late_us
        return max(now_us - self.due_us, 0) if self.is_owed and self.due_us is not None else 0

    def is_loud(self, now_us: int) -> bool:
        """Whether the last tenth of its time runs, at least ten minutes: while it can still be told in time."""
        if not self.is_owed or self.due_us is None or self.start_us is None:
            return False
        return now_us >= self.due_us - max((self.due_us - self.start_us) // 10, 10 * MINUTE_US)


class Grounds(Protocol):
    """The parts of a board that notifications are read from."""

    @property
    def headline(self) -> Headline: ...
    @property
    def impact(self) -> Impact: ...
    @property
    def decisions(self) -> Decisions: ...
    @property
    def notifications(self) -> Notifications: ...


def notifications(at: Grounds, plan: Plan) -> list[Standing]:
    """All of the plan, in its order."""
    found: dict[str, Standing] = {}
    for each in plan.notifications:
        _find(each.key, at, plan, found, frozenset())
    return [found[each.key] for each in plan.notifications]


def _find(key: str, at: Grounds, plan: Plan, found: dict[str, Standing], below: frozenset[str]) -> Standing | None:
    """With the one that it comes after; of a circle none comes after another."""
    if key in found or key in below:
        return found.get(key)
    one = next((each for each in plan.notifications if each.key == key), None)
    if one is None:
        return None
    before = _find(one.after, at, plan, found, below | {key}) if one.after else None
    found[key] = _standing(one, before, at)
    return found[key]


def _standing(one: Notification, before: Standing | None, at: Grounds) -> Standing:
    notice = at.notifications.notice(one.key)
    start_us = _start_us(one, notice, before, at)
    due_us = None if start_us is None else start_us + one.within_s * SECOND_US
    shown = Standing(
        one.key,
        one.title,
        one.recipient,
        _stand(one, notice, before, at, start_us=start_us),
        start_us,
        due_us,
        one.without_delay,
        one.decides,
        decision=notice.waived(at.decisions),
        is_disputed=notice.is_disputed(at.decisions),
        is_sent_twice=len(notice.sent.heads) > 1,
    )
    if not notice.sent.history:
        return shown
    first = min(notice.sent.history, key=lambda each: (each.occurred_us, each.entry))
    late_us = max(first.occurred_us - due_us, 0) if due_us is not None else 0
    return msgspec.structs.replace(
        shown, sent=first.entry, sent_us=first.occurred_us, sent_by=first.by, late_us=late_us
    )


def _stand(one: Notification, notice: Notice, before: Standing | None, at: Grounds, *, start_us: int | None) -> Stand:
    if notice.sent.history:
        return Stand.SENT
    if notice.waived(at.decisions) is not None:
        return Stand.WAIVED
    if notice.raised(at.decisions) is not None:
        return Stand.DUE
    if before is not None:
        if before.stand is Stand.SENT:
            return Stand.DUE
        return Stand.FOLLOWS if before.is_owed or before.stand is Stand.FOLLOWS else Stand.QUIET
    return Stand.OPEN if _holds_since_us(one, at) is not None and start_us is not None else Stand.QUIET


def _start_us(one: Notification, notice: Notice, before: Standing | None, at: Grounds) -> int | None:
    if before is not None:
        return before.sent_us
    said = notice.raised(at.decisions)
    known_us = said.known_us if said else None
    declared_us = at.headline.entered_us.get(State.DECLARED, at.headline.since_us)
    holds_us = known_us if known_us is not None else _holds_since_us(one, at)
    if one.starts is LegalStart.KNOWN or holds_us is None:
        return holds_us
    if one.starts is LegalStart.DECLARED:
        return declared_us
    began_us = at.impact.started_us.value
    return began_us if began_us is not None else at.headline.since_us


def _holds_since_us(one: Notification, at: Grounds) -> int | None:
    """Since when the severities and services of the plan ask for it; None where they do not, or it names none.

    That a severity was lowered later does not end it: what was known stays known, and somebody decides.
    """
    if not one.severities and not one.services:
        return None
    severities = at.headline.severity.history
    rated = [each.occurred_us for each in severities if not one.severities or each.value in one.severities]
    services = at.impact.services.history
    hit = [each.occurred_us for each in services if not one.services or set(one.services) & set(each.value)]
    if (one.severities and not rated) or (one.services and not hit):
        return None
    return max(min(times) for times, named in ((rated, one.severities), (hit, one.services)) if named)
