"""On-call lists from files: what is understood is taken, what is not is told with its line; nothing hostile harms."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from incident_desk.domain.errors import BadInput
from incident_desk.domain.moments import from_us, to_us
from incident_desk.intake import on_call
from incident_desk.intake.on_call import Understood

NOW_US = to_us(datetime(2026, 11, 26, 12, tzinfo=UTC))  # a Thursday
BERLIN = ZoneInfo("Europe/Berlin")


EVERY_MINUTE = f"RRULE:FREQ=DAILY;BYHOUR={','.join(map(str, range(24)))};BYMINUTE={','.join(map(str, range(60)))}"


def event(
    start: str, end: str, *lines: str, name: str = "Kim", zone: str = ";TZID=Europe/Berlin", uid: str = "1"
) -> str:
    head = ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART{zone}:{start}", f"DTEND{zone}:{end}", f"SUMMARY:{name}"]
    return "\r\n".join([*head, *lines, "END:VEVENT"])


def calendar(*events: str, head: str = "") -> str:
    begins = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//", *([head] if head else [])]
    return "\r\n".join([*begins, *events, "END:VCALENDAR", ""])


def read(folder: Path, text: str, name: str = "network.ics", zone: ZoneInfo = BERLIN) -> Understood:
    file = folder / name
    file.write_text(text, encoding="utf-8", newline="")
    return on_call.read(file, NOW_US, zone)


def shown(found: Understood) -> list[tuple[str, str, str]]:
    return [(f"{from_us(s.start_us):%a %d %H:%M}", f"{from_us(s.end_us):%a %d %H:%M}", s.name) for s in found.shifts]


def test_a_calendar_is_read_in_its_zones_with_whoever_attends_or_is_named(tmp_path: Path) -> None:
    attends = event("20261127T180000", "20261128T080000", 'ATTENDEE;CN="Ada Lovelace":mailto:ada@example.org', uid="2")
    found = read(
        tmp_path,
        calendar(
            event("20261126T080000", "20261126T180000", name="On call - Kim"),
            attends,
            event("20261129T080000Z", "20261129T200000Z", zone="", name="[L1] Bo", uid="3"),
            event("20261130T080000", "20261130T200000", zone="", name="Cy", uid="4"),
            head="X-WR-CALNAME:Network",
        ),
    )
    assert (found.title, found.faults) == ("Network", ())
    assert shown(found) == [
        ("Thu 26 07:00", "Thu 26 17:00", "Kim"),
        ("Fri 27 17:00", "Sat 28 07:00", "Ada Lovelace"),
        ("Sun 29 08:00", "Sun 29 20:00", "Bo"),
        ("Mon 30 07:00", "Mon 30 19:00", "Cy"),  # without a zone: as it was said
    ]


def test_what_paging_services_and_calendars_export_is_read(tmp_path: Path) -> None:
    pager = event("20261126T080000Z", "20261203T080000Z", "ATTENDEE:kim@example.org", zone=";VALUE=DATE-TIME")
    pager = pager.replace("SUMMARY:Kim", "SUMMARY:On Call - Kim Smith - Network Primary")
    assert [s.name for s in read(tmp_path, calendar(pager)).shifts] == ["Kim Smith"]
    days = event("20261123", "20261130", "RRULE:FREQ=WEEKLY;WKST=MO;INTERVAL=2;COUNT=3", zone=";VALUE=DATE")
    found = read(tmp_path, calendar(days, head="X-WR-TIMEZONE:Europe/Berlin"))
    assert shown(found)[1] == ("Sun 06 23:00", "Sun 13 23:00", "Kim")
    assert (len(found.shifts), found.title) == (3, "network")
    windows = event("20261127T180000", "20261128T080000", zone=';TZID="W. Europe Standard Time"')
    assert shown(read(tmp_path, calendar(windows))) == [("Fri 27 17:00", "Sat 28 07:00", "Kim")]


def test_rules_without_end_stop_at_the_horizon_and_keep_their_exceptions(tmp_path: Path) -> None:
    rule, left_out = "RRULE:FREQ=WEEKLY;INTERVAL=2", "EXDATE;TZID=Europe/Berlin:20261214T080000"
    weekly = event("20240101T080000", "20240108T080000", rule, left_out)
    moved = event("20261201T080000", "20261207T080000", "RECURRENCE-ID;TZID=Europe/Berlin:20261130T080000", name="Bo")
    found = read(tmp_path, calendar(weekly, moved))
    assert found.faults == ()
    assert len(found.shifts) == 13  # half a year, every second week, one left out and one in another's hands
    assert [s.name for s in found.shifts].count("Bo") == 1
    assert max(s.start_us for s in found.shifts) < found.until_us
    starts = {f"{from_us(s.start_us):%Y-%m-%d}" for s in found.shifts}
    assert "2026-12-14" not in starts


def test_winter_time_is_kept_by_a_rule(tmp_path: Path) -> None:
    file = tmp_path / "a.ics"
    file.write_text(calendar(event("20261019T080000", "20261019T200000", "RRULE:FREQ=WEEKLY")), "utf-8")
    found = on_call.read(file, to_us(datetime(2026, 10, 20, tzinfo=UTC)), UTC)
    assert [x[0] for x in shown(found)[:2]] == ["Mon 19 06:00", "Mon 26 07:00"]


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (event("20261127T080000", "20261127T200000", zone=";TZID=Mars/Olympus"), "zone “Mars/Olympus” is unknown"),
        (event("20261127T080000", "20261126T080000"), "ends before it begins"),
        (event("soon", "20261127T080000"), "DTSTART"),
        (event("20261127T080000", "20261127T200000", "RRULE:FREQ=SECONDLY"), "by the minute"),
        (event("20261127T080000", "20261127T200000", EVERY_MINUTE), "minute"),
        (event("20261127T080000", "20261127T200000", "RRULE:FREQ=SOMETIMES"), "RRULE cannot be read"),
        (event("00010101T080000", "00010101T200000", "RRULE:FREQ=DAILY"), "it repeats since 1"),
        (event("20261127T080000", "20261127T200000", name=""), "nobody is named"),
        (event("20261127T080000", "20261127T200000").replace("\r\nEND:VEVENT", ""), "END:VEVENT"),
        (event("20261127T080000", "20261127T200000", "RRULE:FREQ=DAILY;INTERVAL=0"), "every 0 days"),
        (event("20261127T080000", "20261127T200000", "DTSTART:20261127T080000"), "begins or ends twice"),
        (event("20261127T080000", "20261127T200000", "X-A:" + "x" * 200_000), "larger than any shift"),
        (event("20261127T080000", "99991231T200000", "RRULE:FREQ=DAILY"), "cannot be followed"),
        (event("20261127T080000", "20261127T200000", zone=";TZID=../../etc/passwd"), "does not explain it"),
        ("BEGIN:VEVENT\r\nUID:9\r\nSUMMARY:Kim\r\nEND:VEVENT", "no beginning"),
    ],
)
def test_one_broken_event_is_told_with_its_line_and_costs_no_other(tmp_path: Path, bad: str, told: str) -> None:
    good = event("20261128T080000", "20261128T200000", name="Ada", uid="good")
    found = read(tmp_path, calendar(good, bad.replace("UID:1", "UID:bad")))
    assert [s.name for s in found.shifts] == ["Ada"]
    [fault] = found.faults
    assert told in fault.words
    assert fault.line == 10  # where the broken one begins


def zone(rule: str, name: str = "Ours", offset: str = "+0100") -> str:
    """A zone that the calendar explains itself."""
    lines = ["BEGIN:STANDARD", "DTSTART:16010101T000000", f"TZOFFSETFROM:{offset}", f"TZOFFSETTO:{offset}", rule]
    return "\r\n".join(["BEGIN:VTIMEZONE", f"TZID:{name}", *lines, "END:STANDARD", "END:VTIMEZONE"])


def test_a_zone_of_the_calendars_own_is_understood_and_forgotten_with_it(tmp_path: Path) -> None:
    for offset, starts in (("+0100", "Fri 27 07:00"), ("+0500", "Fri 27 03:00")):
        own = zone("RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", offset=offset)
        found = read(tmp_path, calendar(own, event("20261127T080000", "20261127T200000", zone=";TZID=Ours")))
        assert [start for start, _, _ in shown(found)] == [starts]


@pytest.mark.parametrize(
    "rule",
    ["RRULE:FREQ=SECONDLY", "RRULE:FREQ=YEARLY;INTERVAL=0", "RRULE:FREQ=YEARLY;BYSECOND=1,2", "RRULE:FREQ=DAILY"],
)
def test_a_zone_whose_clock_never_rests_is_not_followed(tmp_path: Path, rule: str) -> None:
    found = read(tmp_path, calendar(zone(rule), event("20261127T080000", "20261127T200000", zone=";TZID=Ours")))
    assert found.shifts == ()
    assert "the zone “Ours” is unknown: its clock changes more often" in found.faults[0].words


def test_long_lines_that_were_folded_are_whole(tmp_path: Path) -> None:
    folded = event("20261127T080000", "20261127T200000").replace("Europe/Berlin", "Europe/\r\n Berlin")
    assert shown(read(tmp_path, calendar(folded))) == [("Fri 27 07:00", "Fri 27 19:00", "Kim")]


def test_times_without_a_zone_are_read_as_said_and_that_is_told(tmp_path: Path) -> None:
    told = "no time zone is named; the times were read as those of Europe/Berlin"
    floating = event("20261127T080000", "20261127T200000", zone="")
    assert read(tmp_path, calendar(floating)).remarks == (told,)
    assert read(tmp_path, "name,start,end\nKim,2026-11-27 08:00,2026-11-27 20:00", "a.csv").remarks == (told,)
    assert read(tmp_path, "name,start,end\nKim,2026-11-27T08:00Z,2026-11-27T20:00Z", "a.csv").remarks == ()
    named = read(tmp_path, calendar(floating, head="X-WR-TIMEZONE:America/New_York"))
    assert named.remarks == ()
    assert shown(named) == [("Fri 27 13:00", "Sat 28 01:00", "Kim")]


def test_letters_that_are_not_utf_8_are_read_as_windows_has_them_and_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_bytes(
        calendar(event("20261127T080000", "20261127T200000", name="Jürg")).encode("cp1252")
    )
    found = on_call.read(tmp_path / "a.ics", NOW_US, BERLIN)
    assert [shift.name for shift in found.shifts] == ["Jürg"]
    assert found.remarks[0].startswith("not UTF-8 (line ")


def test_a_table_is_read_with_a_fault_for_each_row_that_is_none(tmp_path: Path) -> None:
    rows = [
        "Name;Start;End",
        "Kim;2026-11-26 08:00;2026-11-26 18:00",
        "Ada Lovelace;27.11.2026 18:00;28.11.2026 08:00",
        ";2026-11-29 08:00;2026-11-29 18:00",
        "Bo;later;2026-11-29 18:00",
        "Cy;2026-11-30 08:00;2026-11-29 18:00",
        "Di;2026-12-01;2026-12-01",
        "Old;2020-12-01 08:00;2020-12-02 08:00",
    ]
    found = read(tmp_path, "\n".join(rows), "network.csv")
    assert shown(found) == [
        ("Thu 26 07:00", "Thu 26 17:00", "Kim"),
        ("Fri 27 17:00", "Sat 28 07:00", "Ada Lovelace"),
        ("Mon 30 23:00", "Tue 01 23:00", "Di"),
    ]
    assert [(fault.line, fault.column) for fault in found.faults] == [(4, "Name"), (5, "Start"), (6, "End")]
    assert found.title == "network"


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("", "a.ics", "empty"),
        ("Name,When\nKim,now\n", "a.csv", "no column"),
        (calendar(), "a.ics", "no event"),
        (calendar(*[event("20261127T080000", "20261127T200000")] * 5001), "a.ics", "5001 events"),
        ("x" * (10 * 1024 * 1024), "a.ics", "larger than 2 MiB"),
    ],
    ids=["empty", "no columns", "no event", "too many", "10 MB"],
)
def test_what_is_no_list_gets_one_error(tmp_path: Path, text: str, name: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        read(tmp_path, text, name)


def test_bytes_that_are_no_text_get_an_error_too(tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_bytes(bytes(range(256)) * 40)
    with pytest.raises(BadInput):
        on_call.read(tmp_path / "a.ics", NOW_US, UTC)


def test_names_carry_nothing_that_no_eye_sees(tmp_path: Path) -> None:
    name = "\u202eKim\u200b <b>Lee</b>\u2066"
    found = read(tmp_path, calendar(event("20261127T080000", "20261127T200000", name=name)))
    assert [s.name for s in found.shifts] == ["Kim <b>Lee</b>"]


def test_more_than_fits_is_cut_at_a_moment_that_is_said(tmp_path: Path) -> None:
    times = ("20261126T080000", "20261126T090000", "RRULE:FREQ=DAILY")
    rules = [event(*times, name=f"P{at}", uid=str(at)) for at in range(12)]
    found = read(tmp_path, calendar(*rules))
    assert len(found.shifts) <= 1500
    assert any("left out" in remark for remark in found.remarks)
    assert found.until_us < NOW_US + on_call.AHEAD_US
