"""The keys of the window: its actions tell theirs, the rest stands in a table here."""

import os
import tempfile
from pathlib import Path

from docs.generating import markdown

TITLE = "Keys"
INTRODUCTION = """Everything works from the keyboard: Tab goes from control to control, Space or Enter presses.
Ctrl+F1 in the window shows these keys together with every word of the command line, and saves them as PDF.
Ctrl+Shift+P finds whatever can be done by its words. On a Mac, Ctrl is the Command key."""

ELSEWHERE: dict[str, tuple[tuple[str, str], ...]] = {
    "In every dialog": (
        ("Esc", "close it; what was typed in a declaration is kept as a draft"),
        ("Tab, Shift+Tab", "round its controls"),
    ),
    "At the first start": (
        ("Alt+D", "look at a demo"),
        ("Alt+A, Enter behind the name", "start alone"),
        ("Alt+J", "join a room by the line that stands there, or go to its field"),
    ),
    "In the tour": (
        ("Right, Left", "on and back"),
        ("Esc", "leave it"),
    ),
    "In the help, and finding what can be done": (
        ("Up, Down, Page Up, Page Down", "move through what was found, from the line that is typed in"),
        ("Enter", "do it"),
    ),
    "Declaring": (
        ("Enter in the title", "on to the severity"),
        ("1 … 4 on a severity", "choose it, and on to the services"),
        ("Alt+1 … Alt+4, Ctrl+1 … Ctrl+4", "choose a severity from anywhere in the dialog"),
        ("1 … 9 on the services", "choose one, or let it go"),
        ("Ctrl+Return, Ctrl+Enter", "declare"),
    ),
    "Correcting, handing over, moving the state, standing down, severity, impact": (("Ctrl+Return", "write it"),),
    "Adding a piece of evidence": (
        ("Ctrl+V", "in any field, the list or the matrix: take the file or the picture that lies on the clipboard"),
        ("Ctrl+Return", "add it"),
    ),
    "A piece of evidence with a file": (
        ("Ctrl+O", "open the file with the desktop's program, if it is none itself"),
        ("Ctrl+S", "save the file as…"),
    ),
    "Searching, going to an incident": (
        ("Up, Down, Page Up, Page Down", "move through what was found, from the line that is typed in"),
        ("Enter", "go there"),
    ),
    "On the board": (
        ("F2", "give the incident another title"),
        ("Ctrl+Shift+D", "stand down: nothing was wrong"),
        ("Ctrl+J", "join the bridge of the incident, or say where it is"),
        ("F7", "to what needs you now"),
        ("F4", "the clocks of the plan: say that it was done, or put it off"),
        ("F5", "give the empty roles to whoever is on call for them; also while declaring"),
        ("F8", "to the draft of what goes out"),
    ),
    "In the draft of a message": (
        ("Ctrl+PgDown, Ctrl+PgUp", "to the text of the next channel, of the one before"),
        ("Ctrl+Enter", "what its button says: ask, read and approve, send, stop"),
        ("Ctrl+Shift+E", "whom it is for, by which channels, on which facts"),
        ("Ctrl+Shift+L", "its words in large print; there C shows a QR code, L reads them aloud"),
        ("Ctrl+Shift+G", "send it at a time"),
        ("Ctrl+Shift+H", "what was said before by this channel, and what is said otherwise now"),
        ("Ctrl+Shift+T", "the next language that is missing, or is no longer what its original says"),
    ),
    "On a bridge, number or link of the side": (
        ("Enter", "open it"),
        ("C", "copy it"),
        ("E", "change it"),
    ),
    "On a line of what needs you": (
        ("Up, Down", "from line to line, and on to what is folded below"),
        ("Enter", "go to it, with what can be done about it"),
        ("S", "put it off for as long as the plan says; what was put off, see it again"),
        ("Menu, Shift+F10", "put it off for another span, or with the reason"),
    ),
    "On the command line": (
        ("Enter", "write it"),
        ("/", "begin a command; from a line of the timeline, too"),
        ("Up, Down", "through what is offered, else through what was typed before"),
        ("Tab", "take what is offered"),
        ("Esc", "close what is offered"),
        ("Ctrl+T", "take the time found in the words as the time it happened, where that is offered"),
        ("Ctrl+Z", "with nothing typed, and anywhere on the board but in other fields: take back your last line"),
        ("Ctrl+Shift+Z", "with nothing typed: let it hold again"),
        ("Ctrl+V", "take in words, files or a picture"),
    ),
    "On a line of the timeline": (
        ("Up, Down, Page Up, Page Down, Ctrl+Home, Ctrl+End", "from line to line"),
        ("Enter", "read the whole line"),
        ("E", "correct it"),
        ("Del", "take it back, or let it hold again"),
        ("P", "pin it to the top, or take it down"),
        ("M", "mark it as significant, or no longer"),
        ("L", "link the incident to another"),
        ("O", "open its file"),
        ("X", "object to it, if it is a decision"),
        ("R", "look at it again, if it is a decision"),
        ("A", "answer it, if it is an open question"),
        ("Ctrl+C", "copy it, with its moment and who said it"),
        ("Menu, Shift+F10", "everything that can be done with it"),
        ("/", "begin a command about it"),
        ("Esc", "let it go, and back to the command line"),
    ),
    "In the plan room": (
        ("Up, Down", "from section to section"),
        ("Ctrl+E", "from the form to the same plan as text, and back"),
        ("F8", "to the next mistake"),
        ("F2, typing", "change a cell of the rows"),
        ("Alt+Up, Alt+Down, Del", "move a row, or take it out"),
        ("Ctrl+Z", "in the text: take back what was changed last, there or in a form"),
        ("Esc", "back to where you came from; the draft stays"),
    ),
    "The states above the board": (
        ("Left, Right", "from state to state"),
        ("Enter, Space", "move the incident to it"),
    ),
}


def page() -> str:
    """The page of the keys."""
    sections = [f"## {where}\n\n{markdown.table(('key', 'what it does'), rows)}" for where, rows in ELSEWHERE.items()]
    lines = "## On a line of the timeline\n\n" + markdown.table(("key", "what it does"), line_keys())
    anywhere = "## Anywhere in the window\n\n" + markdown.table(("key", "what it does"), window_keys())
    return markdown.page(TITLE, INTRODUCTION, anywhere, lines, *sections)


def line_keys() -> list[tuple[str, str]]:
    """What the keys do to the line that is selected."""
    from incident_desk.desktop.panels.line_actions import WAYS

    return [(way.keys, str(way.word)) for way in WAYS if way.keys]


def window_keys() -> list[tuple[str, str]]:
    """The keys of the window's own actions, from a window that is never shown."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QKeySequence

    from incident_desk.desktop.app import application
    from incident_desk.desktop.shell import Shell
    from incident_desk.desktop.window_state import WindowState

    application(None)
    with tempfile.TemporaryDirectory() as home:
        shell = Shell(WindowState(Path(home)))
        portable = QKeySequence.SequenceFormat.PortableText
        found = [(action.shortcut().toString(portable), action.text()) for action in shell.actions()]
        shell.deleteLater()
    return [(keys, text) for keys, text in found if keys]
