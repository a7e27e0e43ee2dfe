"""search, verify, doctor."""

import argparse
from pathlib import Path

from incident_desk.cli import bundles
from incident_desk.cli.clocks import stamped_anew, stamped_anew_value
from incident_desk.cli.terminal import DONE, NO, Arguments, Subparsers, Terminal
from incident_desk.desk.health import Finding, examined, restored, verified
from incident_desk.desk.reading import find_timeline
from incident_desk.domain.duty_log import is_in_log
from incident_desk.domain.ids import CUSTOMER_REPORTS, DUTY_LOG
from incident_desk.domain.moments import iso
from incident_desk.domain.report_found import number_found
from incident_desk.store.search import Hit


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parsers of these commands."""
    one = names.add_parser("search", parents=[everywhere], help="find words in the record, the newest first")
    one.add_argument("words", nargs="+")
    one.add_argument("--incident")
    one.add_argument("--limit", type=int, default=50)
    one.set_defaults(run=search)
    one = names.add_parser(
        "verify", parents=[everywhere], help="compare the whole record, or a bundle, with its hashes"
    )
    one.add_argument("file", nargs="?", metavar="FILE", help="a bundle; without it the record of this home")
    one.set_defaults(run=verify)
    one = names.add_parser("doctor", parents=[everywhere], help="look for whatever would stop this desk from working")
    one.add_argument("--restore", metavar="BACKUP", help="put a backup in place; what was there is set aside")
    one.add_argument(
        "--clock-is-right",
        action="store_true",
        help="stamp anew what a clock that was ahead had stamped",
    )
    one.set_defaults(run=doctor)


def search(terminal: Terminal, arguments: Arguments) -> int:
    hits: list[Hit] = []
    numbers: dict[str, str] = {}
    if terminal.has_record:
        with terminal.reading() as desk:
            incident = find_timeline(desk, arguments.incident) if arguments.incident else None
            hits = desk.search(" ".join(arguments.words), incident, max(1, arguments.limit))
            numbers = {b.incident: b.headline.number for b in desk.headlines()}
    results = [
        {
            "incident": h.entry.incident,
            "number": _number(h, numbers),
            "entry": h.entry.id,
            "occurred_at": iso(h.entry.occurred_us),
            "score": h.score,
            "why": h.why,
        }
        for h in hits
    ]
    lines = [f"{r['number']:<12} {r['occurred_at']}  {r['why']}" for r in results]
    terminal.say({"results": results}, "\n".join(lines) or "Nothing found.")
    return DONE if results else NO


def _number(hit: Hit, numbers: dict[str, str]) -> str:
    """Where it stands: in an incident, in the duty log, or a report of a customer."""
    if hit.place is not None:
        return f"report {number_found(hit.entry, hit.place)}"
    if hit.entry.incident == CUSTOMER_REPORTS:
        return "reports"
    return DUTY_LOG if is_in_log(hit.entry) else numbers.get(hit.entry.incident, "")


def verify(terminal: Terminal, arguments: Arguments) -> int:
    if arguments.file is not None:
        return bundles.verify(terminal, arguments.file)
    problems = verified(terminal.place) if terminal.has_record else []
    text = "\n".join(problems) or "Every entry is as it was written."
    terminal.say({"ok": not problems, "problems": problems}, text)
    return NO if problems else DONE


def doctor(terminal: Terminal, arguments: Arguments) -> int:
    if arguments.restore:
        aside = restored(terminal.place, Path(arguments.restore))
        text = f"The backup is in place; what was there lies in {aside}."
        terminal.say({"ok": True, "set_aside": str(aside)}, text)
        return DONE
    if arguments.clock_is_right:
        return _put_right(terminal)
    from incident_desk.intake.alerts import health as alerts
    from incident_desk.outreach import health
    from incident_desk.outreach.status_page import health as page
    from incident_desk.outreach.status_page import subscriber_health
    from incident_desk.watch import health as watch

    findings = [*examined(terminal.place), *health.looked(terminal.place), *page.looked(terminal.place)]
    findings += [*subscriber_health.looked(terminal.place), *watch.looked(terminal.place)]
    findings += alerts.looked(terminal.place)
    sick = [f for f in findings if f.is_fault]
    value = {"ok": not sick, "findings": [{"about": f.about, "fault": f.is_fault, "says": f.says} for f in findings]}
    terminal.say(value, "\n".join(map(_line, findings)))
    return NO if sick else DONE


def _put_right(terminal: Terminal) -> int:
    with terminal.desk("incident-desk doctor --clock-is-right") as desk:
        done = desk.timekeeping.put_right().result()
    text = "Nothing lies in the future that nobody else has." if done is None else stamped_anew(done)
    terminal.say({"ok": True, "stamped_anew": stamped_anew_value(done)}, text)
    return DONE


def _line(finding: Finding) -> str:
    return f"{'!!' if finding.is_fault else 'ok'}  {finding.about}: {finding.says}"
