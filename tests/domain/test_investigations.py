"""Independent investigations: opened in one gesture, blind to each other until all of them are in."""

import pytest

from incident_desk.domain.corrections import Correct, Retract
from incident_desk.domain.errors import BadInput, NotFound, RuleError
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import OPEN_STREAM
from incident_desk.domain.investigating import (
    AddEvidence,
    AnswerOpen,
    AskOpen,
    Hypothesis,
    ProposeFactor,
    Rate,
    SetTrust,
)
from incident_desk.domain.investigation_entries import HypothesisAdded, Part, Rating, Trust
from incident_desk.domain.investigation_list import Investigation, Stage, When
from incident_desk.domain.investigations import (
    BreakSeal,
    ExtendInvestigation,
    Investigate,
    JoinInvestigation,
    Submit,
)
from incident_desk.domain.sentences import LineSort
from incident_desk.domain.timeline import Note
from tests.domain.making import INCIDENT, MINUTE_US, Hand, told
from tests.domain.rounds import room, tell

WHY = "Why did replication stop?"


def two_apart() -> tuple[Hand, Hand, Hand]:
    """Tomas leads A, Sofia leads B. Each desk hears what is open, and what its own investigation says."""
    ada, tomas, sofia, _ = room()
    ada.do(Investigate(text=f"{WHY} | Database: Tomas | Backups: @Sofia (Which copy can we restore?)", box_s=2700))
    tell(ada, tomas, sofia)
    return ada, tomas, sofia


def found(hand: Hand, letter: str) -> Investigation:
    return hand.board().investigations.find(letter)


def stages(hand: Hand) -> list[Stage]:
    return [hand.board().investigations.stage(each) for each in hand.board().investigations.all]


def test_several_are_opened_in_one_gesture_each_with_its_lead_its_time_and_its_question() -> None:
    ada, tomas, _ = two_apart()
    a, b = tomas.board().investigations.all
    timeline = tomas.board().timeline
    assert [a.question(timeline), b.question(timeline)] == [WHY, "Which copy can we restore?"]
    assert [a.people[a.lead], b.people[b.lead]] == ["Tomas", "Sofia"]
    assert a.round == b.round
    assert (a.until.value or 0) - a.opened_us == 45 * MINUTE_US
    assert [line.english for line in ada.board().timeline.lines if "opened, apart" in line.english] == [
        f"Investigation A opened, apart: Tomas: {WHY}",
        "Investigation B opened, apart: Sofia: Which copy can we restore?",
    ]


def test_what_an_investigation_says_stands_in_a_stream_of_its_own() -> None:
    ada, tomas, sofia = two_apart()
    a = found(tomas, "A")
    said = tomas.do(Hypothesis("A bulk delete outran the log"))
    assert [(entry.kind, entry.stream) for entry in said] == [
        ("investigation.hypothesis", a.stream),
        ("investigation.alive", OPEN_STREAM),
    ]
    said += tomas.do(AddEvidence("for H1 Lag rose with every batch", source="job log"))
    tell(ada, tomas, sofia)
    assert found(ada, "A").alive_us is not None
    assert not found(ada, "A").hypotheses
    assert not found(sofia, "A").evidence
    assert len(found(tomas, "A").evidence) == 1


def test_it_says_that_it_lives_now_and_then_and_not_with_every_word() -> None:
    _, tomas, _ = two_apart()
    kinds = [entry.kind for at in range(12) for entry in tomas.do(Hypothesis(f"Cause {at}"))]
    assert kinds.count("investigation.alive") == 3  # a minute passes with each


def test_nobody_is_in_two_teams_of_a_round() -> None:
    ada, tomas, *_ = room()
    with pytest.raises(RuleError, match="Tomas stands in two teams"):
        ada.do(Investigate(text=f"{WHY} | Tomas, Sofia | Kim, Tomas"))
    ada.do(Investigate(text=f"{WHY} | Tomas | Kim"))
    with pytest.raises(RuleError, match="Tomas works on investigation A of the same round"):
        ada.do(JoinInvestigation("B", "Tomas"))
    ada.do(JoinInvestigation("B", "Sofia"))
    tomas.hear(ada)
    assert list(found(tomas, "B").people.values()) == ["Kim", "Sofia"]


def test_only_who_manages_the_incident_opens_joins_and_breaks() -> None:
    ada, tomas, _ = two_apart()
    for fields in (Investigate(text="Why? | Kim"), JoinInvestigation("A", "Kim"), BreakSeal("B", "I must know")):
        with pytest.raises(RuleError, match="who manages the incident: Ada"):
            tomas.do(fields)
    ada.do(ExtendInvestigation("A", 600))
    tomas.do(ExtendInvestigation("A", 1200))


@pytest.mark.parametrize(
    ("text", "told"),
    [("Why?", "say who looks into it"), ("Why? | :", "names no team"), ("Why? | Database: Tomas,,", "names no team")],
)
def test_teams_that_cannot_be_read_are_told_how(text: str, told: str) -> None:
    ada, *_ = room()
    with pytest.raises(BadInput, match=told):
        ada.do(Investigate(text=text))


