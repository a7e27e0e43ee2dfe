"""Writes `docs/reference/` from the code: commands, entries, the command line, settings and keys.

What a page says about a thing stands beside that thing in the code. Where the code has no words for it, a table here
has them, and `tests/docs` fails if the table and the code do not name the same things.
"""

from collections.abc import Callable
from pathlib import Path

from docs.generating import cli, commands, entries, keys, settings

REFERENCE = Path(__file__).parents[1] / "reference"

PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands.page,
    "entries.md": entries.page,
    "cli.md": cli.page,
    "settings.md": settings.page,
    "keys.md": keys.page,
}


def write(folder: Path = REFERENCE) -> list[str]:
    """Write every page. Returns: the names of those that changed."""
    folder.mkdir(exist_ok=True)
    changed: list[str] = []
    for name, page in PAGES.items():
        file, text = folder / name, page()
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
            changed.append(name)
    return changed
