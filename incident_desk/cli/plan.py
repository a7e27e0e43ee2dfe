"""plan: list, show, check, compare, use, pack."""

import argparse
import os
from pathlib import Path
from typing import Any

import msgspec

from incident_desk.cli.terminal import DONE, WRONG_USE, Arguments, Subparsers, Terminal, read_file
from incident_desk.desk.resources import default_plan, ready_plans
from incident_desk.domain.board import Board
from incident_desk.domain.errors import BadInput
from incident_desk.domain.ids import NO_INCIDENT
from incident_desk.domain.moments import iso
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.plan import Plans, Use
from incident_desk.domain.plan_comparing import changes
from incident_desk.domain.plan_text import LIMIT_BYTES, examine, published_plan, read_plan

WHICH = "a file, the name of a ready plan, the start of a version, or “draft”"
DRAFT = "draft"


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this command and its verbs."""
    plan = names.add_parser("plan", parents=[everywhere], help="the plan made in advance")
    verbs = plan.add_subparsers(metavar="list|show|check|compare|use|pack", required=True)
    one = verbs.add_parser("list", parents=[everywhere], help="ready plans, published versions, who runs on which")
    one.set_defaults(run=list_)
    one = verbs.add_parser("show", parents=[everywhere], help="a plan, or the one in force")
    one.add_argument("plan", nargs="?", help=WHICH)
    one.set_defaults(run=show)
    one = verbs.add_parser("check", parents=[everywhere], help="read a plan and say everything that is wrong with it")
    one.add_argument("plan", help=WHICH)
    one.set_defaults(run=check)
    one = verbs.add_parser("compare", parents=[everywhere], help="what one plan says otherwise than another")
    one.add_argument("before", help=WHICH)
    one.add_argument("after", nargs="?", help="without it, the plan in force")
    one.set_defaults(run=compare)
    one = verbs.add_parser("use", parents=[everywhere], help="put a plan in force")
    one.add_argument("plan", help=WHICH)
    one.add_argument("--reason", default="", help="why; it is kept on the record")
    one.set_defaults(run=use)
    one = verbs.add_parser("pack", parents=[everywhere], help="plan, contacts and blank forms as PDF, to print")
    one.add_argument("plan", nargs="?", help=f"{WHICH}; without it, the plan in force")
    one.add_argument("-o", "--output", metavar="FILE", required=True)
    one.set_defaults(run=pack)


def list_(terminal: Terminal, arguments: Arguments) -> int:
    organisation, boards = _on_record(terminal)
    in_force, beside = organisation.plans.current.digest, organisation.plans.beside
    running = [board.headline for board in boards if board.headline.is_open]
    versions = [
        {
            "version": version.digest,
            "name": plan.name if (plan := published_plan(version.text)) else "",
            "reason": version.reason,
            "by": organisation.people.name(version.by),
            "published_at": iso(version.published_us),
            "in_force": version.digest == in_force,
            "beside": version in beside,
            "incidents": [headline.number for headline in running if headline.plan == version.digest],
        }
        for version in reversed(organisation.plans.published)
    ]
    ready = [
        {"plan": name, "name": read_plan(text).name, "version": read_plan(text).digest}
        for name, text in ready_plans().items()
    ]
    told = [f"{each['plan']:<16} {each['name']} ({each['version'][:8]}), ready" for each in ready]
    terminal.say({"ready": ready, "versions": versions}, "\n".join([*told, *map(_told, versions)]))
    return DONE


def _told(version: dict[str, Any]) -> str:
    numbers = f"; {', '.join(version['incidents'])} run on it" if version["incidents"] else ""
    state = "in force since" if version["in_force"] else "published"
    said = f"{version['version'][:8]:<16} {version['name']}, {state} {version['published_at']}, by {version['by']}"
    beside = "; published at the same moment as the one in force, compare them" if version["beside"] else ""
    return f"{said}: {version['reason'] or 'no reason given'}{numbers}{beside}"


def show(terminal: Terminal, arguments: Arguments) -> int:
    text = _text(terminal, arguments.plan) if arguments.plan else _on_record(terminal)[0].plans.current.text
    plan = published_plan(text) or read_plan(text, arguments.plan or "plan")
    terminal.say({"name": plan.name, "version": plan.digest, "text": text}, text)
    return DONE


def check(terminal: Terminal, arguments: Arguments) -> int:
    found = examine(_text(terminal, arguments.plan))
    if found.faults or found.plan is None:
        for fault in () if terminal.as_json else found.faults:
            mend = f"; write “{fault.mend.strip()}”" if fault.mend and fault.mend.strip() else ""
            terminal.complain(f"incident-desk: {fault.at(arguments.plan)}: {fault.words}{mend}")
        if terminal.as_json:
            told = [{"line": f.line, "column": f.column, "what": f.words, "mend": f.mend} for f in found.faults]
            terminal.say({"ok": False, "faults": told}, "")
        return WRONG_USE
    plan = found.plan
    text = f"{plan.name}: {len(plan.roles)} roles, {len(plan.services)} services; nothing wrong with it."
    terminal.say({"name": plan.name, "version": plan.digest, "ok": True}, text)
    return DONE


def compare(terminal: Terminal, arguments: Arguments) -> int:
    after = _text(terminal, arguments.after) if arguments.after else _on_record(terminal)[0].plans.current.text
    before = _text(terminal, arguments.before)
    found = changes(read_plan(before, arguments.before), read_plan(after, arguments.after or "plan"))
    lines = [
        f"{sign} {change.place}: {said}"
        for change in found
        for sign, said in (("-", change.before), ("+", change.after))
        if said
    ]
    text = "\n".join(lines) if lines else "They say the same."
    terminal.say({"changes": [msgspec.to_builtins(change) for change in found]}, text)
    return DONE


def use(terminal: Terminal, arguments: Arguments) -> int:
    text = _text(terminal, arguments.plan)
    plan = read_plan(text, arguments.plan)
    with terminal.desk("incident-desk plan use") as desk:
        desk.record(Use(text, arguments.reason)).result()
    terminal.say({"name": plan.name, "version": plan.digest}, f"{plan.name} is in force ({plan.digest[:8]}).")
    return DONE


def pack(terminal: Terminal, arguments: Arguments) -> int:
    organisation, _ = _on_record(terminal)
    text = _text(terminal, arguments.plan) if arguments.plan else organisation.plans.text_in_force
    plan = published_plan(text) or read_plan(text, arguments.plan or "plan")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # for the typefaces; nothing is shown
    from incident_desk.desk import system_clock
    from incident_desk.desktop.app import application
    from incident_desk.desktop.planning.pack import write_pack

    application()
    write_pack(organisation, text, system_clock(), Path(arguments.output))
    value = {"file": arguments.output, "name": plan.name, "version": plan.digest}
    terminal.say(value, f"Written to {arguments.output}")
    return DONE


def _on_record(terminal: Terminal) -> tuple[Organisation, list[Board]]:
    if not terminal.has_record:
        return Organisation(plans=Plans(default_plan())), []
    with terminal.reading() as desk:
        return desk.organisation(), desk.headlines()


def _text(terminal: Terminal, which: str) -> str:
    """A ready plan by its name, a file, a version on the record, or the draft that people write at.

    Raises: BadInput if it is none of them.
    """
    if (ready := ready_plans().get(which)) is not None:
        return ready
    if which == DRAFT and not Path(which).exists():
        return _draft(terminal)
    if terminal.has_record and not Path(which).exists() and len(which) >= 4:
        found = [v.text for v in _on_record(terminal)[0].plans.published if v.digest.startswith(which)]
        if found:
            return found[-1]
    return read_file(which, LIMIT_BYTES)


def _draft(terminal: Terminal) -> str:
    """The text of the draft that was changed last. Raises: BadInput if nobody has begun one."""
    if terminal.has_record:
        from incident_desk.domain.plan_drafts import texts_of

        with terminal.reading() as desk:
            plans, drafts = desk.organisation().plans, desk.fold(NO_INCIDENT).board.drafts
        for _, text in texts_of(drafts).values():
            if not plans.has(text):
                return text
    raise BadInput("nobody has begun one; in the window the plan has a room (Ctrl+P)", DRAFT)
