"""Whatever people do at several desks, those that have heard the same show the same."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from incident_desk.domain.corrections import Correct, Restore, Retract, Undo
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import DeskError
from incident_desk.domain.fold import Fold, folded
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import Retitle, SetSeverity, SetState, State
from incident_desk.domain.roles import Assign, HandOver, OneRole, Release, Tick, Untick
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import Mark, Note, Pin
from tests.domain.making import INCIDENT, MINUTE_US, START_US, Clock, Hand, told
from tests.domain.night import in_order, of_incident, orders

ROLES = ("incident manager", "scribe", "operations manager")


@st.composite
def acts(draw: st.DrawFn) -> list[tuple[int, str, int]]:
    """Who does what to which line; "hear" is learning what the others wrote."""
    names = [
        "note", "early", "state", "severity", "impact", "title", "assign", "hand", "release", "ack", "tick", "untick",
        "correct", "move", "retract", "restore", "undo", "mark", "pin", "ask", "confirm", "hear", "raw",
    ]  # fmt: skip
    act = st.tuples(st.integers(0, 2), st.sampled_from(names), st.integers(0, 50))
    return draw(st.lists(act, max_size=25))


def do(hand: Hand, name: str, n: int) -> None:
    """One act; a rule may forbid it, which writes nothing."""
    at = list(hand.board().timeline.at)
    line = at[n % len(at)]
    states = list(State)
    then_us = START_US + (n - 25) * MINUTE_US
    fields: Any = {
        "note": Note(f"note {n}"),
        "early": Note(f"early {n}", occurred_us=then_us),
        "state": SetState(states[n % len(states)]),
        "severity": SetSeverity(list(Severity)[n % 4], "-"),
        "impact": SetImpact(affected=f"{n} customers") if n % 2 else SetImpact(started_us=then_us),
        "title": Retitle(f"title {n}"),
        "assign": Assign(ROLES[n % 3], ("me", "Ada", "Bo")[n % 3]),
        "hand": HandOver(ROLES[n % 3], ("Ada", "Bo", "me")[n % 3], f"note {n}"),
        "release": Release(ROLES[n % 3]),
        "ack": OneRole(ROLES[n % 3]),
        "tick": Tick("incident manager", ("lead", "severity")[n % 2]),
        "untick": Untick("incident manager", ("lead", "severity")[n % 2]),
        "correct": Correct(line, f"corrected {n}"),
        "move": Correct(line, occurred_us=then_us),
        "retract": Retract(line),
        "restore": Restore(line),
        "undo": Undo(),
        "mark": Mark(line, is_significant=bool(n % 2)),
        "pin": Pin(line, is_pinned=bool(n % 2)),
        "ask": Ask(line, "must go"),
        "confirm": Confirm(line),
    }[name]
    try:
        hand.do(fields)
    except DeskError:
        return


@settings(max_examples=150)
@given(script=acts(), data=st.data())
def test_desks_that_have_heard_the_same_show_the_same(script: list[tuple[int, str, int]], data: st.DataObject) -> None:
    clock = Clock()
    hands = [Hand(name, desk, clock) for name, desk in (("Ada", 7), ("Tomas", 8), ("Bo", 9))]
    hands[0].declare()
    for hand in hands[1:]:
        hand.hear(hands[0])
    for who, name, n in script:
        if name == "hear":
            hands[who].hear(*hands)
        elif name == "raw":
            hands[who].write_raw("holograph.shown", b"%d" % n)
        else:
            do(hands[who], name, n)
    for hand in (*hands, *hands):
        hand.hear(*hands)
    seen = {told(hand.board()) for hand in hands}
    record = of_incident(hands[0])
    arrival = data.draw(orders(len(record)))
    assert seen == {told(Fold(INCIDENT, [record[place] for place in arrival]).board)}
    assert seen == {told(folded(INCIDENT, in_order(list(hands[0].fold().entries.values()))))}
