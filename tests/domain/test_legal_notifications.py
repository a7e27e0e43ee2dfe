"""What the law asks to be told: from when its time counts, until when, with what proof, and why not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_desk.domain.board import Board
from incident_desk.domain.corrections import Retract
from incident_desk.domain.decisions import Revisit
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.fold import Fold
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import SetSeverity
from incident_desk.domain.legal_notifications import RaiseNotification, SendNotification, WaiveNotification
from incident_desk.domain.notifying import Stand, Standing, notifications
from incident_desk.domain.plan import Use
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.showing import shown
from incident_desk.domain.timeline import Attach
from tests.domain.making import INCIDENT, MINUTE_US, PLAN, Hand, two_desks
from tests.domain.night import of_incident, orders
from tests.domain.test_tasks import lines, meet

HOUR_US = 60 * MINUTE_US
STAGES = """
  - {key: early, title: "Early warning", trigger: "It is severe", recipient: "The CSIRT", within: 24 h,
     without_delay: true, severities: [SEV1], decides: [incident_manager]}
  - {key: report, title: "Incident notification", trigger: "An early warning was due", recipient: "The CSIRT",
     within: 72 h, severities: [SEV1], decides: [incident_manager]}
  - {key: final, title: "Final report", trigger: "It was notified", recipient: "The CSIRT", within: 28 d,
     after: report}
  - {key: pay, title: "Payments", trigger: "Payments fail", recipient: "The bank", within: 4 h,
     services: [Payments], starts: began}
