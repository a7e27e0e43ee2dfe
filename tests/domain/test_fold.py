"""Entries in, a board out: for any order of arrival, and with entries heard twice."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_desk.domain.corrections import Correct, EntryCorrected, EntryRetracted, Restore, Retract, Undo
from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import DeskError
from incident_desk.domain.fold import Fold, folded, folded_at
from incident_desk.domain.impact import ImpactSet, SetImpact
from incident_desk.domain.incident import Retitle, SetSeverity, SetState, State
from incident_desk.domain.kinds import read_body
from incident_desk.domain.roles import Assign, HandOver, OneRole, OpenRole, Release, Tick, Untick
from incident_desk.domain.sentences import LineSort
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import Attach, Mark, Note, NoteSort, Pin
from tests.domain.making import INCIDENT, MINUTE_US, START_US, Clock, Hand, emptied, told, two_desks


def of_incident(hand: Hand) -> list[Entry]:
    return [e for e in hand.entries if e.incident == INCIDENT]


def record_of_a_night() -> list[Entry]:
    """What two people wrote who did not always hear each other at once: every kind, and everything done to a line."""
    ada, tomas = two_desks()
    declared = ada.declare(services=("shop", "api"))
    tomas.hear(ada)
    ada.do(Assign("incident manager", "me"))
    password = ada.do(Note("The password is hunter2"))[0]
    early = tomas.do(Note("First complaint", NoteSort.DETECTION, occurred_us=START_US - 30 * MINUTE_US))[0]
    tomas.do(SetSeverity(Severity.SEV1, "Everybody is hit"))
    ada.do(SetSeverity(Severity.SEV3))  # they did not hear each other
    tomas.hear(ada)
    ada.hear(tomas)
    ada.do(SetState(State.INVESTIGATING))
    mitigated = tomas.do(SetState(State.MONITORING, "Failed over", occurred_us=START_US + 5 * MINUTE_US))[0]
    ada.hear(tomas)
    tomas.do(SetImpact("EU customers", started_us=START_US - MINUTE_US, services=("shop",)))
    ada.do(SetImpact(started_us=START_US))
    tomas.hear(ada)
    ada.do(Correct(early.id, "First complaint, by phone", START_US - 20 * MINUTE_US, "asked again"))
    tomas.do(Correct(early.id, reason="misread", occurred_us=START_US - 25 * MINUTE_US))
    wrong = tomas.do(Note("It is the network"))[0]
    tomas.do(Retract(wrong.id))
    ada.hear(tomas)
    ada.do(Restore(wrong.id))
    ada.do(Pin(early.id))
    tomas.do(Mark(password.id))
    tomas.do(OpenRole("SME Networking"))
    ada.do(HandOver("incident manager", "Tomas", "All quiet"))
    ada.hear(tomas)
    tomas.hear(ada)
    ada.do(Attach("d" * 64, "graph.png", 12))
    ada.do(Ask(password.id, "a password"))
    tomas.hear(ada)
    tomas.do(OneRole("incident manager")) if not tomas.board().roles.held["incident_manager"].acknowledged_us else None
    tomas.do(Confirm(password.id))
    tomas.do(Correct(mitigated.id, occurred_us=START_US + 7 * MINUTE_US))
    ada.hear(tomas)
    ada.write_raw("holograph.shown", b'{"of":"a later version"}')
    ada.write_raw("state.set", b'{"state":"somewhere"}')
    tomas.do(Retitle("Checkout fails in the EU"))
    ada.do(SetState(State.RESOLVED))
    ada.hear(tomas)
    ada.do(Undo())
    tomas.hear(ada)
    assert {e.id for e in ada.entries} == {e.id for e in tomas.entries}
    assert declared.id in {e.id for e in ada.entries}
    return of_incident(ada)


NIGHT = record_of_a_night()


def test_the_night_has_everything() -> None:
    kinds = {e.kind for e in NIGHT}
    assert {"entry.corrected", "entry.retracted", "gov.erased", "holograph.shown", "timeline.pinned"} <= kinds
    retracted = {b.target for e in NIGHT if isinstance(b := read_body(e), EntryRetracted)}
    assert any(e.id in retracted and e.kind == "entry.retracted" for e in NIGHT)


def in_order(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda e: e.order)


def orders(count: int) -> st.SearchStrategy[list[int]]:
    """Any order of so many things; their places are drawn, because a failure shows what was drawn."""
    return st.permutations(range(count))


places = st.integers(0, len(NIGHT) - 1)


@settings(deadline=None)
@given(arrival=orders(len(NIGHT)), again=st.lists(places, max_size=5))
def test_the_board_does_not_depend_on_the_order_of_arrival(arrival: list[int], again: list[int]) -> None:
    arrived = [NIGHT[place] for place in [*arrival, *again]]
    assert told(Fold(INCIDENT, arrived).board) == told(Fold(INCIDENT, in_order(NIGHT)).board)


@settings(deadline=None)
@given(data=st.data())
def test_a_board_that_grew_is_the_board_folded_at_once(data: st.DataObject) -> None:
    in_turn = data.draw(st.booleans())
    arrival = in_order(NIGHT) if in_turn else [NIGHT[place] for place in data.draw(orders(len(NIGHT)))]
    fold = Fold(INCIDENT)
    heard: list[Entry] = []
    while arrival:
        size = data.draw(st.integers(1, len(arrival)))
        batch, arrival = arrival[:size], arrival[size:]
        heard += batch
        again = [heard[place] for place in data.draw(st.lists(st.integers(0, len(heard) - 1), max_size=3))]
        new = fold.add([*again, *batch, *again])
        assert {e.id for e in new} == {e.id for e in batch}
        assert told(fold.board) == told(Fold(INCIDENT, heard).board)
    assert told(fold.board) == told(Fold(INCIDENT, in_order(NIGHT)).board)


@settings(deadline=None)
@given(order=orders(len(NIGHT)), at=places)
def test_words_that_are_gone_stay_gone_whichever_copy_comes_last(order: list[int], at: int) -> None:
    erased = {e.subject for e in NIGHT if e.kind == "gov.erased"}
    copies = [emptied(e) for e in NIGHT if e.id in erased]
    arrived = [NIGHT[place] for place in order]
    fold = Fold(INCIDENT, [*arrived[:at], *copies, *arrived[at:]])
    assert b"hunter2" not in b"".join(e.body for e in fold.entries.values())
    assert told(fold.board) == told(Fold(INCIDENT, NIGHT).board)


def test_an_entry_that_comes_emptied_takes_the_place_of_the_one_with_words() -> None:
    ada, _ = two_desks()
    ada.declare()
    said = ada.do(Note("hunter2"))[0]
    fold = Fold(INCIDENT, of_incident(ada))
    assert fold.add([emptied(said)]) == [emptied(said)]
    assert fold.board.timeline.line(said.id).is_erased
    assert fold.add([said]) == []
    assert fold.board.timeline.line(said.id).text == ""


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_copies_of_an_entry_the_emptied_one_is_kept(turned: bool) -> None:
    ada, _ = two_desks()
    ada.declare()
    said = ada.do(Note("hunter2"))[0]
    copies = [emptied(said), *of_incident(ada)]
    fold = Fold(INCIDENT, reversed(copies) if turned else copies)
    assert fold.board.timeline.line(said.id).is_erased


def test_new_entries_come_back_in_the_order_of_the_record() -> None:
    fold = Fold(INCIDENT, [])
    assert fold.add(reversed(NIGHT)) == in_order(NIGHT)
    assert fold.add(NIGHT) == []


def test_words_that_change_do_not_fold_the_whole_incident_anew() -> None:
    ada, _ = two_desks()
    ada.declare()
    said = ada.do(Note("The disc is full"))[0]
    fold = Fold(INCIDENT, of_incident(ada))
    board = fold.board
    fold.add(ada.do(Correct(said.id, "The disk is full")))
    fold.add(ada.do(Retract(said.id)))
    assert fold.board is board
    assert (board.timeline.line(said.id).text, board.timeline.line(said.id).is_retracted) == ("The disk is full", True)


def test_what_a_newer_version_wrote_stands_on_the_timeline_and_changes_nothing() -> None:
    ada, _ = two_desks()
    ada.declare()
    before = ada.board().headline.state
    newer = [ada.write_raw("holograph.shown", b"\x00\xff"), ada.write_raw("state.set", b'{"state":"molten"}')]
    lines = [ada.board().timeline.line(e.id) for e in newer]
    assert [line.sort for line in lines] == [LineSort.NEWER, LineSort.NEWER]
    assert ada.board().headline.state is before
    assert ada.fold().entries[newer[0].id].body == b"\x00\xff"


@settings(deadline=None)
@given(kind=st.sampled_from(sorted({e.kind for e in NIGHT})), raw=st.binary(max_size=80))
def test_no_body_can_stop_a_board(kind: str, raw: bytes) -> None:
    ada, _ = two_desks()
    ada.declare()
    ada.write_raw(kind, raw)
    assert told(ada.board())


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("timeline.noted", b'{"text":"a","x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
        ("timeline.noted", b'{"text":"\\ud800\\u0041"}'),
        ("timeline.noted", b'{"text":"a","text":"b"}'),
        ("plan.published", b'{"text":"name: mine"}'),
        ("person.named", b'{"person":"x","name":"Mallory"}'),
        ("impact.set", b'{"started_us":1000000000000000000000000000}'),
        ("impact.set", b'{"started_us":1000000000000000000}'),
        ("impact.set", b'{"started_us":-1000000000000000000}'),
        ("entry.corrected", b'{"target":"x","occurred_us":9000000000000000000}'),
        ("entry.retracted", b'{"target":""}'),
        ("incident.declared", b'{"title":"a","detected_us":9000000000000000000}'),
        ("link.removed", b'{"link":"no","relation":"part-of","label":"","reopens":true}'),
        ("role.acknowledged", b'{"role":"no","title":"No","name":"Ada"}'),
    ],
)
def test_a_hostile_body_harms_nothing(kind: str, raw: bytes) -> None:
    ada, _ = two_desks()
    ada.declare()
    ada.write_raw(kind, raw)
    ada.do(Note("still here"))
    assert b"still here" in told(ada.board())


def test_an_entry_from_a_time_no_calendar_has_is_shown_at_the_edge_of_it() -> None:
    ada, _ = two_desks()
    ada.declare()
    ada.write_raw("timeline.noted", b'{"text":"from afar"}')
    far = msgspec.structs.replace(ada.entries[-1], occurred_us=2**62, recorded_us=-(2**62))
    board = Fold(INCIDENT, [*of_incident(ada)[:-1], far]).board
    assert b'"9999-' in told(board)
    assert b'"0001-01-01' in told(board)


# what a shared database says afterwards ------------------------------------------------------------------------------


def refused(entry: Entry) -> Entry:
    return msgspec.structs.replace(entry, refused=True)


def test_what_was_refused_is_readable_and_has_no_effect() -> None:
    ada, _ = two_desks()
    ada.declare()
    said = ada.do(Note("Failover"))[0]
    raised = ada.do(SetSeverity(Severity.SEV1))[-1]
    back = ada.do(Retract(said.id))[0]
    entries = [refused(e) if e.id in (raised.id, back.id) else e for e in of_incident(ada)]
    board = Fold(INCIDENT, entries).board
    assert board.headline.severity.value is Severity.SEV2
    assert not board.timeline.line(said.id).is_retracted
    assert board.timeline.line(raised.id).is_refused


REFUSED = [e for e in NIGHT[5:] if not e.kind.startswith("gov.")][::3]


@settings(deadline=None)
@given(order=orders(len(NIGHT) + len(REFUSED)))
def test_a_refusal_counts_whenever_it_is_heard(order: list[int]) -> None:
    copies = [*NIGHT, *map(refused, REFUSED)]
    fold = Fold(INCIDENT)
    for place in order:
        fold.add([copies[place]])
    expected = [refused(e) if e in REFUSED else e for e in NIGHT]
    assert told(fold.board) == told(Fold(INCIDENT, expected).board)


def test_a_number_that_is_stamped_later_is_taken_over() -> None:
    ada, _ = two_desks()
    ada.declare()
    opened = of_incident(ada)[0]
    fold = Fold(INCIDENT, of_incident(ada))
    fold.add([msgspec.structs.replace(opened, number=131)])
    fold.add([opened])
    assert fold.entries[opened.id].number == 131


def test_who_replaced_a_refused_setting_saw_what_that_one_replaced() -> None:
    ada, tomas = two_desks()
    ada.declare()
    tomas.hear(ada)
    raised = tomas.do(SetSeverity(Severity.SEV1))[-1]
    ada.hear(tomas)
    ada.do(SetSeverity(Severity.SEV3))
    board = Fold(INCIDENT, [refused(e) if e.id == raised.id else e for e in of_incident(ada)]).board
    assert (board.headline.severity.value, board.headline.severity.is_conflicted) == (Severity.SEV3, False)


# true then, known then -----------------------------------------------------------------------------------------------


def at(hand: Hand, minutes: float, known: bool = False) -> Any:
    return folded_at(INCIDENT, in_order(of_incident(hand)), START_US + int(minutes * MINUTE_US), known)


def test_what_was_true_is_told_by_when_it_happened_what_was_known_by_when_it_was_written() -> None:
    ada, _ = two_desks()
    ada.declare(occurred_us=START_US)
    ada.clock.now_us = START_US + 60 * MINUTE_US
    ada.do(SetState(State.MONITORING, occurred_us=START_US + 10 * MINUTE_US))
    assert at(ada, 9).headline.state is State.DECLARED
    assert at(ada, 10).headline.state is State.MONITORING
    assert at(ada, 60, known=True).headline.state is State.DECLARED
    assert at(ada, 61, known=True).headline.state is State.MONITORING


def test_what_was_true_knows_of_corrections_and_retractions_written_later() -> None:
    ada, _ = two_desks()
    ada.declare(occurred_us=START_US)
    raised = ada.do(SetSeverity(Severity.SEV1, occurred_us=START_US + 5 * MINUTE_US))[-1]
    moved = ada.do(Note("Failover", occurred_us=START_US + 6 * MINUTE_US))[0]
    ada.clock.now_us = START_US + 60 * MINUTE_US
    # as another version may write them: their own moment is when they were written
    ada.say(EntryRetracted(raised.id), EntryCorrected(moved.id, "Failover began", START_US + 20 * MINUTE_US))
    assert at(ada, 10).headline.severity.value is Severity.SEV2
    assert moved.id not in at(ada, 10).timeline.at
    assert at(ada, 20).timeline.line(moved.id).text == "Failover began"
    assert at(ada, 30, known=True).headline.severity.value is Severity.SEV1
    assert at(ada, 30, known=True).timeline.line(moved.id).text == "Failover"


def test_words_corrected_before_their_moment_was_corrected_stay_corrected() -> None:
    ada, _ = two_desks()
    ada.declare(occurred_us=START_US)
    said = ada.do(Note("Reebot", occurred_us=START_US + 10 * MINUTE_US))[0]
    ada.do(Correct(said.id, "Reboot", START_US + 20 * MINUTE_US))
    ada.do(Correct(said.id, occurred_us=START_US + 5 * MINUTE_US))
    assert at(ada, 6).timeline.line(said.id).text == "Reboot"


def test_a_line_marked_later_was_as_important_then() -> None:
    ada, _ = two_desks()
    ada.declare()
    said = ada.do(Note("A disk was swapped"))[0]
    ada.clock.pass_(60)
    ada.do(Mark(said.id))
    assert at(ada, 10).timeline.line(said.id).is_significant
    assert not at(ada, 10, known=True).timeline.line(said.id).is_significant


@pytest.mark.parametrize("known", [False, True])
def test_words_that_are_gone_now_are_gone_from_the_past(known: bool) -> None:
    ada, tomas = two_desks()
    ada.declare()
    said = ada.do(SetState(State.MONITORING, "hunter2"))[0]
    before = ada.clock.now_us
    ada.do(Ask(said.id, "a password"))
    tomas.hear(ada)
    tomas.do(Confirm(said.id))
    board = folded_at(INCIDENT, in_order(of_incident(tomas)), before, known)
    assert b"hunter2" not in told(board)
    assert board.headline.state is State.MONITORING


def test_before_its_declaration_an_incident_has_its_name_already() -> None:
    ada, _ = two_desks()
    ada.declare("Checkout fails")
    ada.do(Note("A customer calls", occurred_us=START_US - 60 * MINUTE_US))
    board = at(ada, -30)
    assert (board.headline.number, board.headline.title.value) == (ada.board().headline.number, "Checkout fails")
    assert board.headline.state is State.DETECTED
    assert [line.text for line in board.timeline.lines] == ["A customer calls"]


def test_lines_stand_in_the_order_they_happened_and_then_as_they_were_written() -> None:
    ada, _ = two_desks()
    ada.declare("Checkout fails", occurred_us=START_US)
    for text, minute in (("third", 9), ("first", -9), ("fourth", 9), ("second", 8)):
        ada.do(Note(text, occurred_us=START_US + minute * MINUTE_US))
    texts = [line.text for line in ada.board().timeline.lines]
    assert texts == ["first", "", "second", "third", "fourth"]
    assert texts == [line.text for line in Fold(INCIDENT, of_incident(ada)).board.timeline.lines]


# whatever people do --------------------------------------------------------------------------------------------------


STEPS = ("incident manager", "scribe", "operations manager")


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
        "severity": SetSeverity(list(Severity)[n % 4]),
        "impact": SetImpact(affected=f"{n} customers") if n % 2 else SetImpact(started_us=then_us),
        "title": Retitle(f"title {n}"),
        "assign": Assign(STEPS[n % 3], ("me", "Ada", "Bo")[n % 3]),
        "hand": HandOver(STEPS[n % 3], ("Ada", "Bo", "me")[n % 3], f"note {n}"),
        "release": Release(STEPS[n % 3]),
        "ack": OneRole(STEPS[n % 3]),
        "tick": Tick(STEPS[n % 3], "declare"),
        "untick": Untick(STEPS[n % 3], "declare"),
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


@settings(deadline=None, max_examples=150)
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


def test_impact_is_read_in_any_combination() -> None:
    ada, _ = two_desks()
    ada.declare()
    ada.say(ImpactSet(started_us=None, services=(), affected=""))
    assert ada.board().impact.started_us.value is None
