"""offers: what reviewers wrote into bundles, and waits to be adopted."""

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence

from incident_desk.cli.terminal import DONE, Arguments, Subparsers, Terminal
from incident_desk.domain.awaiting import Awaited
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.kinds import read_body
from incident_desk.domain.moments import iso
from incident_desk.domain.offers import Offer
from incident_desk.domain.people import People


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this command."""
    told = "what people who may not write here wrote into bundles, and waits to be adopted"
    one = names.add_parser("offers", parents=[everywhere], help=told)
    one.add_argument("incident", nargs="?")
    one.set_defaults(run=offers)


def offers(terminal: Terminal, arguments: Arguments) -> int:
    with terminal.reading() as desk:
        incident = desk.find(arguments.incident) if arguments.incident else None
        boards = desk.headlines()
        numbers = {board.incident: board.headline.number for board in boards}
        waiting = [offer for offer in desk.offers(incident) if offer.entry.incident in numbers]
        people = desk.organisation().people
        told = [board.incident for board in boards if board.awaiting.open and incident in (None, board.incident)]
        away = {each: desk.fold(each).board.awaiting.elsewhere(waiting) for each in told}
    elsewhere = _elsewhere(away, people)
    place: dict[str, int] = {}
    listed: list[dict[str, object]] = []
    lines: list[str] = []
    for offer in waiting:
        place[offer.entry.incident] = place.get(offer.entry.incident, 0) + 1
        number = numbers[offer.entry.incident]
        listed.append(_told(offer, number, place[offer.entry.incident]))
        who = f"{people.outside(offer.name)}, {iso(offer.entry.occurred_us)}"
        lines.append(f"{number}  {place[offer.entry.incident]}  {who}: {said(offer)}")
    if listed:
        lines.append("Adopt with `incident-desk do INCIDENT entry.adopt which=all`, or entry.decline with a reason.")
    for each in elsewhere:
        number = numbers.get(IncidentId(str(each["incident"])), "")
        lines.append(f"{number}  {each['entries']} by {each['author']} wait at the desk of {each['at']}")
    terminal.say({"offers": listed, "elsewhere": elsewhere}, "\n".join(lines) or "Nothing waits to be adopted.")
    return DONE


def _elsewhere(awaited: Mapping[IncidentId, Sequence[Awaited]], people: People) -> list[dict[str, object]]:
    """What waits at other desks: how much by whom, and where."""
    counts = Counter(
        (incident, people.outside(each.name), people.name(each.at))
        for incident in awaited
        for each in awaited[incident]
    )
    return [
        {"incident": incident, "entries": count, "author": author, "at": at}
        for (incident, author, at), count in counts.items()
    ]


def said(offer: Offer) -> str:
    """What the entry says, in one line."""
    body = read_body(offer.entry)
    sentence = body.sentence()
    words = " ".join(body.words().split())
    return ": ".join(part for part in (sentence.english if sentence else "", words) if part) or offer.entry.kind


def _told(offer: Offer, number: str, place: int) -> dict[str, object]:
    entry = offer.entry
    return {
        "entry": entry.id,
        "incident": entry.incident,
        "number": number,
        "which": place,
        "kind": entry.kind,
        "said": said(offer),
        "author": {"person": entry.author, "name": offer.name},
        "occurred_at": iso(entry.occurred_us),
        "bundle_made_by": offer.maker,
    }
