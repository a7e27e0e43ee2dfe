"""What changed between two plans is told by place and meaning, and only that."""

from incident_desk.domain.plan_comparing import Change, changes
from incident_desk.domain.plan_text import read_plan
from incident_desk.domain.plan_words import span
from tests.domain.making import PLAN


def told(*edits: tuple[str, str]) -> list[Change]:
    """What is said about the default plan with these edits."""
    text = PLAN
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return changes(read_plan(PLAN), read_plan(text))


def test_a_plan_does_not_differ_from_itself_whatever_its_comments_say() -> None:
    assert told(("name: Default plan", "name: Default plan   # ours now")) == []


def test_a_field_is_told_with_what_it_said_before() -> None:
    assert told(("call_out: 10 min", "call_out: 15 min"), ("title: Scribe", "title: Clerk")) == [
        Change("Clerk, title", "Scribe", "Clerk"),
        Change("Cadences, call out", "10 min", "15 min"),
    ]


def test_a_step_is_told_whole_at_its_place_in_its_role() -> None:
    change = told(('do: "Two people read the host name aloud", when: each step', 'do: "Read it aloud", within: 1 h'))
    (step,) = change
    assert step.place == "Operations manager, checklist 7"
    assert step.before == "Two people read the host name aloud · when each step"
    assert step.after == "Read it aloud · within 1 h"


def test_what_came_and_what_went_stand_alone() -> None:
    change = told(("  - Search\n", ""), ("  - Website\n", "  - {name: Website, owner: Web team}\n  - Maps\n"))
    assert change == [
        Change("Services", before="Search"),
        Change("Services", before="Website", after="Website · owner Web team"),
        Change("Services", after="Maps"),
    ]


def test_another_order_is_a_change_too() -> None:
    change = told(("  - Website\n  - Sign-in\n", "  - Sign-in\n  - Website\n"))
    assert [(c.place, c.before[:16], c.after[:16]) for c in change] == [
        ("Services, order", "Website, Sign-in", "Sign-in, Website")
    ]


def test_spans_are_said_in_the_largest_unit_that_fits() -> None:
    assert [span(n) for n in (0, 90, 300, 7200, 86400, 604800, 5400)] == [
        "0 s",
        "90 s",
        "5 min",
        "2 h",
        "1 d",
        "1 w",
        "90 min",
    ]
