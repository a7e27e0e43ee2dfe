"""review-report: the report after an incident, drafted from its record, saved in any form, also for readers outside."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from incident_desk.cli.terminal import DONE, NO, Arguments, Subparsers, Terminal
from incident_desk.domain.errors import BadInput, NotFound
from incident_desk.domain.plan_review_reports import ReportTemplate
from incident_desk.domain.plan_schema import Plan

if TYPE_CHECKING:
    from incident_desk.domain.board import Board
    from incident_desk.domain.organisation import Organisation
    from incident_desk.domain.review_report import ReviewReport
    from incident_desk.learning.plan_pack import Pack
    from incident_desk.learning.redaction import Redaction

FORMATS = ("md", "html", "pdf", "json")


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this command."""
    one = names.add_parser("review-report", parents=[everywhere], help="the report after an incident, from its record")
    one.add_argument("incident")
    one.add_argument("--begin", action="store_true", help="put a draft of it onto the record, for all to write at")
    one.add_argument("--template", metavar="KEY", help="which of the plan's reports; without it the first")
    one.add_argument("--format", choices=FORMATS, help="without it as the file is called, or Markdown")
    one.add_argument("-o", "--output", metavar="FILE", help="- or left out: standard output")
    one.add_argument("--outside", action="store_true", help="without people, hosts and what is sealed")
    one.add_argument("--hide", metavar="WORDS", action="append", default=[], help="what else nobody outside may read")
    one.add_argument("--prove", metavar="FILE", help="look whether that file holds anything nobody outside may read")
    one.set_defaults(run=review_report)


def review_report(terminal: Terminal, arguments: Arguments) -> int:
    if arguments.hide and not (arguments.outside or arguments.prove):
        raise BadInput("says what nobody outside may read: it goes with --outside or --prove", "--hide")
    if arguments.begin:
        return _begin(terminal, arguments)
    with terminal.reading() as desk:
        board = desk.fold(desk.find(arguments.incident)).board
        organisation = desk.organisation()
    if arguments.prove:
        return _prove(terminal, arguments, board, organisation)
    report, text = _report(board, organisation, arguments)
    return _written(terminal, arguments, _content(arguments, board, organisation, report, text), board)


def template_named(plan: Plan, key: str | None, *, outside: bool = False) -> ReportTemplate:
    """The template of that key; without one the first, or the first for readers outside.

    Raises: BadInput with those there are.
    """
    there = plan.review_reports_or_default
    found = next((each for each in there if each.key == key), None)
    if key is None:
        found = next((each for each in there if each.outside is outside), there[0])
    if found is None:
        raise BadInput(f"the plan has {', '.join(each.key for each in there)}", "--template")
    return found


def _begin(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.domain.review_report import BeginReport
    from incident_desk.learning.review_report_draft import drafted

    with terminal.desk("incident-desk review-report") as desk:
        incident = desk.reading.find(arguments.incident)
        board, organisation = desk.reading.fold(incident).board, desk.reading.organisation()
        template = template_named(organisation.plans.of(board.headline), arguments.template)
        text = drafted(board, organisation, template)
        entry = desk.record(BeginReport(text, template.title, template.key), incident).result()[-1]
    terminal.say({"report": entry.id, "incident": incident}, f"Begun: {template.title}. It is written in the window.")
    return DONE


def _report(board: "Board", organisation: "Organisation", arguments: Arguments) -> "tuple[ReviewReport, str]":
    """The report that was begun last, by that template if one is named; where there is none, as it would begin."""
    from incident_desk.domain.ids import EntryId, PersonId
    from incident_desk.domain.review_report import ReviewReport, text_of
    from incident_desk.learning.review_report_draft import drafted

    begun = [each for each in board.review_reports.of.values() if arguments.template in (None, each.template)]
    if begun:
        return begun[-1], text_of(begun[-1], board.drafts)
    plan = organisation.plans.of(board.headline)
    named = template_named(plan, arguments.template, outside=arguments.outside)
    text = drafted(board, organisation, named)
    return ReviewReport(EntryId(""), PersonId(""), 0, named.key, named.title, text), text


def _content(
    arguments: Arguments, board: "Board", organisation: "Organisation", report: "ReviewReport", text: str
) -> bytes:
    """The file. Raises: RuleError if anything stands in it that nobody outside may read."""
    from incident_desk.desk import system_clock
    from incident_desk.learning.review_report_pages import Asked
    from incident_desk.learning.review_report_saving import saved

    format_ = arguments.format or Path(arguments.output or "").suffix[1:].casefold() or "md"
    if format_ not in FORMATS:
        raise BadInput(f"a report is saved as {', '.join(FORMATS)}", arguments.output)
    if format_ == "pdf" and arguments.output in (None, "-"):
        raise BadInput("pages need a file: name it with -o", "--format pdf")
    redaction = _redaction(board, organisation, arguments) if arguments.outside else None
    to_pdf = _to_pdf if format_ == "pdf" else None
    asked = Asked(report, text, board, organisation.people, system_clock())
    return saved(asked, format_, redaction=redaction, to_pdf=to_pdf)


def _to_pdf(pack: "Pack") -> bytes:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # for the typefaces; nothing is shown
    from incident_desk.desktop.app import application
    from incident_desk.desktop.printing import as_pdf

    application()

    return as_pdf(pack)


def _redaction(board: "Board", organisation: "Organisation", arguments: Arguments) -> "Redaction":
    from incident_desk.learning.redaction import for_outside

    return for_outside(board, organisation, arguments.hide)


def _written(terminal: Terminal, arguments: Arguments, content: bytes, board: "Board") -> int:
    if arguments.output in (None, "-"):
        text = content.decode()
        if terminal.as_json and arguments.format != "json":
            terminal.say({"incident": board.incident, "text": text}, text)
        else:
            print(text, end="" if text.endswith("\n") else "\n", flush=True)
        return DONE
    from incident_desk.desktop.saving import write_whole

    write_whole(Path(arguments.output), content)
    terminal.say({"file": arguments.output, "incident": board.incident}, f"Written to {arguments.output}")
    return DONE


def _prove(terminal: Terminal, arguments: Arguments, board: "Board", organisation: "Organisation") -> int:
    from incident_desk.learning.redaction_proof import leaks

    try:
        content = Path(arguments.prove).read_bytes()
    except OSError as e:
        raise NotFound(f"{arguments.prove}: {e.strerror or 'it cannot be read'}") from e
    found = leaks(content, _redaction(board, organisation, arguments))
    told = "\n".join(found) if found else "Nothing in it that nobody outside may read."
    terminal.say({"file": arguments.prove, "found": found}, told)
    return NO if found else DONE
