"""On-call lists and tests of who answers, at desks that share one record."""

from incident_desk.desk import Desk
from incident_desk.domain.moments import DAY_US, MINUTE_US
from incident_desk.domain.on_call import ImportShifts
from incident_desk.domain.on_call_now import lists_now
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.plan import Use
from incident_desk.domain.reaching import AskReach, SayReached
from tests.domain.making import PLAN
from tests.domain.test_on_call import LISTS
from tests.shared.test_converge import meet


def organisation(desk: Desk) -> Organisation:
    return desk.reading.organisation()


def a_list(desk: Desk, name: str) -> ImportShifts:
    """One who is on call from an hour ago until tomorrow."""
    now = desk.now_us() // MINUTE_US
    shift = (0, now - 60, now + 24 * 60)
    return ImportShifts("network", f"{name}.ics", name, (name,), (shift,), desk.now_us(), desk.now_us() + 180 * DAY_US)


def on_call(desk: Desk) -> tuple[str, ...]:
    found = organisation(desk)
    return lists_now(found.plans.current, found.on_call, desk.now_us())[1].names


def test_a_list_read_at_one_desk_says_who_it_is_at_the_other_and_two_at_once_are_told(ada: Desk, bea: Desk) -> None:
    ada.record(Use(PLAN + LISTS)).result()
    ada.record(a_list(ada, "Kim")).result()
    meet(ada, bea)
    assert on_call(bea) == ("Kim",)
    ada.record(a_list(ada, "Ada")).result()
    bea.record(a_list(bea, "Bo")).result()
    meet(ada, bea)
    assert on_call(ada) == on_call(bea)
    assert all(organisation(desk).on_call.of["network"].is_conflicted for desk in (ada, bea))
    bea.record(a_list(bea, "Kim")).result()
    meet(ada, bea)
    assert on_call(ada) == on_call(bea) == ("Kim",)
    assert not any(organisation(desk).on_call.of["network"].is_conflicted for desk in (ada, bea))


def test_an_answer_that_one_desk_hears_ends_the_test_of_the_other(ada: Desk, bea: Desk) -> None:
    ada.record(Use(PLAN + LISTS)).result()
    ada.record(AskReach(("Kim",))).result()
    meet(ada, bea)
    bea.record(SayReached("Kim", text="by phone")).result()
    meet(ada, bea)
    assert organisation(ada).reaching == organisation(bea).reaching
    assert organisation(ada).reaching.tested("Kim") is not None
