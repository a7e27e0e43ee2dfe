"""Entries in, a board out: for any order of arrival, and with entries heard twice."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.corrections import Correct, EntryRetracted, Retract
from incident_desk.domain.entry import Entry
from incident_desk.domain.fold import Fold
from incident_desk.domain.impact import ImpactSet
from incident_desk.domain.incident import SetSeverity
from incident_desk.domain.kinds import kinds_changing, known_kinds, read_body
from incident_desk.domain.organisation import MAINTENANCE
from incident_desk.domain.sentences import LineSort
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import Note
from tests.domain.making import INCIDENT, emptied, told, two_desks
from tests.domain.night import NIGHT, in_order, of_incident, orders


def test_the_night_has_everything() -> None:
    of_no_incident = {"person.named", "plan.published", "gov.level.asked", "gov.level.set", "duty.handed_over"}
    of_no_incident |= {*MAINTENANCE}
    of_no_incident |= set(kinds_changing("on_call", "reaching", "rules"))
    # tests/domain/test_adoption.py and test_investigations.py
    elsewhere = {"role.released", "entry.brought", "entry.adopted", "entry.declined", "investigation.joined"}
    elsewhere |= {*kinds_changing("drafts"), "fact.waived"}  # tests/domain/test_drafts.py and test_fact_uses.py
    elsewhere |= {"promise.told", "promise.received"}  # tests/domain/test_promising.py
    # tests/domain/test_enquiries.py and test_legal_notifications.py
    elsewhere |= {*kinds_changing("enquiries", "notifications")}
    elsewhere |= {*kinds_changing("reports")}  # tests/domain/test_reports.py
    elsewhere |= {*kinds_changing("lessons", "follow_ups")}  # tests/domain/test_lessons.py and test_follow_ups.py
    elsewhere |= {*kinds_changing("subscribers")}  # tests/domain/test_subscribers.py
    # tests/domain/test_warnings.py, test_alerts.py and tests/watch/test_frozen.py
    elsewhere |= {*kinds_changing("warnings", "alerts", "frozen"), "alert.came_in", "history.told"}
    assert {e.kind for e in NIGHT} - {"holograph.shown"} == set(known_kinds()) - of_no_incident - elsewhere
    retracted = {b.target for e in NIGHT if isinstance(b := read_body(e), EntryRetracted)}
    assert any(e.id in retracted and e.kind == "entry.retracted" for e in NIGHT)


places = st.integers(0, len(NIGHT) - 1)


@given(arrival=orders(len(NIGHT)), again=st.lists(places, max_size=5))
def test_the_board_does_not_depend_on_the_order_of_arrival(arrival: list[int], again: list[int]) -> None:
    arrived = [NIGHT[place] for place in [*arrival, *again]]
    assert told(Fold(INCIDENT, arrived).board) == told(Fold(INCIDENT, in_order(NIGHT)).board)


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
    raised = ada.do(SetSeverity(Severity.SEV1, "-"))[-1]
    back = ada.do(Retract(said.id))[0]
    entries = [refused(e) if e.id in (raised.id, back.id) else e for e in of_incident(ada)]
    board = Fold(INCIDENT, entries).board
    assert board.headline.severity.value is Severity.SEV2
    assert not board.timeline.line(said.id).is_retracted
    assert board.timeline.line(raised.id).is_refused


REFUSED = [e for e in NIGHT[5:] if not e.kind.startswith("gov.")][::3]


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
    raised = tomas.do(SetSeverity(Severity.SEV1, "-"))[-1]
    ada.hear(tomas)
    ada.do(SetSeverity(Severity.SEV3, "-"))
    board = Fold(INCIDENT, [refused(e) if e.id == raised.id else e for e in of_incident(ada)]).board
    assert (board.headline.severity.value, board.headline.severity.is_conflicted) == (Severity.SEV3, False)


def test_impact_is_read_in_any_combination() -> None:
    ada, _ = two_desks()
    ada.declare()
    ada.say(ImpactSet(started_us=None, services=(), affected=""))
    assert ada.board().impact.started_us.value is None
