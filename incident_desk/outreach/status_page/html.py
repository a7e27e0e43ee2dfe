"""The status page for people: whole pages without script that fetch nothing, in each language something was sent in."""

import base64
import hashlib
import itertools
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec
from jinja2 import Environment, Template
from markupsafe import Markup

from incident_desk.domain.moments import MINUTE_US, from_us, iso
from incident_desk.domain.spans import span_english
from incident_desk.domain.status_days import last_days
from incident_desk.domain.status_page import Mark, Page, PageIncident, PublicState, Update, headline, rest
from incident_desk.outreach.status_page.words import Words, words_in

RESOURCES: Final = Path(__file__).parents[2] / "resources"
USED: Final = (
    *("pane", "card", "line", "edge", "text", "text2", "accent", "ok"),
    *("sev1", "sev2", "sev3"),
)
BAR: Final = 6.4
"""How far apart the bars of two days stand, of 190."""


class Way(msgspec.Struct, frozen=True):
    """The same page in another language."""

    words: Words
    href: str


def pages(page: Page, today_us: int) -> Iterator[tuple[str, str]]:
    """Every page by its path. That of the page's own language stands at the top, the others in folders."""
    for language in ("", *page.languages):
        made = _Made(page, language, today_us)
        folder = f"{language}/" if language else ""
        yield f"{folder}index.html", made.index()
        yield f"{folder}history.html", made.history()
        for incident in page.all:
            yield f"{folder}incidents/{incident.id}.html", made.incident(incident)
        for old, new in page.moved.items():
            yield f"{folder}incidents/{old}.html", made.redirect(old, new)


class _Made:
    """Of one language."""

    def __init__(self, page: Page, language: str, today_us: int) -> None:
        self._page = page
        self._language = language
        self._words = words_in(language or page.language)
        moments = [update.at_us for each in page.all for update in each.updates]
        style = _style()
        self._common: dict[str, Any] = {
            "page": page,
            "language": language,
            "original": page.language,
            "words": self._words,
            "heading": self._words.status.format(title=page.title),
            "style": Markup(style),  # ours, and no word of anybody's is in it
            "policy": f"default-src 'none'; style-src 'sha256-{_digest(style)}'; base-uri 'none'; form-action 'none'",
            "states": tuple(PublicState),
            "days": last_days(page, today_us),
            "newest_us": max(moments, default=0),
            "headline": headline,
            "rest": rest,
            "iso": iso,
            "parts": _parts,
            "bars": _bars,
            "trouble": _trouble,
            "span": _span,
            "is_untranslated": self._is_untranslated,
        }

    def index(self) -> str:
        return self._page_at("index.html", title=self._common["heading"])

    def history(self) -> str:
        by_year = itertools.groupby(self._page.past, lambda each: from_us(each.began_us).year)
        years = [(year, list(incidents)) for year, incidents in by_year]
        title = f"{self._words.all_past} · {self._common['heading']}"
        return self._page_at("history.html", title=title, years=years, is_history=True, is_inner=True)

    def incident(self, incident: PageIncident) -> str:
        title = f"{incident.name(self._language)} · {self._common['heading']}"
        return self._page_at(f"incidents/{incident.id}.html", title=title, incident=incident, is_inner=True)

    def redirect(self, old: str, new: str) -> str:
        title = self._common["heading"]
        return self._page_at(f"incidents/{old}.html", title=title, moved=f"{new}.html", is_inner=True)

    def _page_at(self, path: str, **more: Any) -> str:
        depth = path.count("/")
        up_here = "../" * depth
        up = "../" * (depth + bool(self._language))
        others = [each for each in ("", *self._page.languages) if each != self._language]
        ways = [
            Way(words_in(each or self._page.language), f"{up}{each}/{path}" if each else f"{up}{path}")
            for each in others
        ]
        return _template().render({**self._common, "up": up, "up_here": up_here, "languages": ways, **more})

    def _is_untranslated(self, update: Update) -> bool:
        return bool(self._language) and self._language not in update.texts


@cache
def _template() -> Template:
    # what is not there is no error: a template asks for what only one of the pages has
    made = Environment(autoescape=True)
    return made.from_string((RESOURCES / "status_page" / "page.html").read_text(encoding="utf-8"))


@cache
def _style() -> str:
    light, dark = _colours("light"), _colours("dark")
    by_system = f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    sheet = (RESOURCES / "status_page" / "style.css").read_text(encoding="utf-8")
    return f":root{{color-scheme:light dark;{light}}}{by_system}{sheet}"


def _colours(theme: str) -> str:
    tokens = json.loads((RESOURCES / "tokens" / f"{theme}.json").read_text(encoding="utf-8"))
    return "".join(f"--{name}:{tokens[name]};" for name in USED)


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _parts(text: str) -> list[list[str]]:
    """The paragraphs of a text, each by its lines."""
    return [part.strip().split("\n") for part in text.split("\n\n") if part.strip()]


def _span(incident: PageIncident) -> str:
    """How long the page told of it, in whole minutes."""
    minutes = ((incident.ended_us or incident.began_us) - incident.began_us) // MINUTE_US
    return span_english(max(1, minutes) * 60)


def _trouble(days: tuple[Mark, ...]) -> int:
    return sum(mark is not Mark.OPERATIONAL for mark in days)


def _bars(days: tuple[Mark, ...]) -> Markup:
    """A bar for each day: how high and in which colour, by the worst of it."""
    looks = {Mark.OPERATIONAL: ("o", 12), Mark.MAJOR: ("d", 20)}
    bars = "".join(
        f'<rect class="{look}" x="{at * BAR:.1f}" y="{20 - height}" width="4" height="{height}"/>'
        for at, (look, height) in enumerate(looks.get(mark, ("w", 15)) for mark in days)
    )
    return Markup(f'<svg class="bars" viewBox="0 0 190 20" aria-hidden="true">{bars}</svg>')  # numbers only