"""
WITH_STAGES = PLAN.replace("    law: GDPR, article 33 (1)\n", "    law: GDPR, article 33 (1)\n" + STAGES, 1).replace(
    "services:\n", "services:\n  - Payments\n", 1
)


@pytest.fixture
def ada() -> Hand:
    hand, _ = two_desks()
    hand.do(Use(WITH_STAGES, "the law asks for more"))
    return hand


def all_stand(board: Board, hand: Hand) -> dict[str, Standing]:
    return {each.key: each for each in notifications(board, hand.organisation.plans.of(board.headline))}


def stands(hand: Hand, key: str = "personal_data") -> Standing:
    return all_stand(hand.board(), hand)[key]


def test_one_that_nothing_asks_for_is_quiet_until_somebody_says_that_it_has_to_be_told(ada: Hand) -> None:
    ada.declare()
    assert stands(ada).stand is Stand.QUIET
    known_us = ada.clock() - HOUR_US
    ada.do(RaiseNotification("personal data", "Rows were read by a stranger", known_us))
    found = stands(ada)
    assert (found.stand, found.start_us, found.due_us) == (Stand.DUE, known_us, known_us + 72 * HOUR_US)
    assert lines(ada)[-1] == (
        "Has to be told by 2019-01-23T15:04:00Z: Personal data, to the authority: Rows were read by a stranger"
    )


def test_the_stages_of_a_severe_incident_stand_by_themselves_and_follow_one_another(ada: Hand) -> None:
    ada.declare(severity=Severity.SEV3)
    assert stands(ada, "early").stand is Stand.QUIET
    severe_us = ada.do(SetSeverity(Severity.SEV1, "it spreads"))[-1].occurred_us
    early, report = stands(ada, "early"), stands(ada, "report")
    assert (early.stand, early.due_us) == (Stand.OPEN, severe_us + 24 * HOUR_US)
    assert (report.stand, report.due_us) == (Stand.OPEN, severe_us + 72 * HOUR_US)
    assert (stands(ada, "final").stand, stands(ada, "final").due_us) == (Stand.FOLLOWS, None)
    ada.do(SetSeverity(Severity.SEV3, "contained"))
    assert stands(ada, "early").stand is Stand.OPEN
    sent_us = ada.do(SendNotification("report", reference="CS-17"))[-1].occurred_us
    assert stands(ada, "report").stand is Stand.SENT
    assert (stands(ada, "final").stand, stands(ada, "final").due_us) == (Stand.DUE, sent_us + 28 * 24 * HOUR_US)


def test_one_for_a_service_counts_from_when_it_began(ada: Hand) -> None:
    ada.declare()
    ada.do(SetImpact(started_us=ada.clock() - HOUR_US))
    began_us = ada.clock() - MINUTE_US - HOUR_US
    assert stands(ada, "pay").stand is Stand.QUIET
    ada.do(SetImpact(services=("Payments", "Website")))
    assert (stands(ada, "pay").stand, stands(ada, "pay").due_us) == (Stand.OPEN, began_us + 4 * HOUR_US)


def test_it_is_loud_before_it_is_late_and_late_with_how_much(ada: Hand) -> None:
    ada.declare(severity=Severity.SEV1)
    due_us = stands(ada, "early").due_us or 0
    early = stands(ada, "early")
    assert not early.is_loud(due_us - 3 * HOUR_US)
    assert early.is_loud(due_us - 2 * HOUR_US)
    assert early.late_by_us(due_us - 1) == 0
    assert early.late_by_us(due_us + HOUR_US) == HOUR_US
    ada.clock.now_us = due_us + HOUR_US - MINUTE_US
    ada.do(SendNotification("early", "We have an incident."))
    assert lines(ada)[-1] == "Told to The CSIRT: Early warning: We have an incident. · 60 min late"
    assert stands(ada, "early").late_by_us(due_us + 100 * HOUR_US) == HOUR_US


def test_it_is_told_with_proof_a_number_words_or_a_file(ada: Hand) -> None:
    ada.declare()
    with pytest.raises(RuleError, match="Say what proves it"):
        ada.do(SendNotification("personal_data"))
    with pytest.raises(NotFound, match="No file “form.pdf” is on the timeline"):
        ada.do(SendNotification("personal_data", file="form.pdf"))
    file = ada.do(Attach("d" * 64, "form.pdf", 12))[0]
    ada.do(SendNotification("personal_data", file="form.pdf", reference="LfD 12/34", speaker="Kim"))
    assert lines(ada)[-1].endswith(" · reference LfD 12/34 · file form.pdf")
    (proof,) = ada.board().notifications.of["personal_data"].sent.settings
    assert (proof.value.reference, proof.value.file) == ("LfD 12/34", file.id)


def test_that_it_has_not_to_be_told_is_a_decision_of_who_may_and_can_be_taken_back(ada: Hand) -> None:
    ada.declare(severity=Severity.SEV1)
    with pytest.raises(RuleError, match="This is for Incident manager to decide"):
        ada.do(WaiveNotification("early", "nobody is hit"))
    ada.do(Assign("incident manager", "me"))
    with pytest.raises(RuleError, match="Say why"):
        ada.do(WaiveNotification("early", " "))
    decision, _ = ada.do(WaiveNotification("early", "nobody outside is hit"))
    assert stands(ada, "early").stand is Stand.WAIVED
    assert lines(ada)[-2:] == [
        "Not to be told: Early warning · because nobody outside is hit · can be undone",
        "Not to be told: Early warning",
    ]
    ada.do(Revisit(decision.id, "customers are hit", is_standing=False))
    assert stands(ada, "early").stand is Stand.OPEN
    again, _ = ada.do(WaiveNotification("early", "they are not"))
    ada.do(Retract(again.id))
    assert stands(ada, "early").stand is Stand.OPEN
    ada.do(WaiveNotification("early", "they are not, really"))
    ada.do(RaiseNotification("early"))
    assert stands(ada, "early").stand is Stand.DUE


def test_what_cannot_be_is_refused_in_one_sentence(ada: Hand) -> None:
    ada.declare()
    with pytest.raises(NotFound, match="no notification of the plan; there are personal_data, early"):
        ada.do(RaiseNotification("nonsense"))
    with pytest.raises(RuleError, match="a moment that has been"):
        ada.do(RaiseNotification("early", known_us=ada.clock() + HOUR_US))
    with pytest.raises(RuleError, match="at most 200 characters"):
        ada.do(SendNotification("early", reference="1" * 10_000_000))
    ada.do(RaiseNotification("early"))
    with pytest.raises(RuleError, match="known already"):
        ada.do(RaiseNotification("early"))
    ada.do(SendNotification("early", reference="1"))
    with pytest.raises(RuleError, match="was told already"):
        ada.do(WaiveNotification("early", "nobody is hit"))


def a_legal_night() -> tuple[Hand, Hand]:
    """Raised and waived at two desks at once, told at two desks at once, decided and looked at again."""
    ada, tomas = two_desks()
    ada.do(Use(WITH_STAGES, "the law asks for more"))
    ada.declare(severity=Severity.SEV1)
    ada.do(Assign("incident manager", "me"))
    meet(ada, tomas)
    ada.do(WaiveNotification("early", "nobody is hit"))
    tomas.do(RaiseNotification("early", "customers are hit"))
    ada.do(SendNotification("report", reference="A-1"))
    tomas.do(SendNotification("report", "By phone", speaker="Kim"))
    meet(ada, tomas)
    decision, _ = ada.do(WaiveNotification("personal_data", "no data of people"))
    meet(ada, tomas)
    tomas.do(Revisit(decision.id, "there is", is_standing=False))
    meet(ada, tomas)
    return ada, tomas


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_order_of_arrival_leads_to_the_same(data: st.DataObject) -> None:
    ada, tomas = a_legal_night()
    record = of_incident(ada)
    board = Fold(INCIDENT, [record[place] for place in data.draw(orders(len(record)))]).board
    assert all_stand(board, ada) == all_stand(ada.board(), ada) == all_stand(tomas.board(), tomas)
    people = ada.organisation.people
    assert shown(board, people)["notifications"] == shown(tomas.board(), people)["notifications"]
    found = all_stand(board, ada)
    assert (found["early"].stand, found["early"].is_disputed) == (Stand.DUE, True)
    assert (found["report"].stand, found["report"].is_sent_twice) == (Stand.SENT, True)
    assert found["personal_data"].stand is Stand.QUIET
