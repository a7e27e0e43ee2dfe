"""Which words there are to send now, as far as the record tells: what the thread that follows it hands over."""

from typing import Final

import msgspec

from incident_desk.desk.open_incidents import OpenIncidents
from incident_desk.domain.board import Board
from incident_desk.domain.ids import DeskNumber, EntryId, IncidentId
from incident_desk.domain.message_entries import channel_of
from incident_desk.domain.message_list import Message, Release, Stage
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import ChannelKind
from incident_desk.domain.releasing import words
from incident_desk.domain.scheduling import why_held
from incident_desk.store.lacking import Acceptance

BY_HAND: Final = frozenset({ChannelKind.PHONE, ChannelKind.RADIO, ChannelKind.VOICEMAIL})
"""Somebody reads it out or speaks it in; where no service is set up for it, it waits until they say that they did."""
SUBJECT: Final = "Subject:"
SUBJECT_MOST: Final = 78


class Letter(msgspec.Struct, frozen=True):
    """One variant that was let go and has not gone out. `text` has its slots filled as of the moment it was asked for.

    `tried_by` is the desk that began to send it, of which no word came back yet.
    """

    incident: IncidentId
    message: EntryId
    variant: str
    title: str
    kind: ChannelKind | None
    text: str
    release: EntryId
    from_us: int
    not_after_us: int | None
    is_witnessed: bool
    is_ours: bool
    """Whether somebody of this home let it go."""
    acceptance: Acceptance
    tried_by: DeskNumber | None
    is_again: bool
    """Whether it was tried before that already, and may have arrived."""
    why_held: str
    """Why it may not go out any more; empty if it may."""

    @property
    def channel(self) -> str:
        return channel_of(self.variant)

    @property
    def key(self) -> tuple[EntryId, str]:
        return self.message, self.variant

    @property
    def is_by_hand(self) -> bool:
        """Whether people send by that channel where no service is set up for it."""
        return self.kind in BY_HAND


def letters(opened: OpenIncidents, now_us: int) -> list[Letter]:
    """Of all incidents."""
    plans = opened.organisation.plans
    return [
        _letter(opened, board, plans.of(board.headline), message, words(message, key, now_us), key=key)
        for board in opened.sending
        for message in board.messages.all
        for key, variant in message.variants.items()
        if variant.stage is Stage.RELEASED
    ]


def _letter(opened: OpenIncidents, board: Board, plan: Plan, message: Message, text: str, *, key: str) -> Letter:
    way = message.ways[key]
    release = way.release
    assert release is not None
    channel = next((each for each in plan.channels if each.key == channel_of(key)), None)
    return Letter(
        board.incident,
        message.id,
        key,
        channel.title if channel else channel_of(key),
        channel.kind if channel else None,
        text,
        release.entry,
        release.from_us,
        release.not_after_us,
        release.witness is not None and opened.is_witnessed(message.id, _digest(message, release), release),
        opened.is_ours(release),
        opened.acceptance(release.entry),
        way.tried_by,
        way.is_again,
        why_held(board, plan, message, key),
    )


def _digest(message: Message, release: Release) -> str:
    return message.proposals[release.proposal].digest


def refused(opened: OpenIncidents, desk: DeskNumber) -> list[tuple[IncidentId, EntryId, str]]:
    """What went out from this desk with a witness, was refused afterwards, and is not told of yet."""
    return [
        (board.incident, message.id, key)
        for board in opened.sending
        for message in board.messages.all
        for key, way in message.ways.items()
        if way.is_unaccepted and way.refused is None and way.sent is not None and way.sent.desk == desk
    ]


def subject_and_text(letter: Letter) -> tuple[str, str]:
    """What is handed to the service. Only mail has a subject: the first line if it says so, else how the text begins.

    Both are words that were approved.
    """
    if letter.kind is not ChannelKind.EMAIL:
        return "", letter.text
    first, _, rest = letter.text.partition("\n")
    if first.startswith(SUBJECT):
        return first.removeprefix(SUBJECT).strip(), rest.strip()
    begins = " ".join(first.split())
    return begins if len(begins) <= SUBJECT_MOST else begins[: SUBJECT_MOST - 1] + "…", letter.text
