"""Subscribers of the status page: joined once, told of each update once, gone for good; any order gives the same."""

import random
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.desk import Desk
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import BadInput, NotFound
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import PAGE_SUBSCRIBERS, EntryId
from incident_desk.domain.subscribers import (
    BeginMailing,
    EndMailing,
    ForgetLeft,
    JoinPage,
    LeavePage,
    Mailed,
    Subscribers,
    checked_address,
)
from tests.domain.making import Hand, two_desks

UPDATE = EntryId("01590b5a-0000-7000-8000-00000000000a")
LATER_US = 4_000_000_000_000_000


def subscribers(hand: Hand) -> Subscribers:
    return hand.board(PAGE_SUBSCRIBERS).subscribers


def addresses(of: Subscribers) -> list[str]:
    return [each.address for each in of.standing]


def shown(of: Subscribers) -> bytes:
    return msgspec.json.encode([list(of.of.values()), of.left, of.mailed, addresses(of)])


@pytest.fixture
def ada() -> Hand:
    return two_desks()[0]


def test_an_address_joins_once_and_leaves_by_any_of_its_entries(ada: Hand) -> None:
    [joined] = ada.do(JoinPage("kim@example.org", "de"))
    assert ada.do(JoinPage("Kim@Example.org")) == []
    ada.do(JoinPage("lee@example.org"))
    assert addresses(subscribers(ada)) == ["kim@example.org", "lee@example.org"]
    ada.do(LeavePage(joined.id))
    assert ada.do(LeavePage(joined.id)) == []  # a link is pressed twice
    assert addresses(subscribers(ada)) == ["lee@example.org"]
    with pytest.raises(NotFound, match="Nobody of that address"):
        ada.do(LeavePage("kim@example.org"))
    ada.do(JoinPage("kim@example.org"))
    assert addresses(subscribers(ada)) == ["lee@example.org", "kim@example.org"]


def test_two_desks_that_take_an_address_at_once_tell_it_once_and_it_leaves_both() -> None:
    ada, tomas = two_desks()
    [first] = ada.do(JoinPage("kim@example.org"))
    tomas.do(JoinPage("kim@example.org"))
    tomas.do(BeginMailing(UPDATE, tuple(each.id for each in subscribers(tomas).due(UPDATE, LATER_US))))
    ada.hear(tomas)
    assert len(addresses(subscribers(ada))) == 1
    assert subscribers(ada).due(UPDATE, LATER_US) == []  # the other entry of the same address was told
    ada.do(LeavePage(first.id))
    assert addresses(subscribers(ada)) == []


def test_an_update_is_due_to_whoever_had_joined_and_begun_once(ada: Hand) -> None:
    [kim] = ada.do(JoinPage("kim@example.org"))
    at_us = ada.clock()
    [late] = ada.do(JoinPage("late@example.org"))
    assert [each.id for each in subscribers(ada).due(UPDATE, at_us)] == [kim.id]
    ada.do(BeginMailing(UPDATE, (kim.id,)))
    assert subscribers(ada).due(UPDATE, at_us) == []
    assert [each.id for each in subscribers(ada).unfinished(UPDATE)] == [kim.id]
    assert ada.do(BeginMailing(UPDATE, (kim.id,))) == []
    ada.do(EndMailing(UPDATE, (kim.id,), {late.id: "550 no such user"}))
    assert subscribers(ada).mailed[UPDATE] == {kim.id: Mailed.TOLD, late.id: Mailed.FAILED}
    assert subscribers(ada).unfinished(UPDATE) == []


def test_two_people_erase_the_address_of_whoever_left(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with Desk.open(home) as desk:
        desk.choose_person("Ada").result()
        [joined] = desk.record(JoinPage("kim.secret@example.org", "de")).result()
        desk.record(JoinPage("stays@example.org")).result()
        desk.record(LeavePage(joined.id)).result()
        desk.record(ForgetLeft()).result()
        assert desk.record(ForgetLeft()).result() == []  # whoever asked is not the second
        assert len(desk.reading.fold(PAGE_SUBSCRIBERS).board.subscribers.kept_of_left) == 1
        tomas = desk.add_person("Tomas").result()
        desk.record(ForgetLeft(), by=tomas).result()
        found = desk.reading.fold(PAGE_SUBSCRIBERS).board.subscribers
        assert (found.kept_of_left, addresses(found)) == ([], ["stays@example.org"])
    assert not [file for file in home.rglob("*") if file.is_file() and b"kim.secret" in file.read_bytes()]
    assert [file for file in home.rglob("*") if file.is_file() and b"stays@example.org" in file.read_bytes()]


@pytest.mark.parametrize(
    "text",
    [
        *("", "kim", "kim@", "@example.org", "kim@example", "kim @example.org", "a@b.org,c@d.org", "a@b.org;c@d.org"),
        *("kim@example.org\r\nBcc: x@y.org", "kim@example.org\nSubject: x", "kim@example.org%0aBcc:x@y.org"),
        *("<script>@example.org", '"kim"@example.org', "Kim <kim@example.org>", "kim@ex\u200bample.org"),
        *("kim\u202e@example.org", "kim@[127.0.0.1]", "a..b@example.org", "x" * 65 + "@example.org"),
        *("kim@" + "a" * 250 + ".org", "kim@example.org\0", "{address}@example.org", "kim@exämple.org"),
    ],
)
def test_what_is_no_single_address_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        checked_address(text)
    assert str(refused.value) == "address: write one e-mail address, like kim@example.org"


def a_year() -> list[Entry]:
    """Two desks that do not always know of each other."""
    ada, tomas = two_desks()
    for round_ in range(3):
        for hand in (ada, tomas):
            hand.do(JoinPage(f"kim{round_}@example.org"))
            hand.do(JoinPage(f"{hand.desk}-{round_}@example.org"))
            due = subscribers(hand).due(EntryId(f"{round_}"), LATER_US)
            hand.do(BeginMailing(EntryId(f"{round_}"), tuple(each.id for each in due)))
            hand.do(EndMailing(EntryId(f"{round_}"), tuple(each.id for each in due[1:]), {due[0].id: "550"}))
        ada.hear(tomas)
        ada.do(LeavePage(f"kim{round_}@example.org"))
        ada.do(ForgetLeft())
        tomas.hear(ada)
        tomas.do(ForgetLeft())
    ada.hear(tomas)
    return [entry for entry in ada.entries if entry.incident == PAGE_SUBSCRIBERS]


YEAR = a_year()


@given(seed=st.integers(0, 10_000), again=st.lists(st.integers(0, len(YEAR) - 1), max_size=4))
def test_any_order_of_arrival_gives_the_same_subscribers(seed: int, again: list[int]) -> None:
    arrived = random.Random(seed).sample(YEAR, len(YEAR)) + [YEAR[place] for place in again]
    fold = Fold(PAGE_SUBSCRIBERS)
    for at in range(0, len(arrived), 3):
        fold.add(arrived[at : at + 3])
    assert shown(fold.board.subscribers) == shown(Fold(PAGE_SUBSCRIBERS, YEAR).board.subscribers)
