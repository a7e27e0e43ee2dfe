"""An incident as a file: honest about what was corrected, taken back and erased, and whatever was typed stays words."""

import json
from collections.abc import Generator
from pathlib import Path

import msgspec
import pytest

from incident_desk.desk import Desk
from incident_desk.domain.commands import Fields
from incident_desk.domain.corrections import Correct, Retract
from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.ids import IncidentId, PersonId
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import Declare, SetState
from incident_desk.domain.links import Add, Relation
from incident_desk.domain.moments import from_us, read_moment, to_us
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.showing import shown
from incident_desk.domain.state import State
from incident_desk.domain.timeline import Note, NoteSort, Pin
from incident_desk.learning.exports import as_json, as_markdown


def us(clock: str) -> int:
    """A moment of the day on which the orders failed."""
    return to_us(read_moment(f"2024-05-02 {clock} UTC", from_us(0)))


class Incident:
    """An incident with people at work on it, and what it exports to."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.ada = desk.choose_person("Ada").result()
        self.grace = desk.add_person("Grace").result()
        declare = Declare("Orders fail", Severity.SEV2, ("Shop",), us("09:15"), us("09:10"))
        self.id: IncidentId = desk.record(declare).result()[-1].incident

    def do(self, *commands: Fields, by: PersonId | None = None) -> Entry:
        """Run commands. Returns: the first entry that they wrote."""
        return self.desk.record(commands, self.id, by=by).result()[0]

    def note(self, text: str, clock: str = "09:20") -> Entry:
        return self.do(Note(text, occurred_us=us(clock)))

    def markdown(self) -> str:
        return as_markdown(self.desk.reading.fold(self.id).board, self.desk.reading.organisation())

    def section(self, heading: str) -> list[str]:
        """The lines below one heading, empty ones left out."""
        below = self.markdown().partition(f"## {heading}\n")[2].partition("\n## ")[0]
        return [line for line in below.splitlines() if line]


@pytest.fixture
def incident(tmp_path: Path) -> Generator[Incident]:
    with Desk.open(tmp_path / "home", clock=lambda: us("12:00")) as desk:
        yield Incident(desk)


def test_the_head_says_what_it_was_and_how_it_ended(incident: Incident) -> None:
    incident.do(SetState(State.MONITORING, occurred_us=us("09:40")))
    incident.do(SetState(State.RESOLVED, occurred_us=us("10:00:30")))
    number = incident.desk.reading.headlines()[0].headline.number
    head = incident.markdown().splitlines()
    assert head[:7] == [
        f"# {number}: Orders fail",
        "",
        "- **Severity:** SEV2",
        "- **State:** resolved since 2 May 2024, 10:00:30 UTC",
        "- **Detected:** 2 May 2024, 09:10 UTC",
        "- **Declared:** 2 May 2024, 09:15 UTC",
        "- **Mitigated:** 2 May 2024, 09:40 UTC",
    ]
    assert head[7].startswith("- **Plan:** Default plan, version ")
    assert head[8] == "- **Written down by:** Ada (4)"  # what nobody kept by the end is a line, too


def test_impact_and_roles_are_told(incident: Incident) -> None:
    incident.do(
        SetImpact(affected="Everybody who pays", started_us=us("09:05")), Assign("scribe", "Grace", us("09:16"))
    )
    assert incident.section("Impact") == [
        "- **Affected:** Everybody who pays",
        "- **Services:** Shop",
        "- **From:** 2 May 2024, 09:05 UTC",
        "- **Until:** not over yet",
    ]
    assert "| Scribe | Grace | 2 May 2024, 09:16 UTC |  |" in incident.section("Roles")


def test_every_measured_time_names_both_of_its_ends(incident: Incident) -> None:
    incident.do(
        Note("We are looking", NoteSort.MESSAGE, us("09:12")),
        SetState(State.RESOLVED, occurred_us=us("11:11:30")),
    )
    rows = incident.section("Measured times")[2:]
    assert rows == [
        "| detected (2 May 2024, 09:10 UTC) | declared (2 May 2024, 09:15 UTC) | 5 min |",
        "| detected (2 May 2024, 09:10 UTC) | first customer message (2 May 2024, 09:12 UTC) | 2 min |",
        "| declared (2 May 2024, 09:15 UTC) | first customer message (2 May 2024, 09:12 UTC) | 3 min before |",
        "| detected (2 May 2024, 09:10 UTC) | resolved (2 May 2024, 11:11:30 UTC) | 2 h 1 min |",
    ]


def test_nothing_is_measured_from_a_time_that_is_known_only_roughly(incident: Incident) -> None:
    incident.do(SetState(State.RESOLVED, occurred_us=us("11:00"), approximate=True))
    (row,) = [row for row in incident.section("Measured times") if "resolved" in row]
    assert "resolved (about 2 May 2024, 11:00 UTC)" in row
    assert row.endswith("| not measured: a time is known only roughly |")


def test_what_was_taken_back_counts_for_no_measure(incident: Incident) -> None:
    message = incident.do(Note("We are looking", NoteSort.MESSAGE, us("09:12")))
    incident.do(Retract(message.id))
    assert not any("first customer message" in row for row in incident.section("Measured times"))


def test_the_timeline_goes_day_by_day(incident: Incident) -> None:
    incident.note("Release goes out", "09:00")
    incident.do(Note("Reviewed", occurred_us=us("09:00") + 24 * 3600 * 1_000_000, speaker="the whole team"))
    lines = incident.section("Timeline")
    assert lines[1:] == [
        "### 2 May 2024",
        "- 09:00 · note, Ada: Release goes out",
        "- **09:15** · state, Ada: Declared: Orders fail",
        "### 3 May 2024",
        "- 09:00 · note, the whole team: Reviewed",
    ]


def test_a_correction_stands_below_what_it_corrects(incident: Incident) -> None:
    note = incident.note("Ten orders lost")
    incident.do(Correct(note.id, text="Two orders lost", occurred_us=us("09:25"), reason="counted"), by=incident.grace)
    lines = incident.section("Timeline")
    assert lines[-2:] == [
        "- 09:25 · note, Ada: Two orders lost",
        "  - corrected by Grace on 2 May 2024, 12:00 UTC, because: counted; it stood at 2 May 2024, 09:20 UTC; "
        "it said “Ten orders lost”",
    ]


def test_what_was_taken_back_is_struck_out_and_stays_readable(incident: Incident) -> None:
    note = incident.note("It was the network")
    incident.do(Pin(note.id), Retract(note.id, reason="it was not"), by=incident.grace)
    assert incident.section("Timeline")[-2:] == [
        "- 09:20 · note, Ada, pinned, taken back: ~~It was the network~~",
        "  - taken back by Grace on 2 May 2024, 12:00 UTC, because: it was not",
    ]


def test_an_erasure_tells_who_and_why_and_not_what(incident: Incident) -> None:
    note = incident.note("The password is hunter2")
    incident.do(Ask(note.id, "a password"))
    incident.do(Confirm(note.id), by=incident.grace)
    assert "hunter2" not in incident.markdown()
    assert incident.section("Timeline")[-1] == "- 09:20 · erasure, Ada: The words of this entry were erased"
    (told,) = incident.section("Erased")
    assert told == f"- {note.id}: asked by Ada and Grace, erased on 2 May 2024, 12:00 UTC; because: a password"


def test_links_are_told(incident: Incident) -> None:
    incident.desk.record(Declare("Payments fail")).result()
    incident.do(Add(Relation.CAUSED_BY, "Payments fail"))
    assert len(incident.section("Linked incidents")) == 1
    assert incident.section("Linked incidents")[0].startswith("- caused by ")


HOSTILE = (
    "<script>alert(1)</script>",
    "[click](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "# Heading\n> quote\n- item\n1. one\n***\n===",
    "**bold** _em_ `code` ~~gone~~ a|b $x$",
    "&lt;b&gt; \\\\ \\*",
    "line\u202eesrever\x07\x1b[31m",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_was_typed_stays_words(incident: Incident, text: str) -> None:
    incident.note(text)
    *_, said = incident.markdown().partition("09:20 · note, Ada: ")
    assert "<" not in said
    assert "\x1b" not in said
    assert "\u202e" not in said
    for line in said.splitlines():
        assert not line.lstrip().startswith(("#", ">", "-", "+", "*", "=", "1. ", "|"))
    plain = said.replace("\\\n", "\n").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert unescaped(plain).split() == "".join("�" if c in "\u202e\x07\x1b" else c for c in text).split()
    for sign in "*`[]|~$":
        assert sign not in said.replace(f"\\{sign}", "").replace("\\\\", "")


def unescaped(text: str) -> str:
    """Markdown's own reading of a backslash before a sign."""
    signs = iter(text)
    return "".join(next(signs) if sign == "\\" else sign for sign in signs)


