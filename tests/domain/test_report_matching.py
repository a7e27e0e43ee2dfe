"""What is suggested for a report: on words that were labelled by hand, and why."""

import time

import pytest

from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.facts import StateFact
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import SetState
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.plan import Plans
from incident_desk.domain.report_entries import Symptom, Verdict
from incident_desk.domain.report_matching import Asked, Aspect, Fit, Known, known_of, suggest
from incident_desk.domain.state import State
from incident_desk.domain.symptoms import symptoms_in
from tests.domain.labelled_reports import CALM, FORGE, SHOP
from tests.domain.making import MINUTE_US, PLAN, START_US, two_desks

FORGE_WORDS = (
    "Database primary emptied, GitLab.com offline. Everyone. The site and git are offline for all users since 23:28"
)
FORGE_KNOWN = Known(
    IncidentId("f"),
    "INC-131",
    "Database primary emptied, GitLab.com offline",
    START_US - 20 * MINUTE_US,
    ("Website", "Git push", "Git pull", "CI runners", "API", "Registry"),
    (),
    symptoms_in(FORGE_WORDS),
    FORGE_WORDS,
    "Pages still works",
)
SHOP_WORDS = "Card payments are declined at checkout. Customers in Europe cannot pay by card"
SHOP_KNOWN = Known(
    IncidentId("s"),
    "INC-7",
    "Card payments are declined at checkout",
    START_US - 45 * MINUTE_US,
    ("Checkout", "Payments"),
    ("Europe",),
    symptoms_in(SHOP_WORDS),
    SHOP_WORDS,
)
SERVICES = ("Website", "Git push", "Git pull", "CI runners", "API", "Registry", "Pages", "Billing")
WORDS = {"S": Verdict.SAME_ISSUE, "I": Verdict.ISOLATED, "U": Verdict.UNKNOWN}


def read(lines: str) -> list[tuple[Verdict, Asked]]:
    rows = [[part.strip() for part in line.split("|", 4)] for line in lines.strip().splitlines()]
    return [(WORDS[label], asked(words, service, region, since)) for label, service, region, since, words in rows]


def asked(words: str, service: str = "", region: str = "", since: str = "-") -> Asked:
    since_us = None if since == "-" else START_US - int(since) * MINUTE_US
    return Asked(words, START_US, service, region, "", since_us)


def wrong(lines: str, known: list[Known]) -> list[tuple[Verdict, str, str]]:
    """What is suggested otherwise than somebody labelled it."""
    found = ((label, each, suggest(each, known, SERVICES)) for label, each in read(lines))
    return [(label, each.text, s.because.english) for label, each, s in found if s.verdict is not label]


def test_suggestions_agree_with_what_was_labelled_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    several = [(FORGE, [FORGE_KNOWN]), (SHOP, [SHOP_KNOWN]), (CALM, list[Known]())]
    total = sum(len(read(lines)) for lines, _ in several)
    missed = [each for lines, known in several for each in wrong(lines, known)]
    with capsys.disabled():
        print(f"\n{total - len(missed)} of {total} suggestions right; not: {missed}")
    assert total >= 100
    assert len(missed) / total < 0.1


def test_why_is_told_sign_by_sign() -> None:
    found = suggest(asked("Push hangs, then 502", "Git push", "Europe", "15"), [FORGE_KNOWN])
    assert found.verdict is Verdict.SAME_ISSUE
    assert (found.label, found.because.english) == ("INC-131", "service, time and symptom fit")
    assert {sign.aspect: sign.fit for sign in found.signs} == {
        Aspect.SERVICE: Fit.FITS,
        Aspect.TIME: Fit.FITS,
        Aspect.SYMPTOM: Fit.FITS,
        Aspect.REGION: Fit.FITS,
        Aspect.ACCOUNT: Fit.UNSAID,
    }
    before = suggest(asked("Push hangs", "Git push", since="580"), [FORGE_KNOWN])
    assert (before.verdict, before.because.english) == (Verdict.ISOLATED, "began before the fault of INC-131")


def test_of_several_incidents_the_one_that_fits_best_is_named() -> None:
    both = [FORGE_KNOWN, SHOP_KNOWN]
    assert suggest(asked("card is declined", "Checkout", "Europe"), both).label == "INC-7"
    assert suggest(asked("clone fails with 502", "Git pull"), both).label == "INC-131"


def test_a_service_that_is_told_to_be_safe_is_not_part_of_it() -> None:
    found = suggest(asked("our site is down", "Pages"), [FORGE_KNOWN])
    assert (found.verdict, found.because.english) == (Verdict.UNKNOWN, "nothing is known of Pages")


def test_what_is_known_comes_from_the_board_and_not_from_what_only_some_may_know() -> None:
    ada, _ = two_desks()
    ada.organisation = Organisation(plans=Plans(PLAN + "\nregions:\n  - {key: eu, title: Europe}\n"))
    ada.declare("Checkout fails in Europe", services=("Payments",))
    ada.do(StateFact(FactField.SAFE, "Refunds are safe"))
    known = known_of(ada.board(), ada.organisation.plans.current)
    assert known is not None
    assert (known.label, known.services, known.regions) == (ada.board().headline.number, ("Payments",), ("Europe",))
    assert (known.symptoms, known.safe) == (frozenset({Symptom.ERROR}), "Refunds are safe")
    ada.do(SetState(State.RESOLVED))
    assert known_of(ada.board(), ada.organisation.plans.current) is None


def test_an_incident_of_which_nobody_said_what_it_hits_explains_what_its_title_speaks_of_and_no_more() -> None:
    seen = symptoms_in("Pushes fail")
    young = Known(IncidentId("y"), "INC-9", "Pushes fail", START_US, words="Pushes fail", symptoms=seen)
    assert suggest(asked("it fails", "Git push"), [young]).verdict is Verdict.SAME_ISSUE
    assert suggest(asked("it fails", "Search"), [young]).verdict is Verdict.UNKNOWN
    assert suggest(asked("push fails"), [young]).verdict is Verdict.SAME_ISSUE


def test_what_is_told_to_be_safe_is_not_hit_whatever_else_is_told() -> None:
    told = Known(
        IncidentId("y"),
        "INC-9",
        "All is down",
        START_US,
        words="All services are down",
        safe="Pages still work",
        is_everything=True,
    )
    assert suggest(asked("our site fails", "Pages"), [told]).verdict is Verdict.UNKNOWN
    assert suggest(asked("our site fails", "Website"), [told]).verdict is Verdict.SAME_ISSUE


def test_hostile_words_cost_no_time() -> None:
    for words in (
        "a" * 2000,
        "only " * 400,
        "_" * 2000,
        "0" * 2000,
        "only me " * 250,
        "\u202e\u200b" * 1000,
        "cannot a b " * 180,
    ):
        began = time.perf_counter()
        suggest(asked(words), [FORGE_KNOWN, SHOP_KNOWN], SERVICES)
        assert time.perf_counter() - began < 0.05
