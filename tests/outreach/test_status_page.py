"""The status page as files: pages without script, feeds that programs read, and a folder that is never half new."""

import json
import os
import re
import threading
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.errors import BadInput
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.moments import DAY_US, HOUR_US, MINUTE_US
from incident_desk.domain.status_page import Mark, Page, PageIncident, PageMaintenance, PublicState, Update
from incident_desk.outreach.status_page.folder import CURRENT, NotWritten, must_be_a_place, write
from incident_desk.outreach.status_page.publishing import made

NOW_US = 1_485_910_800_000_000  # 2017-02-01 01:00 UTC
ADDRESS = "https://status.example.org"
LARGEST_BYTES = 50_000
ATOM = "{http://www.w3.org/2005/Atom}"


def an_update(text: str, minutes: int = 0, state: PublicState = PublicState.INVESTIGATING, **texts: str) -> Update:
    at_us = NOW_US - 60 * MINUTE_US + minutes * MINUTE_US
    mark = Mark.OPERATIONAL if state is PublicState.RESOLVED else Mark.MAJOR
    return Update(EntryId(f"u{minutes}"), state, at_us, {"": text, **texts}, mark, ("Sign-in",), at_us + 20 * MINUTE_US)


def an_incident(*updates: Update, name: str = "01590b5a-0000-7000-8000-000000000001") -> PageIncident:
    return PageIncident(IncidentId(name), updates)


def a_page(opened: Sequence[PageIncident] = (), past: Sequence[PageIncident] = (), **more: object) -> Page:
    services = {"Sign-in": Mark.MAJOR if opened else Mark.OPERATIONAL, "Payments": Mark.OPERATIONAL}
    page = Page("Acme", "en", tuple(opened), tuple(past), services, {})
    return Page(**{field: getattr(page, field) for field in page.__struct_fields__} | more)  # pyright: ignore[reportArgumentType]


def files_of(page: Page) -> dict[str, bytes]:
    return made(page, ADDRESS, NOW_US)


class Read(HTMLParser):
    """A page as a browser would take it: its words, its elements, and whether what is opened is closed."""

    VOID = frozenset({"meta", "link", "br", "circle", "path", "rect", "input"})

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.words: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def test_the_page_says_what_happens_first_and_when_it_says_more() -> None:
    first = an_update("Nobody can sign in. Data is safe.")
    read = Read(files_of(a_page([an_incident(first)]))["index.html"])
    assert read.text.index("Nobody can sign in") < read.text.index("Next update by 1 Feb, 00:20 UTC")
    assert "Sign-in Down" in re.sub(r"trouble on 1 of the last 30 days ", "", read.text)
    assert read.open == []


def test_without_an_incident_it_says_that_everything_works() -> None:
    read = Read(files_of(a_page())["index.html"])
    assert "Everything works" in read.text
    assert "No message was needed so far." in read.text


def test_every_page_is_whole_small_and_fetches_nothing() -> None:
    opened = [an_incident(*(an_update("Nobody can sign in. " * 20, at) for at in range(12)))]
    past = [an_incident(an_update(f"Late mail {n}.", n, PublicState.RESOLVED), name=f"past-{n}") for n in range(8)]
    files = files_of(a_page(opened, past))
    for path, content in files.items():
        if path.endswith(".html"):
            read = Read(content)
            assert read.open == [], path
            assert len(content) <= LARGEST_BYTES, path
            assert not {"script", "img", "iframe", "form", "object"} & {tag for tag, _ in read.elements}
            assert [
                meta["content"] for meta in read.named("meta") if "default-src 'none'" in (meta.get("content") or "")
            ]
            assert len(read.named("h1")) == 1, path
            assert read.named("html")[0]["lang"] == "en"
    assert len([path for path in files if path.startswith("incidents/")]) == 9


def test_every_link_of_the_page_leads_to_a_page() -> None:
    german = an_update("Nobody can sign in.", de="Niemand kann sich anmelden.")
    past = [an_incident(an_update("Late mail.", 1, PublicState.RESOLVED), name=f"past-{n}") for n in range(7)]
    page = a_page([an_incident(german)], past, languages=("de",), moved={"old": "past-1"})
    files = files_of(page)
    for path, content in files.items():
        for element in (*Read(content).named("a"), *Read(content).named("link")) if path.endswith(".html") else ():
            href = element["href"] or ""
            if not href.startswith("#"):
                there = os.path.normpath(os.path.join(os.path.dirname(path), href))
                assert there in files, (path, href)


