"""The status page for people: whole pages without script that fetch nothing, in each language something was sent in."""

import base64
import hashlib
import itertools
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec
from jinja2 import Environment, FileSystemLoader, Template
from markupsafe import Markup

from incident_desk.domain.moments import MINUTE_US, from_us, iso
from incident_desk.domain.report_entries import Symptom
from incident_desk.domain.spans import span_english
from incident_desk.domain.status_days import last_days
from incident_desk.domain.status_page import Mark, Page, PageIncident, PublicState, Update, headline, rest
from incident_desk.outreach.status_page.picking import can_be_picked, picks, rules
from incident_desk.outreach.status_page.visitor_words import VisitorWords, visitor_words
from incident_desk.outreach.status_page.words import Words, words_in

RESOURCES: Final = Path(__file__).parents[2] / "resources"
USED: Final = (
    *("pane", "card", "line", "edge", "text", "text2", "accent", "ok"),
    *("sev1", "sev2", "sev3", "sev1soft", "accentsoft"),
)
DOORS: Final = ("is-it-us", "subscribe")
"""Where `serve` takes the forms of the static page."""
BAR: Final = 6.4
"""How far apart the bars of two days stand, of 190."""


class Way(msgspec.Struct, frozen=True):
    """The same page in another language."""

    words: Words
    href: str


def pages(page: Page, today_us: int) -> Iterator[tuple[str, str]]:
    """Every page by its path. That of the page's own language stands at the top, the others in folders."""
    picked = rules(page) if can_be_picked(page) else ""
    for language in ("", *page.languages):
        made = _Made(page, language, today_us, picked)
        folder = f"{language}/" if language else ""
        yield f"{folder}index.html", made.index()
        yield f"{folder}history.html", made.history()
        for incident in page.all:
            yield f"{folder}incidents/{incident.id}.html", made.incident(incident)
        for old, new in page.moved.items():
            yield f"{folder}incidents/{old}.html", made.redirect(old, new)


class _Made:
    """Of one language. `picked` is the style that shows what a visitor's picks lead to."""

    def __init__(self, page: Page, language: str, today_us: int, picked: str) -> None:
        self._page = page
        self._language = language
        self._words = words_in(language or page.language)
        moments = [update.at_us for each in page.all for update in each.updates]
        self._common: dict[str, Any] = {
            **common(page, language),
            "policy": policy(page.answers_at),
            "policy_of_picks": policy(page.answers_at, picked),
            "picked": Markup(picked),  # ours: names by number, and nobody's words
            "picks": picks(page),
            "states": tuple(PublicState),
            "days": last_days(page, today_us),
            "newest_us": max(moments, default=0),
            "iso": iso,
            "bars": _bars,
            "trouble": _trouble,
            "span": _span,
            "is_untranslated": self._is_untranslated,
        }

    def index(self) -> str:
        more = {"policy": self._common["policy_of_picks"], "is_index": True}
        return self._page_at("index.html", title=self._common["heading"], **more)

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
        return template("page.html").render({**self._common, "up": up, "up_here": up_here, "languages": ways, **more})

    def _is_untranslated(self, update: Update) -> bool:
        return bool(self._language) and self._language not in update.texts


def common(page: Page, language: str) -> dict[str, Any]:
    """What every page is made of, in one language."""
    words, visitor = words_in(language or page.language), visitor_words(language or page.language)
    return {
        "page": page,
        "language": language,
        "original": page.language,
        "words": words,
        "visitor": visitor,
        "symptoms": _symptoms(visitor),
        "pairs": _pairs,
        "unsure": [("", visitor.unsure)],
        "chosen": {},
        "heading": words.status.format(title=page.title),
        "style": Markup(_style()),  # ours, and no word of anybody's is in it
        "headline": headline,
        "rest": rest,
        "parts": _parts,
    }


def policy(answers_at: str, *styles: str) -> str:
    """What a browser lets the static page do: look as it looks, and send a form to where `serve` answers."""
    looks = " ".join(f"'sha256-{_digest(style)}'" for style in (_style(), *filter(None, styles)))
    to = " ".join(f"{answers_at}/{door}" for door in DOORS) if answers_at else "'none'"
    return f"default-src 'none'; style-src {looks}; base-uri 'none'; form-action {to}"


def policy_of_answers() -> str:
    """The same for what `serve` answers."""
    return f"{policy('').rpartition(' ')[0]} 'self'; frame-ancestors 'none'"


@cache
def template(name: str) -> Template:
    # what is not there is no error: a template asks for what only one of the pages has
    return Environment(autoescape=True, loader=FileSystemLoader(RESOURCES / "status_page")).get_template(name)


def _symptoms(visitor: VisitorWords) -> list[tuple[str, str]]:
    return [(each.value, visitor.symptom_named(each)) for each in Symptom]


def _pairs(names: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in names]


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
