"""Drafts that several people write at once: in whatever order their changes come, all have the same text."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_desk.domain.draft_text import DraftText, text_of
from incident_desk.domain.drafts import NAME_BYTES, PART_BYTES, Change, changing
from incident_desk.domain.errors import RuleError
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import NO_INCIDENT
from incident_desk.domain.text_edits import Edit, edits_between
from tests.domain.making import Hand, two_desks

BEGINNING = "roles:\n- lead\n- hä 😀\nend\n"
WORDS = st.text(st.sampled_from("ab\nä😀 :"), max_size=12)


def put(text: str, at: int, gone: int, words: str) -> str:
    """Somebody marks some characters and types over them."""
    at = at % (len(text) + 1)
    return text[:at] + words + text[at + gone :]


def edited(text: str, edits: Sequence[Edit]) -> str:
    for edit in reversed(edits):
        text = text[: edit.at] + edit.words + text[edit.end :]
    return text


def written(hand: Hand, draft: DraftText, name: str = "plan/a") -> None:
    """What somebody did goes onto their record."""
    for each in changing(name, filter(None, [draft.beginning, draft.drain()])):
        hand.do(each, NO_INCIDENT)


def on_record(hand: Hand, name: str = "plan/a") -> str:
    return text_of(hand.board(NO_INCIDENT).drafts.of[name].of.values())


# together -------------------------------------------------------------------------------------------------------------


def test_two_who_begin_the_same_draft_apart_have_both_their_words_in_it_once_they_meet() -> None:
    ada, tomas = two_desks()
    hers, his = DraftText(BEGINNING), DraftText(BEGINNING)
    hers.write(BEGINNING.replace("lead", "incident lead"))
    his.write(BEGINNING.replace("end", "the end"))
    written(ada, hers)
    written(tomas, his)
    ada.hear(tomas)
    tomas.hear(ada)
    assert on_record(ada) == on_record(tomas) == "roles:\n- incident lead\n- hä 😀\nthe end\n"
    assert ada.board(NO_INCIDENT).drafts.named("plan/") == ["plan/a"]
    assert ada.board(NO_INCIDENT).timeline.lines == []  # a draft is no line of the duty log


@settings(max_examples=60)
@given(
    acts=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 60), st.integers(0, 6), WORDS), max_size=25),
    chance=st.randoms(use_true_random=False),
)
def test_any_order_of_arrival_gives_the_same_text(acts: list[tuple[int, int, int, str]], chance: Random) -> None:
    desks, told = [DraftText(BEGINNING) for _ in range(3)], list[bytes]()
    for who, at, gone, words in acts:
        desk = desks[who]
        if gone == 6:
            desk.take_in(told)
        elif gone == 5:
            desk.undo()
        else:
            desk.write(put(desk.text, at, gone, words))
        told += filter(None, [desk.drain()])
    for desk in desks:
        before = desk.text
        edits = desk.take_in(chance.sample(told, len(told)))
        assert edited(before, edits) == desk.text
        for each in chance.sample(told, len(told)):
            assert desk.take_in([each]) == []  # heard twice
    assert len({desk.text for desk in desks}) == 1
    assert text_of([desks[0].beginning, *chance.sample(told, len(told))]) == desks[0].text


@given(before=WORDS, after=WORDS)
def test_the_edits_between_two_texts_make_the_one_of_the_other(before: str, after: str) -> None:
    assert edited(before, edits_between(before, after)) == after


def test_only_the_lines_that_differ_are_touched() -> None:
    before = "a\nb\nc\nd\ne\n"
    assert edits_between(before, "a\nB\nc\nd\nE\n") == [Edit(2, 3, "B"), Edit(8, 9, "E")]


def test_what_others_wrote_meanwhile_is_not_taken_back() -> None:
    hers, his = DraftText(BEGINNING), DraftText(BEGINNING)
    for at in range(1, 4):
        hers.write("new"[:at] + BEGINNING)
    his.write(BEGINNING + "his\n")
    hers.take_in([his.drain()])
    hers.undo()  # what is typed on is one step
    assert hers.text == BEGINNING + "his\n"
    assert not hers.can_undo
    hers.redo()
    assert hers.text == "new" + BEGINNING + "his\n"


def test_half_a_character_from_a_broken_keyboard_does_no_harm() -> None:
    draft = DraftText("a")
    draft.write("a\ud83d")
    assert draft.text == "a?"


# on the record --------------------------------------------------------------------------------------------------------


def test_a_long_change_is_written_in_parts_and_one_that_has_not_come_whole_changes_nothing() -> None:
    ada, tomas = two_desks()
    draft = DraftText("")
    draft.write("x" * 3 * PART_BYTES)
    parts = changing("plan/a", [draft.drain()])
    assert [part.goes_on for part in parts] == [True, True, True, False]
    for part in parts[:-1]:
        ada.do(part, NO_INCIDENT)
    tomas.hear(ada)
    assert on_record(tomas) == ""
    ada.do(parts[-1], NO_INCIDENT)
    tomas.hear(ada)
    assert on_record(tomas) == on_record(ada) == draft.text


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (Change("", b"\x00\x00"), "The name of a draft"),
        (Change("x" * (NAME_BYTES + 1), b"\x00\x00"), "The name of a draft"),
        (Change("plan/a", b""), "no change of a draft"),
        (Change("plan/a", b"", goes_on=True), "no change of a draft"),
        (Change("plan/a", b"nonsense"), "no change of a draft"),
        (Change("plan/a", b"\x00" * (PART_BYTES + 1)), "At most 32 KiB"),
    ],
)
def test_what_is_no_change_is_refused_in_words(change: Change, told: str) -> None:
    ada, _ = two_desks()
    with pytest.raises(RuleError, match=told):
        ada.do(change, NO_INCIDENT)


@given(spoilt=st.lists(st.tuples(st.integers(0, 500), st.integers(0, 255)), min_size=1, max_size=4))
def test_whoever_means_harm_loses_nobody_a_word(spoilt: list[tuple[int, int]]) -> None:
    hers, his = DraftText(BEGINNING), DraftText(BEGINNING)
    hers.write(BEGINNING + "hers\n")
    hers.write(BEGINNING.replace("lead", "leader") + "hers\n")
    his.write("his\n" + BEGINNING)
    update = bytearray(hers.drain())
    for at, byte in spoilt:
        update[at % len(update)] = byte
    his.take_in([bytes(update)])
    his.write(his.text + "still here\n")
    again = DraftText(BEGINNING, [bytes(update), his.drain()])
    assert "still here" in his.text  # maybe a letter beside its place: a spoilt change is counted otherwise
    assert "his\n" in again.text


def test_the_draft_that_was_changed_last_is_named_first_and_by_whom_it_was() -> None:
    ada, tomas = two_desks()
    for hand, name in ((ada, "plan/a"), (tomas, "plan/b"), (ada, "message/c"), (ada, "plan/a")):
        written(hand, DraftText("x"), name)
    ada.hear(tomas)
    drafts = Fold(NO_INCIDENT, ada.entries).board.drafts
    assert drafts.named("plan/") == ["plan/a", "plan/b"]
    assert [drafts.of[name].last_by for name in drafts.named("plan/")] == [ada.person, tomas.person]
