"""The command line, as argparse knows it, and its exit codes."""

import argparse
from collections.abc import Iterator
from typing import cast

from docs.generating import markdown
from incident_desk.cli.main import STOPPED, Parser, _parser  # pyright: ignore[reportPrivateUsage]
from incident_desk.cli.terminal import DONE, NO, WRONG_USE

TITLE = "The command line"
INTRODUCTION = """`incident-desk` alone opens the window. Everything else works without one, also where Qt cannot be
loaded. `--home` and `--json` may stand before or after the command. With `--json` the answer is one JSON document on
one line of standard output; complaints go to standard error, one line each."""

EXIT_CODES: dict[int, str] = {
    DONE: "Done.",
    NO: "The answer is no, or problems were found: nothing matched, the record is damaged, the disk refused.",
    WRONG_USE: "Wrong use or bad input: one line says what, where, and how to mend it. Another process has the home.",
    STOPPED: "Stopped with Ctrl+C.",
}


def page() -> str:
    """The page of the command line."""
    codes = "\n\n".join(["## Exit codes", *(f"### {code}\n\n{meaning}" for code, meaning in EXIT_CODES.items())])
    return markdown.page(TITLE, INTRODUCTION, codes, *(_section(*one) for one in commands()))


def commands() -> list[tuple[argparse.ArgumentParser, str]]:
    """Every parser that runs something, and what the list of commands says of it; the program's own first."""
    everywhere = Parser(add_help=False)  # what every command takes is told once, above
    return list(_running(_parser(everywhere), "the window"))


def _running(parser: argparse.ArgumentParser, said: str) -> Iterator[tuple[argparse.ArgumentParser, str]]:
    if parser.get_default("run") is not None:
        yield parser, said
    for verbs in _actions(parser):
        if isinstance(verbs, argparse._SubParsersAction):  # pyright: ignore[reportPrivateUsage]
            said_of = {verb.dest: verb.help or "" for verb in verbs._get_subactions()}  # pyright: ignore[reportPrivateUsage]
            for name, below in cast("dict[str, argparse.ArgumentParser]", verbs.choices).items():
                yield from _running(below, said_of[name])


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """argparse prints itself and cannot be asked: its help differs from one Python to the next."""
    return parser._actions  # pyright: ignore[reportPrivateUsage]


def _section(parser: argparse.ArgumentParser, said: str) -> str:
    verbs = argparse._SubParsersAction  # pyright: ignore[reportPrivateUsage]
    own = [a for a in _actions(parser) if not isinstance(a, verbs) and a.dest != "help"]
    arguments = markdown.table(("argument", "what it is for"), ((f"`{_typed(a)}`", _meaning(a)) for a in own))
    parts = [f"## {parser.prog}", f"{said[:1].upper()}{said[1:]}.", arguments]
    return "\n\n".join(part for part in parts if part)


def _typed(action: argparse.Action) -> str:
    """How an argument is typed."""
    metavar = action.metavar if isinstance(action.metavar, str) else None
    value = metavar or ("|".join(map(str, action.choices)) if action.choices else action.dest.upper())
    if action.nargs == 0:
        return ", ".join(action.option_strings)
    many = " …" if action.nargs in ("+", "*") else ""
    return ", ".join(f"{option} {value}" for option in action.option_strings) or f"{value}{many}"


def _meaning(action: argparse.Action) -> str:
    needed = ""
    if action.option_strings and action.required:
        needed = "needed"
    elif not action.option_strings and action.nargs in ("?", "*"):
        needed = "may be left out"
    default: object = action.default
    is_told = isinstance(default, str | float | int) and default not in (argparse.SUPPRESS, False, "")
    return "; ".join(part for part in (action.help or "", needed, f"else {default}" if is_told else "") if part)
