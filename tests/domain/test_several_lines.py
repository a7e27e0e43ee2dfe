"""Words of several lines: trimmed without moving their columns, told in one line, and known for a table."""

import pytest

from incident_desk.domain.several_lines import first_line, has_columns, trimmed
from incident_desk.domain.timeline import checked_text

RESULT = " slot | retained\n------+---------\n db2  | 0 bytes"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Lag rose \n", "Lag rose"),
        (f"\n   \n{RESULT}\n(1 row)\n\n", f"{RESULT}\n(1 row)"),
        (" \n\n ", ""),
        ("one\n\n  two", "one\n\n  two"),
    ],
)
def test_blank_ends_go_and_columns_stay_where_they_are(typed: str, kept: str) -> None:
    assert trimmed(typed) == kept


def test_what_is_written_down_keeps_the_indent_of_its_first_line() -> None:
    assert checked_text(f"\n{RESULT}\n") == RESULT


def test_one_line_tells_that_there_is_more() -> None:
    assert first_line(RESULT) == "slot | retained …"
    assert first_line("\n Lag   rose\n") == "Lag rose"
    assert first_line("") == ""


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        (RESULT, True),
        ("pid\tstate\n17\tactive", True),
        ("Filesystem   Size  Used\n/dev/sda1    300G  300G", True),
        ("Lag rose.  Twice.\nThen it fell.", False),
        ("23:05 stopped\n23:27 deleted", False),
        ("a | b", False),
        ("", False),
    ],
)
def test_a_table_is_known_by_its_columns(text: str, is_so: bool) -> None:
    assert has_columns(text) is is_so
