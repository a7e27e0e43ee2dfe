"""Rounds of investigations at the doors: those of a round open together, with the last that is in. By hand, in SQL."""

import threading

import pytest

from incident_desk.domain.ids import StreamId
from tests.shared.byhand import NIL, Hand, Server, new_id, refused_with


@pytest.fixture
def ada(server: Server) -> Hand:
    return server.desk()


@pytest.fixture
def tomas(server: Server) -> Hand:
    return server.desk()


@pytest.fixture
def sofia(server: Server) -> Hand:
    return server.desk()


@pytest.fixture
def eve(server: Server) -> Hand:
    return server.desk()


class Round:
    """Ada opens two investigations at once; Tomas leads the first, Sofia the second."""

    def __init__(self, ada: Hand, tomas: Hand, sofia: Hand) -> None:
        self.incident = ada.opens()
        self.first = ada.investigates(self.incident)
        self.second = ada.investigates(self.incident, beside=self.first)
        for stream, lead in ((self.first, tomas), (self.second, sofia)):
            assert ada.says("gov.lead.named", lead.person, incident=self.incident, stream=stream)
            assert lead.says("note", incident=self.incident, stream=stream)

    def submits(self, lead: Hand, stream: StreamId) -> bool:
        return lead.says("gov.investigation.submitted", incident=self.incident, stream=stream)


@pytest.fixture
def opened(ada: Hand, tomas: Hand, sofia: Hand) -> Round:
    return Round(ada, tomas, sofia)


def streams_read_by(hand: Hand) -> set[str]:
    return {stream for stream, _ in hand.reads()}


def test_one_that_is_in_stays_sealed_until_the_last_of_its_round_is(
    opened: Round, ada: Hand, tomas: Hand, sofia: Hand, eve: Hand
) -> None:
    assert opened.submits(tomas, opened.first)
    for hand in (ada, sofia, eve):
        assert opened.first not in streams_read_by(hand)
    base = eve.snapshot()
    assert opened.submits(sofia, opened.second)
    for hand in (ada, tomas, sofia, eve):
        assert {opened.first, opened.second} <= streams_read_by(hand)
    assert {opened.first, opened.second} <= {stream for stream, _ in eve.reads(base)}


def test_submitting_is_final_and_for_the_lead(opened: Round, ada: Hand, tomas: Hand, sofia: Hand, eve: Hand) -> None:
    assert not opened.submits(ada, opened.first)
    for stranger in (sofia, eve):
        with refused_with("42501"):
            opened.submits(stranger, opened.first)
    assert ada.says("gov.member.added", eve.person, incident=opened.incident, stream=opened.first)
    assert not opened.submits(eve, opened.first)
    assert opened.submits(tomas, opened.first)
    assert not tomas.says("gov.unsealed", incident=opened.incident, stream=opened.first)
    assert opened.first not in streams_read_by(sofia)


def test_a_lead_does_not_break_the_seal_of_their_own_investigation(opened: Round, ada: Hand, tomas: Hand) -> None:
    assert not tomas.says("gov.unsealed", incident=opened.incident, stream=opened.first)
    assert ada.says("gov.unsealed", incident=opened.incident, stream=opened.first)


def test_a_broken_seal_opens_one_and_what_is_in_opens_with_it_when_nothing_is_left(
    opened: Round, ada: Hand, tomas: Hand, eve: Hand
) -> None:
    assert opened.submits(tomas, opened.first)
    assert ada.says("gov.unsealed", incident=opened.incident, stream=opened.second)
    assert {opened.first, opened.second} <= streams_read_by(eve)


def test_a_broken_seal_opens_no_other(opened: Round, ada: Hand, eve: Hand) -> None:
    assert ada.says("gov.unsealed", incident=opened.incident, stream=opened.first)
    assert opened.first in streams_read_by(eve)
    assert opened.second not in streams_read_by(eve)


def test_two_that_are_submitted_at_once_open(server: Server, opened: Round, tomas: Hand, sofia: Hand) -> None:
    threads = [
        threading.Thread(target=opened.submits, args=(tomas, opened.first)),
        threading.Thread(target=opened.submits, args=(sofia, opened.second)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert server.count("streams", f"round = '{opened.first}' AND opened") == 2


def test_nobody_is_taken_into_a_round_of_another_incident_or_one_that_is_open(
    opened: Round, ada: Hand, eve: Hand, tomas: Hand, sofia: Hand
) -> None:
    theirs = eve.opens()
    for first in (opened.first, new_id(), NIL, "nonsense"):
        assert not eve.child("gov.investigation.opened", theirs, beside=first)[1]
    assert not ada.child("gov.investigation.opened", opened.incident, beside=opened.second)[1]  # not the first of it
    assert opened.submits(tomas, opened.first)
    assert opened.submits(sofia, opened.second)
    assert not ada.child("gov.investigation.opened", opened.incident, beside=opened.first)[1]


def test_one_that_joins_later_keeps_the_round_sealed(
    opened: Round, ada: Hand, tomas: Hand, sofia: Hand, eve: Hand
) -> None:
    assert opened.submits(tomas, opened.first)
    third = ada.investigates(opened.incident, beside=opened.first)
    assert ada.says("gov.lead.named", eve.person, incident=opened.incident, stream=third)
    assert opened.submits(sofia, opened.second)
    assert opened.first not in streams_read_by(eve)
    assert opened.submits(eve, third)
    assert opened.first in streams_read_by(eve)


def test_a_restriction_takes_no_round(opened: Round, ada: Hand) -> None:
    assert not ada.child("gov.stream.restricted", opened.incident, beside=opened.first)[1]


def test_whoever_is_named_to_manage_the_incident_manages_what_is_sealed_in_it_and_reads_nothing_there(
    opened: Round, ada: Hand, eve: Hand
) -> None:
    assert ada.says("gov.manager.added", eve.person, incident=opened.incident)
    assert opened.first not in streams_read_by(eve)
    third = ada.investigates(opened.incident)
    for stream in (opened.second, third):
        assert eve.says("gov.unsealed", incident=opened.incident, stream=stream)
    assert opened.second in streams_read_by(eve)
    assert opened.first not in streams_read_by(eve)


def test_whoever_is_shut_out_manages_nothing_of_it_any_more(
    opened: Round, ada: Hand, eve: Hand, server: Server
) -> None:
    assert ada.says("gov.manager.added", eve.person, incident=opened.incident)
    for administrator in (server.desk("administrator"), server.desk("administrator")):
        administrator.says("gov.removal.asked", eve.person, incident=opened.incident)
    assert administrator.says("gov.manager.removed", eve.person, incident=opened.incident)
    with refused_with("42501"):
        eve.says("gov.unsealed", incident=opened.incident, stream=opened.first)
    assert ada.says("gov.unsealed", incident=opened.incident, stream=opened.first)
