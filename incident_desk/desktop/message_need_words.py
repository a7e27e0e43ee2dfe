"""What needs somebody about words to others, in words. No widget."""

from typing import Protocol

from PySide6.QtCore import QCoreApplication

from incident_desk.domain.board import Board
from incident_desk.domain.ids import EntryId
from incident_desk.domain.message_entries import channel_of
from incident_desk.domain.needs_of_messages import SLASH
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.situation import Ask, Need, Situation, Urgency
from incident_desk.domain.waiting import Waiting, waiting_for


class Seen(Protocol):
    """An incident, and what it is read with."""

    @property
    def board(self) -> Board: ...
    @property
    def organisation(self) -> Organisation: ...
    @property
    def plan(self) -> Plan: ...


def message_need_words(need: Need, seen: Seen, at: Situation, more: int = 0) -> str:
    """What it is about; with so many further channels of the same message."""
    if need.ask is Ask.TELL:
        return _promise(need, seen.plan)
    message, _, variant = need.about.partition(SLASH)
    found = seen.board.messages.of[EntryId(message)]
    number = seen.board.messages.label(found)
    if need.ask in (Ask.APPROVE, Ask.APPROVE_AFTER):
        return _approval(need, seen, at).format(number=number, title=found.title)
    if need.ask is Ask.SETTLE:
        return _tr("Message {number}: two different words were proposed at once").format(number=number)
    title = next((each.title for each in seen.plan.channels if each.key == channel_of(variant)), variant)
    channel = _tr("{channel} and {count} more").format(channel=title, count=more) if more else title
    way = found.ways.get(variant)
    if need.ask is Ask.REWRITE and way is not None and way.fact is not None:
        return _tr("Message {number} is held back, a fact in it was withdrawn: {channel}").format(
            number=number, channel=channel
        )
    return _of_variant(need).format(number=number, channel=channel)


def _promise(need: Need, plan: Plan) -> str:
    title = next((each.title for each in plan.audiences_or_default if each.key == need.about), need.about)
    words = _tr("{audience} wait for an update") if need.urgency is Urgency.LATE else _tr("{audience} hear from us")
    return words.format(audience=title)


def _approval(need: Need, seen: Seen, at: Situation) -> str:
    """Of you, of whoever else can give it, or of the role that nobody holds who could."""
    found = waiting_for(EntryId(need.about), at, at.plan, at.now_us)
    is_mine = found is not None and any(map(at.is_me, found.people))
    if need.ask is Ask.APPROVE_AFTER:
        mine = _tr("Message {number} went out and still needs your yes: {title}")
        return mine if is_mine else _tr("Message {number} went out and still needs a yes: {title}")
    if found is None or is_mine:
        return _tr("Message {number} waits for your yes: {title}")
    whose = _whose(found, seen).replace("{", "{{").replace("}", "}}")  # a name is no template
    return _tr("Message {number} waits for a yes of {who}: {title}").replace("{who}", whose)


def _whose(found: Waiting, seen: Seen) -> str:
    names = [each.now(seen.organisation.people).name for each in found.people]
    roles = [_tr("{role}: nobody yet").format(role=seen.plan.role_title(key)) for key in found.roles[:1]]
    return _tr(" or ").join(names or roles)


def _of_variant(need: Need) -> str:
    if need.ask is Ask.EXPLAIN:
        return _tr("Message {number} went out and was refused afterwards: {channel}")
    if need.ask is Ask.REWRITE:
        return _tr("Message {number} is held back: {channel}")
    if need.ask is Ask.SEND:
        return _tr("Message {number} was not delivered: {channel}")
    return _tr("Message {number} has not gone out yet: {channel}")


def _tr(text: str) -> str:
    return QCoreApplication.translate("MessageNeedWords", text)
