"""What an export tells of a comparison: nothing before the investigations are open, all of it after."""

from incident_desk.domain.comparing import Contradict, Match, Settle
from incident_desk.domain.concluding import Agree, Conclude, Dissent
from incident_desk.domain.drawing_causes import AddEffect
from incident_desk.domain.investigating import AddEvidence, ProposeFactor
from incident_desk.domain.investigations import Investigate, Submit
from incident_desk.learning.exports import as_json, as_markdown
from incident_desk.learning.state_document import state_document
from tests.domain.making import Hand
from tests.domain.rounds import room, tell, three_opened


def markdown(hand: Hand) -> str:
    return as_markdown(hand.board(), hand.organisation)


def test_what_was_compared_is_told_whole() -> None:
    ada, tomas, sofia, _ = three_opened()
    ada.do(Match("A:F1", "B:F1"))
    ada.do(Match("A:F1", "C:F1"))
    ada.do(Contradict("B:F2", "C:F2"))
    ada.do(AddEffect("No copy to | restore", "A:F1"))
    told = markdown(ada)
    assert "## Investigations A, B, C compared" in told
    assert (
        "| found apart by several | A:F1: No backup was ever restored in a test (condition) "
        "| B:F1: Restoring a backup was never tested (condition) | C:F1: Restore had no owner and no drill (condition) "
    ) in told
    assert "| contradicting: B:F2 against C:F2 | — | B:F2: Account delete raised the writes (trigger) | — |" in told
    assert "Agreement beyond chance: " in told
    assert "- A:F1: No backup was ever restored in a test → X1: No copy to \\| restore" in told
    ada.do(Settle("B:F2", "C:F2", "The request log", right="B:F2"))
    assert (
        "| settled against by Ada: The request log | — | — | C:F2: Spam wave raised the writes (trigger) |"
        in markdown(ada)
    )
    ada.do(Conclude(80, "A delete outran the log"))
    tomas.hear(ada)
    sofia.hear(ada)
    tomas.do(Agree())
    sofia.do(Dissent("Spam is not ruled out"))
    ada.hear(tomas, sofia)
    told = markdown(ada)
    assert "- **Sofia dissents:** Spam is not ruled out" in told
    assert "- **Agree:** Tomas" in told
    assert "- **Not heard yet:** Kim" in told
    document = state_document(ada.board(), ada.organisation, ada.clock()).as_text()
    assert "What was identified\n- A delete outran the log (80 % sure)\n- Sofia dissents: Spam is not ruled" in document


def test_evidence_that_one_lacked_is_told() -> None:
    ada, tomas, sofia, _ = room()
    ada.do(Investigate(text="Why? | Tomas | Sofia"))
    tell(ada, tomas, sofia)
    tomas.do(AddEvidence("Lag rose in steps", source="own query"))
    tomas.do(Submit("A", 80, "sure"))
    sofia.do(Submit("B", 80, "sure"))
    ada.hear(tomas, sofia)
    told = markdown(ada)
    assert "Lag rose in steps | used | never saw it |" in told
    assert "No contributing factor was named." in told
    assert "cannot be said: 0 different factors are too few" in told


def test_nothing_is_told_while_it_is_sealed() -> None:
    ada, tomas, sofia, _ = room()
    ada.do(Investigate(text="Why? | Tomas | Sofia"))
    tell(ada, tomas, sofia)
    tomas.do(ProposeFactor("The marzipan delete"))
    for exported in (markdown(tomas), as_json(tomas.board(), tomas.organisation)):
        assert "marzipan" not in exported
        assert "compared" not in exported
