"""Planned work from an iCalendar becomes changes to come: once, moved along; what is wrong is told with its line."""

from pathlib import Path

import pytest

from incident_desk.domain.alerts import NoteChange
from incident_desk.domain.changes import Around, changed_in
from incident_desk.domain.errors import BadInput
from incident_desk.domain.ids import ALERTS
from incident_desk.domain.maintenance_list import Maintenances
from incident_desk.domain.moments import HOUR_US, iso
from incident_desk.intake.planned_calendar import Planned, read
from tests.domain.making import START_US, Hand, two_desks

NOW_US = START_US


def at(hours: float) -> str:
    return iso(NOW_US + round(hours * HOUR_US)).replace("-", "").replace(":", "").replace(".000000", "")[:15] + "Z"


def event(name: str, hours: float, lasts: float = 1, **more: str) -> str:
    said = {"UID": name, "DTSTART": at(hours), "DTEND": at(hours + lasts), "SUMMARY": name.title()} | more
    return "\r\n".join(["BEGIN:VEVENT", *(f"{key}:{value}" for key, value in said.items()), "END:VEVENT"])


def planned(folder: Path, *events: str) -> Planned:
    path = folder / "work.ics"
    path.write_text("\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR"]))
    return read(path, NOW_US)


def told(hand: Hand) -> list[tuple[str, float]]:
    found = hand.fold(ALERTS).board.alerts.changes
    return [(each.summary, (each.at_us - NOW_US) / HOUR_US) for each in found]


def test_each_event_is_one_change_also_when_it_is_read_again_and_moves_along(tmp_path: Path) -> None:
    ada, _ = two_desks()
    first = planned(tmp_path, event("move db2", 5, 4, URL="https://wiki.example.org/db2"), event("deploy", 30))
    assert [each.summary for each in first.changes] == ["Move Db2", "Deploy"]
    assert first.changes[0].link == "https://wiki.example.org/db2"
    for change in first.changes:
        assert len(ada.do(change)) == 1
        assert ada.do(change) == []
    for change in planned(tmp_path, event("move db2", 8, 4), event("deploy", 30)).changes:
        ada.do(change)
    assert told(ada) == [("Deploy", 30), ("Move Db2", 8)]
    changes = ada.fold(ALERTS).board.alerts.changes
    [lane] = changed_in(Around(NOW_US, NOW_US + 20 * HOUR_US), changes, Maintenances(), NOW_US)
    assert (lane.title, lane.until_us) == ("Move Db2", NOW_US + 12 * HOUR_US)


def test_a_rule_is_followed_for_weeks_and_not_for_ever_and_cancelled_ones_are_left_out(tmp_path: Path) -> None:
    found = planned(
        tmp_path,
        event("backup test", 3, RRULE="FREQ=DAILY"),
        event("off", 4, STATUS="CANCELLED"),
        event("long over", -90),
    )
    assert 55 <= len(found.changes) <= 62
    assert len({each.key for each in found.changes}) == len(found.changes)
    assert {each.summary for each in found.changes} == {"Backup Test"}


def test_what_is_wrong_is_told_with_its_line_and_the_rest_is_taken(tmp_path: Path) -> None:
    found = planned(tmp_path, event("wild", 1, RRULE="FREQ=SECONDLY"), event("back", 3, -2), event("good", 5))
    assert [each.summary for each in found.changes] == ["Good"]
    assert [(fault.line, fault.words) for fault in found.faults] == [
        (3, "it repeats by the minute or the hour: no shift does"),
        (10, "it ends before it begins"),
    ]
    (tmp_path / "none.ics").write_text("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    with pytest.raises(BadInput, match="0 events"):
        read(tmp_path / "none.ics", NOW_US)


def test_one_that_ends_before_it_begins_is_refused() -> None:
    ada, _ = two_desks()
    with pytest.raises(BadInput, match="over before it begins"):
        ada.do(NoteChange("Backwards", occurred_us=NOW_US, until_us=NOW_US - HOUR_US))
