"""A draft is looked at while it is typed: what is said, what is missing, what the fact sheet does not carry."""

import time

import pytest

from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.fact_list import FactState
from incident_desk.domain.plan_sections import Channel, ChannelKind
from incident_desk.outreach.changes import Changed, changes
from incident_desk.outreach.checking import Asked, Check, Stands, check, prepare
from incident_desk.outreach.facts_in_text import Stated
from incident_desk.outreach.prose import sentences
from incident_desk.outreach.reading_ease import count, grade

WEBSITE = Channel("website", "Website", ChannelKind.STATUS_PAGE, is_public=True)
INSIDE = Channel("inside", "Inside", ChannelKind.CHAT)
GOOD = (
    "We are restoring the shop from a copy taken at 17:20 UTC on 31 January. This affects all customers. Your "
    "orders are "
    "safe. Please wait with new ones. We do not have a time for return yet. Next update at 01:35 UTC."
)
IN_GERMAN = (
    "Seit 23:27 Uhr ist unser Dienst nicht erreichbar. Alle Kunden sind betroffen. Ihre Daten sind sicher. Bitte "
    "warten Sie. "
    "Die nächste Nachricht kommt um 01:35 Uhr."
)
IN_SPANISH = (
    "Desde las 23:27 nuestro servicio no está disponible. Afecta a todos los clientes. Sus pedidos están a salvo. "
    "Por favor, "
    "espere. El próximo aviso será a la 01:35."
)


def fact(text: str, state: FactState = FactState.CONFIRMED, field: FactField = FactField.WHAT) -> Stated:
    return Stated(text, state, field)


SAFE = fact("Orders are safe", field=FactField.SAFE)
CONFIRMED_BACK = fact("Back at 15:00", field=FactField.BACK)


def of(text: str, *facts: Stated, channel: Channel = WEBSITE) -> dict[str, Check]:
    return {each.key: each for each in check(text, channel, Asked(facts=facts))}


def told(text: str, *facts: Stated, channel: Channel = WEBSITE) -> dict[str, str]:
    return {key: f"{each.stands}: {each.said.english}" for key, each in of(text, *facts, channel=channel).items()}


def test_a_good_message_has_nothing_against_it() -> None:
    assert told(GOOD, SAFE) == {
        "blame": "ok: clear",
        "promises": "ok: clear",
        "leaks": "ok: clear",
        "reading": "ok: Grade 2, plain",
        "us": "ok: yes",
        "safe": "ok: yes",
        "meanwhile": "ok: yes",
        "next_update": "ok: 01:35 UTC",
        "back": "ok: none named",
        "facts": "ok: as on the sheet",
    }


@pytest.mark.parametrize(
    ("language", "text", "at"), [("de", IN_GERMAN, "01:35 Uhr"), ("es", IN_SPANISH, "01:35")], ids=["de", "es"]
)
def test_the_same_is_found_in_german_and_spanish(language: str, text: str, at: str) -> None:
    channel = Channel("website", "Website", ChannelKind.STATUS_PAGE, language=language, is_public=True)
    found = told(text, SAFE, channel=channel)
    assert [found[key] for key in ("us", "safe", "meanwhile", "next_update", "back")] == [
        "ok: yes", "ok: yes", "ok: yes", f"ok: {at}", "ok: none named",
    ]  # fmt: skip


def test_what_is_missing_is_told() -> None:
    found = told("The shop is down. We are on it.")
    assert [found[key] for key in ("us", "safe", "meanwhile", "next_update")] == ["note: no"] * 4


def test_a_time_of_return_needs_a_confirmed_fact() -> None:
    text = "We expect it to be back by 15:00. Next update by {{ next_update }}."
    found = of(text)
    assert (found["back"].stands, found["back"].said.english) == (Stands.FAULT, "not confirmed")
    assert [text[start:end] for start, end in found["back"].spans] == ["expect it to be back by 15:00"]
    assert of(text, fact("Back at 15:00", FactState.BELIEVED, FactField.BACK))["back"].stands is Stands.FAULT
    assert of(text, CONFIRMED_BACK)["back"].stands is Stands.OK
    assert found["next_update"].said.english == "yes"


@pytest.mark.parametrize("text", ["It was fixed at 15:00.", "Restored since 15:00 UTC.", "More news at 15:00."])
def test_a_time_that_is_past_or_of_the_next_update_is_none_of_return(text: str) -> None:
    assert told(text)["back"] == "ok: none named"


def test_what_is_safe_needs_a_confirmed_fact() -> None:
    assert told("Your orders are safe.")["safe"] == "note: not confirmed"
    assert told("Your orders are safe.", SAFE)["safe"] == "ok: yes"


