"""What each entry about a message does to the messages of an incident."""

from collections.abc import Iterator

import msgspec
from msgspec import UNSET

from incident_desk.domain.entry import Entry
from incident_desk.domain.fact_entries import FactStated, FactWithdrawn
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import applies
from incident_desk.domain.message_entries import (
    End,
    MessageApproved,
    MessageBegun,
    MessageChanged,
    MessageChosen,
    MessageDeclined,
    MessageDropped,
    MessageEnded,
    MessageExplained,
    MessageProposed,
    MessageRefused,
    MessageReleased,
    MessageRetried,
    MessageSent,
    MessageStopped,
    MessageTried,
    Word,
    channel_of,
    digest_of,
)
from incident_desk.domain.message_list import Message, Messages, Proposal, Release, Said, Sent, Stage, Way


@applies("messages", MessageBegun)
def begun(messages: Messages, entry: Entry, body: MessageBegun) -> None:
    message = Message(
        entry.id,
        body.number,
        entry.desk,
        entry.author,
        entry.occurred_us,
        body.title,
        body.template,
        body.corrects,
        body.again,
    )
    message.channels.set(tuple(body.texts), entry, ())
    message.for_audiences.set(body.audiences, entry, ())
    message.on_facts.set(body.facts, entry, ())
    message.next_update.set(body.next_update_us, entry, ())
    message.ways = {key: Way(beginning=text) for key, text in body.texts.items()}
    messages.of[entry.id] = message


@applies("messages", MessageChanged)
def changed(messages: Messages, entry: Entry, body: MessageChanged) -> None:
    message = messages.of.get(body.message)
    if message is None:
        return
    if body.channels is not UNSET:
        message.channels.set(body.channels, entry, body.over.get("channels", ()))
        for key in body.channels:
            message.ways.setdefault(key, Way(beginning=body.texts.get(key, "")))
    if body.audiences is not UNSET:
        message.for_audiences.set(body.audiences, entry, body.over.get("audiences", ()))
    if body.facts is not UNSET:
        message.on_facts.set(body.facts, entry, body.over.get("facts", ()))
    if body.next_update_us is not UNSET:
        message.next_update.set(body.next_update_us, entry, body.over.get("next_update_us", ()))


@applies("messages", MessageProposed)
def proposed(messages: Messages, entry: Entry, body: MessageProposed) -> None:
    """What says another digest than that of its words is a lie of another program, and changes nothing."""
    message, digest = messages.of.get(body.message), (entry.subject or "").rpartition(" ")[2]
    are_erased = not any(body.texts.values())
    is_true = entry.subject == f"{body.message} {digest}" and (
        are_erased or digest == digest_of(body.message, body.texts)
    )
    if message is None or not is_true:
        return
    proposal = Proposal(
        entry.id,
        digest,
        entry.occurred_us,
        body.texts,
        body.audiences,
        body.facts,
        body.prepared,
        body.next_update_us,
        body.not_after_us,
        authors=[],
    )
    for same in _same(message, proposal):
        proposal.authors, proposal.approved = same.authors, same.approved
        break
    if entry.author not in proposal.authors:
        proposal.authors.append(entry.author)
    proposal.approved.pop(entry.author, None)
    message.proposals[entry.id] = proposal
    message.proposed.set(entry.id, entry, body.over)
    for key in body.texts:
        message.ways.setdefault(key, Way())


def _same(message: Message, proposal: Proposal) -> Iterator[Proposal]:
    wanted = (proposal.digest, proposal.audiences)
    return (each for each in message.proposals.values() if (each.digest, each.audiences) == wanted)


@applies("messages", MessageChosen)
def chosen(messages: Messages, entry: Entry, body: MessageChosen) -> None:
    message = messages.of.get(body.message)
    if message is not None and body.proposal in message.proposals:
        message.proposed.set(body.proposal, entry, body.over)


@applies("messages", MessageApproved)
def approved(messages: Messages, entry: Entry, body: MessageApproved) -> None:
    proposal = _proposal(messages, body)
    if proposal is not None and entry.subject == proposal.digest and entry.author not in proposal.authors:
        proposal.approved[entry.author] = _said(entry, body)


@applies("messages", MessageDeclined)
def declined(messages: Messages, entry: Entry, body: MessageDeclined) -> None:
    proposal = _proposal(messages, body)
    if proposal is not None:
        proposal.declined = _said(entry, body)


def _said(entry: Entry, body: Word) -> Said:
    return Said(entry.id, entry.author, body.role, body.name, entry.occurred_us)


def _proposal(messages: Messages, body: Word) -> Proposal | None:
    message = messages.of.get(body.message)
    return message.proposals.get(body.proposal) if message else None


