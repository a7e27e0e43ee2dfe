"""What a message begins with says what is known, in whole sentences, and nothing that nobody has confirmed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.facts import ConfirmFact, FactField, StateFact, WithdrawFact
from incident_desk.domain.message_list import slots_in
from incident_desk.domain.message_writing import written
from incident_desk.domain.messages import BeginMessage
from tests.domain.making import Hand, two_desks

SCOPE = (
    "{{ what }}. Since {{ since }}. Affected: {{ who }}. Not affected: {{ safe }}. {{ doing }}. "
    "Expected back: {{ back }}. The next update comes by {{ next_update }}."
)


@pytest.fixture
def ada() -> Hand:
    hand, _ = two_desks()
    hand.declare()
    return hand


def said(hand: Hand, template: str = SCOPE) -> str:
    return written(template, hand.board().facts).text


def state(hand: Hand, field: str, text: str, *, is_confirmed: bool = False) -> str:
    return hand.do(StateFact(FactField(field), text, is_confirmed=is_confirmed))[0].id


def test_a_sentence_without_its_fact_falls_away_whole(ada: Hand) -> None:
    assert said(ada) == "The next update comes by {{ next_update }}."
    state(ada, "what", "Writing to example.com fails")
    assert said(ada) == "Writing to example.com fails. The next update comes by {{ next_update }}."


def test_scope_safety_and_return_are_stated_only_once_they_are_confirmed(ada: Hand) -> None:
    believed = {field: state(ada, field, f"the {field} of it") for field in ("who", "safe", "back", "since")}
    assert said(ada) == "Since the since of it. The next update comes by {{ next_update }}."
    for fact in believed.values():
        ada.do(ConfirmFact(fact))
    assert said(ada).startswith("Since the since of it. Affected: the who of it. Not affected: the safe of it. Exp")
    ada.do(WithdrawFact(believed["safe"], "The count was wrong"))
    assert "Not affected" not in said(ada)


def test_what_is_only_believed_is_told_apart(ada: Hand) -> None:
    known = state(ada, "what", "Writing fails", is_confirmed=True)
    thought = state(ada, "since", "09:12")
    found = written(SCOPE, ada.board().facts)
    assert (found.facts, found.believed) == ((known, thought), (thought,))


def test_several_facts_of_a_field_stand_side_by_side_the_confirmed_alone_where_there_is_one(ada: Hand) -> None:
    state(ada, "doing", "We fail over.")
    state(ada, "doing", "We restore")
    assert said(ada).startswith("We fail over; We restore. ")
    state(ada, "doing", "We roll back", is_confirmed=True)
    assert said(ada).startswith("We roll back. ")


def test_conditions_ask_whether_there_is_such_a_fact(ada: Hand) -> None:
    template = "{% if who %}Affected: {{ who }}.{% else %}We find out who is affected.{% endif %}"
    assert said(ada, template) == "We find out who is affected."
    state(ada, "who", "Lagos", is_confirmed=True)
    assert said(ada, template) == "Affected: Lagos."


@given(words=st.text(st.sampled_from("{}%#[]. \ue000\ue001\ue002ax\n") | st.characters(codec="utf-8"), max_size=60))
def test_whatever_a_fact_says_it_brings_no_slot_and_no_condition_with_it(words: str) -> None:
    hand, _ = two_desks()
    hand.declare()
    if not words.strip():
        return
    state(hand, "what", words)
    text = said(hand, "It is so: {{ what }}. More follows.")
    assert text.startswith("It is so: ")
    assert text.endswith("More follows.")
    assert not slots_in(text)
    assert "{%" not in text


def test_a_template_that_is_none_is_given_back_as_it_is(ada: Hand) -> None:
    for template in ("{{ what.__class__ }}", "{% for a in b %}x{% endfor %}", "We {know}", "No braces"):
        assert said(ada, template) == template


def test_a_message_begins_with_what_is_known_and_knows_on_which_facts_it_stands(ada: Hand) -> None:
    fact = state(ada, "what", "Writing fails")
    ada.do(BeginMessage(template="holding"))
    (message,) = ada.board().messages.all
    assert message.facts == (fact,)
    assert "Writing fails." in message.variants["social"].beginning
    assert message.variants["social"].beginning.endswith("The next update comes by {{ next_update }}.")
