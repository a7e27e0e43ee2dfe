"""The status page in a real browser: on a phone and a screen, in light and dark, for those who do not see or point."""

import itertools
from collections.abc import Generator
from pathlib import Path
from typing import Final

import msgspec
import pytest
from playwright.sync_api import Browser

from incident_desk.domain.ids import IncidentId
from incident_desk.domain.page_verdict import wider_issue
from incident_desk.domain.report_matching import Asked
from incident_desk.domain.status_page import PublicState
from incident_desk.outreach.status_page.folder import CURRENT, write
from incident_desk.outreach.status_page.picking import picks
from tests.outreach.browser import DESK, PHONE, chromium, looking
from tests.outreach.test_status_page import HOSTILE, NOW_US, a_page, an_incident, an_update, announced, files_of

OPEN: Final = "open"
PAGES: Final = ("index.html", "history.html", f"incidents/{OPEN}.html", "incidents/over.html", "de/index.html")


@pytest.fixture(scope="module")
def browser() -> Generator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with an incident that goes on, and some that are over."""
    long = "Signing in with a passkey fails for customers of the region eu-central-1-with-a-long-name. " * 4
    going_on = an_incident(
        an_update("Nobody can sign in. Data is safe.", de="Niemand kann sich anmelden."),
        an_update(long, 10, PublicState.IDENTIFIED),
        name=OPEN,
    )
    over = [
        an_incident(an_update(f"Late mail {number}.", 1), an_update("On time.", 2, PublicState.RESOLVED), name=name)
        for number, name in enumerate(("over", *(f"over {count}" for count in range(8))))
    ]
    work = announced(is_running=True), announced(is_running=False, text=long)
    page = a_page([going_on], over, languages=("de",), moved={IncidentId("old"): IncidentId(OPEN)}, maintenances=work)
    folder = tmp_path_factory.mktemp("page")
    write(folder, files_of(page))
    return folder


def at(folder: Path, path: str) -> str:
    return (folder / CURRENT / path).as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_stands_in_anybodys_way(browser: Browser, folder: Path, size: tuple[int, int], scheme: str) -> None:
    with looking(browser, size, scheme=scheme) as looked:
        for path in PAGES:
            looked.page.goto(at(folder, path))
            assert looked.barriers == [], path
            assert not looked.is_too_wide, path
        assert looked.complaints == []


def test_a_barrier_would_be_found(browser: Browser, folder: Path) -> None:
    with looking(browser) as looked:
        looked.page.goto(at(folder, "index.html"))
        looked.page.evaluate("document.documentElement.removeAttribute('lang')")
        assert looked.barriers == ["html-has-lang"]


def test_text_of_twice_the_size_still_fits(browser: Browser, folder: Path) -> None:
    with looking(browser, (640, 800), zoom=2) as looked:
        for path in PAGES:
            looked.page.goto(at(folder, path))
            assert not looked.is_too_wide, path


def test_it_says_the_same_without_script_and_asks_for_nothing_else(browser: Browser, folder: Path) -> None:
    said: list[str] = []
    for has_scripts in (True, False):
        with looking(browser, has_scripts=has_scripts) as looked:
            looked.page.goto(at(folder, "index.html"))
            said.append(looked.page.inner_text("body"))
            assert looked.asked_for == [at(folder, "index.html")]
    assert said[0] == said[1]
    assert "Nobody can sign in" in said[0]


def test_the_keyboard_reaches_every_link_and_shows_where_it_is(browser: Browser, folder: Path) -> None:
    with looking(browser) as looked:
        looked.page.goto(at(folder, "index.html"))
        reached: list[str] = []
        links = looked.page.locator("a[href]").evaluate_all(
            "all => all.filter(a => a.getClientRects().length).map(a => a.getAttribute('href'))"
        )
        groups = looked.page.locator("fieldset").count()
        for _ in range(len(links) + groups):
            looked.page.keyboard.press("Tab")
            focused = looked.page.locator(":focus")
            reached.append(focused.get_attribute("href") or focused.get_attribute("name") or "")
            assert focused.evaluate("element => getComputedStyle(element).outlineStyle") != "none", reached[-1]
        assert [each for each in reached if each not in ("service", "region", "symptom")] == links
        assert len(reached) == len(links) + groups


def test_every_pick_reads_on_the_page_alone_what_it_would_be_answered(browser: Browser, tmp_path: Path) -> None:
    sign_in = an_incident(an_update("Nobody in Europe can sign in. Data is safe."), name="one")
    slow = an_incident(an_update("Payments are slow."), name="two")
    slow = msgspec.structs.replace(
        slow, updates=tuple(msgspec.structs.replace(each, services=("Payments",)) for each in slow.updates)
    )
    page = a_page([sign_in, slow], regions=("Europe", "America"))
    write(tmp_path, files_of(page))
    wanted = {None: "Nothing is known of that", sign_in.id: "Nobody in Europe", slow.id: "Payments are slow"}
    with looking(browser) as looked:
        looked.page.goto(at(tmp_path, "index.html"))
        shown = looked.page.locator(".verdict:visible")
        assert shown.count() == 0
        seen: set[str] = set()
        for places in itertools.product(*(range(len(each)) for each in picks(page))):
            service, region, symptom = (each[at_] for each, at_ in zip(picks(page), places, strict=True))
            for letter, place in zip("sry", places, strict=True):
                looked.page.check(f"#{letter}{place}")
            if not any(places):
                assert shown.count() == 0
                continue
            found = wider_issue(page, Asked("", NOW_US, service, region, symptom))
            words = wanted[found.id if found is not None else None]
            assert [words in each for each in shown.all_inner_texts()] == [True], (service, region, symptom)
            seen.add(words)
        assert seen == set(wanted.values())
        assert looked.complaints == []
        assert looked.barriers == []


def test_the_old_link_of_a_merged_incident_leads_on(browser: Browser, folder: Path) -> None:
    with looking(browser) as looked:
        looked.page.goto(at(folder, "incidents/old.html"))
        looked.page.wait_for_url(f"**/{OPEN}.html")
        assert "Nobody can sign in" in looked.page.inner_text("body")


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_a_message_says_does_nothing(browser: Browser, text: str, tmp_path: Path) -> None:
    write(tmp_path, files_of(a_page([an_incident(an_update(text, de=text))], languages=("de",), title=text)))
    with looking(browser) as looked:
        for path in ("index.html", "de/index.html", "history.html"):
            looked.page.goto(at(tmp_path, path))
        assert looked.complaints == []
        assert all(each.endswith(".html") for each in looked.asked_for)
