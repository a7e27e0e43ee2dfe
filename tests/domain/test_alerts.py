"""Alerts: taken in, taken, silenced and linked; the same state for any order of arrival; what a line comes to."""

import random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.alert_entries import AlertsReceived, AlertState, Counted, Seen, SourceKind, alert_key
from incident_desk.domain.alert_list import Alert, Alerts
from incident_desk.domain.alerts import (
    AcknowledgeAlerts,
    AddSource,
    CountAlerts,
    EndAlerts,
    EndSilence,
    GiveBackAlerts,
    LinkAlerts,
    NoteChange,
    NoteSilence,
    ReceiveAlerts,
    RemoveSource,
    Silence,
    UnlinkAlerts,
)
from incident_desk.domain.entry import BODY_LIMIT_BYTES, Entry
from incident_desk.domain.errors import BadInput, NotFound, RuleError
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import ALERTS
from tests.domain.making import MINUTE_US, Hand, two_desks

PROM = "Prometheus eu-1"


def alerts(hand: Hand) -> Alerts:
    return hand.board(ALERTS).alerts


def seen(hand: Hand, name: str = "HighErrors", state: AlertState = AlertState.FIRING, **labels: str) -> Seen:
    return Seen(hand.clock() + MINUTE_US, {"alertname": name, **labels}, {"summary": f"{name} is on"}, state)


def fire(hand: Hand, name: str = "HighErrors", state: AlertState = AlertState.FIRING, **labels: str) -> Alert:
    told = seen(hand, name, state, **labels)
    hand.do(ReceiveAlerts(PROM, (told,)))
    return alerts(hand).find(alert_key(PROM, "", *(part for pair in sorted(told.labels.items()) for part in pair)))


def end(hand: Hand, name: str = "HighErrors", **labels: str) -> Alert:
    return fire(hand, name, AlertState.RESOLVED, **labels)


@pytest.fixture
def ada() -> Hand:
    hand, _ = two_desks()
    hand.declare()
    return hand


def test_an_alert_fires_is_taken_and_ends(ada: Hand) -> None:
    alert = fire(ada, severity="critical")
    assert (alert.title, alert.summary, alert.is_open, alert.count) == ("HighErrors", "HighErrors is on", True, 1)
    ada.do(AcknowledgeAlerts((alert.key[:8],), "looking"))
    assert alert.acknowledged is not None
    assert (alert.acknowledged.by, alert.acknowledged.note) == (ada.person, "looking")
    with pytest.raises(RuleError, match="look after that already"):
        ada.do(AcknowledgeAlerts((alert.key,)))
    end(ada, severity="critical")
    assert (alert.is_open, len(alert.turns)) == (False, 2)
    with pytest.raises(RuleError, match="is over"):
        ada.do(AcknowledgeAlerts((alert.key,), "again"))


def test_what_fires_again_at_once_goes_on_and_what_fires_again_later_is_nobodys(ada: Hand) -> None:
    alert = fire(ada)
    opened_us = alert.opened_us
    ada.do(AcknowledgeAlerts((alert.key,)))
    ada.do(LinkAlerts((alert.key,), ada.board().headline.number))
    end(ada)
    ada.clock.pass_(10)
    fire(ada)
    assert (alert.opened_us, alert.acknowledged is None, len(alert.incidents)) == (opened_us, False, 1)
    end(ada)
    ada.clock.pass_(60)
    fire(ada)
    assert (alert.opened_us > opened_us, alert.acknowledged, alert.incidents) == (True, None, {})


def test_repetitions_are_counted_once_for_each_heap(ada: Hand) -> None:
    alert = fire(ada)
    told = CountAlerts(PROM, "heap/0", {alert.key: Counted(40, ada.clock() + 5 * MINUTE_US)})
    ada.do(told)
    assert ada.do(told) == []
    assert (alert.count, alerts(ada).sources[PROM].count) == (41, 41)


def test_an_incident_learns_of_its_alerts_and_the_link_can_be_taken_back(ada: Hand) -> None:
    first, second = fire(ada), fire(ada, "DiskFull")
    number = ada.board().headline.number
    ada.do(LinkAlerts((first.key, second.key), number))
    assert list(first.incidents.values()) == [number]
    said = [each.english for each in ada.board().timeline.lines]
    assert any("Alert of Prometheus eu-1, and 1 more" in each for each in said), said
    with pytest.raises(RuleError, match="already"):
        ada.do(LinkAlerts((first.key,), number))
    ada.do(UnlinkAlerts((first.key,), number))
    assert first.incidents == {}
    assert list(second.incidents.values()) == [number]