def test_a_language_stands_in_a_folder_of_its_own_and_says_what_is_not_translated() -> None:
    updates = an_update("Nobody can sign in.", de="Niemand kann sich anmelden."), an_update("It is back soon.", 5)
    german = Read(files_of(a_page([an_incident(*updates)], languages=("de",)))["de/index.html"])
    assert german.named("html")[0]["lang"] == "de"
    assert "Niemand kann sich anmelden." in german.text
    assert "Noch nicht übersetzt:" in german.text
    assert "It is back soon" in german.text


def test_old_links_of_a_merged_incident_lead_to_the_other() -> None:
    page = a_page([an_incident(an_update("Nobody can sign in."), name="new")], moved={"old": "new"})
    read = Read(files_of(page)["incidents/old.html"])
    assert {"http-equiv": "refresh", "content": "0; url=new.html"} in read.named("meta")


HOSTILE = [
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }} {% for x in [] %}",
    "\u202eright to left\u202c \u200b\ufeff",
    '"><a href="javascript:alert(1)">',
    "]]><entry xmlns='x'/>",
    "a\x0bb",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_a_message_says_stays_words(text: str) -> None:
    hostile, harmless = (
        a_page(
            [an_incident(an_update(said, de=said))],
            languages=("de",),
            title=title,
            maintenances=(announced(is_running=True, text=said),),
        )
        for said, title in ((text, text), ("Words.", "Acme"))
    )
    for (path, content), plain in zip(files_of(hostile).items(), files_of(harmless).values(), strict=True):
        if path.endswith(".html"):
            tags, expected = ([tag for tag, _ in Read(each).elements] for each in (content, plain))
            assert tags == expected, path
        elif path.endswith(".json"):
            assert json.loads(content)
        else:
            assert Xml.fromstring(content).tag == f"{ATOM}feed"


@given(text=st.text(min_size=1))
def test_any_text_is_a_page_and_a_feed(text: str) -> None:
    files = files_of(a_page([an_incident(an_update(text.encode(errors="replace").decode() + "."))]))
    assert Read(files["index.html"]).open == []
    assert Xml.fromstring(files["history.atom"]).tag == f"{ATOM}feed"


def test_programs_read_it_as_they_read_statuspage() -> None:
    told = an_incident(an_update("Nobody can sign in."), an_update("We know why.", 10, PublicState.IDENTIFIED))
    over = an_incident(an_update("Late mail.", 1), an_update("Mail is on time.", 2, PublicState.RESOLVED), name="over")
    files = files_of(a_page([told], [over]))
    summary = json.loads(files["api/v2/summary.json"])
    assert summary["status"] == {"indicator": "critical", "description": "Major Service Outage"}
    assert [each["status"] for each in summary["components"]] == ["major_outage", "operational"]
    [incident] = summary["incidents"]
    assert (incident["name"], incident["status"], incident["impact"]) == (
        "Nobody can sign in",
        "identified",
        "critical",
    )
    assert [each["body"] for each in incident["incident_updates"]] == ["We know why.", "Nobody can sign in."]
    all_of_them = json.loads(files["api/v2/incidents.json"])["incidents"]
    assert [each["resolved_at"] is None for each in all_of_them] == [True, False]
    assert incident["shortlink"] == f"{ADDRESS}/incidents/{incident['id']}.html"


def announced(*, is_running: bool, text: str = "Signing in takes longer. Nothing is lost.") -> PageMaintenance:
    from_us = NOW_US - HOUR_US if is_running else NOW_US + HOUR_US
    until_us = from_us + 2 * HOUR_US
    return PageMaintenance(
        EntryId(f"m{is_running}"), text, from_us, until_us, NOW_US - DAY_US, ("Sign-in",), is_running
    )


def test_maintenance_is_told_with_its_times_to_people_and_to_programs() -> None:
    files = files_of(a_page(maintenances=(announced(is_running=True), announced(is_running=False))))
    read = Read(files["index.html"])
    assert "Scheduled maintenance 1 Feb, 00:00 – 02:00 UTC Under way. Signing in takes longer." in read.text
    assert "1 Feb, 02:00 – 04:00 UTC Signing in takes longer." in read.text
    summary = json.loads(files["api/v2/summary.json"])
    assert summary["status"]["indicator"] == "maintenance"
    told = [(each["status"], each["scheduled_for"]) for each in summary["scheduled_maintenances"]]
    assert told == [("in_progress", "2017-02-01T00:00:00Z"), ("scheduled", "2017-02-01T02:00:00Z")]
    running, to_come = (
        json.loads(files[f"api/v2/scheduled-maintenances/{name}.json"])["scheduled_maintenances"]
        for name in ("active", "upcoming")
    )
    assert [[each["name"] for each in some] for some in (running, to_come)] == [["Signing in takes longer"]] * 2
    assert [each["name"] for each in running[0]["components"]] == ["Sign-in"]