@applies("messages", MessageReleased)
def released(messages: Messages, entry: Entry, body: MessageReleased) -> None:
    """Once per message and channel: of two desks that let it go apart, the first did."""
    message = messages.of.get(body.message)
    if message is None:
        return
    plain = f"{body.message} {body.channel} {body.digest}"
    said = {f"{plain} witnessed={body.witness}"} if body.witness else {plain}
    if body.is_before_approval:
        said.add(f"{plain} after")  # a desk of an earlier version did not say so
    found = [each for each in message.proposals.values() if each.digest == body.digest]
    if not found or entry.subject not in said:
        return
    release = Release(
        entry.id,
        found[-1].entry,
        entry.author,
        entry.desk,
        entry.occurred_us,
        body.from_us,
        body.next_update_us,
        body.not_after_us,
        body.is_before_approval,
        body.witness,
        body.how,
        body.seal,
    )
    for key in found[-1].texts:
        way = message.ways.setdefault(key, Way())
        if channel_of(key) == body.channel and way.release is None:
            way.release = release


@applies("messages", MessageStopped)
def stopped(messages: Messages, entry: Entry, body: MessageStopped) -> None:
    message = messages.of.get(body.message)
    for key, way in message.ways.items() if message else ():
        if channel_of(key) == body.channel and way.release is not None and way.sent is None and way.tried is None:
            way.ended, way.ended_by = Stage.STOPPED, entry.id


@applies("messages", FactWithdrawn)
def not_so_any_more(messages: Messages, entry: Entry, body: FactWithdrawn) -> None:
    _hold_back(messages, entry, body.fact)


@applies("messages", FactStated)
def said_otherwise(messages: Messages, entry: Entry, body: FactStated) -> None:
    if body.replaces is not None:
        _hold_back(messages, entry, body.replaces)


def _hold_back(messages: Messages, entry: Entry, fact: EntryId) -> None:
    """What was let go, draws on that fact and is not on its way yet does not go out any more."""
    for message in messages.of.values():
        for key, way in message.ways.items():
            proposal = message.released(key)
            is_waiting = way.tried is None and way.sent is None and way.ended is None
            if is_waiting and proposal is not None and fact in proposal.facts:
                way.ended, way.ended_by, way.fact = Stage.LAPSED, entry.id, fact


@applies("messages", MessageTried)
def tried(messages: Messages, entry: Entry, body: MessageTried) -> None:
    if way := _way(messages, body):
        way.tried, way.tried_by, way.ended, way.fact = entry.id, entry.desk, None, None
        way.is_again |= body.is_again


@applies("messages", MessageSent)
def sent(messages: Messages, entry: Entry, body: MessageSent) -> None:
    """Sent by two desks, it went out as the first says, and arrived twice."""
    way = _way(messages, body)
    if way is None:
        return
    number = sum(1 for _ in messages.sent_by(body.channel)) + 1
    before = way.sent
    way.sent = Sent(
        entry.id,
        body.variant,
        body.title,
        body.sent_us,
        entry.author,
        body.next_update_us,
        body.audiences,
        body.by_hand,
        body.may_be_double,
        body.receipt,
        body.text,
        number,
        entry.desk,
    )
    if before is not None:
        way.sent = msgspec.structs.replace(before, may_be_double=True)
    way.tried = way.tried_by = way.ended = None


_STAGES = {End.FAILED: Stage.FAILED, End.LAPSED: Stage.LAPSED}


@applies("messages", MessageEnded)
def ended(messages: Messages, entry: Entry, body: MessageEnded) -> None:
    way = _way(messages, body)
    if way is not None and way.sent is None and way.ended is not Stage.STOPPED:
        way.ended, way.ended_by, way.tried, way.tried_by = _STAGES[body.how], entry.id, None, None


@applies("messages", MessageRetried)
def retried(messages: Messages, entry: Entry, body: MessageRetried) -> None:
    way = _way(messages, body)
    if way is not None and way.ended is Stage.FAILED:
        way.ended = way.ended_by = None


@applies("messages", MessageRefused)
def refused(messages: Messages, entry: Entry, body: MessageRefused) -> None:
    if (way := _way(messages, body)) is not None:
        way.refused = entry.id


@applies("messages", MessageExplained)
def explained(messages: Messages, entry: Entry, body: MessageExplained) -> None:
    if (way := _way(messages, body)) is not None:
        way.explained = entry.id


@applies("messages", MessageDropped)
def dropped(messages: Messages, entry: Entry, body: MessageDropped) -> None:
    message = messages.of.get(body.message)
    if message is not None and not message.sent:
        message.is_dropped = True


def _way(
    messages: Messages,
    body: MessageTried | MessageSent | MessageEnded | MessageRetried | MessageRefused | MessageExplained,
) -> Way | None:
    message = messages.of.get(body.message)
    return message.ways.get(body.variant) if message else None
