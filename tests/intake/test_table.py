"""Tables of other tools: their columns, their dates, their letters, and what is wrong with them."""

from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.errors import BadInput
from incident_desk.domain.moments import iso
from incident_desk.domain.timeline import Line
from incident_desk.intake.files import import_files
from tests.intake.conftest import board_of, imported, reason, state_at, table


def rows(desk: Desk, file: Path, columns: str | None = None) -> list[Line]:
    """What the table became, without the line of its declaration."""
    return board_of(desk, import_files(desk, [file], columns=columns)[0]).timeline.lines[1:]


def times(desk: Desk, file: Path, columns: str | None = None) -> list[str]:
    """The moments of its rows."""
    return [iso(line.occurred_us) for line in rows(desk, file, columns)]


def refusal(desk: Desk, file: Path, columns: str | None = None) -> str:
    """Why it was refused, after the name of the file."""
    return reason(import_files(desk, [file], columns=columns)[0]).removeprefix(str(file))


def test_columns_are_found_by_their_usual_names(desk: Desk, tmp_path: Path) -> None:
    file = table(
        tmp_path,
        "Timestamp,Author,Type,Message,Ticket",
        "2024-05-02T09:10:00Z,monitoring,detected,Orders fail,OPS-1",
        "2024-05-02T09:15:00Z,Ada,declared,War room opened,OPS-1",
        "2024-05-02T09:40:00Z,Ada,mitigated,Release taken back,OPS-1",
    )
    (result,) = import_files(desk, [file])
    assert imported(result).title == "log"
    assert imported(result).remark == "columns that were not used: Ticket"
    assert [state_at(desk, result, at) for at in ("09:12", "09:16", "09:45")] == ["detected", "declared", "monitoring"]
    spoken = [(line.speaker, line.text) for line in board_of(desk, result).timeline.lines]
    assert ("monitoring", "Orders fail") in spoken


def test_columns_are_those_that_are_named(desk: Desk, tmp_path: Path) -> None:
    file = table(tmp_path, '"When, about",What,Text', "2024-05-02 09:00,Orders fail,ignored")
    (line,) = rows(desk, file, '"time=When, about",text=What')
    assert (line.text, line.speaker) == ("Orders fail", "")


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_sign_between_cells_is_found_out(desk: Desk, tmp_path: Path, sign: str) -> None:
    file = table(tmp_path, sign.join(("time", "text")), sign.join(("2024-05-02 09:00", '"Orders; all, of|them, fail"')))
    assert [line.text for line in rows(desk, file)] == ["Orders; all, of|them, fail"]


def test_a_kind_we_do_not_know_is_kept_in_front_of_the_words(desk: Desk, tmp_path: Path) -> None:
    file = table(
        tmp_path, "time,kind,text", "2024-05-02 09:00,Change,Release", "2024-05-02 09:01,Message external,Sorry"
    )
    assert [(line.sort, line.text) for line in rows(desk, file)] == [("note", "Change: Release"), ("message", "Sorry")]


def test_cells_of_several_lines_stay_whole_and_line_numbers_are_of_the_file(desk: Desk, tmp_path: Path) -> None:
    good = table(tmp_path, "time,text", '2024-05-02 09:00,"Orders', "fail", 'everywhere"', "")
    assert rows(desk, good)[0].text == "Orders\r\nfail\r\neverywhere"
    bad = table(tmp_path, "time,text", '2024-05-02 09:00,"Orders', 'fail"', "", "soon,x", name="bad.csv")
    assert refusal(desk, bad).startswith(", line 5: “soon” is not a date with a time")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_letters_are_read_as_they_were_written(desk: Desk, tmp_path: Path, encoding: str) -> None:
    file = table(tmp_path, "time,text", "2024-05-02 09:00,Störung “überall”", encoding=encoding)
    (result,) = import_files(desk, [file])
    assert board_of(desk, result).timeline.lines[-1].text == "Störung “überall”"
    assert imported(result).remark == ""


def test_letters_that_are_not_utf8_are_read_as_latin1_and_that_is_told(desk: Desk, tmp_path: Path) -> None:
    file = table(tmp_path, "time,text", "2024-05-02 09:00,ok", "2024-05-02 09:01,Störung", encoding="latin-1")
    (result,) = import_files(desk, [file])
    assert board_of(desk, result).timeline.lines[-1].text == "Störung"
    assert imported(result).remark == "not UTF-8 (line 3); its letters were read as Latin-1"


def test_what_is_no_text_is_refused(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "picture.csv"
    file.write_bytes(b"time,text\n\x89PNG\x00\x01")
    assert refusal(desk, file) == ", line 2: not a text file"


# times ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2024-05-02T09:00:30Z", "2024-05-02T09:00:30Z"),
        ("2024-05-02T09:00:00+02:00", "2024-05-02T07:00:00Z"),
        ("2024-05-02 09:00 CEST", "2024-05-02T07:00:00Z"),
        ("2024-05-02 09:00:00.250", "2024-05-02T09:00:00.250000Z"),
        ("2024/05/02 09:00", "2024-05-02T09:00:00Z"),
        ("02.05.2024 09:00", "2024-05-02T09:00:00Z"),
        ("2.5.2024, 9:00 Uhr", None),
        ("17/05/2024 9:05 PM", "2024-05-17T21:05:00Z"),
        ("5/17/2024 12:05 am", "2024-05-17T00:05:00Z"),
        ("1714640400", "2024-05-02T09:00:00Z"),
        ("1714640400250", "2024-05-02T09:00:00.250000Z"),
        ("2024-05-02", "2024-05-02T00:00:00Z"),
        ("31.02.2024 09:00", None),
        ("09:00", None),
        ("10 min ago", None),
        ("now", None),
        ("1066-10-14 09:00", None),
        ("", None),
    ],
)
def test_times_as_tables_write_them(desk: Desk, tmp_path: Path, typed: str, meant: str | None) -> None:
    file = table(tmp_path, "time;text", f"{typed};Orders fail")
    if meant is None:
        assert refusal(desk, file).startswith(", line 2: ")
    else:
        assert times(desk, file) == [meant]


