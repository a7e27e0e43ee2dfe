"""Who else asks: noted, taken, answered from prepared lines that hold as long as their facts, alike on every desk."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_desk.domain.enquiries import (
    AnswerEnquiry,
    ApproveLine,
    CloseEnquiry,
    NoteEnquiry,
    PutOffEnquiry,
    TakeEnquiry,
)
from incident_desk.domain.enquiry_list import Enquiry
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.facts import ConfirmFact, StateFact, WithdrawFact
from incident_desk.domain.fold import Fold
from incident_desk.domain.if_asked import Offer, WhyNot, next_word_us, offers
from incident_desk.domain.incident import SetState
from incident_desk.domain.messages import BeginMessage
from incident_desk.domain.plan import Use
from incident_desk.domain.promises import standings
from incident_desk.domain.restriction import Restrict
from incident_desk.domain.roles import Assign
from incident_desk.domain.showing import shown
from incident_desk.domain.state import State
from tests.domain.making import INCIDENT, MINUTE_US, PLAN, Hand, two_desks
from tests.domain.night import of_incident, orders
from tests.domain.test_tasks import lines, meet, typed


@pytest.fixture
def ada() -> Hand:
    hand, _ = two_desks()
    hand.declare()
    return hand


def the_enquiry(hand: Hand, label: str = "1") -> Enquiry:
    return hand.board().enquiries.find(label)


def offered(hand: Hand, key: str) -> Offer:
    board, plan = hand.board(), hand.organisation.plans.of(hand.board().headline)
    found = standings(board, plan)
    next_us = next_word_us(found, hand.clock())
    return next(each for each in offers(plan, board.facts, board.enquiries, next_us) if each.key == key)


def test_somebody_outside_asks_and_what_they_were_answered_stands_word_for_word(ada: Hand) -> None:
    typed(ada, '/enquiry "Jo Lee" outlet="Daily News" reach=+12025550111 due_at=23:00 owner=me Is data lost?')
    assert lines(ada)[-1] == (
        "Enquiry 1 from Jo Lee, Daily News: Is data lost?"
        " · Ada answers · waits until 2019-01-20T23:00:00Z · reach: +12025550111"
    )
    (asked,) = ada.board().enquiries.open
    assert (asked.who, asked.came_by, asked.owner.value.name if asked.owner.value else "") == ("Jo Lee", "phone", "Ada")
    typed(ada, "/answer-enquiry 1 Nothing that we know of, she says")
    assert lines(ada)[-1] == "Answer to enquiry 1, in own words: Nothing that we know of, she says"
    assert ada.board().enquiries.open == []


def test_a_prepared_answer_is_offered_with_the_facts_of_the_moment_and_recorded_as_it_was_given(ada: Hand) -> None:
    ada.do(NoteEnquiry("Jo Lee", "Who is hit?"))
    assert offered(ada, "who").said == "We are still finding out."
    ada.do(StateFact(FactField.WHO, "All of Europe", is_confirmed=True))
    assert offered(ada, "who").said == "Affected: All of Europe."
    ada.do(AnswerEnquiry("1", line="who"))
    assert lines(ada)[-1] == "Answer to enquiry 1, as prepared: Affected: All of Europe."
    (told,) = the_enquiry(ada).answers.settings
    assert told.value.facts == tuple(each.id for each in ada.board().facts.all)


def test_an_answer_that_rests_on_what_is_only_believed_is_not_offered_and_says_why() -> None:
    hers, _ = two_desks()
    hers.do(Use(PLAN.replace('answer: "We look into every possible cause."', 'answer: "{{ doing }}."'), "more"))
    hers.declare()
    assert offered(hers, "attack").why_not is WhyNot.MISSING
    hers.do(StateFact(FactField.DOING, "We restore the copy"))
    offer = offered(hers, "attack")
    assert (offer.why_not, offer.about) == (WhyNot.BELIEVED, hers.board().facts.all[0].id)
    hers.do(NoteEnquiry("Jo Lee", "Is it an attack?"))
    with pytest.raises(RuleError, match="rests on fact 1, which nobody has confirmed"):
        hers.do(AnswerEnquiry("1", line="attack"))
    hers.do(WithdrawFact("1", "it failed"))
    assert offered(hers, "attack").why_not is WhyNot.WITHDRAWN
    with pytest.raises(RuleError, match="rests on fact 1, which is withdrawn"):
        hers.do(AnswerEnquiry("1", line="attack"))


def test_what_the_plan_wants_approved_is_and_the_approval_lapses_with_its_fact(ada: Hand) -> None:
    ada.do(NoteEnquiry("Jo Lee", "Is data lost?"))
    assert offered(ada, "data").why_not is WhyNot.UNAPPROVED
    with pytest.raises(RuleError, match="Incident manager approves it first"):
        ada.do(AnswerEnquiry("1", line="data"))
    with pytest.raises(RuleError, match="This is for Incident manager"):
        ada.do(ApproveLine("data"))
    ada.do(Assign("incident manager", "me"))
    ada.do(StateFact(FactField.SAFE, "No data is lost", is_confirmed=True))
    with pytest.raises(RuleError, match="reads otherwise"):
        ada.do(ApproveLine("data", "We have nothing to say"))
    ada.do(ApproveLine("data", "No data is lost."))
    assert offered(ada, "data").may_be_given
    ada.do(AnswerEnquiry("1", line="Is data lost or stolen?"))
    ada.do(WithdrawFact("1", "rows are missing"))
    lapsed = offered(ada, "data")
    assert (lapsed.why_not, lapsed.about) == (WhyNot.LAPSED, ada.board().facts.all[0].id)
    assert the_enquiry(ada).withdrawn(ada.board().facts) == [ada.board().facts.all[0].id]
    ada.do(AnswerEnquiry("1", "We were wrong: rows are missing"))
    assert the_enquiry(ada).withdrawn(ada.board().facts) == []


def test_an_answer_names_the_next_update_as_long_as_one_is_promised(ada: Hand) -> None:
    assert offered(ada, "how_long").said == "We cannot say yet. The next update comes by 16:08 UTC."
    ada.clock.pass_(20)
    ada.do(SetState(State.RESOLVED))
    assert offered(ada, "how_long").said == "We cannot say yet."


def test_the_time_that_they_wait_can_change_and_an_answer_says_how_late_it_was(ada: Hand) -> None:
    ada.do(NoteEnquiry("Jo Lee", "When is it back?", due_us=ada.clock() + 30 * MINUTE_US))
    ada.do(PutOffEnquiry("1", ada.clock() + 10 * MINUTE_US))
    ada.clock.pass_(18)
    ada.do(AnswerEnquiry("1", "By noon"))
    assert lines(ada)[-1] == "Answer to enquiry 1, in own words: By noon · 10 min late"


def test_what_cannot_be_is_refused_in_one_sentence(ada: Hand) -> None:
    refused = [
        (NoteEnquiry(" ", "Why?"), "Say who asks"),
        (NoteEnquiry("Jo", " "), "nothing to write down"),
        (NoteEnquiry("J" * 201, "Why?"), "At most 200 characters for who asks"),
        (NoteEnquiry("Jo", "Why?", outlet="N" * 10_000_000), "At most 200 characters for the outlet"),
        (NoteEnquiry("Jo", "W" * 10_000_000), "attach a longer text"),
        (ApproveLine("cause"), "may be answered already"),
    ]
    for fields, words in refused:
        with pytest.raises(RuleError, match=words):
            ada.do(fields)
    ada.do(NoteEnquiry("Jo", "Why?"))
    with pytest.raises(NotFound, match="no prepared answer “nonsense”; there are cause, how_long"):
        ada.do(AnswerEnquiry("1", line="nonsense"))
    with pytest.raises(RuleError, match="not the words of the prepared answer"):
        ada.do(AnswerEnquiry("1", "We think it is the database", line="cause"))
    with pytest.raises(RuleError, match="Say why"):
        ada.do(CloseEnquiry("1", " "))
    ada.do(CloseEnquiry("1", "A prank"))
    with pytest.raises(RuleError, match="Enquiry 1 is closed already"):
        ada.do(TakeEnquiry("1"))


def test_of_a_restricted_incident_nobody_answers_who_may_not_know(ada: Hand) -> None:
    _, tomas = two_desks()
    meet(ada, tomas)
    ada.do(Restrict((), "an insider may be involved"))
    with pytest.raises(RuleError, match="may not know of this incident"):
        ada.do(NoteEnquiry("Jo", "Why?", owner="Tomas"))


def test_of_a_restricted_incident_no_public_channel_is_meant_unless_somebody_names_it(ada: Hand) -> None:
    ada.do(Restrict((), "an insider may be involved"))
    with pytest.raises(RuleError, match="these channels are public; name the one you want: status_page"):
        ada.do(BeginMessage(template="holding"))
    ada.do(BeginMessage(channels=("social", "inside")))
    ada.do(BeginMessage(again="1"))
    ada.do(BeginMessage(corrects="1"))
    assert [each.keys for each in ada.board().messages.all] == [("social", "inside"), ("inside",), ("social", "inside")]


def test_two_desks_that_answer_at_once_are_both_kept_and_marked() -> None:
    ada, tomas = two_desks()
    ada.declare()
    ada.do(NoteEnquiry("Jo Lee", "Is data lost?"))
    meet(ada, tomas)
    ada.do(AnswerEnquiry("1", "No"))
    tomas.do(AnswerEnquiry("1", "We do not know"))
    meet(ada, tomas)
    for hand in (ada, tomas):
        assert the_enquiry(hand).is_answered_twice
        assert [each["text"] for each in _asked(hand)[0]["answers"]] == ["No", "We do not know"]
    ada.do(AnswerEnquiry("1", "We do not know; the first answer was wrong"))
    assert not the_enquiry(ada).is_answered_twice


def _asked(hand: Hand) -> list[dict[str, Any]]:
    return shown(hand.board(), hand.organisation.people)["enquiries"]["asked"]


def a_press_hour() -> tuple[Hand, Hand]:
    """Asked, taken twice, put off, answered at two desks at once, approved, closed, and a fact that fell."""
    ada, tomas = two_desks()
    ada.declare()
    ada.do(Assign("incident manager", "me"))
    ada.do(NoteEnquiry("Jo Lee", "Is data lost?", outlet="Daily News", due_us=ada.clock() + 60 * MINUTE_US))
    ada.do(StateFact(FactField.SAFE, "No data is lost"))
    meet(ada, tomas)
    ada.do(TakeEnquiry("1"))
    tomas.do(TakeEnquiry("1", "Sofia"))
    ada.do(PutOffEnquiry("1", None))
    tomas.do(NoteEnquiry("The regulator", "What is reported?"))
    ada.do(NoteEnquiry("A director", "How bad is it?"))  # both are number 2
    ada.do(ConfirmFact("1"))
    ada.do(ApproveLine("data"))
    meet(ada, tomas)
    ada.do(AnswerEnquiry("1", line="data"))
    tomas.do(AnswerEnquiry("1", "No"))
    meet(ada, tomas)
    tomas.do(CloseEnquiry(tomas.board().enquiries.all[1].id, "They have the report"))
    tomas.do(WithdrawFact("1", "rows are missing"))
    meet(ada, tomas)
    return ada, tomas


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_order_of_arrival_leads_to_the_same(data: st.DataObject) -> None:
    ada, tomas = a_press_hour()
    record = of_incident(ada)
    board = Fold(INCIDENT, [record[place] for place in data.draw(orders(len(record)))]).board
    people = ada.organisation.people
    assert shown(board, people) == shown(ada.board(), people) == shown(tomas.board(), people)
    first = board.enquiries.all[0]
    assert (first.is_answered_twice, first.owner.is_conflicted, first.due_us) == (True, True, None)
    assert first.withdrawn(board.facts)
