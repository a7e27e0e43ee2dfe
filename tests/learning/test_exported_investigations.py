"""What an export tells of investigations: nothing of a sealed one, all of an open one."""

from collections.abc import Generator
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.commands import Fields
from incident_desk.domain.ids import PersonId
from incident_desk.domain.incident import Declare
from incident_desk.domain.investigating import AddEvidence, AnswerOpen, AskOpen, Hypothesis, ProposeFactor, Rate
from incident_desk.domain.investigation_entries import Part, Rating, Trust
from incident_desk.domain.investigations import Investigate, Submit
from incident_desk.learning.exports import as_json, as_markdown


class Incident:
    """Ada leads A, Grace leads B, at one desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.ada = desk.choose_person("Ada").result()
        self.grace = desk.add_person("Grace").result()
        self.id = desk.record(Declare("Orders fail")).result()[-1].incident
        self.do(Investigate(text="Why did it stop? | Ada | Grace (Which copy can we restore?)"))
        self.do(
            Hypothesis("A bulk delete"),
            Hypothesis("A full disk | <b>"),
            AddEvidence("for H1 Lag rose", source="job log"),
            Rate("E1", "H2", Rating.INCONSISTENT),
            AddEvidence("Users saw 502", trust=Trust.LOW),
            AskOpen("Who began it?", "Grace"),
            AnswerOpen("Q1", "a script"),
            ProposeFactor("No limit on writes", Part.TRIGGER, "load", "E1"),
        )

    def do(self, *commands: Fields, by: PersonId | None = None) -> None:
        self.desk.record(commands, self.id, by=by).result()

    def markdown(self) -> str:
        return as_markdown(self.desk.reading.fold(self.id).board, self.desk.reading.organisation())

    def section(self) -> list[str]:
        below = self.markdown().partition("## Investigations\n")[2].partition("\n## ")[0]
        return [line for line in below.splitlines() if line]


@pytest.fixture
def incident(tmp_path: Path) -> Generator[Incident]:
    with Desk.open(tmp_path / "home") as desk:
        yield Incident(desk)


def test_a_sealed_one_is_told_of_and_nothing_of_what_it_says(incident: Incident) -> None:
    section = incident.section()
    assert section[0] == "### A: Why did it stop?"
    assert section[1] == "- **By:** Ada"
    assert section.count("Still sealed: what it says opens with the last of its round.") == 2
    json = as_json(incident.desk.reading.fold(incident.id).board, incident.desk.reading.organisation())
    for exported in (incident.markdown(), json):
        assert "bulk delete" not in exported
        assert "Lag rose" not in exported


def test_an_open_one_is_told_whole(incident: Incident) -> None:
    incident.do(Submit("A", 80, "A bulk delete", leading="H1", dissent="Grace: the disk"))
    incident.do(Submit("B", 60, "The copy of 17:20"), by=incident.grace)
    section = incident.section()
    assert "- **Concludes, 80 % sure:** A bulk delete" in section
    assert "- **Dissent:** Grace: the disk" in section
    assert "1. H1, 0 against: A bulk delete" in section
    assert "2. H2, 1 against: A full disk \\| &lt;b&gt;" in section
    assert "| E1: Lag rose (job log) | high | C | I |" in section
    assert "| E2: Users saw 502 | low |  |  |" in section
    assert "| Q1 | Who began it? | Grace | a script |" in section
    assert "| No limit on writes | trigger | load | E1 |" in section
    assert "Still sealed" not in incident.markdown()


def test_at_one_desk_a_search_finds_what_whoever_sits_there_may_read(incident: Incident) -> None:
    assert [hit.text for hit in incident.desk.search("bulk")]
    incident.desk.choose_person("Grace").result()
    assert incident.desk.search("bulk") == []
    assert [hit.text for hit in incident.desk.search("restore")]
    incident.do(Submit("A", 80, "The delete"), by=incident.ada)
    incident.do(Submit("B", 60, "The copy of 17:20"), by=incident.grace)
    assert len(incident.desk.search("bulk")) == 1


RESULT = " slot | retained\n------+-----\n db2  | `0` ```bytes````\n~~~"


def test_the_result_of_a_query_stands_whole_in_a_block_that_nothing_in_it_ends(incident: Incident) -> None:
    incident.do(AddEvidence(RESULT), Submit("A", 80, "A bulk delete"))
    incident.do(AddEvidence("no hypothesis\nat all", "B"), Submit("B", 60, "The copy of 17:20"), by=incident.grace)
    markdown = incident.markdown()
    assert "| E3: slot \\| retained … | high |  |  |" in markdown
    assert f"**E3 in full:**\n\n`````\n{RESULT}\n`````\n" in markdown
    assert "| E1: no hypothesis … | high |\n" in markdown
    assert "**E1 in full:**\n\n```\nno hypothesis\nat all\n```\n" in markdown
