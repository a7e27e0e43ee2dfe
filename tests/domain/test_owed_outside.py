"""What those outside still wait for goes over with the role that sees to it, and nothing of it is forgotten."""

import pytest

from incident_desk.domain.approving import ApproveMessage
from incident_desk.domain.delivering import SettleMessage, TryMessage
from incident_desk.domain.enquiries import AnswerEnquiry, NoteEnquiry
from incident_desk.domain.handovers import Offer, OfferRoom
from incident_desk.domain.incident import SetSeverity
from incident_desk.domain.legal_notifications import RaiseNotification
from incident_desk.domain.messages import BeginMessage
from incident_desk.domain.moments import plain
from incident_desk.domain.owed_outside import OwedSort, owed_outside, owed_with
from incident_desk.domain.plan import Use
from incident_desk.domain.promising import TellAudience
from incident_desk.domain.releasing import ReleaseMessage
from incident_desk.domain.roles import Assign, OpenRole, Release
from incident_desk.domain.severity import Severity
from incident_desk.domain.showing import shown
from incident_desk.domain.standing_down import StandDown
from tests.domain.making import MINUTE_US, PLAN, Hand, two_desks
from tests.domain.test_messages import let_go, proposed, war_room
from tests.domain.test_tasks import meet

COMMS, LEAD = "communications_manager", "incident_manager"


@pytest.fixture
def desks() -> tuple[Hand, Hand]:
    """Ada leads, Tomas writes to customers."""
    return war_room()


def words_of(hand: Hand, sort: OwedSort, role: str = "") -> list[str]:
    board = hand.board()
    plan = hand.organisation.plans.of(board.headline)
    found = owed_with(board, plan, board.roles.held[role]) if role else owed_outside(board, plan)
    return [each.english for each in found if each.sort is sort]


def handed(hand: Hand, role: str) -> str:
    """What the last handover of a role tells, as files and scripts get it."""
    found = [each for each in shown(hand.board(), hand.organisation.people)["handovers"] if each["role"] == role]
    text: str = found[-1]["text"]
    return text


