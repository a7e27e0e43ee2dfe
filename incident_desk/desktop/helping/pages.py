"""The manual and the reference as pages that can be searched. Reads files: on a worker."""

import re
from pathlib import Path
from typing import Final

import msgspec

from incident_desk.desktop.theme.tokens import FOLDER

BESIDE: Final = FOLDER.parents[1] / "docs"
"""In a checkout: what was changed just now is read."""
CARRIED: Final = FOLDER / "docs"
"""In an installed program: the build has put them there."""
HEADING: Final = re.compile(r"^(##|###) (.+)$", re.MULTILINE)
REFERENCE: Final = ("keys", "commands", "settings", "cli")


class Page(msgspec.Struct, frozen=True):
    """One chapter of the manual, or one page of the reference."""

    title: str
    text: str
    is_below: bool = False
    """Whether it belongs to the chapter before it."""


def read_pages() -> list[Page]:
    """All of them, in the order of the manual; without the files there are none."""
    folder = BESIDE if (BESIDE / "manual.md").is_file() else CARRIED
    try:
        found = chapters((folder / "manual.md").read_text(encoding="utf-8"))
        return found + [_reference(folder / "reference" / f"{name}.md") for name in REFERENCE]
    except OSError:
        return []


def chapters(manual: str) -> list[Page]:
    """The manual, cut at its headings."""
    cuts = list(HEADING.finditer(manual))
    ends = [cut.start() for cut in cuts[1:]] + [len(manual)]
    return [
        Page(cut[2], manual[cut.start() : end].strip(), cut[1] == "###") for cut, end in zip(cuts, ends, strict=True)
    ]


def _reference(file: Path) -> Page:
    text = re.sub(r"<!--.*?-->\s*", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    title, _, _ = text.removeprefix("# ").partition("\n")
    return Page(title, text)


def matching(pages: list[Page], wanted: str) -> list[Page]:
    """Those in which every word begins a word: first those that name one in their title. All of them for none."""
    words = wanted.casefold().split()
    if not words:
        return pages
    begins = [re.compile(rf"(?<!\w){re.escape(word)}") for word in words]
    found = [page for page in pages if all(begin.search(page.text.casefold()) for begin in begins)]
    return sorted(found, key=lambda page: -sum(bool(begin.search(page.title.casefold())) for begin in begins))
