"""By which ways somebody is called in: the plan's ladder of contacts, with the address for each rung."""

from collections.abc import Iterable
from typing import Final

import msgspec

from incident_desk.domain.people import folded_name
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import ChannelKind, Contact, Ladder

BY_HAND: Final = frozenset({ChannelKind.PHONE, ChannelKind.RADIO})
"""Somebody at a desk speaks; nothing is sent."""
_FORMS: Final[dict[ChannelKind, tuple[str, ...]]] = {
    ChannelKind.EMAIL: ("mailto",),
    ChannelKind.SMS: ("sms", "tel"),
    ChannelKind.VOICEMAIL: ("tel",),
    ChannelKind.PHONE: ("tel", "hotline"),
    ChannelKind.CHAT: ("chat",),
    ChannelKind.RADIO: ("radio",),
    ChannelKind.PAGER: ("pager",),
}
"""What an address begins with, for each kind of channel that reaches one person."""


class Step(msgspec.Struct, frozen=True):
    """One rung for one person: the channel, their address there, and how long an answer is waited for."""

    channel: str
    title: str
    address: str
    wait_s: int
    is_by_hand: bool


def steps(plan: Plan, name: str, role: str) -> tuple[Step, ...]:
    """How whoever is called `name` is called in for a role (or for a task: "").

    A rung for which the plan has no address of theirs is left out; nobody outside of the contacts has one.
    """
    contact = contact_called(plan, name)
    ladder = _ladder(plan, contact, role) if contact else None
    if contact is None or ladder is None:
        return ()
    channels = {channel.key: channel for channel in plan.channels}
    found = ((channels[rung.channel], rung.wait_s) for rung in ladder.rungs)
    return tuple(
        Step(channel.key, channel.title, address, wait_s, channel.kind in BY_HAND)
        for channel, wait_s in found
        if (address := address_for(contact, channel.kind))
    )


def asking(plans: Iterable[Plan]) -> dict[str, tuple[str, ...]]:
    """By the key of a channel: the titles of the ladders that call people by it."""
    asked: dict[str, dict[str, None]] = {}
    for ladder in (ladder for plan in plans for ladder in plan.ladders):
        for rung in ladder.rungs:
            asked.setdefault(rung.channel, {})[ladder.title] = None
    return {channel: tuple(titles) for channel, titles in asked.items()}


def contact_called(plan: Plan, name: str) -> Contact | None:
    """The contact of this name, capitals and spaces aside."""
    wanted = folded_name(name)
    return next((contact for contact in plan.contacts if folded_name(contact.name) == wanted), None)


def address_for(contact: Contact, kind: ChannelKind) -> str:
    """Their address on such a channel without what it begins with; empty if there is none."""
    for form in _FORMS.get(kind, ()):
        for reach in contact.reach:
            begins, colon, address = reach.partition(":")
            if colon and begins.strip().casefold() == form and address.strip():
                return address.strip()
            if not colon and form == _plain_form(reach):
                return reach.strip()
    return ""


def _plain_form(reach: str) -> str:
    """What an address is that does not say it."""
    text = reach.strip()
    if "@" in text and " " not in text:
        return "mailto"
    return "tel" if text.startswith("+") and text[1:2].isdecimal() else ""


def _ladder(plan: Plan, contact: Contact, role: str) -> Ladder | None:
    def first(holds: "list[Ladder]") -> Ladder | None:
        return holds[0] if holds else None

    return (
        first([each for each in plan.ladders if contact.key in each.people])
        or first([each for each in plan.ladders if role and role in each.roles and not each.people])
        or first([each for each in plan.ladders if not each.people and not each.roles])
    )