def test_words_that_need_no_care_are_left_alone(incident: Incident) -> None:
    incident.note("max_wal_senders raised 3 -> 32; it's 100% ok (see https://example.org/a_b?c=1&d=2)")
    assert (
        "max_wal_senders raised 3 -&gt; 32; it's 100% ok (see https://example.org/a_b?c=1&amp;d=2)"
        in incident.markdown()
    )


def test_a_title_full_of_markup_is_one_heading(incident: Incident) -> None:
    entries = incident.desk.record(Declare("# <b>Oh</b> *no* | x")).result()
    board = incident.desk.reading.fold(entries[-1].incident).board
    heading = as_markdown(board, incident.desk.reading.organisation()).splitlines()[0]
    assert heading == f"# {board.headline.number}: \\# &lt;b&gt;Oh&lt;/b&gt; \\*no\\* \\| x"


def test_json_is_what_show_prints_on_one_line_with_its_keys_sorted(incident: Incident) -> None:
    incident.note("Release goes out")
    board, organisation = incident.desk.reading.fold(incident.id).board, incident.desk.reading.organisation()
    text = as_json(board, organisation)
    assert "\n" not in text
    value = shown(board, organisation.people, organisation.maintenances, organisation.plans.of(board.headline))
    assert json.loads(text) == msgspec.json.decode(msgspec.json.encode(value))
    assert text == json.dumps(json.loads(text), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
