"""Two desks compare what was found, on a real PostgreSQL: cut off from one another, and one that was away."""

from collections.abc import Generator
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.cause_map import Drawn, drawn
from incident_desk.domain.comparing import KeepApart, Match, meant
from incident_desk.domain.comparison_entries import Relation
from incident_desk.domain.concluding import Conclude, Dissent, identified, said, word_for_word
from incident_desk.domain.drawing_causes import AddEffect, LinkCause
from incident_desk.domain.errors import RuleError
from incident_desk.domain.findings import findings, rounds
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.investigating import ProposeFactor
from incident_desk.domain.investigations import Investigate, Submit
from incident_desk.domain.restriction import NameManager
from tests.shared.test_investigations import joined, lies_in, meet


@pytest.fixture
def cyd(tmp_path: Path, ada: Desk) -> Generator[Desk]:
    """A third desk."""
    with joined(tmp_path / "cyd", "Cyd", ada) as desk:
        yield desk


def opened(ada: Desk, bea: Desk, cyd: Desk) -> IncidentId:
    """Bea and Cyd looked into it apart, named two factors each, and are in. Bea manages with Ada from then on."""
    meet(ada, bea, cyd)
    incident = ada.record(Declare("Replication stopped")).result()[-1].incident
    ada.record(Investigate(2700, "Why did it stop? | Bea | Cyd"), incident).result()
    meet(ada, bea, cyd)
    bea.record([ProposeFactor("A bulk delete"), ProposeFactor("The mail was rejected")], incident).result()
    cyd.record([ProposeFactor("A delete in bulk"), ProposeFactor("No alert for the dump")], incident).result()
    bea.record(Submit("A", 80, "The delete"), incident).result()
    cyd.record(Submit("B", 60, "The delete"), incident).result()
    meet(bea, cyd, ada)
    ada.record(NameManager("Bea"), incident).result()
    meet(ada, bea, cyd)
    return incident


def grouped(desk: Desk, incident: IncidentId) -> list[list[str]]:
    """The findings of the round, each with the names of its factors."""
    board = desk.board(incident)
    (round_,) = rounds(board.investigations)
    found = findings(round_, board.investigations, board.comparison, board.timeline)
    return [[meant(board.investigations, board.timeline, f).name for f in each.factors] for each in found.findings]


def drawn_at(desk: Desk, incident: IncidentId) -> Drawn:
    board = desk.board(incident)
    return drawn(board.cause_map, board.investigations, board.comparison, board.timeline)


def test_two_desks_that_match_at_once_come_to_the_same(ada: Desk, bea: Desk, cyd: Desk) -> None:
    incident = opened(ada, bea, cyd)
    # cut off from one another
    ada.record([Match("A:F1", "B:F1"), KeepApart("A:F2", "B:F2")], incident).result()
    bea.record([Match("A:F1", "B:F1"), Match("A:F2", "B:F2")], incident).result()
    meet(ada, bea, cyd)
    assert grouped(ada, incident) == grouped(bea, incident) == grouped(cyd, incident)
    assert ["A:F1", "B:F1"] in grouped(cyd, incident)
    for desk in (ada, bea, cyd):
        relations = desk.board(incident).comparison.relations.values()
        (disputed,) = [field for field in relations if field.is_conflicted]
        assert {each.value for each in disputed.settings} == {Relation.APART, Relation.SAME}
    ada.record(KeepApart("A:F2", "B:F2"), incident).result()
    meet(ada, bea, cyd)
    assert not any(field.is_conflicted for field in cyd.board(incident).comparison.relations.values())
    with pytest.raises(RuleError, match="who manages the incident"):
        cyd.record(Match("A:F2", "B:F2"), incident).result()


def test_two_desks_that_draw_a_circle_at_once_show_the_same_map(ada: Desk, bea: Desk, cyd: Desk) -> None:
    incident = opened(ada, bea, cyd)
    ada.record(AddEffect("Replica stopped", "A:F1"), incident).result()
    meet(ada, bea, cyd)
    bea.record(LinkCause("X1", "B:F2"), incident).result()
    cyd.record(LinkCause("B:F2", "X1"), incident).result()
    meet(bea, cyd, ada)
    maps = [drawn_at(desk, incident) for desk in (ada, bea, cyd)]
    assert maps[0] == maps[1] == maps[2]
    assert (len(maps[0].arrows), len(maps[0].circular)) == (2, 1)


def test_a_conclusion_reaches_a_desk_that_was_away_with_its_dissent(
    tmp_path: Path, ada: Desk, bea: Desk, cyd: Desk
) -> None:
    incident = opened(ada, bea, cyd)
    ada.record(Conclude(80, "A large delete outran the marzipan log"), incident).result()
    meet(ada, bea)
    bea.record(Dissent("Ask for the request log of 19:00"), incident).result()
    assert not lies_in(cyd)
    meet(bea, ada, cyd)
    with joined(tmp_path / "eve", "Eve", ada) as eve:
        meet(eve)
        for desk in (ada, bea, cyd, eve):
            board = desk.board(incident)
            (found,) = identified(board.investigations, board.comparison)
            assert said(found.entry, board.timeline) == "A large delete outran the marzipan log"
            (answer,) = board.comparison.answers(found)
            assert word_for_word(answer, board.timeline) == "Ask for the request log of 19:00"