def test_who_nobody_knows_cannot_be_let_into_a_seal() -> None:
    ada, *_ = room()
    with pytest.raises(NotFound, match="Noor"):
        ada.do(Investigate(text=f"{WHY} | Noor"))


def test_others_write_nothing_into_a_sealed_investigation() -> None:
    _, tomas, sofia = two_apart()
    with pytest.raises(RuleError, match="Investigation A is sealed"):
        sofia.do(Hypothesis("I know better", investigation="A"))
    tomas.do(Hypothesis("A bulk delete"))


def test_a_hypothesis_of_somebody_who_works_on_none_is_a_note_for_all() -> None:
    ada, *_ = two_apart()
    assert ada.do(Hypothesis("It is the network"))[0].stream == OPEN_STREAM
    assert ada.board().timeline.lines[-1].text == "It is the network"


def test_evidence_says_at_once_what_it_speaks_for_and_against() -> None:
    _, tomas, _ = two_apart()
    with pytest.raises(RuleError, match="no hypothesis yet"):
        tomas.do(AddEvidence("for Lag rose"))
    tomas.do(Hypothesis("A bulk delete"))
    tomas.do(Hypothesis("A full disk"))
    tomas.do(AddEvidence("against H2 The disk was 31 % busy", trust=Trust.MEDIUM))
    tomas.do(AddEvidence("for Lag rose with every batch"))
    tomas.do(AddEvidence("Users saw 502"))
    a = found(tomas, "A")
    h1, h2 = a.hypotheses
    e1, e2, e3 = a.evidence
    assert (a.rating(e1, h2), a.rating(e2, h1)) == (Rating.INCONSISTENT, Rating.CONSISTENT)
    assert a.rating(e3, h1) is None
    assert a.evidence[e3].words(tomas.board().timeline) == "Users saw 502"
    tomas.do(Rate("E3", "H1", Rating.NEUTRAL))
    tomas.do(SetTrust("E3", Trust.LOW))
    a = found(tomas, "A")
    assert (a.rating(e3, h1), a.evidence[e3].trust) == (Rating.NEUTRAL, Trust.LOW)
    with pytest.raises(RuleError, match="said already"):
        tomas.do(Rate("E3", "H1", Rating.NEUTRAL))


def test_questions_have_owners_and_answers_and_factors_name_their_evidence() -> None:
    _, tomas, _ = two_apart()
    tomas.do(AddEvidence("Lag rose with every batch"))
    tomas.do(AskOpen("Would a slot have kept the segment?", owner="@Tomas"))
    tomas.do(AnswerOpen("Q1", "yes, tried on a copy"))
    tomas.do(ProposeFactor("An account delete without a limit on writes", Part.TRIGGER, "load", "E1"))
    a = found(tomas, "A")
    (question,), (factor,) = a.questions.values(), a.factors.values()
    assert question.owner == "Tomas"
    assert [tomas.board().timeline.line(each).text for each in question.answers] == ["yes, tried on a copy"]
    assert factor.evidence == tuple(a.evidence)
    assert (factor.part, factor.factor_class) == (Part.TRIGGER, "load")


def test_two_members_cut_off_from_one_another_lose_nothing_and_where_they_differ_is_seen() -> None:
    ada, tomas, sofia, kim = room()
    ada.do(Investigate(text=f"{WHY} | Tomas, Kim | Sofia"))
    tell(ada, tomas, sofia, kim)
    hypothesis = tomas.do(Hypothesis("A bulk delete"))[0]
    piece = tomas.do(AddEvidence("Lag rose"))[0]
    tell(ada, tomas, sofia, kim)
    tomas.do(Rate("E1", "H1", Rating.CONSISTENT))
    kim.do(Rate("E1", "H1", Rating.INCONSISTENT))
    tomas.do(Correct(hypothesis.id, "A bulk delete outran the log"))
    kim.do(Correct(hypothesis.id, "A bulk delete of one account"))
    tomas.do(AddEvidence("The disk was idle"))
    kim.do(AddEvidence("No query above 40 s"))
    tell(ada, tomas, sofia, kim)
    for hand in (tomas, kim):
        a = found(hand, "A")
        assert a.ratings[(piece.id, hypothesis.id)].is_conflicted
        assert a.rating(piece.id, hypothesis.id) is None
        assert len(a.evidence) == 3
        trail = hand.board().timeline.line(hypothesis.id).corrections
        assert len(trail) == 2
    assert not found(sofia, "A").hypotheses
    assert [entry for entry in sofia.entries if b"bulk delete" in entry.body] == []


def test_what_is_said_about_a_sealed_line_stays_sealed() -> None:
    ada, tomas, sofia = two_apart()
    a = found(tomas, "A")
    wrong, right = tomas.do(Hypothesis("It is the network"))[0], tomas.do(Hypothesis("A bulk delete"))[0]
    assert [e.stream for e in tomas.do(Retract(wrong.id, "no packet was lost"))] == [a.stream]
    assert [e.stream for e in tomas.do(Correct(right.id, "A bulk delete of one account"))] == [a.stream]
    tell(ada, tomas, sofia)
    assert not any(b"one account" in entry.body or b"no packet" in entry.body for entry in sofia.entries)
    note = tomas.do(Note("A plain line"))[0]
    assert [e.stream for e in tomas.do(Correct(note.id, "A plain line of all"))] == [OPEN_STREAM]


