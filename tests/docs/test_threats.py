"""The list of threats names tests that there are."""

import re

from tests.support.places import ROOT

THREATS = (ROOT / "docs" / "threats.md").read_text(encoding="utf-8")


def test_each_line_names_a_test_that_there_is() -> None:
    lines = re.findall(r"^\|(?! what they try |---).*\|(.*?)\|$", THREATS, re.MULTILINE)
    assert len(lines) > 20
    for line in lines:
        named = re.findall(r"`(\w+/test_\w+\.py)`", line)
        assert named, line
        assert [each for each in named if not (ROOT / "tests" / each).exists()] == []


def test_each_part_says_what_is_left_open() -> None:
    parts = THREATS.split("\n## ")[1:]
    assert [part.splitlines()[0] for part in parts if "**Left open.**" not in part] == []
