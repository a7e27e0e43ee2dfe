"""Messages: written, proposed word for word, approved or declined by the plan, let go once for each channel."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_desk.domain.approvals import stages
from incident_desk.domain.approving import ApproveMessage, DeclineMessage
from incident_desk.domain.corrections import Restore, Retract, Undo
from incident_desk.domain.delivering import EndMessage, SettleMessage, TryMessage
from incident_desk.domain.draft_text import DraftText
from incident_desk.domain.drafts import changing
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import BadInput, DeskError, NotFound, RuleError
from incident_desk.domain.fold import Fold, folded
from incident_desk.domain.ids import EntryId
from incident_desk.domain.message_entries import End, MessageProposed, MessageReleased, digest_of
from incident_desk.domain.message_list import Message, Stage
from incident_desk.domain.messages import (
    BeginMessage,
    ChangeMessage,
    ChooseProposal,
    DropMessage,
    ProposeMessage,
)
from incident_desk.domain.releasing import ReleaseMessage, RetryMessage, SentByHand, StopMessage
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.showing import shown
from tests.domain.making import INCIDENT, MINUTE_US, Clock, Hand, told, two_desks
from tests.domain.night import in_order, of_incident, orders
from tests.domain.test_tasks import lines, meet

WORDS = "Writing fails since 19:30. The next update comes by {{ next_update }}."


@pytest.fixture
def desks() -> tuple[Hand, Hand]:
    return war_room()


def war_room() -> tuple[Hand, Hand]:
    """Ada leads, Tomas writes to customers."""
    ada, tomas = two_desks()
    ada.declare(severity=Severity.SEV3)
    meet(ada, tomas)
    ada.do(Assign("incident manager", "me"))
    ada.do(Assign("communications manager", "Tomas"))
    meet(ada, tomas)
    return ada, tomas


def the_message(hand: Hand, label: str = "1") -> Message:
    return hand.board().messages.find(label)


def stages_of(hand: Hand, label: str = "1") -> dict[str, Stage]:
    board = hand.board()
    return dict(stages(board, hand.organisation.plans.of(board.headline), the_message(hand, label)))


def ahead(hand: Hand, minutes: float = 20) -> int:
    return hand.clock() + round(minutes * MINUTE_US)


def proposed(hand: Hand, *channels: str, words: str = WORDS, minutes: float = 20) -> str:
    """A message proposed with these words. Returns: its id."""
    [entry] = hand.do(BeginMessage("Writing fails", channels=channels or ("status_page",)))
    texts = dict.fromkeys(channels or ("status_page",), words)
    hand.do(ProposeMessage(entry.id, texts, next_update_us=ahead(hand, minutes)))
    return entry.id


# writing --------------------------------------------------------------------------------------------------------------


def test_a_message_begins_from_a_template_with_its_channels_and_words(desks: tuple[Hand, Hand]) -> None:
    _, tomas = desks
    tomas.do(BeginMessage(template="holding"))
    message = the_message(tomas)
    assert (message.title, message.keys) == ("Holding statement", ("status_page", "social", "email"))
    assert message.variants["social"].beginning.startswith("We know that something does not work")
    assert set(stages_of(tomas).values()) == {Stage.DRAFT}
    assert lines(tomas)[-1] == "Message 1 is being written: Holding statement"


def test_what_is_no_channel_no_template_or_nothing_is_said_in_words(desks: tuple[Hand, Hand]) -> None:
    _, tomas = desks
    with pytest.raises(RuleError, match="Say by which channels: status_page, social, email, inside"):
        tomas.do(BeginMessage("Writing fails"))
    with pytest.raises(NotFound, match="“fax” is no channel of the plan"):
        tomas.do(BeginMessage("Writing fails", channels=("fax",)))
    with pytest.raises(NotFound, match="no template of the plan; there are holding"):
        tomas.do(BeginMessage(template="hold"))
    with pytest.raises(RuleError, match="at most 32 KiB"):
        tomas.do(BeginMessage("x", texts={"email": "x" * 10_000_000}))


def test_what_is_typed_in_its_drafts_is_proposed(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    tomas.do(BeginMessage("Writing fails", texts={"status_page": "We know that writing fails."}))
    meet(ada, tomas)
    message = the_message(ada)
    for hand, more in ((ada, " It is us."), (tomas, " Reading works.")):
        draft = DraftText("We know that writing fails.")
        draft.write(draft.text + more)
        for change in changing(message.draft_name("status_page"), [draft.drain()]):
            hand.do(change)
    meet(ada, tomas)
    tomas.do(ProposeMessage("1"))
    proposal = the_message(tomas).proposal
    assert proposal is not None
    text = proposal.texts["status_page"]
    assert text.startswith("We know that writing fails.")
    assert " It is us." in text
    assert " Reading works." in text


def test_what_is_not_finished_is_not_proposed(desks: tuple[Hand, Hand]) -> None:
    _, tomas = desks
    tomas.do(BeginMessage(template="over", channels=("status_page", "email")))
    with pytest.raises(RuleError, match=r"“status_page” still has to be filled in: \[time\], \[span\]"):
        tomas.do(ProposeMessage("1"))
    with pytest.raises(RuleError, match="“email” has no words yet"):
        tomas.do(ProposeMessage("1", {"status_page": "Fine [Resolved]", "email": "  "}))
    with pytest.raises(RuleError, match="nothing is put into {{ password }}; there are next_update, sent"):
        tomas.do(ProposeMessage("1", {"status_page": "It is {{ password }}"}))
    assert the_message(tomas).proposal is None


# approving ------------------------------------------------------------------------------------------------------------


def test_whoever_the_plan_names_approves_and_then_it_goes(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    proposed(tomas)
    with pytest.raises(RuleError, match="needs a yes of Incident manager or Communications manager before it goes out"):
        tomas.do(ReleaseMessage("1"))
    with pytest.raises(RuleError, match="You proposed these words of message 1: somebody else approves them"):
        tomas.do(ApproveMessage("1"))
    meet(ada, tomas)
    ada.do(ApproveMessage("1"))
    meet(ada, tomas)
    assert stages_of(tomas) == {"status_page": Stage.APPROVED}
    tomas.do(ReleaseMessage("1"))
    assert stages_of(tomas) == {"status_page": Stage.RELEASED}
    assert lines(tomas)[-3:] == [
        f"Message 1 proposed: Status page: {WORDS}",
        "Message 1 approved by Ada, Incident manager",
        "Message 1 goes out: Status page",
    ]
    with pytest.raises(RuleError, match="Message 1 was let go by all its channels already"):
        tomas.do(ReleaseMessage("1"))


def test_somebody_without_one_of_the_roles_approves_nothing(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    proposed(ada)
    bo = Hand("Bo", 9, ada.clock)
    meet(ada, tomas, bo)
    with pytest.raises(
        RuleError, match=r"This is for Incident manager \(Ada\) or Communications manager \(Tomas\), as the plan has it"
    ):
        bo.do(ApproveMessage("1"))
    tomas.do(ApproveMessage("1"))
    ada.hear(tomas)
    assert stages_of(ada) == {"status_page": Stage.APPROVED}


def test_a_changed_letter_voids_what_was_approved(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    message = proposed(tomas)
    meet(ada, tomas)
    ada.do(ApproveMessage("1"))
    meet(ada, tomas)
    read = the_message(ada).proposed.value
    tomas.do(ProposeMessage(message, {"status_page": WORDS + "!"}))
    assert stages_of(tomas) == {"status_page": Stage.ASKED}
    ada.hear(tomas)
    with pytest.raises(RuleError, match="The words of message 1 were changed since you read them"):
        ada.do(ApproveMessage("1", proposal=str(read)))
    tomas.do(ProposeMessage(message, {"status_page": WORDS}))
    assert stages_of(tomas) == {"status_page": Stage.APPROVED}  # these very words were approved


def test_another_audience_voids_what_was_approved(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    message = proposed(tomas)
    meet(ada, tomas)
    ada.do(ApproveMessage("1"))
    tomas.hear(ada)
    tomas.do(ChangeMessage(message, audiences=("press",)))
    tomas.do(ProposeMessage(message, {"status_page": WORDS}))
    assert stages_of(tomas) == {"status_page": Stage.ASKED}


def test_times_in_its_slots_change_without_a_new_approval(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    proposed(tomas, words="Sent {{sent}}, more by {{ next_update }}")
    meet(ada, tomas)
    ada.do(ApproveMessage("1"))
    ada.clock.pass_(30)
    with pytest.raises(RuleError, match="The next update it names is over"):
        ada.do(ReleaseMessage("1"))
    ada.do(ReleaseMessage("1", next_update_us=ahead(ada, 21)))
    ada.clock.pass_(1)
    ada.do(SentByHand("1"))
    [sent] = the_message(ada).sent
    assert sent.text == "Sent 16:42 UTC, more by 17:00 UTC"
    assert sent.number == 1


def test_declined_it_says_why_and_waits_for_other_words(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    message = proposed(tomas)
    meet(ada, tomas)
    with pytest.raises(RuleError, match="Say why"):
        ada.do(DeclineMessage("1"))
    ada.do(DeclineMessage("1", "say what still works"))
    meet(ada, tomas)
    assert lines(tomas)[-1] == "Message 1 declined by Ada, Incident manager: say what still works"
    assert stages_of(tomas) == {"status_page": Stage.DECLINED}
    with pytest.raises(RuleError, match="Message 1 was declined by Ada; it is proposed anew first"):
        tomas.do(ReleaseMessage("1"))
    tomas.do(ProposeMessage(message, {"status_page": "Reading works. " + WORDS}))
    assert stages_of(tomas) == {"status_page": Stage.ASKED}


def test_two_proposals_made_apart_are_both_kept_until_one_is_chosen(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    [entry] = tomas.do(BeginMessage("Writing fails", channels=("status_page",)))
    meet(ada, tomas)
    ada.do(ProposeMessage(entry.id, {"status_page": "It is us."}))
    tomas.do(ProposeMessage(entry.id, {"status_page": "It may be us."}))
    meet(ada, tomas)
    assert [each.texts["status_page"] for each in the_message(ada).rivals] == ["It is us.", "It may be us."]
    for act in (ApproveMessage("1"), ReleaseMessage("1")):
        with pytest.raises(RuleError, match="Two desks proposed different words for message 1 at once"):
            ada.do(act)
    ada.do(ChooseProposal("1", the_message(ada).rivals[1].entry))
    meet(ada, tomas)
    message = the_message(tomas)
    assert message.rivals == []
    assert message.proposal is not None
    assert message.proposal.texts == {"status_page": "It may be us."}
    assert message.proposal.authors == [tomas.person]
    assert lines(tomas)[-1] == "Message 1: the words of Tomas stand"
    ada.do(ApproveMessage("1"))  # whoever chose them did not write them


def test_what_claims_the_digest_of_other_words_changes_nothing(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    message = proposed(tomas)
    meet(ada, tomas)
    ada.do(ApproveMessage("1"))
    tomas.hear(ada)
    digest = digest_of(EntryId(message), {"status_page": WORDS})
    lie = MessageProposed(EntryId(message), 1, {"status_page": "We were hacked."}, {"status_page": "Status page"})
    tomas.say(lie, subject=f"{message} {digest}")
    now = the_message(tomas).proposal
    assert now is not None
    assert now.texts == {"status_page": WORDS}
    other = MessageReleased(EntryId(message), 1, "status_page", "Status page", "0" * 64, tomas.clock())
    tomas.say(other, subject=f"{message} status_page {'0' * 64}")
    assert stages_of(tomas) == {"status_page": Stage.APPROVED}


# going out ------------------------------------------------------------------------------------------------------------


def let_go(ada: Hand, tomas: Hand, *channels: str) -> str:
    message = proposed(tomas, *channels)
    meet(ada, tomas)
    ada.do(ApproveMessage("1"))
    tomas.hear(ada)
    tomas.do(ReleaseMessage("1"))
    ada.hear(tomas)
    return message


def test_it_can_be_stopped_for_some_seconds_and_is_not_tried_before(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    let_go(ada, tomas, "status_page", "email")
    tomas.clock.now_us -= MINUTE_US - 1_000_000
    with pytest.raises(RuleError, match="It may still be stopped"):
        tomas.do(TryMessage("1", "email"))
    ada.do(StopMessage("1", "not yet", channels=("email",)))
    meet(ada, tomas)
    assert stages_of(tomas) == {"status_page": Stage.RELEASED, "email": Stage.STOPPED}
    with pytest.raises(RuleError, match="It was stopped, or it is over"):
        tomas.do(TryMessage("1", "email"))
    tomas.do(TryMessage("1", "status_page"))
    with pytest.raises(RuleError, match="Nothing of message 1 is waiting to go out"):
        tomas.do(StopMessage("1"))


def test_sent_it_stands_on_the_timeline_with_its_words_and_number(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    let_go(ada, tomas)
    tomas.do(TryMessage("1", "status_page"))
    tomas.do(SettleMessage("1", "status_page", "Writing fails.", receipt="202"))
    meet(ada, tomas)
    assert lines(ada)[-1] == "Message 1 sent: Status page: Writing fails."
    [message] = shown(ada.board(), ada.organisation.people)["messages"]
    [variant] = message["variants"]
    assert variant["stage"] == "sent"
    assert (variant["sent"]["text"], variant["sent"]["receipt"]) == ("Writing fails.", "202")
    with pytest.raises(RuleError, match="went out by status_page already"):
        ada.do(SettleMessage("1", "status_page", "Writing fails."))
    with pytest.raises(RuleError, match="was let go"):
        ada.do(DropMessage("1"))


def test_what_failed_is_tried_again_when_somebody_says_so(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    let_go(ada, tomas)
    tomas.do(TryMessage("1", "status_page"))
    tomas.do(EndMessage("1", "status_page", End.FAILED, "the page refused it"))
    assert lines(tomas)[-1] == "Message 1 could not be sent: Status page: the page refused it"
    assert stages_of(tomas) == {"status_page": Stage.FAILED}
    tomas.do(RetryMessage("1"))
    assert stages_of(tomas) == {"status_page": Stage.RELEASED}
    with pytest.raises(RuleError, match="has failed"):
        tomas.do(RetryMessage("1"))


def test_let_go_at_two_desks_at_once_it_goes_out_once_and_a_double_is_marked(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    proposed(tomas)
    meet(ada, tomas)
    ada.do(ApproveMessage("1"))
    tomas.hear(ada)
    for hand in desks:
        hand.do(ReleaseMessage("1"))
        hand.do(SentByHand("1"))
    meet(ada, tomas)
    way = the_message(ada).variants["status_page"].way
    assert way.release is not None
    assert way.release.by == ada.person
    assert way.sent is not None
    assert way.sent.may_be_double
    assert len(the_message(ada).sent) == 1


def test_a_dropped_message_is_not_listed_and_its_words_can_be_erased(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    tomas.do(BeginMessage("hunter2", texts={"email": "the password is hunter2"}))
    entry = tomas.do(ProposeMessage("1"))[-1]
    tomas.do(DropMessage("1"))
    assert tomas.board().messages.all == []
    begun = next(iter(tomas.board().messages.of))
    for each in (begun, entry.id):
        tomas.do(Ask(each, "a password"))
        meet(ada, tomas)
        ada.do(Confirm(each))
        meet(ada, tomas)
    assert b"hunter2" not in told(tomas.board())


# any order ------------------------------------------------------------------------------------------------------------

NAMES = ["begin", "change", "write", "propose", "choose", "approve", "decline", "release", "stop", "try", "settle"]
MORE = ["end", "retry", "hand", "drop", "lead", "retract", "restore", "undo", "ask", "confirm", "hear", "hear"]


def act(hand: Hand, name: str, n: int) -> None:
    """One act; a rule may forbid it, which writes nothing."""
    board = hand.board()
    at = list(board.timeline.at)
    line = at[n % len(at)]
    messages = board.messages.all
    message = messages[n % len(messages)] if messages else None
    called = message.id if message else "1"
    rivals = message.rivals if message else []
    channel = ("status_page", "email", "inside")[n % 3]
    fields: dict[str, Any] = {
        "begin": BeginMessage(f"message {n}", channels=("status_page", "inside")),
        "change": ChangeMessage(called, channels=(channel, "inside"), audiences=(f"people {n % 2}",)),
        "write": ChangeMessage(called, next_update_us=hand.clock() + n * MINUTE_US),
        "propose": ProposeMessage(called, {channel: f"words {n % 3}", "inside": "words"}),
        "choose": ChooseProposal(called, rivals[n % len(rivals)].entry if rivals else EntryId("0")),
        "approve": ApproveMessage(called),
        "decline": DeclineMessage(called, f"why {n}"),
        "release": ReleaseMessage(called),
        "stop": StopMessage(called, f"why {n}"),
        "try": TryMessage(called, channel, is_again=n % 2 == 0),
        "settle": SettleMessage(called, channel, f"words {n}", may_be_double=n % 2 == 0),
        "end": EndMessage(called, channel, list(End)[n % 2], f"said {n}"),
        "retry": RetryMessage(called),
        "hand": SentByHand(called, channel),
        "drop": DropMessage(called),
        "lead": Assign("incident manager", ("me", "Ada", "Bo")[n % 3]),
        "retract": Retract(line),
        "restore": Restore(line),
        "undo": Undo(),
        "ask": Ask(line, "must go"),
        "confirm": Confirm(line),
    }
    try:
        hand.do(fields[name])
    except DeskError:
        return


@settings(max_examples=100)
@given(
    script=st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from([*NAMES, *NAMES, *MORE]), st.integers(0, 50)), max_size=40
    ),
    data=st.data(),
)
def test_desks_that_have_heard_the_same_have_the_same_messages(
    script: list[tuple[int, str, int]], data: st.DataObject
) -> None:
    clock = Clock()
    hands = [Hand(name, desk, clock) for name, desk in (("Ada", 7), ("Tomas", 8), ("Bo", 9))]
    hands[0].declare(severity=Severity.SEV2)
    hands[0].do(Assign("incident manager", "me"))
    meet(*hands)
    hands[1].do(BeginMessage("first", texts={"status_page": "words", "email": "words"}))
    meet(*hands)
    for who, name, n in script:
        if name == "hear":
            hands[who].hear(*hands)
        else:
            act(hands[who], name, n)
    meet(*hands)
    seen = {told(hand.board()) for hand in hands}
    record = of_incident(hands[0])
    arrival = data.draw(orders(len(record)))
    assert seen == {told(Fold(INCIDENT, [record[place] for place in arrival]).board)}
    assert seen == {told(folded(INCIDENT, in_order(list(hands[0].fold().entries.values()))))}


def test_a_body_that_lacks_what_it_needs_is_read_by_nobody(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.write_raw("message.begun", b'{"number":1}')
    assert ada.board().messages.all == []
    with pytest.raises((NotFound, BadInput)):
        ada.do(ReleaseMessage("1"))
