"""report: what customers report is taken, judged, answered, handed on; and which programs may hand it in."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from incident_desk.cli.terminal import DONE, Arguments, Subparsers, Terminal, reading_now
from incident_desk.domain.commands import command_named
from incident_desk.domain.report_entries import CameBy, Symptom, Verdict
from incident_desk.domain.texts import read_fields

if TYPE_CHECKING:
    from incident_desk.desk import ReadingDesk
    from incident_desk.desk.customers import Customers
    from incident_desk.domain.report_list import Report

NEWEST: Final = 50


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this command and its verbs."""
    about = "what customers report: take, import, list, show, judge, answer, hand on; and who may hand reports in"
    whole = names.add_parser("report", parents=[everywhere], help=about)
    verbs = whole.add_subparsers(metavar="VERB", required=True, parser_class=type(whole))
    _taking(verbs, everywhere)
    _looking(verbs, everywhere)
    _acting(verbs, everywhere)
    one = verbs.add_parser("forget", parents=[everywhere], help="erase how to reach those who reported long ago")
    one.add_argument("--after", dest="after", metavar="SPAN", help="30d unless said; a second person says the same")
    one.set_defaults(run=forget)
    token = verbs.add_parser("token", parents=[everywhere], help="programs that may hand in reports to `serve`")
    under = token.add_subparsers(metavar="VERB", required=True, parser_class=type(whole))
    for verb, told in (("add", "let a program in; its token is told this once"), ("remove", "let it in no more")):
        one = under.add_parser(verb, parents=[everywhere], help=told)
        one.add_argument("source", metavar="NAME")
        one.set_defaults(run=let_in if verb == "add" else let_out)
    under.add_parser("list", parents=[everywhere], help="who may").set_defaults(run=let_in_now)


