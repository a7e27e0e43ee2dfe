"""Maintenance for customers: in words of its own, which somebody else allows before they stand on the status page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.errors import RuleError
from incident_desk.domain.maintenance import CancelMaintenance, ChangeMaintenance, EndMaintenance, Schedule
from incident_desk.domain.maintenance_list import Maintenance
from incident_desk.domain.maintenance_public import HideMaintenance, ShowMaintenance, WordMaintenance
from incident_desk.domain.moments import HOUR_US
from incident_desk.domain.page_maintenance import with_maintenance
from incident_desk.domain.plan import Use
from incident_desk.domain.status_page import Mark, Page, page_of
from tests.domain.making import PLAN, Hand, two_desks

WORDS = "Signing in takes longer. Nothing is lost."
CUSTOMERS = PLAN.replace("  - Sign-in\n", "  - {name: Sign-in, used_by: [everybody]}\n").replace(
    "services:\n", "customer_groups:\n  - {key: everybody, title: Everybody}\n\nservices:\n", 1
)
NOBODY_ASKED = CUSTOMERS.replace(
    "approvals:\n", "approvals:\n  - {channels: [status_page], severities: [SEV4], by: [], needs: 0}\n", 1
)


def announced(hand: Hand, plan: str = CUSTOMERS) -> Maintenance:
    hand.do(Use(plan))
    from_us = hand.clock() + HOUR_US
    schedule = Schedule("Move of the secret store", from_us, from_us + HOUR_US, ("Sign-in", "Data storage"))
    [entry] = hand.do(schedule)
    return hand.organisation.maintenances.of[entry.id]


def page(hand: Hand, after_us: int = 0) -> Page:
    organisation = hand.organisation
    plan, now_us = organisation.plans.current, hand.clock() + after_us
    return with_maintenance(page_of((), plan), organisation.maintenances, plan, organisation.levels, now_us)


def test_whoever_is_alone_says_both_and_only_then_it_is_shown() -> None:
    ada, _ = two_desks()
    one = announced(ada)
    assert page(ada).maintenances == ()
    ada.do(WordMaintenance("MNT-1", WORDS))
    assert page(ada).maintenances == ()
    ada.do(ShowMaintenance("MNT-1"))
    [told] = page(ada).maintenances
    assert (told.text, told.services, told.is_running) == (WORDS, ("Sign-in",), False)
    assert (told.from_us, told.until_us) == (one.begins_us, one.ends_us)
    assert page(ada).services == {"Sign-in": Mark.OPERATIONAL}


def test_while_it_runs_its_services_stand_so_and_afterwards_it_is_gone() -> None:
    ada, _ = two_desks()
    announced(ada)
    ada.do(WordMaintenance("MNT-1", WORDS))
    ada.do(ShowMaintenance("MNT-1"))
    running = page(ada, HOUR_US)
    assert (running.maintenances[0].is_running, running.services["Sign-in"]) == (True, Mark.MAINTENANCE)
    assert running.mark is Mark.MAINTENANCE
    ada.clock.pass_(90)
    ada.do(EndMaintenance("MNT-1", "done early"))
    assert page(ada).maintenances == ()
    assert page(ada).services == {"Sign-in": Mark.OPERATIONAL}


def test_other_words_are_allowed_anew_and_moved_times_are_shown_at_once() -> None:
    ada, _ = two_desks()
    one = announced(ada)
    ada.do(WordMaintenance("MNT-1", WORDS))
    ada.do(ShowMaintenance("MNT-1"))
    until_us = one.ends_us + HOUR_US
    ada.do(ChangeMaintenance("MNT-1", until_us=until_us, reason="more to move"))
    assert page(ada).maintenances[0].until_us == until_us
    read = one.worded
    ada.do(WordMaintenance("MNT-1", "Nobody can sign in."))
    assert page(ada).maintenances == ()
    assert read is not None
    with pytest.raises(RuleError, match="were changed; read them again"):
        ada.do(ShowMaintenance("MNT-1", read.entry))


def test_what_is_taken_off_or_does_not_take_place_is_told_no_more() -> None:
    ada, _ = two_desks()
    announced(ada)
    ada.do(WordMaintenance("MNT-1", WORDS))
    ada.do(ShowMaintenance("MNT-1"))
    ada.do(HideMaintenance("MNT-1", "too early"))
    assert page(ada).maintenances == ()
    ada.do(WordMaintenance("MNT-1", WORDS))
    ada.do(ShowMaintenance("MNT-1"))
    assert len(page(ada).maintenances) == 1
    ada.do(CancelMaintenance("MNT-1", "not needed"))
    assert page(ada).maintenances == ()
    with pytest.raises(RuleError, match="cancelled already"):
        ada.do(WordMaintenance("MNT-1", "It was to be."))


def test_nothing_is_shown_of_what_is_announced_inside() -> None:
    ada, _ = two_desks()
    announced(ada)
    with pytest.raises(RuleError, match="Nobody has said what customers read"):
        ada.do(ShowMaintenance("MNT-1"))
    ada.do(WordMaintenance("MNT-1", WORDS))
    ada.do(ShowMaintenance("MNT-1"))
    assert "secret store" not in str(page(ada))


def test_where_the_plan_asks_nobody_the_words_are_shown_at_once() -> None:
    ada, _ = two_desks()
    announced(ada, NOBODY_ASKED)
    ada.do(WordMaintenance("MNT-1", WORDS))
    assert len(page(ada).maintenances) == 1


@given(data=st.data())
def test_any_order_of_arrival_gives_the_same(data: st.DataObject) -> None:
    ada, tomas = two_desks()
    announced(ada)
    tomas.hear(ada)
    ada.do(WordMaintenance("MNT-1", WORDS))
    tomas.do(WordMaintenance("MNT-1", "Signing in fails."))
    ada.do(ShowMaintenance("MNT-1"))
    entries = [*ada.entries, *(each for each in tomas.entries if each not in ada.entries)]
    expected: object = None
    for _ in range(2):
        other, _ = two_desks()
        other.take_in(data.draw(st.permutations(entries)))
        found = [one.worded for one in other.organisation.maintenances.all]
        assert expected in (None, found)
        expected = found
