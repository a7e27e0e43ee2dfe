"""The report after an incident: drafted from the record, each sentence with what it stands on, saved in any form."""

import json
from collections.abc import Generator
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.commands import Fields
from incident_desk.domain.course_entries import Outcome
from incident_desk.domain.courses import Approve, Begin, End, Propose
from incident_desk.domain.decisions import Decide
from incident_desk.domain.follow_ups import AddFollowUp
from incident_desk.domain.history import TellHistory
from incident_desk.domain.ids import EntryId, IncidentId, PersonId
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import Declare, SetSeverity, SetState
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.plan_review_reports import USUAL, ReportPart, ReportTemplate
from incident_desk.domain.review_report import BeginReport, DissentReport, ReviewReport, SignReport
from incident_desk.domain.review_report_text import known, stated, unsupported
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.state import State
from incident_desk.domain.timeline import Note, NoteSort
from incident_desk.learning.review_report_draft import GAPS, HEADS, MOST_LINES, drafted
from incident_desk.learning.review_report_pages import Asked, as_html, as_json, as_markdown, report_pages


class Night:
    """An incident from its beginning to its end."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        desk.choose_person("Ada Byron").result()
        started = desk.now_us() - 30 * MINUTE_US
        declare = Declare("Orders fail", Severity.SEV3, ("Shop",), occurred_us=started)
        self.id: IncidentId = desk.record(declare).result()[-1].incident
        self.started_us = started

    def do(self, *commands: Fields) -> EntryId:
        return self.desk.record(commands, self.id).result()[-1].id

    def draft(self, template: ReportTemplate = USUAL[0]) -> str:
        return drafted(self.desk.board(self.id), self.desk.reading.organisation(), template)

    def part(self, part: ReportPart) -> list[str]:
        """The lines of one part of the draft."""
        below = self.draft().partition(f"## {HEADS[part]}\n\n")[2].partition("\n\n## ")[0]
        return below.strip().splitlines()

    def asked(self, text: str) -> Asked:
        board = self.desk.reading.fold(self.id).board
        report = board.review_reports.last or ReviewReport(
            EntryId(""), PersonId(""), 0, "review", "Review report", text
        )
        return Asked(report, text, board, self.desk.reading.organisation().people, self.desk.now_us())


@pytest.fixture
def night(tmp_path: Path) -> Generator[Night]:
    with Desk.open(tmp_path / "home") as desk:
        yield Night(desk)


def test_every_sentence_of_a_draft_stands_on_the_record(night: Night) -> None:
    night.do(Note("The disk was full", NoteSort.FINDING), SetSeverity(Severity.SEV1, "Everybody is hit"))
    night.do(SetImpact("Everybody. Everywhere", started_us=night.started_us - MINUTE_US))
    night.do(Decide("Restore the copy. All of it", "nothing else helps", objection="Too slow", objector="Kim"))
    night.do(SetState(State.MONITORING), SetState(State.RESOLVED))
    night.do(TellHistory("It was full. Nobody saw it", ("No alarm",), ("Watch the disk",)))
    text, lines = night.draft(), known(night.desk.board(night.id).timeline.lines)
    assert unsupported(text, lines) == []
    said = [each for each in stated(text) if not each.is_gap]
    assert len(said) > 12
    assert all(each.references for each in said)


def test_what_the_record_does_not_say_is_a_gap_and_nothing_is_made_up(night: Night) -> None:
    assert night.part(ReportPart.LUCKY) == [f"({GAPS[ReportPart.LUCKY]})"]
    assert night.part(ReportPart.DECISIONS) == [f"({GAPS[ReportPart.DECISIONS]})"]
    assert night.part(ReportPart.WELL) == [f"({GAPS[ReportPart.WELL]})"]


def test_what_made_it_worse_where_people_were_lucky_and_what_worked_is_read_from_the_record(night: Night) -> None:
    night.do(SetImpact(started_us=night.started_us - 20 * MINUTE_US), SetSeverity(Severity.SEV1, "Everybody is hit"))
    night.do(Note("Luckily somebody had a copy"), Assign("incident manager", "me"))
    for at, outcome in (("1", Outcome.FAILED), ("2", Outcome.WORKED)):
        night.do(Propose(f"Try {at}"), Approve(at, "now"), Begin(at), End(at, outcome, f"it {outcome}"))
    worse = "\n".join(night.part(ReportPart.WORSE))
    assert "It was taken for SEV3 until" in worse
    assert "then for SEV1" in worse
    assert "It was felt outside for 20 min before it was detected" in worse
    assert "Course 1 failed: Try 1; it failed." in worse
    assert "Course 2 worked: Try 2; it worked." in "\n".join(night.part(ReportPart.WELL))
    assert "Luckily somebody had a copy." in night.part(ReportPart.LUCKY)[0]


def test_follow_ups_stand_there_with_whose_they_are_and_until_when(night: Night) -> None:
    night.do(AddFollowUp("Watch the disk", verify="it is filled on purpose"))
    [said, *_] = night.part(ReportPart.FOLLOW_UPS)
    assert said.startswith("- Watch the disk (Ada Byron), until ")
    assert unsupported(night.draft(), known(night.desk.board(night.id).timeline.lines)) == []


def test_a_template_says_which_parts_there_are_and_in_which_order(night: Night) -> None:
    template = ReportTemplate("short", "For the board", (ReportPart.DECISIONS, ReportPart.SUMMARY))
    heads = [line for line in night.draft(template).splitlines() if line.startswith("#")]
    number = night.desk.board(night.id).headline.number
    assert heads == [f"# For the board, {number}: Orders fail", "## Decisions", "## Summary"]


def test_a_long_timeline_is_cut_and_says_how_much_there_is_besides(night: Night) -> None:
    night.do(*(Note(f"Found {at}", NoteSort.FINDING) for at in range(MOST_LINES + 20)))
    lines = night.part(ReportPart.TIMELINE)
    assert sum(line.startswith("- ") for line in lines) == MOST_LINES
    assert "more significant lines stand on the timeline" in lines[-1]


def test_the_page_numbers_the_entries_and_marks_what_stands_on_none(night: Night) -> None:
    night.do(Note("<script>alert(1)</script> & [x](javascript:y)", NoteSort.FINDING))
    text = night.draft() + "\nSomebody <b>thought</b> so.\n"
    pages = report_pages(night.asked(text))
    page = as_html(pages)
    assert "<script" not in page
    assert "&lt;b&gt;thought&lt;/b&gt; so." in page
    assert page.count("(not on the record)") == 1
    for note in pages.notes:
        assert f'href="#n{note.number}"' in page
        assert f'id="n{note.number}"' in page
    markdown = as_markdown(pages)
    assert "*(not on the record)*" in markdown
    assert "&lt;script&gt;" in markdown
    assert "\\[x\\](javascript" in markdown


def test_sign_offs_and_dissent_stand_in_every_form(night: Night) -> None:
    night.do(BeginReport(night.draft()))
    night.do(SignReport("Well told"))
    text = night.draft()
    asked = night.asked(night.desk.board(night.id).review_reports.find("").beginning)
    assert "Ada Byron signed" in as_html(report_pages(asked))
    changed = night.asked(text + "\nMore. \n")
    assert "of the words before they were changed: Well told" in as_markdown(report_pages(changed))
    night.do(DissentReport("It leaves out the disk"))
    changed = night.asked(text + "\nMore.\n")
    value = json.loads(as_json(report_pages(changed), changed))
    assert [(each["is_agreeing"], each["words"]) for each in value["answers"]] == [(False, "It leaves out the disk")]
    [*drafted_, added] = [each for block in value["blocks"] for each in block["sentences"] if not block["level"]]
    assert [each["text"] for each in drafted_ if not each["entries"] and not each["gap"]] == []
    assert (added["text"], added["unsupported"], added["entries"]) == ("More.", True, [])
