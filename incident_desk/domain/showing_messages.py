"""The messages of a board as plain values."""

from typing import Any

from incident_desk.domain.board import Board
from incident_desk.domain.message_list import Message, Proposal, Said, Sent, Variant
from incident_desk.domain.moments import iso
from incident_desk.domain.people import People


def messages_shown(board: Board, people: People) -> list[dict[str, Any]]:
    """Every message, in the order of the record, with what of it went out when."""
    return [_message(message, board, people) for message in board.messages.of.values()]


def _message(message: Message, board: Board, people: People) -> dict[str, Any]:
    proposal = message.proposal
    return {
        "message": message.id,
        "number": board.messages.label(message),
        "title": message.title,
        "template": message.template,
        "by": {"person": message.by, "name": people.name(message.by)},
        "begun_at": iso(message.begun_us),
        "corrects": message.corrects,
        "again": message.again,
        "audiences": list(message.audiences),
        "facts": list(message.facts),
        "next_update_at": _iso(message.next_update_us),
        "dropped": message.is_dropped,
        "proposal": _proposal(proposal, people) if proposal else None,
        "rivals": [_proposal(each, people) for each in message.rivals],
        "variants": [_variant(variant, people) for variant in message.variants.values()],
    }


def _proposal(proposal: Proposal, people: People) -> dict[str, Any]:
    return {
        "entry": proposal.entry,
        "digest": proposal.digest,
        "at": iso(proposal.at_us),
        "texts": proposal.texts,
        "audiences": list(proposal.audiences),
        "authors": [{"person": each, "name": people.name(each)} for each in proposal.authors],
        "approved": [_said(each) for each in proposal.approved.values()],
        "declined": _said(proposal.declined) if proposal.declined else None,
        "next_update_at": _iso(proposal.next_update_us),
        "not_after": _iso(proposal.not_after_us),
    }


def _said(said: Said) -> dict[str, Any]:
    return {"entry": said.entry, "person": said.by, "name": said.name, "role": said.role, "at": iso(said.at_us)}


def _variant(variant: Variant, people: People) -> dict[str, Any]:
    way = variant.way
    release = way.release
    return {
        "variant": variant.key,
        "stage": variant.stage,
        "text": variant.text,
        "released": None
        if release is None
        else {
            "entry": release.entry,
            "by": {"person": release.by, "name": people.name(release.by)},
            "from": iso(release.from_us),
            "before_approval": release.is_before_approval,
            "witness": release.witness,
            "witness_said": release.how,
        },
        "sent": _sent(way.sent, is_accepted=release is not None) if way.sent else None,
        "refused": way.refused,
        "explained": way.explained,
    }


def _sent(sent: Sent, *, is_accepted: bool) -> dict[str, Any]:
    return {
        "entry": sent.entry,
        "at": iso(sent.sent_us),
        "number": sent.number,
        "text": sent.text,
        "audiences": list(sent.audiences),
        "next_update_at": _iso(sent.next_update_us),
        "by_hand": sent.by_hand,
        "receipt": sent.receipt,
        "may_be_double": sent.may_be_double,
        "accepted": is_accepted,
    }


def _iso(us: int | None) -> str | None:
    return None if us is None else iso(us)