def test_maintenance_over_midnight_names_both_days() -> None:
    late = PageMaintenance(EntryId("m"), "Slow.", NOW_US + 22 * HOUR_US, NOW_US + 25 * HOUR_US, NOW_US)
    assert "1 Feb, 23:00 – 2 Feb, 02:00 UTC Slow." in Read(files_of(a_page(maintenances=(late,)))["index.html"]).text


def test_the_feed_is_atom() -> None:
    files = files_of(a_page([an_incident(an_update("Nobody can sign in. <b>Sorry</b>."))]))
    feed = Xml.fromstring(files["history.atom"])
    [entry] = feed.findall(f"{ATOM}entry")
    needed = ("id", "title", "updated")
    assert all(each.findtext(f"{ATOM}{name}") for each in (feed, entry) for name in needed)
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Acme"
    assert "<b>Sorry</b>" in (entry.findtext(f"{ATOM}content") or "")


def test_the_bars_show_the_worst_of_each_day() -> None:
    three_days_ago = Update(
        EntryId("u"), PublicState.INVESTIGATING, NOW_US - 3 * DAY_US, {"": "Slow."}, Mark.DEGRADED, ("Sign-in",)
    )
    over = Update(
        EntryId("v"), PublicState.RESOLVED, NOW_US - 2 * DAY_US, {"": "Back."}, Mark.OPERATIONAL, ("Sign-in",)
    )
    page = Read(files_of(a_page(past=[an_incident(three_days_ago, over)]))["index.html"])
    assert [bar["class"] for bar in page.named("rect")].count("w") == 2
    assert "trouble on 2 of the last 30 days" in page.text


# the folder -----------------------------------------------------------------------------------------------------------


def test_the_folder_shows_the_newest_and_writes_nothing_twice(tmp_path: Path) -> None:
    assert write(tmp_path, {"index.html": b"one", "api/v2/status.json": b"{}"})
    assert not write(tmp_path, {"index.html": b"one", "api/v2/status.json": b"{}"})
    assert write(tmp_path, {"index.html": b"two"})
    assert (tmp_path / CURRENT / "index.html").read_bytes() == b"two"
    assert not (tmp_path / CURRENT / "api").exists()


def test_what_nobody_reads_any_more_goes(tmp_path: Path) -> None:
    for count in range(9):
        write(tmp_path, {"index.html": str(count).encode()})
    assert len(list((tmp_path / "made").iterdir())) == 3


def test_whoever_reads_meanwhile_gets_the_old_or_the_new_and_never_a_mixture(tmp_path: Path) -> None:
    def of(count: int) -> dict[str, bytes]:
        return {f"part {at}.html": str(count).encode() * 20_000 for at in range(4)}

    write(tmp_path, of(0))
    is_over = threading.Event()
    found: list[set[bytes]] = []

    def look() -> None:
        while not is_over.is_set():
            there = os.open(tmp_path / CURRENT, os.O_RDONLY | os.O_DIRECTORY)  # as a web server that is given a folder
            try:
                parts = [os.open(f"part {at}.html", os.O_RDONLY, dir_fd=there) for at in range(4)]
            except FileNotFoundError:  # three makings later it may have gone
                continue
            finally:
                os.close(there)
            found.append({os.read(part, 100_000) for part in parts})
            for part in parts:
                os.close(part)

    reader = threading.Thread(target=look)
    reader.start()
    for count in range(1, 200):
        write(tmp_path, of(count % 10))
    is_over.set()
    reader.join()
    assert len(found) > 50
    assert all(len(each) == 1 for each in found)


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").touch()
    with pytest.raises(BadInput, match="something else lies there"):
        must_be_a_place(tmp_path)


def test_a_folder_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "made").touch()
    with pytest.raises(NotWritten, match="could not be written"):
        write(tmp_path, {"index.html": b"one"})