def test_those_of_a_round_open_when_the_last_is_in_and_not_before() -> None:
    ada, tomas, sofia = two_apart()
    tomas.do(Hypothesis("A bulk delete"))
    with pytest.raises(RuleError, match="Tomas leads"):
        sofia.do(Submit("A", 80, "I know"))
    tomas.do(Submit("A", 80, "A bulk delete outran the log", leading="H1", dissent="Kim: the disk"))
    tell(ada, tomas, sofia)
    assert stages(ada) == stages(tomas) == stages(sofia) == [Stage.SUBMITTED, Stage.SEALED]
    assert found(sofia, "A").conclusion is None
    with pytest.raises(RuleError, match="final"):
        tomas.do(Submit("A", 20, "I was wrong"))
    with pytest.raises(RuleError, match="is in; more can be added once it is open"):
        tomas.do(Hypothesis("One more", investigation="A"))
    sofia.do(Submit("B", 60, "The copy of 17:20"))
    tell(ada, tomas, sofia)
    sofia.hear(tomas)
    tomas.hear(sofia)
    ada.hear(tomas, sofia)
    assert stages(ada) == stages(tomas) == stages(sofia) == [Stage.OPEN, Stage.OPEN]
    conclusion = found(ada, "A").conclusion
    assert conclusion is not None
    assert (conclusion.confidence, conclusion.dissent) == (80, "Kim: the disk")


def test_what_is_added_after_the_opening_is_marked_as_made_in_the_light_of_the_others() -> None:
    ada, tomas, sofia = two_apart()
    tomas.do(Hypothesis("A bulk delete"))
    tomas.do(Submit("A", 80, "A bulk delete"))
    sofia.do(Submit("B", 60, "The copy of 17:20"))
    ada.hear(tomas, sofia)
    tomas.hear(ada)
    tomas.do(Hypothesis("Both", investigation="A"))
    assert [each.when for each in found(tomas, "A").hypotheses.values()] == [When.APART, When.IN_THEIR_LIGHT]


def test_what_a_member_wrote_unaware_that_it_was_in_is_kept_and_marked() -> None:
    ada, tomas, sofia, kim = room()
    ada.do(Investigate(text=f"{WHY} | Tomas, Kim | Sofia"))
    tell(ada, tomas, sofia, kim)
    tomas.do(Submit("A", 80, "A bulk delete"))
    kim.do(Hypothesis("The disk"))
    tell(ada, tomas, sofia, kim)
    assert [each.when for each in found(tomas, "A").hypotheses.values()] == [When.AFTER_SUBMITTING]


def test_a_seal_is_broken_by_who_manages_the_incident_with_a_reason_that_all_read() -> None:
    ada, tomas, sofia = two_apart()
    tomas.do(Hypothesis("A bulk delete"))
    with pytest.raises(RuleError, match="Say why"):
        ada.do(BreakSeal("A", " "))
    ada.do(BreakSeal("A", "The copy must be stopped now"))
    tell(ada, tomas, sofia)
    for hand in (ada, tomas, sofia):
        hand.hear(tomas, ada)
    assert stages(sofia) == [Stage.OPEN, Stage.SEALED]
    assert found(sofia, "A").hypotheses
    line = sofia.board().timeline.lines[-1]
    assert line.english == "The seal of investigation A was broken: The copy must be stopped now"
    with pytest.raises(RuleError, match="open already"):
        ada.do(BreakSeal("A", "again"))


def test_what_stands_in_the_wrong_stream_says_nothing() -> None:
    _, tomas, sofia = two_apart()
    a = found(sofia, "A")
    sofia.say(HypothesisAdded(a.id, a.number, 1, "planted"))
    tomas.hear(sofia)
    assert not found(tomas, "A").hypotheses


def test_what_is_sealed_stands_on_no_timeline_and_in_no_export_before_it_opens() -> None:
    _, tomas, sofia = two_apart()
    tomas.do(Hypothesis("A bulk delete outran the log"))
    tomas.do(AddEvidence("for H1 Lag rose with every batch"))
    everything = tomas.board()
    assert not any("bulk delete" in line.text for line in everything.timeline.lines)
    assert b"bulk delete" not in told(everything)
    assert b"Lag rose" not in told(everything)
    tomas.do(Submit("A", 80, "The delete"))
    sofia.do(Submit("B", 60, "The copy of 17:20"))
    tomas.hear(sofia)
    for board in (tomas.board(), Fold(INCIDENT, tomas.entries).board):
        assert [line.text for line in board.timeline.lines if line.sort is LineSort.EVIDENCE] == [
            "Lag rose with every batch"
        ]
        assert b"bulk delete" in told(board)
