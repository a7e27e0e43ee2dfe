"""Moments as people type them, in every form we promise, over the edges of summer time, and whatever else is typed."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.errors import BadInput
from incident_desk.domain.moments import FIRST_US, LAST_US, PLACES, from_us, iso, plain, read_iso, read_moment, to_us

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2017, 1, 31, 21, 30, 15, tzinfo=UTC)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2017-01-31T23:27:00Z", utc(2017, 1, 31, 23, 27)),
        ("2017-01-31T23:27:00.250000Z", utc(2017, 1, 31, 23, 27, 0, 250_000)),
        ("2017-01-31T23:27:00+01:00", utc(2017, 1, 31, 22, 27)),
        ("2017-01-31 23:27", utc(2017, 1, 31, 23, 27)),
        ("2017-01-31 23:27:30", utc(2017, 1, 31, 23, 27, 30)),
        ("2017-01-31 23:27 UTC", utc(2017, 1, 31, 23, 27)),
        ("2017-01-31 23:27 utc", utc(2017, 1, 31, 23, 27)),
        ("2017-01-31 23:27  CET", utc(2017, 1, 31, 22, 27)),
        ("2017-01-31 23:27 +05:30", utc(2017, 1, 31, 17, 57)),
        ("2017-01-31 23:27 -0800", utc(2017, 2, 1, 7, 27)),
        ("2017-01-31 23:27 -08", utc(2017, 2, 1, 7, 27)),
        ("2017-01-31 23:27 America/New_York", utc(2017, 2, 1, 4, 27)),
        ("2018-10-21 22:52 PDT", utc(2018, 10, 22, 5, 52)),
        ("2017-01-31", utc(2017, 1, 31)),
        ("19:30", utc(2017, 1, 31, 19, 30)),
        ("9:05", utc(2017, 1, 31, 9, 5)),
        ("19:30:07", utc(2017, 1, 31, 19, 30, 7)),
        ("19:30 CET", utc(2017, 1, 31, 18, 30)),
        ("19:30 +01:00", utc(2017, 1, 31, 18, 30)),
        ("19:30+01:00", utc(2017, 1, 31, 18, 30)),
        ("19:30Z", utc(2017, 1, 31, 19, 30)),
        ("21:31", utc(2017, 1, 30, 21, 31)),  # it has not been that late today
        ("21:30:15", NOW),
        ("now", NOW),
        (" NOW ", NOW),
        ("10 min ago", utc(2017, 1, 31, 21, 20, 15)),
        ("10m ago", utc(2017, 1, 31, 21, 20, 15)),
        ("1 hour ago", utc(2017, 1, 31, 20, 30, 15)),
        ("90 Seconds Ago", utc(2017, 1, 31, 21, 28, 45)),
        ("2 d ago", utc(2017, 1, 29, 21, 30, 15)),
    ],
)
def test_what_people_write(text: str, meant: datetime) -> None:
    assert read_moment(text, NOW) == meant


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "soon", "25:00", "19:60", "24:00", "19:30 XYZ", "19.30", "31.01.2017", "2017-02-30",
        "2017-13-01 10:00", "0001-01-01", "9999-12-31", "1970-06-01", "1970-01-01T00:00:00+14:00", "99999 d ago",
        "-5 min ago", "5 ago", "19:30 ../../etc/passwd", "19:30 /etc/passwd", "19:30 Europe/", "19:30 America",
        "19:30 a\0b", "19:30 Europe/\udcff", "19:30 " + "A/" * 5000, "１９:３０", "١٩:٣٠", "19:30 +25:00",
        "19:30 +99:99", "1" * 10_000, "now now", "19:30 19:30",
    ],
)  # fmt: skip
def test_what_is_no_moment_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadInput, match='write "19:30"') as refused:
        read_moment(text, NOW)
    assert len(str(refused.value)) < 250


@given(text=st.text(max_size=60))
def test_no_text_leads_to_anything_but_a_moment_or_a_refusal(text: str) -> None:
    try:
        moment = read_moment(text, NOW)
    except BadInput:
        return
    assert FIRST_US <= to_us(moment) <= LAST_US


SHAPES = st.from_regex(
    r"\A(\d{1,4}[-:/. ]?){1,6}[TZ ]?([A-Za-z]{1,5}|[+-]\d{1,4}:?\d{0,2}|[A-Z]\w{1,8}/\w{1,9})?( ago)?\Z"
)


@given(text=SHAPES, now=st.datetimes(datetime(1971, 1, 2), datetime(8999, 12, 30), timezones=st.just(UTC)))
def test_nor_does_what_looks_like_one(text: str, now: datetime) -> None:
    try:
        moment = read_moment(text, now, BERLIN)
    except BadInput:
        return
    assert moment.tzinfo is UTC
    assert FIRST_US <= to_us(moment) <= LAST_US


zones = st.sampled_from([UTC, BERLIN, NEW_YORK, ZoneInfo("Asia/Kathmandu"), timezone(timedelta(hours=-3, minutes=-30))])


@given(
    now=st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 1), timezones=st.just(UTC)),
    clock=st.times(),
    zone=zones,
)
def test_a_clock_alone_is_the_last_time_it_showed_that(now: datetime, clock: object, zone: tzinfo) -> None:
    text = f"{clock:%H:%M:%S}"
    moment = read_moment(text, now, zone)
    assert moment <= now
    assert now - moment <= timedelta(hours=25)


# summer time ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "text", "meant"),
    [
        # summer ends: the clock shows 02:30 twice, at 00:30 and at 01:30 UTC
        (utc(2017, 10, 29, 0, 45), "02:30", utc(2017, 10, 29, 0, 30)),
        (utc(2017, 10, 29, 1, 15), "02:30", utc(2017, 10, 29, 0, 30)),
        (utc(2017, 10, 29, 1, 45), "02:30", utc(2017, 10, 29, 1, 30)),
        (utc(2017, 10, 29, 9, 0), "02:30", utc(2017, 10, 29, 1, 30)),
        (utc(2017, 10, 29, 9, 0), "01:30", utc(2017, 10, 28, 23, 30)),
        # summer begins: no clock shows 02:30; somebody whose clock was not put forward means 01:30 UTC
        (utc(2017, 3, 26, 9, 0), "02:30", utc(2017, 3, 26, 1, 30)),
        (utc(2017, 3, 26, 0, 45), "02:30", utc(2017, 3, 25, 1, 30)),
        (utc(2017, 3, 26, 9, 0), "03:30", utc(2017, 3, 26, 1, 30)),
        # the day before had another offset
        (utc(2017, 3, 26, 1, 30), "23:00", utc(2017, 3, 25, 22, 0)),
    ],
)
def test_over_the_edges_of_summer(now: datetime, text: str, meant: datetime) -> None:
    assert read_moment(text, now, BERLIN) == meant


def test_a_date_with_a_clock_that_was_shown_twice_is_the_first() -> None:
    assert read_moment("2017-10-29 02:30", NOW, BERLIN) == utc(2017, 10, 29, 0, 30)
    assert read_moment("2017-10-29 02:30 +01:00", NOW, BERLIN) == utc(2017, 10, 29, 1, 30)


def test_people_write_the_same_letters_in_summer_and_winter() -> None:
    assert read_moment("2017-07-01 12:00 CET", NOW) == read_moment("2017-07-01 12:00 CEST", NOW)
    assert read_moment("2017-07-01 12:00 EST", NOW) == utc(2017, 7, 1, 16)


@pytest.mark.parametrize("letters", ["CST", "BST", "IST", "AST"])
def test_letters_that_mean_several_places_are_not_guessed(letters: str) -> None:
    with pytest.raises(BadInput):
        read_moment(f"2017-07-01 12:00 {letters}", NOW)


def test_the_zone_of_the_reader_is_used_where_none_is_said() -> None:
    assert read_moment("2017-07-01 12:00", NOW, NEW_YORK) == utc(2017, 7, 1, 16)
    assert read_moment("12:00", utc(2017, 7, 1, 20), NEW_YORK) == utc(2017, 7, 1, 16)
    assert all(ZoneInfo(place) for place in PLACES.values())


# microseconds --------------------------------------------------------------------------------------------------------


@given(us=st.integers(FIRST_US, LAST_US))
def test_moments_come_back_as_they_went(us: int) -> None:
    assert to_us(from_us(us)) == us
    assert read_moment(iso(us), NOW) == from_us(us)


def test_a_moment_in_words() -> None:
    assert iso(1_485_905_220_000_000) == "2017-01-31T23:27:00Z"
    assert iso(1_485_905_220_000_001) == "2017-01-31T23:27:00.000001Z"


@given(us=st.integers())
def test_what_no_calendar_shows_is_shown_at_its_edge(us: int) -> None:
    assert iso(us).endswith("Z")


@pytest.mark.parametrize("us", [0, 1_485_905_220_000_000, 1_485_905_225_123_000, FIRST_US, LAST_US])
def test_what_files_show_is_read_back(us: int) -> None:
    assert read_iso(iso(us)) == us


@pytest.mark.parametrize(
    "text", ["", "23:27", "2017-02-31T23:27:00Z", "since 2017-01-31T23:27:00Z", "2017-01-31T23:27:00"]
)
def test_other_words_are_no_moment_of_a_file(text: str) -> None:
    assert read_iso(text) is None


def test_people_read_a_moment_without_letters_in_it() -> None:
    assert plain(1_485_905_220_000_000) == "2017-01-31 23:27 UTC"
    assert plain(1_485_905_225_000_000) == "2017-01-31 23:27:05 UTC"
