"""The registry of commands."""

from docs.generating import markdown
from incident_desk.domain.commands import Command, Fields, commands
from incident_desk.domain.texts import outside_name

TITLE = "Commands"
INTRODUCTION = """Whatever changes the record is one of these commands. The window's buttons, the line below the
timeline and `incident-desk do` run the same ones, and the same rules hold for all. A command that a rule forbids writes
nothing and says why.

In the window a command is typed by its slash word: `/assign scribe Ada`. Words fill the fields in the order of the
table; `field=value` names one, quotes keep words together, and `@19:30` in front says when it happened. Where a field
`entry` is needed, it is the line that is selected. From a terminal:
`incident-desk do INCIDENT role.assign role=scribe person=Ada`.

A moment is typed as `19:30`, `19:30 CET`, `2017-01-31 23:27 UTC`, `2017-01-31T23:27:00Z`, `10 min ago` or `now`;
a span as `15m`, `1h30m` or `2 days`."""


def page() -> str:
    """The page of the commands."""
    every = commands()
    index = markdown.table(
        ("command", "slash words", "what it does"),
        ((f"[{c.name}](#{_anchor(c.name)})", _words(c), c.help) for c in every),
    )
    return markdown.page(TITLE, INTRODUCTION, index, *map(_section, every))


def _anchor(name: str) -> str:
    return name.replace(".", "")


def _words(command: Command) -> str:
    return ", ".join(f"`/{word}`" for word in (*command.slash, *command.presets))


def _section(command: Command) -> str:
    where = "Needs no incident: `incident-desk do - …`." if command.alone else ""
    presets = "; ".join(
        f"`/{word}` is {', '.join(f'{name}={value}' for name, value in given.items())}"
        for word, given in command.presets.items()
    )
    facts = [f"{command.help}. Who may: {command.who}. {where}".strip(), markdown.said_of(command.fields, Fields)]
    slash = ", ".join(f"`/{word}`" for word in command.slash)
    typed = "; ".join(part for part in (slash, presets) if part)
    facts.append(f"Slash words: {typed}." if typed else "")
    taken = markdown.fields(command.fields, ("field", "what it takes", "if left out"), outside_name)
    return "\n\n".join(part for part in (f"## {command.name}", *facts, taken) if part)
