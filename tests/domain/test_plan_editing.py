"""One value of a plan's text is changed, and every other character stays, comments too."""

import copy
import difflib
from collections.abc import Iterator
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_desk.desk.resources import ready_plans
from incident_desk.domain.plan_editing import line_of, moved, with_item, with_list, with_value, without, written
from incident_desk.domain.plan_faults import Path
from incident_desk.domain.plan_outline import outlined
from incident_desk.domain.plan_text import read_plan
from tests.domain.making import PLAN


def changed(after: str) -> list[str]:
    """The lines that differ, as a diff has them."""
    diff = difflib.unified_diff(PLAN.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in diff if line[:1] in "+-" and line[:3] not in ("+++", "---")]


@pytest.mark.parametrize(
    ("path", "value", "lines"),
    [
        (("name",), "Ours: the plan", ["-name: Default plan", '+name: "Ours: the plan"']),
        (
            ("cadences", "public_update"),
            "15 min",
            [
                "-  public_update: 20 min         # at most this far apart …",
                "+  public_update: 15 min         # at most this far apart …",
            ],
        ),
        (("roles", 0, "title"), "Lead", ["-    title: Incident manager", "+    title: Lead"]),
        (("roles", 1, "deputy"), "scribe", ["+    deputy: scribe"]),
        (
            ("channels", 3, "language"),
            "fr",
            [
                "-  - {key: inside, title: Our own people, kind: chat}",
                "+  - {key: inside, title: Our own people, kind: chat, language: fr}",
            ],
        ),
    ],
)
def test_a_value_is_written_at_its_place(path: Path, value: str, lines: list[str]) -> None:
    after = with_value(PLAN, path, value)
    assert sorted(changed(after)) == sorted(lines)
    assert read_plan(after)


def test_long_words_stay_folded() -> None:
    after = with_value(PLAN, ("roles", 0, "duties"), "Decides. " * 30 + "Ends.")
    role = read_plan(after).roles[0]
    assert role.duties == "Decides. " * 30 + "Ends."
    assert role.deputy == "operations_manager"
    assert max(map(len, after.splitlines())) <= 120


def test_an_item_comes_and_goes() -> None:
    path: Path = ("roles", 0, "checklist")
    after = with_item(PLAN, path, '{key: new, do: "Say it again", within: 3 min}')
    assert changed(after) == ['+      - {key: new, do: "Say it again", within: 3 min}']
    assert without(after, (*path, 7)) == PLAN
    assert len(changed(without(PLAN, (*path, 2)))) == 1
    assert read_plan(without(PLAN, ("roles", 6))).roles[-1].key == "sme_database"


def test_a_list_that_is_not_there_begins_with_its_first_item() -> None:
    after = with_item(PLAN, ("regions",), "{key: eu, title: Europe}")
    assert [region.title for region in read_plan(after).regions] == ["Europe"]
    assert read_plan(without(after, ("regions", 0))).regions == ()


def test_words_are_quoted_where_they_must_be() -> None:
    said = {"Plain words": "Plain words", "5 min": "5 min", "no": '"no"', "a: b": '"a: b"', "7": '"7"', "": '""'}
    assert {words: written(words) for words in said} == said


def test_a_place_is_found_by_its_line() -> None:
    assert PLAN.splitlines()[line_of(PLAN, ("roles", 3)) - 1].strip().startswith("- key: scribe")
    assert line_of(PLAN, ("nowhere",)) == 0


def tree(text: str) -> dict[str, Any]:
    """What a text says, as names, lists and words."""
    outline = outlined(text, ())
    assert outline is not None
    return copy.deepcopy(outline.tree)


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """The ways to everything in it."""
    below: dict[str | int, Any] = cast("dict[str | int, Any]", value) if isinstance(value, dict) else {}
    if isinstance(value, list):
        below = dict(enumerate(cast("list[Any]", value)))
    for part, each in below.items():
        yield (*path, part)
        yield from places(each, (*path, part))


def holder(within: Any, path: Path) -> Any:
    """What the last step of a way starts from."""
    for part in path[:-1]:
        within = within[part]
    return within


TEXTS = {
    **ready_plans(),
    "open": "name:\nroles:\n  - key: a\n    title:\n    deputy:\n  - {key: b, title: }\nservices:\n",
}
PLACES = [(name, path) for name, text in TEXTS.items() for path in places(tree(text))]


@settings(max_examples=25)
@given(at=st.sampled_from(PLACES), words=st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1))
def test_whatever_is_written_anywhere_is_read_there_and_nothing_else_changes(at: tuple[str, Path], words: str) -> None:
    text, path, words = TEXTS[at[0]], at[1], " ".join(words.split()) or "x"
    expected = tree(text)
    if isinstance(holder(expected, path)[path[-1]], str):
        holder(expected, path)[path[-1]] = words
        assert tree(with_value(text, path, words)) == expected


@settings(max_examples=25)
@given(at=st.sampled_from(PLACES))
def test_whatever_is_taken_out_anywhere_is_gone_and_nothing_else_changes(at: tuple[str, Path]) -> None:
    text, path = TEXTS[at[0]], at[1]
    expected, after = tree(text), tree(without(text, path))
    above = holder(expected, path)
    stays = isinstance(above, dict) and path[-1] in holder(after, path)  # beside a dash; it says nothing
    if stays:
        above[path[-1]] = ""
    else:
        del above[path[-1]]
    assert after == expected


@settings(max_examples=15)
@given(at=st.sampled_from([at for at in PLACES if isinstance(at[1][-1], int)]), by=st.integers(-3, 3))
def test_an_item_moves_among_the_others_and_keeps_its_words(at: tuple[str, Path], by: int) -> None:
    text, path = TEXTS[at[0]], at[1]
    expected, number = tree(text), int(path[-1])
    items = holder(expected, path)
    if 0 <= number + by < len(items):
        items.insert(number + by, items.pop(number))
    assert tree(moved(text, path, by)) == expected


def test_a_part_that_is_not_there_begins_with_its_first_value() -> None:
    text = without(PLAN, ("review",))
    after = with_value(text, ("review", "draft_before"), "12 h")
    assert tree(after)["review"] == {"draft_before": "12 h"}
    inner = with_value(
        without(PLAN, ("severities", "SEV1", "review")), ("severities", "SEV1", "review", "days"), "2", is_bare=True
    )
    assert tree(inner)["severities"]["SEV1"]["review"] == {"days": "2"}


def test_a_list_keeps_the_way_it_is_written() -> None:
    said = ["A second team is needed", "It burns: call", "7"]
    after = with_list(PLAN, ("declare_if", "triggers"), said)
    assert '    - A second team is needed\n    - "It burns: call"\n    - "7"\n' in after
    assert tree(with_list(PLAN, ("severities", "SEV1", "opens"), ["scribe"]))["severities"]["SEV1"]["opens"] == [
        "scribe"
    ]
    assert tree(with_list(PLAN, ("declare_if", "triggers"), []))["declare_if"]["triggers"] == []
    assert read_plan(with_list(PLAN, ("services", 0, "regions"), [])) == read_plan(PLAN)


def test_a_value_that_was_left_open_is_filled_in() -> None:
    assert with_value("name:\nroles: []\n", ("name",), "Ours") == "name: Ours\nroles: []\n"