def test_a_promise_goes_over_with_the_role_that_keeps_it_by_the_plan(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    plan = ada.organisation.plans.of(ada.board().headline)
    assert plan.sending_or_default.by == COMMS
    due_us = tomas.clock() + 20 * MINUTE_US
    tomas.do(TellAudience("customers", "by phone: we look into it", due_us))
    meet(ada, tomas)
    next_word = f"Customers: the next word, by {plain(due_us)}"
    assert next_word in words_of(ada, OwedSort.PROMISE, COMMS)
    assert words_of(ada, OwedSort.PROMISE, LEAD) == []
    tomas.do(Offer(COMMS, "Kim"))
    assert f"Owed: {next_word}" in handed(tomas, COMMS)
    ada.do(Offer(LEAD, "Bo"))
    assert "Owed: Customers" not in handed(ada, LEAD)


def test_where_nobody_keeps_them_whoever_leads_does(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(Release(COMMS))
    meet(ada, tomas)
    assert any(words.startswith("Customers: the first word, by ") for words in words_of(ada, OwedSort.PROMISE, LEAD))
    ada.do(Offer(LEAD, "Kim"))
    assert "Owed: Customers: the first word" in handed(ada, LEAD)


def test_a_message_that_waits_for_a_yes_is_told_to_who_wrote_and_to_who_can_say_it(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    proposed(tomas)
    meet(ada, tomas)
    waits = "Message 1, Writing fails: waits for a yes for Status page"
    assert words_of(ada, OwedSort.MESSAGE, COMMS) == words_of(ada, OwedSort.MESSAGE, LEAD) == [waits]
    ada.do(Offer(LEAD, "Kim"))
    assert f"Owed: {waits}" in handed(ada, LEAD)


def test_a_message_is_told_as_far_as_it_is_and_no_more_once_it_is_out(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    tomas.do(BeginMessage("To staff", channels=("email",)))
    assert words_of(tomas, OwedSort.MESSAGE) == ["Message 1, To staff: being written for E-mail to customers"]
    message = proposed(tomas)
    meet(ada, tomas)
    ada.do(ApproveMessage(message))
    tomas.hear(ada)
    assert words_of(tomas, OwedSort.MESSAGE)[1] == "Message 2, Writing fails: approved and not sent by Status page"
    tomas.do(ReleaseMessage(message))
    assert words_of(tomas, OwedSort.MESSAGE)[1] == "Message 2, Writing fails: being sent by Status page"
    tomas.clock.pass_()
    tomas.do(TryMessage(message, "status_page"))
    tomas.do(SettleMessage(message, "status_page", "Writing fails."))
    assert len(words_of(tomas, OwedSort.MESSAGE)) == 1


def test_what_somebody_asked_goes_over_with_whoever_took_it(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(OpenRole("scribe"))
    ada.do(Assign("scribe", "me"))
    meet(ada, tomas)
    due_us = ada.clock() + 60 * MINUTE_US
    ada.do(NoteEnquiry("Jo Lee", "Is data lost?", "Daily News", due_us=due_us))
    meet(ada, tomas)
    asks = f"Enquiry 1 from Jo Lee, Daily News: not answered, by {plain(due_us)}"
    assert words_of(ada, OwedSort.ENQUIRY, COMMS) == [asks], "nobody took it: it is of who keeps the promises"
    assert words_of(ada, OwedSort.ENQUIRY, LEAD) == []
    ada.do(NoteEnquiry("Ann", "When is it over?", owner="me"))
    mine = "Enquiry 2 from Ann: not answered"
    assert words_of(ada, OwedSort.ENQUIRY, LEAD) == words_of(ada, OwedSort.ENQUIRY, "scribe") == [mine]
    tomas.hear(ada)
    tomas.do(NoteEnquiry("Cy", "Who is hit?", owner="me"))
    assert words_of(tomas, OwedSort.ENQUIRY, COMMS) == [asks, "Enquiry 3 from Cy: not answered"]
    tomas.do(AnswerEnquiry("1", text="Nothing is lost."))
    assert words_of(tomas, OwedSort.ENQUIRY, COMMS) == ["Enquiry 3 from Cy: not answered"]


def test_what_the_law_asks_goes_over_with_who_decides_about_it(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    known_us = ada.clock()
    ada.do(RaiseNotification("personal data", "Rows were read by a stranger", known_us))
    due = plain(known_us + 72 * 60 * MINUTE_US)
    told = f"By law: Personal data, to the authority (The supervisory authority for data protection), by {due}"
    assert words_of(ada, OwedSort.NOTIFICATION, LEAD) == [told]
    assert words_of(ada, OwedSort.NOTIFICATION, COMMS) == []
    ada.do(Offer(LEAD, "Kim"))
    assert f"Owed: {told}" in handed(ada, LEAD)


def test_the_words_that_a_severe_incident_owes_grow_with_it(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    before = words_of(ada, OwedSort.PROMISE)
    ada.do(SetSeverity(Severity.SEV1, "it spreads"))
    meet(ada, tomas)
    assert len(words_of(tomas, OwedSort.PROMISE)) >= len(before)
    assert any("who is affected" in words for words in words_of(tomas, OwedSort.PROMISE))


def test_a_whole_room_tells_each_what_their_role_owes_and_what_was_ticked_off_stays(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    proposed(tomas)
    meet(ada, tomas)
    ada.do(OfferRoom("incident manager: Kim; communications manager: Bo"))
    waits = "Owed: Message 1, Writing fails: waits for a yes for Status page"
    assert waits in handed(ada, LEAD)
    assert waits in handed(ada, COMMS)
    assert "Owed: Customers: " in handed(ada, COMMS)
    assert "Owed: Customers: " not in handed(ada, LEAD)


def test_only_what_the_giver_lets_go_over_is_told(desks: tuple[Hand, Hand]) -> None:
    _, tomas = desks
    owed = tuple(words_of(tomas, OwedSort.PROMISE, COMMS))
    assert len(owed) > 1
    tomas.do(Offer(COMMS, "Kim", owed=owed[:1]))
    told = [line for line in handed(tomas, COMMS).splitlines() if line.startswith("Owed: ")]
    assert told == [f"Owed: {owed[0]}"]


def test_a_false_alarm_owes_the_last_word_and_what_is_left_of_it(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    let_go(ada, tomas, "status_page", "email")
    tomas.do(TryMessage("1", "status_page"))
    tomas.do(SettleMessage("1", "status_page", "Writing fails."))
    meet(ada, tomas)
    ada.do(StandDown("A test page"))
    assert words_of(ada, OwedSort.PROMISE) == ["Customers: a last word, because it is over"]
    assert words_of(ada, OwedSort.MESSAGE) == ["Message 2, Checked, nothing wrong: being written for Status page"]


def test_a_plan_that_names_nobody_leaves_them_to_whoever_leads() -> None:
    ada, tomas = two_desks()
    ada.do(Use(PLAN.replace("sending: {by: communications_manager, ", "sending: {", 1)))
    ada.declare(severity=Severity.SEV3)
    meet(ada, tomas)
    assert words_of(ada, OwedSort.PROMISE, LEAD)
