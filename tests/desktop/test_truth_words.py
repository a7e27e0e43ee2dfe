"""What the mark in the header says of the shared database, in each of its states."""

from collections.abc import Generator
from datetime import UTC

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from incident_desk.desk.sharing_state import Shared
from incident_desk.desktop.flows import Flows
from incident_desk.desktop.parts.truth_mark import TruthMarkLabel
from incident_desk.desktop.sharing import Sharing
from incident_desk.desktop.truth_words import SYMBOLS, Trouble, conflict_words, sharing_words
from incident_desk.domain.ids import StreamId
from incident_desk.domain.moments import MINUTE_US, SECOND_US

NOW_US = 1_485_910_800_000_000
"""1 February 2017 01:00 UTC."""


@pytest.fixture
def sharing(app: QApplication) -> Generator[Sharing]:
    parent = QObject()
    yield Sharing(None, Flows(print), parent)
    parent.deleteLater()


def here(**known: object) -> Shared:
    known = {"is_connected": True, "heard_us": NOW_US - 2 * SECOND_US, "desks": 4, **known}
    return Shared(address="record.example.org", **known)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


STATES = [
    (here(), Trouble.SHARED, "Saved here · shared 2 s ago", "4 desks see this"),
    (here(desks=1), Trouble.SHARED, "Saved here · shared 2 s ago", "No other desk is there now"),
    (here(waiting=3), Trouble.SHARING, "Saved here · sharing", "3 entries on the way"),
    (here(waiting=1), Trouble.SHARING, "Saved here · sharing", "1 entry on the way"),
    (here(through=500), Trouble.SHARING, "Saved here · sharing", "500 entries on the way"),
    (
        here(is_connected=False, waiting=12, waiting_since_us=NOW_US - 4 * MINUTE_US),
        Trouble.NOT_SHARED,
        "Saved here · not shared for 4 min",
        "12 entries wait; work goes on",
    ),
    (here(is_connected=False), Trouble.CUT_OFF, "Not connected since 00:40", "This desk keeps the whole record"),
    (
        here(waiting=2, not_taken=(StreamId("s"),)),
        Trouble.NOT_TAKEN,
        "Saved here · not shared",
        "2 entries are not taken",
    ),
    (
        here(offset_us=3 * SECOND_US),
        Trouble.SHARED,
        "Saved here · shared 2 s ago",
        "This clock is 3 s behind the shared one",
    ),
    (
        here(offset_us=-24 * 60 * MINUTE_US),
        Trouble.CLOCK,
        "Saved here · shared 2 s ago",
        "This clock is 1 d ahead of the shared one",
    ),
]


@pytest.mark.parametrize(("state", "trouble", "line", "detail"), STATES, ids=lambda value: str(value)[:40])
def test_the_mark_says(sharing: Sharing, state: Shared, trouble: Trouble, line: str, detail: str) -> None:
    sharing.state, sharing.lost_us = state, NOW_US - 20 * MINUTE_US
    words = sharing_words(sharing, NOW_US, UTC)
    assert words is not None
    assert (words.trouble, words.line, words.detail) == (trouble, line, detail)


def test_the_tooltip_says_what_stands_in_the_way_and_that_waiting_loses_nothing(sharing: Sharing) -> None:
    sharing.state = here(is_connected=False, trouble="Nothing listens on record.example.org:5432.")
    words = sharing_words(sharing, NOW_US, UTC)
    assert words is not None
    assert words.tip.splitlines()[0] == "Nothing listens on record.example.org:5432."
    mark = TruthMarkLabel()
    mark.show_words(*SYMBOLS[words.trouble], words.line, words.detail, words.tip)
    assert "Nothing listens" in mark.toolTip()
    assert mark.accessibleName() == f"{words.line}. {words.detail}"
    mark.deleteLater()


def test_who_shares_with_nobody_is_told_nothing_of_sharing(sharing: Sharing) -> None:
    assert sharing_words(sharing, NOW_US, UTC) is None


@pytest.mark.parametrize("field", ["title", "severity", "state"])
def test_a_conflict_names_its_field(app: QApplication, field: str) -> None:
    assert conflict_words(field).line == f"Two desks changed the {field}"


def test_after_an_absence_it_says_how_much_went_through_and_how_long_the_rest_takes(sharing: Sharing) -> None:
    sharing.state = here(through=5_000, total=20_000, waiting=15_000, past=1)
    sharing.catching_up_since_us = NOW_US - 10 * SECOND_US
    said = sharing_words(sharing, NOW_US, UTC)
    assert said is not None
    assert said.line == "Saved here · catching up, 25 %"
    assert said.detail == "5\u202f000 of 20\u202f000 · 30 s left"
    assert "Work goes on" in said.tip
