"""alerts: what monitors say is listed, shown, taken, silenced and linked to incidents."""

import argparse
from typing import TYPE_CHECKING, Any, Final

from incident_desk.cli.terminal import DONE, Arguments, Subparsers, Terminal, reading_now
from incident_desk.domain.commands import command_named
from incident_desk.domain.texts import read_fields

if TYPE_CHECKING:
    from incident_desk.desk import ReadingDesk
    from incident_desk.desk.alerts import AlertBook

ACTS: Final = {
    "ack": ("acknowledge", "take them: you look after them"),
    "give-back": ("give_back", "look after them no more"),
    "end": ("end", "they are over, though their source has not said so"),
    "link": ("link", "they belong to an incident"),
    "unlink": ("unlink", "they do not belong to it after all"),
}


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this command and its verbs."""
    whole = names.add_parser("alerts", parents=[everywhere], help="what monitors say: list, show, take, silence, link")
    verbs = whole.add_subparsers(metavar="VERB", required=True, parser_class=type(whole))
    one = verbs.add_parser("list", parents=[everywhere], help="what is open, in groups as the plan says")
    one.add_argument("--all", action="store_true", help="also what ended in the last 12 h")
    one.set_defaults(run=list_all)
    one = verbs.add_parser("show", parents=[everywhere], help="one of them, with all that is known of it")
    one.add_argument("alert", metavar="ALERT", help="its key, a start of it, or of its title")
    one.set_defaults(run=show_one)
    for verb, (_, told) in ACTS.items():
        one = verbs.add_parser(verb, parents=[everywhere], help=told)
        one.add_argument("alerts", metavar="ALERTS", help="keys, with commas between")
        if verb in ("link", "unlink"):
            one.add_argument("incident", metavar="INCIDENT")
        if verb in ("ack", "end"):
            one.add_argument("--note", metavar="WORDS")
        one.set_defaults(run=act, verb=verb)
    one = verbs.add_parser("silence", parents=[everywhere], help="ring no more for what fits, until it ends")
    one.add_argument("matchers", metavar="MATCHERS", help='service="staging", host=~"db.*"')
    one.add_argument("--reason", metavar="WORDS", required=True)
    one.add_argument("--for", dest="box", metavar="SPAN", help="2 h unless said")
    one.add_argument("--until", dest="until_at", metavar="WHEN")
    one.set_defaults(run=silence)
    one = verbs.add_parser("silences", parents=[everywhere], help="those that hold, and those to come")
    one.set_defaults(run=list_silences)
    one = verbs.add_parser("end-silence", parents=[everywhere], help="a silence is over now")
    one.add_argument("silence", metavar="ID")
    one.set_defaults(run=act, verb="end-silence")
    verbs.add_parser("changes", parents=[everywhere], help="what was changed lately: deploys, settings").set_defaults(
        run=list_changes
    )


def list_all(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.domain.alert_view import Standing
    from incident_desk.domain.showing_alerts import line_shown, line_told

    with terminal.reading() as desk:
        lines = _book(desk).view(None, _now_us()).lines
    shown = [each for each in lines if arguments.all or each.standing is not Standing.ENDED]
    asking = sum(each.asks for each in shown)
    head = f"{len(shown)} lines, {sum(each.open for each in shown)} alerts open, {asking} that nobody has taken"
    value = {"lines": [line_shown(each) for each in shown], "asking": asking}
    terminal.say(value, "\n".join([head, *map(line_told, shown)]))
    return DONE


def show_one(terminal: Terminal, arguments: Arguments) -> int:
    with terminal.reading() as desk:
        shown = _shown(_book(desk), [arguments.alert])[0]
    lines = [f"{shown['title']}  {shown['state']}  {shown['severity']}  {shown['service']}", shown["summary"]]
    lines += [f"  {name}: {text}" for name, text in {**shown["labels"], **shown["annotations"]}.items()]
    lines += [f"  since {shown['since_at']}, {shown['count']} times, last {shown['last_at']}, from {shown['source']}"]
    if shown["acknowledged"]:
        lines.append(f"  taken by {shown['acknowledged']['by']} at {shown['acknowledged']['at']}")
    lines += [f"  belongs to {label}" for label in shown["incidents"]]
    terminal.say(shown, "\n".join(filter(None, lines)))
    return DONE


def act(terminal: Terminal, arguments: Arguments) -> int:
    name = ACTS[arguments.verb][0] if arguments.verb in ACTS else "end_silence"
    named = ("alerts", "incident", "note", "silence")
    given = {field: value for field in named if (value := getattr(arguments, field, None)) is not None}
    fields = read_fields(command_named(f"alert.{name}"), given, reading_now())
    with terminal.desk(f"incident-desk alerts {arguments.verb}") as desk:
        desk.record(fields).result()
        names = [part.strip() for part in given.get("alerts", "").split(",") if part.strip()]
        shown = _shown(_book(desk.reading), names) if names else []
    terminal.say({"alerts": shown}, "Saved here.")
    return DONE


def silence(terminal: Terminal, arguments: Arguments) -> int:
    named = ("matchers", "reason", "box", "until_at")
    given = {field: value for field in named if (value := getattr(arguments, field, None)) is not None}
    fields = read_fields(command_named("alert.silence"), given, reading_now())
    with terminal.desk("incident-desk alerts silence") as desk:
        [entry] = desk.record(fields).result()
    terminal.say({"silence": entry.id}, entry.id)
    return DONE


def list_silences(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.domain.showing_alerts import silence_shown

    with terminal.reading() as desk:
        book = _book(desk)
        found = book.view(None, _now_us()).silences
        shown = [silence_shown(each, book.opened.organisation.people) for each in found]
    lines = [f"{each['silence']}  {each['matchers']}  until {each['until_at']}  {each['reason']}" for each in shown]
    terminal.say({"silences": shown}, "\n".join(lines) or "Nothing is silenced.")
    return DONE


def list_changes(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.domain.moments import iso

    with terminal.reading() as desk:
        found = _book(desk).alerts.changes[-100:]
    shown = [
        {
            "at": iso(each.at_us),
            "summary": each.summary,
            "source": each.source,
            "services": list(each.services),
            "details": each.details,
            "link": each.link,
        }
        for each in reversed(found)
    ]
    lines = [f"{each['at']}  {each['source']}  {each['summary']}" for each in shown]
    terminal.say({"changes": shown}, "\n".join(lines) or "Nobody told of a change.")
    return DONE


def _book(desk: "ReadingDesk") -> "AlertBook":
    from incident_desk.desk.alerts import AlertBook

    return AlertBook(desk)


def _shown(book: "AlertBook", names: list[str]) -> list[dict[str, Any]]:
    from incident_desk.domain.showing_alerts import alert_shown

    people, now_us = book.opened.organisation.people, _now_us()
    found = book.alerts.find_all(names)
    return [alert_shown(each, book.sort(each), book.alerts, people, now_us) for each in found]


def _now_us() -> int:
    from incident_desk.desk import system_clock

    return system_clock()