def test_a_day_without_a_time_is_marked_as_not_exact(desk: Desk, tmp_path: Path) -> None:
    file = table(tmp_path, "time,text", "2024-05-02,Orders fail", "2024-05-02 09:00,Release taken back")
    assert [line.is_approximate for line in rows(desk, file)] == [True, False]


def test_date_and_time_may_be_two_columns(desk: Desk, tmp_path: Path) -> None:
    file = table(tmp_path, "Date,Time,Event", "02.05.2024,09:00,Orders fail")
    assert times(desk, file) == ["2024-05-02T09:00:00Z"]
    named = table(tmp_path, "Day,Clock,Event", "02.05.2024,09:01,Orders fail again", name="named.csv")
    assert times(desk, named, "time=Day+Clock,text=Event") == ["2024-05-02T09:01:00Z"]


def test_a_zone_is_taken_from_what_was_said_or_from_the_column(desk: Desk, tmp_path: Path) -> None:
    file = table(tmp_path, "time,text", "2024-05-02 09:00,a", "2024-05-02 09:00Z,b")
    assert times(desk, file, "zone=Europe/Berlin") == ["2024-05-02T07:00:00Z", "2024-05-02T09:00:00Z"]
    named = table(tmp_path, "Time (America/New_York),text", "2024-05-02 09:00,c", name="named.csv")
    assert times(desk, named) == ["2024-05-02T13:00:00Z"]


def test_the_whole_column_tells_day_from_month(desk: Desk, tmp_path: Path) -> None:
    file = table(tmp_path, "time,text", "03/04/2024 09:00,a", "13/04/2024 09:00,b")
    assert times(desk, file) == ["2024-04-03T09:00:00Z", "2024-04-13T09:00:00Z"]


def test_where_nothing_tells_day_from_month_it_is_asked_for(desk: Desk, tmp_path: Path) -> None:
    file = table(tmp_path, "time,text", "03/04/2024 09:00,a")
    assert "can be read in two ways; add dates=day or dates=month to --map" in refusal(desk, file)
    assert times(desk, file, "dates=month") == ["2024-03-04T09:00:00Z"]


def test_a_column_that_begins_with_both_is_refused(desk: Desk, tmp_path: Path) -> None:
    file = table(tmp_path, "time,text", "13/04/2024 09:00,a", "04/13/2024 09:00,b")
    assert refusal(desk, file).startswith(": some dates begin with the day and some with the month")


def test_rows_that_stand_newest_first_become_oldest_first(desk: Desk, tmp_path: Path) -> None:
    file = table(tmp_path, "time,text", "2024-05-02 10:00,c", "2024-05-02 09:00,b", "2024-05-02 09:00,a")
    assert [line.text for line in rows(desk, file)] == ["a", "b", "c"]


# faults --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (("value,label", "1,2"), ", line 1: no column for time and text among: value, label"),
        (("time,text",), ": 0 rows; 1 to 50000 can be imported"),
        (("time,text", "2024-05-02 09:00,a,b"), ", line 2: 3 cells, and the first line names 2"),
        (("time,text", "2024-05-02 09:00,"), ", line 2: There is nothing to write down."),
        (("time,text", '2024-05-02 09:00,"a'), ", line 2: not a table: unexpected end of data"),
        (("time,text", f"2024-05-02 09:00,{'x' * 200_000}"), ", line 2: not a table: field larger than field limit"),
    ],
)
def test_a_table_that_is_wrong_is_refused_with_its_line(
    desk: Desk, tmp_path: Path, lines: tuple[str, ...], says: str
) -> None:
    assert refusal(desk, table(tmp_path, *lines)).startswith(says)
    assert desk.reading.headlines() == []


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ("time", "“time” is not one of time=, text=, kind=, who=, zone= and dates="),
        ("colour=red", "“colour=red” is not one of"),
        ("zone=Mars", "“Mars” is no time zone"),
        ("dates=year", "dates=year: say whether dates begin with the day or the month"),
    ],
)
def test_a_mapping_that_cannot_be_read_is_refused_before_any_file(
    desk: Desk, tmp_path: Path, columns: str, says: str
) -> None:
    with pytest.raises(BadInput, match=f"--map: {says}"):
        import_files(desk, [table(tmp_path, "time,text", "2024-05-02,a")], columns=columns)


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ("time=When,text=text", ", line 1: there is no column “When” among: time, text"),
        ("time=time,text=time", ", line 1: one column cannot be two things"),
    ],
)
def test_a_mapping_that_does_not_fit_the_table_is_refused(desk: Desk, tmp_path: Path, columns: str, says: str) -> None:
    assert refusal(desk, table(tmp_path, "time,text", "2024-05-02,a"), columns).startswith(says)
