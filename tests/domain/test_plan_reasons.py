"""A step or a rule of the plan carries the lesson it comes from, and the incident that this names is found."""

import pytest

from incident_desk.domain.plan_comparing import changes
from incident_desk.domain.plan_reasons import incident_named
from incident_desk.domain.plan_text import read_plan
from tests.domain.making import PLAN, two_desks


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("within: 2 min}", "within: 2 min, because: INC-7}", "because INC-7"),
        ("needs: 0}", "needs: 0, because: INC-7}", "because INC-7"),
        ("do: Offer the role to the deputy}", "do: Offer the role to the deputy, because: INC-7}", "because INC-7"),
    ],
)
def test_a_reason_is_read_and_told_in_the_difference(before: str, after: str, told: str) -> None:
    assert before in PLAN
    found = changes(read_plan(PLAN), read_plan(PLAN.replace(before, after, 1)))
    assert [told in change.after for change in found] == [True]


def test_the_incident_is_found_by_its_number_wherever_it_stands_in_the_words() -> None:
    ada, _ = two_desks()
    ada.declare()
    board = ada.board()
    number = board.headline.number
    for words in (number, f"Lesson 3 of {number.lower()}: nobody led", f"({number})"):
        assert incident_named(words, [board]) is board
    for words in ("", "A drill in May", f"{number}9"):
        assert incident_named(words, [board]) is None
