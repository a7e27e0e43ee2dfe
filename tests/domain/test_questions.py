"""Questions to one person, open until somebody answers them."""

import pytest

from incident_desk.domain.corrections import Retract
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.questions import Answer, AskSomebody
from incident_desk.domain.restriction import Restrict
from incident_desk.domain.roles import Assign
from incident_desk.domain.showing import shown
from tests.domain.making import Hand, two_desks


@pytest.fixture
def desks() -> tuple[Hand, Hand]:
    ada, tomas = two_desks()
    ada.declare()
    tomas.hear(ada)
    return ada, tomas


def told(hand: Hand) -> list[tuple[str, str, str, bool, list[str]]]:
    """Number, words, whom it is to, whether it is open, and the answers, as files and scripts get them."""
    found = shown(hand.board(), hand.organisation.people)["questions"]
    return [(q["number"], q["text"], q["to"], q["is_open"], [a["text"] for a in q["answers"]]) for q in found]


def test_a_question_is_open_until_it_is_answered_at_any_desk(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(AskSomebody("@Tomas where is the dump?"))
    assert told(ada) == [("1", "where is the dump?", "Tomas", True, [])]
    assert ada.board().timeline.lines[-1].english == "Question 1 to Tomas: where is the dump?"
    tomas.hear(ada)
    tomas.do(Answer("1", "on db2"))
    ada.hear(tomas)
    assert told(ada) == told(tomas) == [("1", "where is the dump?", "Tomas", False, ["on db2"])]
    assert ada.board().timeline.lines[-1].english == "Answer to question 1: on db2"


def test_a_question_to_a_role_goes_to_whoever_holds_it_by_then(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(AskSomebody("@incident manager", "shall we fail over?"))
    assert told(ada) == [("1", "shall we fail over?", None, True, [])]
    assert ada.board().timeline.lines[-1].english.startswith("Question 1 to Incident manager")
    ada.do(Assign("incident manager", "Kim"))
    assert told(ada)[0][2] == "Kim"


def test_answers_of_two_desks_at_once_are_both_kept(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(AskSomebody("@Kim is it whole?"))
    tomas.hear(ada)
    ada.do(Answer("1", "yes", speaker="Kim"))
    tomas.do(Answer("1", "no", speaker="Kim"))
    ada.hear(tomas)
    tomas.hear(ada)
    assert told(ada) == told(tomas)
    assert sorted(told(ada)[0][4]) == ["no", "yes"]


def test_a_number_that_two_desks_gave_is_asked_back(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(AskSomebody("@Kim is it whole?"))
    tomas.do(AskSomebody("@Kim is it late?"))
    ada.hear(tomas)
    with pytest.raises(NotFound, match="Two desks gave the number 1"):
        ada.do(Answer("1", "yes"))
    ada.do(Answer(told(ada)[0][0], "yes"))
    assert [each[3] for each in told(ada)] == [False, True]


def test_an_answer_taken_back_opens_the_question_and_a_question_taken_back_is_gone(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    question = ada.do(AskSomebody("@Kim is it whole?"))[0]
    wrong = ada.do(Answer("1", "yes"))[0]
    ada.do(Retract(wrong.id))
    assert told(ada)[0][3] is True
    ada.do(Retract(question.id))
    assert told(ada) == []


def test_what_cannot_be_asked_is_told(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    with pytest.raises(RuleError, match="Say what you ask"):
        ada.do(AskSomebody("@Kim"))
    with pytest.raises(RuleError, match="asked yourself"):
        ada.do(AskSomebody("@Ada is it whole?"))
    with pytest.raises(NotFound, match="no question"):
        ada.do(Answer("is it", "yes"))
    with pytest.raises(NotFound, match="no question 7"):
        ada.do(Answer("7", "yes"))


def test_nobody_is_asked_who_may_not_know_of_it(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.hear(tomas)
    ada.do(Restrict((), "an insider may be involved"))
    with pytest.raises(RuleError, match="may not know"):
        ada.do(AskSomebody("@Tomas where is the dump?"))