def test_words_of_a_withdrawn_fact_are_found_where_they_stand_also_when_they_were_turned_a_little() -> None:
    gone = fact("Card payments fail for everybody", FactState.WITHDRAWN)
    text = "We are sorry: card payment fails for everybody. Next update at 10:00."
    found = of(text, gone)["facts"]
    assert (found.stands, found.said.english) == (Stands.FAULT, "withdrawn: “Card payments fail for everybody”")
    assert [text[start:end].strip() for start, end in found.spans] == ["card payment fails for everybody"]
    assert of("Invoices work again.", gone)["facts"].stands is Stands.OK


def test_a_fact_that_is_only_believed_is_told_as_such() -> None:
    believed = fact("Invoices work", FactState.BELIEVED)
    assert told("Invoices work.", believed)["facts"] == "note: only believed: “Invoices work”"
    assert told("Invoices work.", fact("Invoices work"))["facts"] == "ok: as on the sheet"


def test_inside_names_may_be_named_but_no_secret_and_no_blame() -> None:
    text = "db1.cluster.internal is full, password: hunter2! An engineer forgot the alarm."
    found = told(text, channel=INSIDE)
    assert "leaks" not in found
    assert found["secrets"] == "fault: a password or a token: take it out, and have it changed"
    assert found["blame"] == "note: Say what happened, not who did it"


def test_what_is_too_long_or_dear_stands_first() -> None:
    sms = Channel("sms", "SMS", ChannelKind.SMS, limit=20)
    first, *_ = check("Checkout is down again today.", sms, Asked())
    assert (first.key, first.stands, first.said.english) == ("limit", Stands.FAULT, "9 over 20")
    dear, *_ = check("Down…", Channel("sms", "SMS", ChannelKind.SMS), Asked())
    assert (dear.stands, dear.spans) == (Stands.NOTE, ((4, 5),))


def test_hard_words_are_told_with_their_grade() -> None:
    hard = (
        "Notwithstanding considerable architectural reconfiguration undertaken simultaneously across geographically "
        "distributed "
        "infrastructure, authentication degradation unfortunately necessitated additional investigation regarding "
        "organisational "
        "interdependencies and communication responsibilities."
    )
    assert of(hard)["reading"].stands is Stands.NOTE
    assert grade(GOOD, "en") == 2
    assert grade("Too short.", "en") is None
    assert grade(GOOD, "fr") is None
    assert count("Data are safe. We wait.", "en").syllables == 6


def test_sentences_end_where_people_end_them() -> None:
    text = "Am 31. Januar, z. B. um ca. 5 Uhr. Dann nicht mehr.\n\n- Eins\n- Zwei"
    assert [each.strip() for _, each in sentences(text)] == [
        "Am 31. Januar, z. B. um ca. 5 Uhr.", "Dann nicht mehr.", "- Eins", "- Zwei",
    ]  # fmt: skip
    assert "".join(each for _, each in sentences(text)) == text
    assert all(text[start:].startswith(each) for start, each in sentences(text))


def test_what_changed_since_the_last_message_is_shown_and_nothing_of_either_is_lost() -> None:
    before, now = "We are down since 10:00.", "We are back since 10:30."
    found = changes(before, now)
    assert "".join(piece.text for piece in found if piece.changed is not Changed.ADDED) == before
    assert "".join(piece.text for piece in found if piece.changed is not Changed.REMOVED) == now
    assert [piece.text for piece in found if piece.changed is Changed.ADDED] == ["back", "30"]
    assert changes("", "") == []
    assert [piece.changed for piece in changes("a " * 9_000, "b " * 9_000)] == [Changed.REMOVED, Changed.ADDED]


@pytest.mark.parametrize(
    "hostile",
    ["a " * 5_000_000, "update at " * 1_800, "we expect back by " * 1_000, "no not without " * 1_200, ".\n" * 9_000,
     "\x00\u202e\u200b." * 4_000, "customers " * 1_900, "you can please " * 1_300, "{{ next_update }}" * 1_000,
         "1. " * 6_000,
     "ß" * 9_000, "İ" * 9_000, "[a" * 9_000],
    ids=range(13),
)  # fmt: skip
def test_no_text_holds_it_up(hostile: str) -> None:
    prepare()
    before = time.process_time()
    found = check(hostile, WEBSITE, Asked(facts=(fact("Update at noon " * 20, FactState.WITHDRAWN), SAFE)))
    assert time.process_time() - before < 2
    assert all(0 <= start <= end <= len(hostile) for each in found for start, end in each.spans)
