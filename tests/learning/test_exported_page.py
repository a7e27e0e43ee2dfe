"""An incident as one page for a browser: all that the Markdown says, nothing that runs or is fetched."""

import re
from collections.abc import Generator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incident_desk.desk import Desk
from incident_desk.domain.commands import Fields
from incident_desk.domain.comparing import Match
from incident_desk.domain.concluding import Conclude
from incident_desk.domain.courses import Propose
from incident_desk.domain.decisions import Decide
from incident_desk.domain.drawing_causes import AddEffect, LinkCause
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import Declare
from incident_desk.domain.investigating import AddEvidence, AskOpen, Hypothesis, ProposeFactor, Rate
from incident_desk.domain.investigation_entries import Rating
from incident_desk.domain.investigation_notes import TakeNote
from incident_desk.domain.investigations import Investigate, Submit
from incident_desk.domain.places import PlaceKind, SetPlace
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.tasks import Give
from incident_desk.domain.timeline import Note
from incident_desk.learning.exported_page import as_html

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[click](javascript:alert(1)) ![x](https://example.org/x.png) <https://example.org>",
    "</style><style>*{display:none}</style>",
    "</svg></title></section><iframe src=//example.org>",
    "&lt;b&gt; &#60;script&#62; &amp;",
    "[a]: https://example.org\n\n[a]",
    "| a | b |\n| --- | --- |\n## No heading\n- no list\n    <p>no code</p>",
    "slot | retained\n```\n<b>db2</b>\n~~~~\n# no heading",
    "`<b>` ~~~html <b> $x$ https://example.org/?a=1&b=2",
)
ALLOWED = re.compile(
    "html|head|meta|title|style|body|a|header|nav|main|footer|section|h[123]|p|br|strong|em|del|ul|ol|li|div|table|thead"
    "|tbody|tr|th|td|pre|code|figure|svg|defs|marker|path|g|rect|foreignobject|b"
)


