"""wording: looks at a text before it goes out by a channel of the plan, and says it aloud into a file."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from incident_desk.cli.terminal import DONE, NO, Arguments, Subparsers, Terminal, read_file
from incident_desk.domain.errors import BadInput, NotFound

if TYPE_CHECKING:  # loaded by whoever looks at a text
    from incident_desk.domain.board import Board
    from incident_desk.domain.organisation import Organisation
    from incident_desk.outreach.checking import Check

LARGEST_BYTES: Final = 1 << 20


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this command."""
    about = "what is wrong with a text before it goes out: length, blame, promises, leaks, what is missing, spelling"
    one = names.add_parser("wording", parents=[everywhere], help=about)
    one.add_argument("file", metavar="FILE", nargs="?", default="-", help="the text; without it, standard input")
    one.add_argument("--channel", metavar="KEY", required=True, help="the channel of the plan that it is meant for")
    one.add_argument("--incident", metavar="INC", help="hold it against the plan and the fact sheet of this incident")
    one.add_argument("--say", metavar="WAV", help="also say it aloud into this file, by espeak-ng or flite")
    one.set_defaults(run=look)


def look(terminal: Terminal, arguments: Arguments) -> int:
    """Exit 1 if a check found a fault; a note is none."""
    from incident_desk.outreach.checking import Stands, check
    from incident_desk.outreach.held_against import asked_of, known_words
    from incident_desk.outreach.limits import length
    from incident_desk.outreach.spelling import check_spelling
    from incident_desk.outreach.voicing import write_wav

    text = _text(arguments.file)
    organisation, board = _known(terminal, arguments.incident)
    plan = organisation.plans.of(board.headline) if board is not None else organisation.plans.current
    channel = next((each for each in plan.channels if each.key == arguments.channel), None)
    if channel is None:
        raise NotFound(
            f"The plan has no channel “{arguments.channel}”; it has {', '.join(c.key for c in plan.channels)}."
        )
    against = plan, organisation.people, board
    found = [
        *check(text, channel, asked_of(*against)),
        check_spelling(text, channel.language, known_words(*against)),
    ]
    used = length(text, channel)
    if arguments.say:
        write_wav(text, channel.language, Path(arguments.say))
    told = " · ".join(each.english for each in (used.said, *used.asides))
    lines = [f"{channel.title}: {told}", *(_line(each, text) for each in found)]
    value = {"length": {"used": used.used, "limit": used.limit, "unit": used.unit, "said": told}}
    terminal.say(value | {"checks": [_value(each, text) for each in found]}, "\n".join(lines))
    return NO if any(each.stands is Stands.FAULT for each in found) else DONE


def _text(named: str) -> str:
    if named != "-":
        return read_file(named, LARGEST_BYTES).removesuffix("\n")
    try:
        text = sys.stdin.read(LARGEST_BYTES + 1)
    except UnicodeDecodeError as e:
        raise BadInput("not UTF-8 text", "standard input") from e
    if len(text) > LARGEST_BYTES:
        raise BadInput(f"the text is longer than {LARGEST_BYTES // 1024} KiB", "standard input")
    return text.removesuffix("\n")


def _known(terminal: Terminal, incident: str | None) -> "tuple[Organisation, Board | None]":
    from incident_desk.desk.resources import default_plan
    from incident_desk.domain.organisation import Organisation
    from incident_desk.domain.plan import Plans

    if not terminal.has_record and incident is None:
        return Organisation(plans=Plans(default_plan())), None
    with terminal.reading() as desk:
        board = desk.fold(desk.find(incident)).board if incident is not None else None
        return desk.organisation(), board


def _line(each: "Check", text: str) -> str:
    marks = {"ok": "  ", "note": "? ", "fault": "! "}
    places = "; ".join(f"“{text[start:end]}”" for start, end in each.spans[:5]) if each.stands != "ok" else ""
    better = f", better “{each.better}”" if each.better else ""
    return f"{marks[each.stands]}{each.name.english}: {each.said.english}" + (f" ({places}{better})" if places else "")


def _value(each: "Check", text: str) -> dict[str, Any]:
    places = [{"start": start, "end": end, "text": text[start:end]} for start, end in each.spans]
    return {
        "check": each.key,
        "stands": each.stands,
        "said": each.said.english,
        "places": places,
        "better": each.better or None,
    }
