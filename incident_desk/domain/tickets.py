"""Follow-ups as tickets of GitHub, GitLab and Jira: what those have in common, and how they come back."""

import enum
import re
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from incident_desk.domain.commands import Fields
from incident_desk.domain.follow_up_entries import Aim, Priority
from incident_desk.domain.follow_up_overview import Owed
from incident_desk.domain.follow_ups import WORDS_LIMIT, AddFollowUp, ChangeFollowUp, FinishFollowUp
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.moments import iso
from incident_desk.domain.people import People
from incident_desk.domain.place_list import opened_address

_MARK: Final = re.compile(r"\bfollow-up ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b", re.IGNORECASE)


class Shape(enum.StrEnum):
    """Whose tickets they look like."""

    GITHUB = "github"
    GITLAB = "gitlab"
    JIRA = "jira"


class Ticket(msgspec.Struct, frozen=True):
    """One ticket. `key` is what it is called over there, `link` leads to it."""

    title: str
    body: str = ""
    owner: str = ""
    due_us: int | None = None
    is_closed: bool = False
    priority: Priority = Priority.NORMAL
    aim: Aim = Aim.PREVENT
    key: str = ""
    link: str = ""

    @property
    def mark(self) -> EntryId | None:
        """The follow-up that it was made of, if one was."""
        found = _MARK.search(self.body)
        return EntryId(found[1].lower()) if found else None


class Wanted(msgspec.Struct, frozen=True):
    """What an imported ticket asks to be written, in its incident. `fields` is None where nothing is another."""

    incident: IncidentId
    fields: Fields | None
    title: str


def ticket_of(owed: Owed, people: People) -> Ticket:
    """A follow-up as a ticket; its body names it, so that it is known again."""
    one, head = owed.one, owed.board.headline
    ending = one.ending.value
    parts = (
        f"From incident {head.number}: {head.title.value or ''}",
        f"Verified by: {one.verify.value}" if one.verify.value else "",
        f"{ending.how.capitalize()}: {ending.words}" if ending is not None and ending.words else "",
        f"Incident Desk {owed.label}, follow-up {one.id}",
    )
    return Ticket(
        one.words,
        "\n\n".join(filter(None, parts)),
        one.owner_name(people, ""),
        one.due_us.value,
        not one.is_open,
        one.priority.value or Priority.NORMAL,
        one.aim.value or Aim.PREVENT,
        owed.label,
        one.link.value or "",
    )


def once(tickets: Iterable[Ticket]) -> list[Ticket]:
    """Each once, though a file may have it twice."""
    found = {(ticket.mark or ticket.link or ticket.key or ticket.title): ticket for ticket in tickets}
    return list(found.values())


def wanted(ticket: Ticket, every: Sequence[Owed], new_in: IncidentId | None, people: People) -> Wanted | None:
    """What this ticket asks for: a change of the follow-up that it is known as, else a new one.

    Returns: None where it is new and no incident was named for it.
    """
    known = _known(ticket, every)
    if known is not None:
        return Wanted(known.board.incident, _change(ticket, known, people), ticket.title)
    if new_in is None:
        return None
    fields = AddFollowUp(
        ticket.title[:WORDS_LIMIT],
        f"@{ticket.owner}" if ticket.owner else "me",
        ticket.priority,
        ticket.aim,
        ticket.due_us,
        link=_openable(ticket.link),
        origin=ticket.link or ticket.key,
    )
    return Wanted(new_in, None if ticket.is_closed else fields, ticket.title)


def _known(ticket: Ticket, every: Iterable[Owed]) -> Owed | None:
    origin = ticket.link or ticket.key
    for owed in every:
        one = owed.one
        if one.id == ticket.mark or (origin and origin in (one.origin, one.link.value)):
            return owed
    return None


def _change(ticket: Ticket, known: Owed, people: People) -> Fields | None:
    """That it was closed over there, else what else became another; what ended here stays so."""
    one = known.one
    if not one.is_open:
        return None
    if ticket.is_closed:
        return FinishFollowUp(
            one.id, f"Closed in the other tool: {ticket.link or ticket.key or ticket.title}"[:WORDS_LIMIT]
        )
    new: dict[str, object] = {}
    if ticket.owner and ticket.owner.casefold() != one.owner_name(people, "").casefold():
        new["person"] = f"@{ticket.owner}"
    if ticket.due_us is not None and _day(ticket.due_us) != _day(one.due_us.value):  # they know days only
        new["due_us"] = ticket.due_us
    if (link := _openable(ticket.link)) and link != one.link.value:
        new["link"] = link
    reason = "as the other tool has it"
    return msgspec.convert({"follow_up": one.id, **new, "reason": reason}, ChangeFollowUp) if new else None


def _day(us: int | None) -> str:
    return "" if us is None else iso(us)[:10]


def _openable(link: str) -> str:
    address = opened_address(link) or ""
    return link if address.startswith("http") else ""