class Page(HTMLParser):
    """What a browser makes of a page: its elements with what they carry, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def strange(page: Page) -> list[object]:
    """What has no place in a page that only tells: what runs, what is fetched, what leads elsewhere."""
    found: list[object] = [tag for tag, _ in page.elements if not ALLOWED.fullmatch(tag)]
    for tag, attributes in page.elements:
        found += [name for name in attributes if name.startswith("on") or name in ("src", "style", "srcset", "action")]
        found += [(tag, way) for name in ("href", "xlink:href") if (way := attributes.get(name)) and way[0] != "#"]
    return found


class Incident:
    """Ada leads A, Grace leads B, at one desk."""

    def __init__(self, desk: Desk, title: str = "Orders fail") -> None:
        self.desk = desk
        self.ada = desk.choose_person("Ada").result()
        self.grace = desk.add_person("Grace").result()
        self.id = desk.record(Declare(title, Severity.SEV2)).result()[-1].incident

    def do(self, *commands: Fields, by: str | None = None) -> None:
        self.desk.record(commands, self.id, by=self.grace if by else None).result()

    def investigate(self, words: str, question: str = "Why?") -> None:
        """Two investigations that are not in yet, with these words wherever there is room for some."""
        self.do(Investigate(text=f"{question} | Ada | Grace"))
        self.do(
            Hypothesis(words),
            AddEvidence(words, source=words),
            Rate("E1", "H1", Rating.INCONSISTENT),
            AskOpen(words, words),
            ProposeFactor(words),
            TakeNote(words),
        )
        self.do(ProposeFactor(words), by="Grace")

    def open_and_compare(self, words: str) -> None:
        self.do(Submit("A", 80, words, dissent=words))
        self.do(Submit("B", 60, words), by="Grace")
        self.do(Match("A:F1", "B:F1"), AddEffect(words), LinkCause("A:F1", "X1"), Conclude(70, words))

    def page(self) -> Page:
        return Page(self.html())

    def html(self) -> str:
        return as_html(self.desk.reading.fold(self.id).board, self.desk.reading.organisation())


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with Desk.open(tmp_path / "home") as desk:
        yield desk


def everywhere(desk: Desk, words: str) -> Incident:
    """An incident in which somebody typed these words wherever words can be typed."""
    incident = Incident(desk, words)
    incident.do(
        Note(words, speaker=words),
        SetImpact(affected=words, services=(words,)),
        Assign("scribe", words[:80]),
        Give("me", 600, words),
        Propose(words),
        Decide(words, why=words),
        SetPlace(PlaceKind.BRIDGE, words),
    )
    incident.investigate(words, words.replace("|", " ").replace("(", " "))
    incident.open_and_compare(words)
    return incident


@pytest.mark.parametrize("words", HOSTILE)
def test_what_somebody_typed_stays_words_wherever_it_stands(desk: Desk, words: str) -> None:
    page = everywhere(desk, words).page()
    assert strange(page) == []
    said = " ".join(page.words.split())
    assert said.count(" ".join(words.split())) >= 10
    assert [each["class"] for each in page.all("table") if "class" in each] == ["matrix"]


@given(words=st.text(min_size=1, max_size=80))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_words_become_anything_else(desk: Desk, words: str) -> None:
    incident = Incident(desk)
    incident.do(Note(f"before {words} behind", speaker=f"x{words}"))
    assert strange(incident.page()) == []


def test_before_the_opening_nothing_of_it_stands_there_and_afterwards_all(desk: Desk) -> None:
    incident = Incident(desk)
    incident.investigate("marzipan")
    assert "Still sealed" in incident.html()
    assert "marzipan" not in incident.html()
    incident.open_and_compare("nougat")
    said = incident.page().words
    for words in ("H1, 1 against: marzipan", "Concludes, 80 % sure: nougat", "Conclusion, 70 % sure", "X1: nougat"):
        assert words in said
    assert "found apart by several" in said
    picture = incident.html().partition("<svg")[2].partition("</svg>")[0]
    assert picture.count("<rect") == 2
    assert "<b>A:F1</b> marzipan" in picture
    assert picture.count('class="arrow"') == 1


def test_a_program_that_reads_aloud_finds_its_way(desk: Desk) -> None:
    incident = Incident(desk)
    incident.do(Assign("scribe", "me"), Note("A line"))
    incident.investigate("Why")
    incident.open_and_compare("So")
    page = incident.page()
    assert page.all("html") == [{"lang": "en"}]
    assert [len(page.all(tag)) for tag in ("h1", "header", "nav", "main", "footer")] == [1] * 5
    heads = {each["id"] for each in page.all("h2")}
    assert {each["aria-labelledby"] for each in page.all("section")} == heads
    assert {each["href"] for each in page.all("a")} == {"#main", *(f"#{each}" for each in heads)}
    assert {each.get("scope") for each in page.all("th")} == {"col", "row"}
    frames = [each for each in page.all("div") if each.get("role") == "region"]
    assert len(frames) == len(page.all("table"))
    assert all(each["aria-label"] and each["tabindex"] == "0" for each in frames)


def test_every_time_has_its_zone_and_the_page_its_own_rule_against_what_is_loaded(desk: Desk) -> None:
    incident = Incident(desk)
    incident.do(Note("A line"))
    page = incident.page()
    assert "All times are UTC." in page.words
    [policy] = [each["content"] or "" for each in page.all("meta") if "http-equiv" in each]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


@given(lines=st.lists(st.text("`~ -#>|<b&\\", min_size=1, max_size=12), min_size=2, max_size=6))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lines_of_a_query_stay_one_block_whatever_stands_in_them(desk: Desk, lines: list[str]) -> None:
    words = "\n".join(["select", *lines, "done"])
    incident = Incident(desk)
    incident.do(Investigate(text="Why? | Ada | Grace"))
    incident.do(AddEvidence(words), Submit("A", 80, "x"))
    incident.do(Submit("B", 60, "y"), by="Grace")
    page = incident.page()
    assert strange(page) == []
    assert f"{words}\n" in page.words
    assert len(page.all("pre")) == 1