def _taking(verbs: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    one = verbs.add_parser("take", parents=[everywhere], help="take one down by hand")
    one.add_argument("text", help="what they say")
    one.add_argument("--service", metavar="NAME")
    one.add_argument("--region", metavar="NAME")
    one.add_argument("--symptom", metavar="WORDS", help=", ".join(each.value for each in Symptom))
    one.add_argument("--since", dest="since_at", metavar="WHEN", help="since when they see it: 20 min ago, 19:30 CET")
    one.add_argument("--reach", metavar="ADDRESS", help="where they want to hear from us")
    one.add_argument("--came-by", dest="came_by", choices=[each.value for each in CameBy])
    one.add_argument("--occurred-at", dest="occurred_at", metavar="WHEN", help="when it came in, if not now")
    one.set_defaults(run=act, verb="take")
    one = verbs.add_parser(
        "import", parents=[everywhere], help="take those of a table (CSV); read twice, none is twice"
    )
    one.add_argument("file", metavar="FILE")
    one.add_argument("--source", metavar="NAME", default="", help="whose file it is")
    one.set_defaults(run=take_file)


def _looking(verbs: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    one = verbs.add_parser("list", parents=[everywhere], help="those to judge, and how many came by service and region")
    one.add_argument("--all", action="store_true", help="also what is judged")
    one.add_argument("--verdict", choices=[each.value for each in Verdict], help="those that came to this")
    one.add_argument("--limit", type=int, default=NEWEST, metavar="N", help=f"the newest N; {NEWEST} unless said")
    one.set_defaults(run=list_all)
    one = verbs.add_parser("show", parents=[everywhere], help="one of them, sign by sign")
    one.add_argument("report", metavar="NUMBER")
    one.set_defaults(run=show_one)


def _acting(verbs: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    for verb, told in (
        ("judge", "say what they come to"),
        ("answer", "write down what they were told"),
        ("hand_on", "others look after them from now on"),
    ):
        one = verbs.add_parser(verb.replace("_", "-"), parents=[everywhere], help=told)
        one.add_argument("reports", metavar="NUMBERS", help="1,4,7..12")
        if verb == "judge":
            one.add_argument("verdict", choices=[each.value for each in Verdict])
            one.add_argument("--incident", metavar="NUMBER", help="the one that they are the same issue as")
        else:
            one.add_argument("text" if verb == "answer" else "--text", metavar="WORDS")
            name = "way" if verb == "answer" else "to"
            one.add_argument(f"--{name}", metavar="WORDS", help="how they were told" if name == "way" else "support")
        one.set_defaults(run=act, verb=verb)


NAMED: Final = (
    *("text", "service", "region", "symptom", "since_at", "reach", "came_by", "occurred_at"),
    *("reports", "verdict", "incident", "way", "to"),
)


def act(terminal: Terminal, arguments: Arguments) -> int:
    command = command_named(f"report.{arguments.verb}")
    given = {name: value for name in NAMED if (value := getattr(arguments, name, None)) is not None}
    fields = read_fields(command, given, reading_now())
    with terminal.desk(f"incident-desk report {arguments.verb}") as desk:
        entries = desk.record(fields).result()
        now = _customers(desk.reading)
        shown = _shown(now, _touched(now, entries[-1].id, given.get("reports", "")))
    _say(terminal, shown, "Saved here.")
    return DONE


def forget(terminal: Terminal, arguments: Arguments) -> int:
    fields = read_fields(
        command_named("report.forget"), {"after": arguments.after} if arguments.after else {}, reading_now()
    )
    with terminal.desk("incident-desk report forget") as desk:
        kinds = [entry.kind for entry in desk.record(fields).result()]
    erased, asked = kinds.count("gov.erased"), kinds.count("gov.erase.asked")
    told = f"{erased} erased" if erased else f"{asked} wait for a second person" if asked else "Nothing is left to do."
    terminal.say({"erased": erased, "asked": asked - erased if erased else asked}, told)
    return DONE


def take_file(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.domain.kinds import read_body
    from incident_desk.domain.report_entries import ReportsTaken
    from incident_desk.domain.reports import AT_ONCE, TakeReports
    from incident_desk.intake.report_table import read

    with terminal.desk("incident-desk report import") as desk:
        found, unused = read(Path(arguments.file), arguments.source, desk.now_us())
        lots = [TakeReports(tuple(found[at : at + AT_ONCE])) for at in range(0, len(found), AT_ONCE)]
        bodies = map(read_body, desk.record(lots).result())
    taken = sum(len(body.reports) for body in bodies if isinstance(body, ReportsTaken))
    told = f"{taken} reports taken, {len(found) - taken} were there already"
    told += f"; columns that were not used: {', '.join(unused)}" if unused else ""
    terminal.say({"taken": taken, "already": len(found) - taken, "unused": unused}, told)
    return DONE


def list_all(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.domain.showing_reports import counted, report_line

    def wanted(report: "Report") -> bool:
        if arguments.verdict:
            return report.verdict == arguments.verdict
        return arguments.all or report.ruling is None or report.is_disputed

    with terminal.reading() as desk:
        now = _customers(desk)
        count = counted(now.reports)
        found = [each for each in now.reports.all if wanted(each)]
        shown = _shown(now, found[max(len(found) - arguments.limit, 0) :])
    services = ", ".join(f"{name} {many}" for name, many in count["by_service"].items())
    regions = ", ".join(f"{name} {many}" for name, many in count["by_region"].items())
    head = f"{count['all']} in all, {count['to_judge']} to judge"
    lines = [head, *([f"Services: {services}", f"Regions: {regions}"] if count["all"] else [])]
    terminal.say({"reports": shown, "counts": count}, "\n".join([*lines, *map(report_line, shown)]))
    return DONE


def show_one(terminal: Terminal, arguments: Arguments) -> int:
    with terminal.reading() as desk:
        now = _customers(desk)
        [shown] = _shown(now, [now.reports.find(arguments.report)])
    signs = shown["suggested"]["signs"]
    below = [f"  {name}: {sign['fit']}  {sign['said']}  known: {sign['known']}" for name, sign in signs.items()]
    below += [f"  told at {given['at']}: {given['text']}" for given in shown["answers"]]
    _say(terminal, [shown], "\n".join([shown["text"], *below]))
    return DONE


def let_in(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.intake.report_sources import Sources

    terminal.home.mkdir(parents=True, exist_ok=True)
    token = Sources(terminal.home).add(arguments.source)
    terminal.say({"source": arguments.source, "token": token}, token)
    return DONE


def let_out(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.intake.report_sources import Sources

    Sources(terminal.home).remove(arguments.source)
    terminal.say({"source": arguments.source}, f"{arguments.source} hands in no more reports.")
    return DONE


def let_in_now(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.intake.report_sources import Sources

    names = [each.name for each in Sources(terminal.home).all]
    terminal.say({"sources": names}, "\n".join(names) or "No program may hand in reports.")
    return DONE


def _customers(desk: "ReadingDesk") -> "Customers":
    from incident_desk.desk.customers import Customers

    return Customers(desk)


def _shown(now: "Customers", reports: "list[Report]") -> list[dict[str, Any]]:
    from incident_desk.domain.showing_reports import report_shown

    people = now.opened.organisation.people
    return [report_shown(now.reports, each, now.suggested(each), people) for each in reports]


def _touched(now: "Customers", entry: str, names: str) -> "list[Report]":
    """What was just written about."""
    if names:
        return now.reports.find_all(part.strip() for part in names.split(",") if part.strip())[:NEWEST]
    found = [each for each in now.reports.all if each.id.startswith(entry)]
    return found or now.reports.all[-1:]


def _say(terminal: Terminal, shown: list[dict[str, Any]], told: str) -> None:
    from incident_desk.domain.showing_reports import report_line

    terminal.say({"reports": shown}, "\n".join([*map(report_line, shown), told]))
