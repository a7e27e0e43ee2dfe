"""Words in several languages: which the plan asks for, what is missing, what no longer says what its original says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_desk.domain.draft_text import DraftText
from incident_desk.domain.drafts import changing
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.message_list import Message
from incident_desk.domain.messages import BeginMessage, ChangeMessage, drafted
from incident_desk.domain.plan import Use
from incident_desk.domain.severity import Severity
from incident_desk.domain.translations import KeepTranslation, Standing, translations
from tests.domain.making import PLAN, Hand, two_desks
from tests.domain.test_tasks import meet

SPEAKING = PLAN.replace(
    "{key: customers, title: Customers, channels: [status_page, social, email]}",
    "{key: customers, title: Customers, channels: [status_page, social, email], languages: [en, de]}\n"
    "  - {key: inside_too, title: Sites, channels: [inside], severities: [SEV1], languages: [es]}",
)
PAGE, GERMAN = "status_page", "status_page/de"


def speaking() -> tuple[Hand, Hand]:
    """Two desks, whose customers are told in two languages."""
    ada, tomas = two_desks()
    ada.do(Use(SPEAKING, "two languages"))
    ada.declare(severity=Severity.SEV2)
    meet(ada, tomas)
    return ada, tomas


def begin(hand: Hand, *channels: str, words: str = "Pushes fail.") -> Message:
    [begun] = hand.do(BeginMessage("Update", channels=channels, texts=dict.fromkeys(channels, words)))
    return hand.board().messages.of[begun.id]


def write(hand: Hand, message: Message, key: str, words: str) -> None:
    """Somebody makes a variant say this."""
    board = hand.board()
    way, changes = board.messages.of[message.id].ways[key], board.drafts.of.get(message.draft_name(key))
    text = DraftText(way.beginning, changes.of.values() if changes else ())
    beginning = [] if changes else [text.beginning]
    text.write(words)
    for each in changing(message.draft_name(key), [*beginning, text.drain()]):
        hand.do(each)


def standing(hand: Hand, message: Message) -> dict[str, Standing]:
    board = hand.board()
    now = board.messages.of[message.id]
    plan = hand.organisation.plans.of(board.headline)
    severity = board.headline.severity.value
    found = translations(plan, severity, now, board.drafts, lambda key: drafted(board.drafts, now, key))
    return {each.key: each.standing for each in found}


def test_a_language_that_an_audience_is_told_in_is_missing_until_it_has_words() -> None:
    ada, _ = speaking()
    message = begin(ada, PAGE, "inside")
    assert standing(ada, message) == {GERMAN: Standing.MISSING}  # the sites hear only of what is critical
    ada.do(ChangeMessage(message.id, channels=(PAGE, "inside", GERMAN)))
    assert standing(ada, message) == {GERMAN: Standing.MISSING}
    write(ada, message, GERMAN, "Pushes schlagen fehl.")
    assert standing(ada, message) == {GERMAN: Standing.CURRENT}


def test_a_translation_is_stale_from_when_its_original_is_changed_until_it_is_changed_or_said_to_be_right() -> None:
    ada, tomas = speaking()
    message = begin(ada, PAGE, GERMAN)
    assert standing(ada, message) == {GERMAN: Standing.CURRENT}
    with pytest.raises(RuleError, match="not changed since"):
        ada.do(KeepTranslation(message.id, GERMAN))
    write(ada, message, PAGE, "Pushes and pulls fail.")
    meet(ada, tomas)
    assert standing(tomas, message) == {GERMAN: Standing.STALE}
    write(tomas, message, GERMAN, "Pushes und Pulls schlagen fehl.")
    meet(ada, tomas)
    assert standing(ada, message) == {GERMAN: Standing.CURRENT}
    write(ada, message, PAGE, "Pushes and pulls fail!")
    ada.do(KeepTranslation(message.id, GERMAN))
    meet(ada, tomas)
    assert standing(tomas, message) == {GERMAN: Standing.CURRENT}
    with pytest.raises(NotFound, match="there are status_page/de"):
        ada.do(KeepTranslation(message.id, PAGE))


def test_what_the_plan_has_in_that_language_is_begun_with_the_message() -> None:
    ada, _ = two_desks()
    holding = "    when: first message\n    text: >-\n      We know"
    german = "    translations:\n      - {language: de, text: 'Etwas geht nicht. Mehr bis {{ next_update }}.'}\n"
    ada.do(Use(SPEAKING.replace(holding, f"    when: first message\n{german}    text: >-\n      We know"), "German"))
    ada.declare(severity=Severity.SEV2)
    [begun] = ada.do(BeginMessage(template="holding"))
    message = ada.board().messages.of[begun.id]
    assert message.keys == (PAGE, "social", "email", GERMAN, "social/de", "email/de")
    assert message.ways[GERMAN].beginning == "Etwas geht nicht. Mehr bis {{ next_update }}."
    assert set(standing(ada, message).values()) == {Standing.CURRENT}


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.sampled_from(["page", "german", "keep", "meet"])), max_size=8))
def test_desks_that_have_heard_the_same_see_the_same_translations_as_stale(acts: list[tuple[bool, str]]) -> None:
    desks = speaking()
    message = begin(desks[0], PAGE, GERMAN)
    meet(*desks)
    for count, (is_other, act) in enumerate(acts):
        hand = desks[is_other]
        if act == "meet":
            meet(*desks)
        elif act == "keep" and standing(hand, message)[GERMAN] is Standing.STALE:
            hand.do(KeepTranslation(message.id, GERMAN))
        elif act in ("page", "german"):
            write(hand, message, PAGE if act == "page" else GERMAN, f"{act} {count}")
    meet(*desks)
    assert standing(desks[0], message) == standing(desks[1], message)
