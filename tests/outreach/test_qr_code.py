"""Words as a QR code: a square grid, more words more squares, and a sentence where they are too many."""

import pytest

from incident_desk.domain.errors import RuleError
from incident_desk.outreach.qr_code import MOST_BYTES, squares

FINDER = ("1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111")


@pytest.mark.parametrize(("text", "side"), [("a", 21), ("Störung — wir arbeiten daran", 25), ("x" * MOST_BYTES, 177)])
def test_it_is_square_as_large_as_the_words_ask_for_and_has_its_three_corners(text: str, side: int) -> None:
    made = ["".join(map(str, row)) for row in squares(text)]
    assert {len(row) for row in made} == {len(made)} == {side}
    assert tuple(row[:7] for row in made[:7]) == FINDER
    assert tuple(row[-7:] for row in made[:7]) == FINDER
    assert tuple(row[:7] for row in made[-7:]) == FINDER


def test_one_byte_too_many_is_told_with_both_numbers() -> None:
    with pytest.raises(RuleError, match=r"Too long for one QR code: 2,954 bytes, and it holds 2,953\. Shorten it\."):
        squares("x" * (MOST_BYTES - 1) + "ö")


def test_nothing_makes_no_code() -> None:
    with pytest.raises(RuleError, match="nothing to put into a code"):
        squares(" \n")
