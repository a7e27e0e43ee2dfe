"""What a plan's text says can be shown while something in it is wrong, and each fault has its place."""

import pytest

from incident_desk.domain.plan_outline import outlined
from incident_desk.domain.plan_text import LIMIT_BYTES, examine
from tests.domain.making import PLAN
from tests.domain.test_plan_faults import SPOILT


def test_a_plan_with_forty_four_mistakes_is_still_shown_part_by_part() -> None:
    outline = outlined(SPOILT, examine(SPOILT).faults)
    assert outline is not None
    assert outline.at(("roles", 4, "key")) == "Big Boss"
    assert outline.at(("cadences", "call_out")) == "10 min"
    assert outline.at(("roles", 5, "title")) == ""
    assert outline.at(("roles", 40)) is None
    assert "“five minutes”" not in outline.faults[("severities", "SEV1", "first_message_within")].words
    assert outline.wrong_below(("channels",)) == 3
    assert outline.wrong_below(("regions",)) == 0
    assert outline.lines[("roles", 5)] == 15


def test_a_sound_plan_has_the_words_that_its_parts_have() -> None:
    found, outline = examine(PLAN), outlined(PLAN, ())
    assert outline is not None
    assert found.plan is not None
    assert [role["title"] for role in outline.at(("roles",))] == [role.title for role in found.plan.roles]
    assert outline.at(("roles", 0, "duties")) == found.plan.roles[0].duties


@pytest.mark.parametrize(
    "text",
    ["", "just words", "name: [", "name:\tA", "name: \x00", "a: " + "x" * LIMIT_BYTES, "- a", "{" * 5000],
)
def test_what_cannot_be_taken_apart_has_no_outline(text: str) -> None:
    assert outlined(text, examine(text).faults) is None


def test_a_text_that_grows_when_it_is_read_does_not_grow() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{this}: &{this} [{', '.join([f'*{before}'] * 9)}]" for before, this in zip("abcdefg", "bcdefgh", strict=True)
    ]
    outline = outlined("\n".join(lines), ())
    assert outline is None or len(outline.lines) < 100
