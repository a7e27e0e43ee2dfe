"""plan: show, check, use."""

import argparse

from incident_desk.cli.terminal import DONE, WRONG_USE, Arguments, Subparsers, Terminal, read_file
from incident_desk.desk.resources import default_plan
from incident_desk.domain.plan import Use
from incident_desk.domain.plan_text import LIMIT_BYTES, examine, published_plan, read_plan


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this command and its three verbs."""
    plan = names.add_parser("plan", parents=[everywhere], help="the plan made in advance")
    verbs = plan.add_subparsers(metavar="show|check|use", required=True)
    one = verbs.add_parser("show", parents=[everywhere], help="the plan in force")
    one.set_defaults(run=show)
    one = verbs.add_parser("check", parents=[everywhere], help="read a plan and say everything that is wrong with it")
    one.add_argument("file")
    one.set_defaults(run=check)
    one = verbs.add_parser("use", parents=[everywhere], help="put a plan in force")
    one.add_argument("file")
    one.add_argument("--reason", default="")
    one.set_defaults(run=use)


def show(terminal: Terminal, arguments: Arguments) -> int:
    text = default_plan()
    if terminal.has_record:
        with terminal.reading() as desk:
            text = desk.organisation().plans.current.text
    plan = published_plan(text) or read_plan(text)
    terminal.say({"name": plan.name, "version": plan.digest, "text": text}, text)
    return DONE


def check(terminal: Terminal, arguments: Arguments) -> int:
    found = examine(read_file(arguments.file, LIMIT_BYTES))
    if found.faults or found.plan is None:
        for fault in () if terminal.as_json else found.faults:
            mend = f"; write “{fault.mend.strip()}”" if fault.mend and fault.mend.strip() else ""
            terminal.complain(f"incident-desk: {fault.at(arguments.file)}: {fault.words}{mend}")
        if terminal.as_json:
            told = [{"line": f.line, "column": f.column, "what": f.words, "mend": f.mend} for f in found.faults]
            terminal.say({"ok": False, "faults": told}, "")
        return WRONG_USE
    plan = found.plan
    text = f"{plan.name}: {len(plan.roles)} roles, {len(plan.services)} services; nothing wrong with it."
    terminal.say({"name": plan.name, "version": plan.digest, "ok": True}, text)
    return DONE


def use(terminal: Terminal, arguments: Arguments) -> int:
    text = read_file(arguments.file, LIMIT_BYTES)
    plan = read_plan(text, arguments.file)
    with terminal.desk("incident-desk plan use") as desk:
        desk.record(Use(text, arguments.reason)).result()
    terminal.say({"name": plan.name, "version": plan.digest}, f"{plan.name} is in force ({plan.digest[:8]}).")
    return DONE
