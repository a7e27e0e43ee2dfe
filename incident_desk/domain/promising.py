"""Promises to audiences: that somebody told them by another way, and that a site or ward has received it."""

from collections.abc import Sequence
from typing import TypeVar

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.headline import Headline
from incident_desk.domain.kinds import applies
from incident_desk.domain.moments import SECOND_US, MomentUs
from incident_desk.domain.plan import Plans
from incident_desk.domain.plan_outgoing import Audience
from incident_desk.domain.plan_sections import Region
from incident_desk.domain.promise_entries import AudienceTold, WordReceived
from incident_desk.domain.promise_list import Promises, Received, Told

__all__ = ["Promises"]

T = TypeVar("T", Audience, Region)


@applies("promises", AudienceTold)
def told(promises: Promises, entry: Entry, body: AudienceTold) -> None:
    promises.told.append(Told(entry.id, body.audience, entry.occurred_us, entry.author, body.next_update_us))


@applies("promises", WordReceived)
def received(promises: Promises, entry: Entry, body: WordReceived) -> None:
    promises.received.append(Received(entry.id, body.audience, body.region, entry.occurred_us, entry.author))


class TellAudience(Fields, frozen=True):
    """`how` says by which way, and what was said; `next_update_us` what was promised then."""

    audience: str
    how: str
    next_update_us: MomentUs | None = None


class Receive(Fields, frozen=True):
    """`says` is who said so there. The audience can be left out where the region belongs to one alone."""

    region: str
    says: str = ""
    audience: str = ""


@command("promise.tell", help="Say that an audience was told by another way, as by phone", slash=("told",))
def tell(headline: Headline, plans: Plans, context: Context, fields: TellAudience) -> list[Draft]:
    plan, how = plans.of(headline), " ".join(fields.how.split())
    audience = _named(plan.audiences_or_default, fields.audience, "audience")
    if not how:
        raise RuleError("Say how they were told, and what: “by phone: still no pumps”.")
    limits, next_us = plan.sending_or_default, fields.next_update_us
    if next_us is not None and not 0 <= next_us - context.now_us <= limits.next_update_at_most_s * SECOND_US:
        hours = limits.next_update_at_most_s // 3600
        raise RuleError(f"By the plan the next update is promised for a moment to come, within {hours} hours.")
    return [Draft(AudienceTold(audience.key, audience.title, how, next_us))]


@command("promise.receive", help="Say that a site or ward has received the last word", slash=("received",))
def receive(headline: Headline, plans: Plans, fields: Receive) -> list[Draft]:
    plan = plans.of(headline)
    region = _named(plan.regions, fields.region, "region")
    audiences = [each for each in plan.audiences_or_default if region.key in each.confirms]
    if fields.audience.strip():
        audience = _named(plan.audiences_or_default, fields.audience, "audience")
        audiences = [each for each in audiences if each.key == audience.key]
    if len(audiences) != 1:
        why = "belongs to several audiences; say which" if audiences else "confirms nothing by the plan"
        raise RuleError(f"{region.title} {why}.")
    says = " ".join(fields.says.split())
    return [Draft(WordReceived(audiences[0].key, region.key, region.title, says))]


def _named(among: Sequence[T], text: str, noun: str) -> T:
    """By key, title, or the start of the title that only one has. Raises: NotFound."""
    wanted = " ".join(text.split()).casefold()
    exact = [each for each in among if wanted in (each.key, each.title.casefold())]
    starts = [each for each in among if wanted and each.title.casefold().startswith(wanted)]
    found = exact or starts
    if len(found) == 1:
        return found[0]
    there = ", ".join(each.title for each in among) or "none"
    raise NotFound(f"“{text}” is {f'several {noun}s' if found else f'no {noun}'} of the plan; there are {there}.")