def test_what_somebody_took_can_be_given_back(ada: Hand) -> None:
    alert = fire(ada)
    with pytest.raises(RuleError, match="Nobody looks after"):
        ada.do(GiveBackAlerts((alert.key,)))
    ada.do(AcknowledgeAlerts((alert.key,)))
    ada.do(GiveBackAlerts((alert.key,)))
    assert alert.acknowledged is None


def test_somebody_says_that_it_is_over_and_its_source_may_say_otherwise(ada: Hand) -> None:
    alert = fire(ada)
    ada.do(EndAlerts((alert.key,), "the rule was deleted"))
    assert (alert.is_open, len(alert.turns)) == (False, 2)
    with pytest.raises(RuleError, match="over already"):
        ada.do(EndAlerts((alert.key,)))
    fire(ada)
    assert alert.is_open


def test_what_a_monitor_told_is_over_when_it_is_let_out(ada: Hand) -> None:
    ada.do(AddSource(PROM, "a" * 64, SourceKind.PROMETHEUS, 300))
    alert = fire(ada)
    ada.do(RemoveSource(PROM))
    assert not alert.is_open


def test_a_silence_holds_for_what_fits_until_it_ends(ada: Hand) -> None:
    staging, live = fire(ada, env="staging", host="db-1"), fire(ada, env="live", host="db-1")
    ada.do(Silence('env="staging", host=~"db-.*"', "restore test", box_s=3600))
    [silence] = alerts(ada).silences.values()
    now_us = ada.clock()
    assert alerts(ada).silences_of(staging, now_us) == [silence]
    assert alerts(ada).silences_of(live, now_us) == []
    assert alerts(ada).silences_of(staging, now_us + 61 * MINUTE_US) == []
    ada.do(EndSilence(silence.id[:12]))
    assert alerts(ada).silences_of(staging, ada.clock()) == []
    with pytest.raises(RuleError, match="is over"):
        ada.do(EndSilence(silence.id))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "at least one matcher"),
        ('env=~".*"', "silence everything"),
        ("env", "is no matcher"),
        ('env=~"("', "is no expression"),
        (", ".join(f'l{n}="x"' for n in range(21)), "at most 20"),
    ],
)
def test_what_is_no_silence_is_told_so(ada: Hand, text: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        ada.do(Silence(text, "why"))
    assert ALERTS not in {entry.incident for entry in ada.entries}


def test_a_silence_wants_a_reason_and_an_end_to_come(ada: Hand) -> None:
    with pytest.raises(RuleError, match="Say why"):
        ada.do(Silence('env="x"', "  "))
    with pytest.raises(RuleError, match="before it begins"):
        ada.do(Silence('env="x"', "why", until_us=ada.clock() - MINUTE_US))


def test_a_source_is_let_in_falls_silent_and_is_let_out(ada: Hand) -> None:
    ada.do(AddSource(PROM, "a" * 64, SourceKind.PROMETHEUS, 300))
    with pytest.raises(BadInput, match="has a token"):
        ada.do(AddSource(PROM, "b" * 64))
    ada.do(NoteSilence(PROM, ada.clock()))
    assert alerts(ada).sources[PROM].silent_since_us is not None
    assert ada.do(NoteSilence(PROM, ada.clock())) == []
    fire(ada)
    assert alerts(ada).sources[PROM].silent_since_us is None
    ada.do(RemoveSource(PROM))
    with pytest.raises(NotFound):
        ada.do(RemoveSource(PROM))


def test_what_is_over_because_nobody_said_it_again_is_no_word_of_its_source(ada: Hand) -> None:
    ada.do(AddSource(PROM, "a" * 64, SourceKind.PROMETHEUS, 300))
    alert = fire(ada)
    heard_us = alerts(ada).sources[PROM].last_us
    ada.clock.pass_(10)
    ada.do(NoteSilence(PROM, ada.clock()))
    over = Seen(ada.clock(), alert.labels, state=AlertState.RESOLVED, times=0)
    ada.do(ReceiveAlerts(PROM, (over,)))
    source = alerts(ada).sources[PROM]
    assert (alert.is_open, source.last_us, source.silent_since_us is None) == (False, heard_us, False)


def test_what_is_over_for_a_month_is_known_no_more_and_what_goes_on_is(ada: Hand) -> None:
    fire(ada, host="open")
    fire(ada, host="over")
    end(ada, host="over")
    ada.do(Silence('host="over"', "why"))
    ada.do(CountAlerts(PROM, "heap/0", {alert_key(PROM, "", "host", "open"): Counted(1, ada.clock())}))
    ada.do(NoteChange("Deploy 12", "ci", key="b-12"))
    ada.clock.pass_(29 * 24 * 60)
    fire(ada, host="other")
    assert {each.labels["host"] for each in alerts(ada).all} == {"open", "over", "other"}
    ada.clock.pass_(2 * 24 * 60)
    fire(ada, host="new")
    found = alerts(ada)
    assert {each.labels["host"] for each in found.all} == {"open", "other", "new"}
    assert (found.silences, found.lots, found.known_changes) == ({}, {}, {})
    again = fire(ada, host="over")
    assert (again.count, again.first_us, len(again.turns)) == (1, again.since_us, 1)


def test_a_change_that_is_told_twice_is_one(ada: Hand) -> None:
    ada.do(NoteChange("Deploy 12", "ci", key="b-12"))
    assert ada.do(NoteChange("Deploy 12", "ci", key="b-12")) == []
    assert [each.summary for each in alerts(ada).changes] == ["Deploy 12"]


def test_a_storm_is_few_entries_of_a_size_that_a_record_takes(ada: Hand) -> None:
    storm = tuple(seen(ada, "Flood", instance=f"host{n}", words="x" * 500) for n in range(2_000))
    written = ada.do(ReceiveAlerts(PROM, storm))
    assert len(written) < 60
    assert max(len(entry.body) for entry in written) <= BODY_LIMIT_BYTES
    assert len(alerts(ada).of) == 2_000


def test_what_remains_of_erased_alerts_is_when_and_which(ada: Hand) -> None:
    alert = fire(ada, secret="s3cret")
    body = AlertsReceived(PROM, (Seen(ada.clock(), alert.labels, alert.annotations),)).remains()
    assert b"s3cret" not in msgspec.json.encode(body)
    assert b"is on" not in msgspec.json.encode(body)
    assert alert.key.encode() in msgspec.json.encode(body)


def test_two_desks_that_are_told_the_same_have_one_alert() -> None:
    ada, tomas = two_desks()
    ada.declare()
    for desk in (ada, tomas):
        fire(desk, host="db-1")
    ada.hear(tomas)
    tomas.hear(ada)
    assert len(alerts(ada).of) == 1
    assert shown(alerts(ada)) == shown(alerts(tomas))


def shown(of: Alerts) -> bytes:
    told = [of.all, list(of.silences.values()), list(of.sources.values()), of.changes, sorted(of.lots)]
    return msgspec.json.encode(told)


def a_night() -> list[Entry]:
    """Two desks are told, take, silence and link, partly without knowing of each other."""
    ada, tomas = two_desks()
    ada.declare()
    tomas.hear(ada)
    number = ada.board().headline.number
    ada.do(AddSource(PROM, "a" * 64, SourceKind.PROMETHEUS, 300))
    for round_ in range(4):
        alert = fire(ada, host="a")
        fire(tomas, host="a")
        other = fire(tomas, "DiskFull", host=str(round_))
        ada.do(AcknowledgeAlerts((alert.key,), f"round {round_}"))
        tomas.do(AcknowledgeAlerts((alert.key,), f"round {round_}, too"))
        tomas.do(LinkAlerts((other.key,), number))
        tomas.do(CountAlerts(PROM, f"{round_}", {other.key: Counted(3, tomas.clock())}))
        ada.do(Silence(f'host="{round_}"', "why"))
        ada.do(NoteSilence(PROM, ada.clock()))
        tomas.do(EndAlerts((other.key,), "gone"))
        tomas.do(NoteChange("Deploy", "ci", key=str(round_ // 2)))
        if round_ != 1:
            end(ada, host="a")
        ada.hear(tomas)
        tomas.hear(ada)
        ada.clock.pass_(20 * round_ if round_ != 2 else 31 * 24 * 60)
    return [entry for entry in ada.entries if entry.incident == ALERTS]


NIGHT = a_night()


@given(seed=st.integers(0, 10_000), again=st.lists(st.integers(0, len(NIGHT) - 1), max_size=4))
def test_any_order_of_arrival_gives_the_same_alerts(seed: int, again: list[int]) -> None:
    arrived = random.Random(seed).sample(NIGHT, len(NIGHT)) + [NIGHT[place] for place in again]
    fold = Fold(ALERTS)
    for at in range(0, len(arrived), 3):
        fold.add(arrived[at : at + 3])
    assert shown(fold.board.alerts) == shown(Fold(ALERTS, NIGHT).board.alerts)
