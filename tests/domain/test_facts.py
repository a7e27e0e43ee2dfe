"""The fact sheet: believed, confirmed, withdrawn; what two desks say of it at once; any order of arrival."""

from datetime import UTC
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_desk.domain.corrections import Correct, Restore, Retract, Undo
from incident_desk.domain.erasure import Ask
from incident_desk.domain.erasure import Confirm as ConfirmErasure
from incident_desk.domain.errors import BadInput, DeskError, NotFound, RuleError
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.fact_list import Fact, FactState, Trouble, trouble
from incident_desk.domain.facts import (
    FACT_LETTERS,
    ChangeFact,
    ConfirmFact,
    KeepFact,
    StateFact,
    TakeFact,
    WithdrawFact,
)
from incident_desk.domain.fold import Fold, folded
from incident_desk.domain.handover_entries import HandoverOffered
from incident_desk.domain.handovers import Offer
from incident_desk.domain.investigating import AddEvidence
from incident_desk.domain.investigations import Investigate
from incident_desk.domain.kinds import read_body
from incident_desk.domain.need_kinds import NeedKind
from incident_desk.domain.needs import needs
from incident_desk.domain.roles import Assign
from incident_desk.domain.sentences import LineSort
from incident_desk.domain.showing import shown
from incident_desk.domain.situation_seen import situation_seen
from incident_desk.domain.snoozing import SnoozeNeed, address
from incident_desk.domain.texts import Reading, read_line
from incident_desk.domain.timeline import Note
from incident_desk.learning.exports import as_markdown
from incident_desk.learning.state_document import state_document
from tests.domain.making import INCIDENT, MINUTE_US, START_US, Clock, Hand, told, two_desks
from tests.domain.night import in_order, of_incident, orders
from tests.domain.rounds import room, tell
from tests.domain.test_tasks import lines, meet

SINCE, BACK, SAFE = FactField.SINCE, FactField.BACK, FactField.SAFE
BELIEVED, CONFIRMED, WITHDRAWN = FactState.BELIEVED, FactState.CONFIRMED, FactState.WITHDRAWN


@pytest.fixture
def desks() -> tuple[Hand, Hand]:
    ada, tomas = two_desks()
    ada.declare()
    tomas.hear(ada)
    return ada, tomas


def typed(hand: Hand, line: str) -> None:
    hand.do(read_line(line, Reading(START_US, UTC)))


def fact(hand: Hand, label: str = "1") -> Fact:
    return hand.board().facts.find(label)


def sheet(hand: Hand) -> list[tuple[str, str, FactState]]:
    facts = hand.board().facts
    return [(facts.label(each), each.text, each.state) for each in facts.all]


# one desk -------------------------------------------------------------------------------------------------------------


def test_a_fact_is_typed_with_its_field_believed_then_confirmed_and_withdrawn_with_a_reason(
    desks: tuple[Hand, Hand],
) -> None:
    ada, _ = desks
    typed(ada, "/since Site offline since 23:28 UTC")
    assert sheet(ada) == [("1", "Site offline since 23:28 UTC", BELIEVED)]
    assert fact(ada).field is SINCE
    typed(ada, "/confirm 1 Seen on three probes")
    assert (fact(ada).state, fact(ada).why(ada.board().timeline)) == (CONFIRMED, "Seen on three probes")
    typed(ada, "/withdraw 1 The probes were down, not the site")
    assert (fact(ada).state, fact(ada).why(ada.board().timeline)) == (
        WITHDRAWN,
        "The probes were down, not the site",
    )
    assert lines(ada) == [
        "Fact 1, since when: Site offline since 23:28 UTC",
        "Fact 1 confirmed: Seen on three probes",
        "Fact 1 withdrawn: The probes were down, not the site",
    ]
    assert {line.sort for line in ada.board().timeline.lines[1:]} == {LineSort.FACT}


@pytest.mark.parametrize("field", [field for field in FactField if field is not FactField.OTHER])
def test_every_field_has_its_own_word_on_the_line(desks: tuple[Hand, Hand], field: FactField) -> None:
    ada, _ = desks
    typed(ada, f"/{field} As it is")
    typed(ada, f"/fact {field} As it is said otherwise")
    assert [each.field for each in ada.board().facts.all] == [field, field]


def test_what_is_no_field_is_refused_with_those_there_are(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    with pytest.raises(BadInput, match="“when” is none of them; there are what, who, since, safe"):
        typed(ada, "/fact when 23:28")


def test_a_fact_that_is_known_at_once_is_confirmed_with_its_stating(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    typed(ada, "/safe Git repositories are safe is_confirmed=yes speaker=Tomas")
    assert (fact(ada).state, fact(ada).speaker) == (CONFIRMED, "Tomas")
    assert lines(ada) == ["Fact 1, what is safe: Git repositories are safe · confirmed"]


def test_other_words_take_the_place_of_a_fact_and_begin_as_believed(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(StateFact(BACK, "Back by 12:00 UTC", is_confirmed=True))
    typed(ada, "/change-fact 1 Back by 18:00 UTC")
    assert sheet(ada) == [("1", "Back by 12:00 UTC", WITHDRAWN), ("2", "Back by 18:00 UTC", BELIEVED)]
    assert (fact(ada, "2").field, fact(ada, "1").instead, fact(ada, "2").replaces) == (
        BACK,
        fact(ada, "2").id,
        fact(ada, "1").id,
    )
    assert lines(ada)[-1] == "Fact 2, when it is back: Back by 18:00 UTC · instead of fact 1"
    ada.do(Undo())
    assert sheet(ada) == [("1", "Back by 12:00 UTC", CONFIRMED)]


def test_messages_draw_on_what_stands_the_confirmed_first(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(StateFact(SAFE, "Wikis are safe"))
    ada.do(StateFact(SAFE, "Repositories are safe", is_confirmed=True))
    ada.do(StateFact(SINCE, "Since 23:28"))
    ada.do(WithdrawFact("3", "It was earlier"))
    facts = ada.board().facts
    assert [each.text for each in facts.standing()] == ["Repositories are safe", "Wikis are safe"]
    assert facts.standing(SINCE) == []
    assert facts.state_of(fact(ada, "3").id) is WITHDRAWN
    gone = fact(ada, "1").id
    ada.do(Retract(gone))
    assert ada.board().facts.state_of(gone) is WITHDRAWN


def test_a_withdrawn_fact_can_be_confirmed_after_all_and_one_that_was_replaced_cannot(
    desks: tuple[Hand, Hand],
) -> None:
    ada, _ = desks
    ada.do(StateFact(SAFE, "Wikis are safe"))
    ada.do(WithdrawFact("1", "Not sure"))
    ada.do(ConfirmFact("1", "Checked by hand"))
    assert fact(ada).state is CONFIRMED
    ada.do(ChangeFact("1", "Wikis and snippets are safe"))
    with pytest.raises(RuleError, match="Fact 2 took its place"):
        ada.do(ConfirmFact("1"))


@pytest.mark.parametrize(
    ("fields", "match"),
    [
        (StateFact(SAFE, " \n"), "Say it in a sentence"),
        (StateFact(SAFE, "x" * (FACT_LETTERS + 1)), "at most 500 characters"),
        (StateFact(SAFE, "wikis ARE safe"), "on the sheet already, as fact 1; /confirm 1"),
        (WithdrawFact("1", " "), "Say why it does not hold: /withdraw 1"),
        (ChangeFact("1", "Wikis are safe"), "Nothing would change"),
        (KeepFact("1"), "Nothing contradicts fact 1"),
        (ConfirmFact("7"), "There is no fact 7"),
        (ConfirmFact("pages"), "no fact of this incident"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_writes_nothing(
    desks: tuple[Hand, Hand], fields: Any, match: str
) -> None:
    ada, _ = desks
    ada.do(StateFact(SAFE, "Wikis are safe"))
    before = told(ada.board())
    with pytest.raises((RuleError, NotFound), match=match):
        ada.do(fields)
    assert told(ada.board()) == before


def test_what_was_said_already_is_not_said_again(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(StateFact(SAFE, "Wikis are safe", is_confirmed=True))
    with pytest.raises(RuleError, match="confirmed already"):
        ada.do(ConfirmFact("wikis"))
    ada.do(WithdrawFact("1", "No"))
    with pytest.raises(RuleError, match="withdrawn already"):
        ada.do(WithdrawFact("1", "No"))
    with pytest.raises(RuleError, match="state the new one: /fact safe"):
        ada.do(ChangeFact("1", "Snippets are safe"))


def test_show_json_has_the_sheet_with_who_said_what_and_when(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(StateFact(SINCE, "Since 23:28", occurred_us=START_US))
    ada.do(ConfirmFact("1", "The log says so"))
    (one,) = shown(ada.board(), ada.organisation.people)["facts"]
    assert (one["number"], one["state"]) == ("1", "confirmed")
    assert (one["since"], one["state_at"], one["why"]) == (
        "2019-01-20T16:00:00Z",
        "2019-01-20T16:05:00Z",
        "The log says so",
    )
    assert (one["by"]["name"], one["contradicts"]) == ("Ada", [])


# what it was taken from -----------------------------------------------------------------------------------------------


def test_a_line_of_the_timeline_becomes_a_fact_that_knows_where_it_comes_from(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    line = ada.do(Note("Wikis answer, Tomas says", speaker="Tomas"))[0]
    ada.do(read_line("/fact-of safe Wikis are safe", Reading(START_US, UTC, line.id)))
    ada.do(TakeFact(line.id, FactField.OTHER))
    assert [(each.text, each.source, each.speaker) for each in ada.board().facts.all] == [
        ("Wikis are safe", line.id, "Tomas"),
        ("Wikis answer, Tomas says", line.id, "Tomas"),
    ]
    assert lines(ada)[1] == "Fact 1, what is safe: Wikis are safe · from the line of 2019-01-20T16:04:00Z"
    with pytest.raises(RuleError, match="tells of the fact sheet itself"):
        ada.do(TakeFact(fact(ada).id, SAFE))


def test_a_fact_tells_when_the_line_it_was_taken_from_was_corrected_or_taken_back(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    line = ada.do(Note("Offline since 23:28"))[0]
    ada.do(Correct(line.id, "Offline since 23:29"))
    ada.do(TakeFact(line.id, SINCE))
    assert trouble(fact(ada), ada.board().timeline) is None
    ada.do(Correct(line.id, "Offline since 23:27"))
    assert trouble(fact(ada), ada.board().timeline) is Trouble.CORRECTED
    assert fact(ada).text == "Offline since 23:29"
    ada.do(ConfirmFact("1"))
    assert trouble(fact(ada), ada.board().timeline) is None
    ada.do(Retract(line.id))
    assert trouble(fact(ada), ada.board().timeline) is Trouble.RETRACTED


def test_erasing_the_line_takes_its_words_from_the_fact_which_stays(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    line = ada.do(Note("The password is hunter2"))[0]
    ada.do(TakeFact(line.id, FactField.WHAT, is_confirmed=True))
    ada.do(ChangeFact("1", "The password hunter2 leaked"))
    ada.do(Ask(line.id, "a password"))
    tomas.hear(ada)
    tomas.do(ConfirmErasure(line.id))
    ada.hear(tomas)
    assert b"hunter2" not in told(ada.board())
    assert told(ada.board()) == told(tomas.board())
    assert [(each.field, each.text, each.stands) for each in ada.board().facts.all] == [
        (FactField.WHAT, "", False),
        (FactField.WHAT, "", False),
    ]
    assert trouble(fact(ada), ada.board().timeline) is Trouble.ERASED
    with pytest.raises(RuleError, match="were erased; state it anew"):
        ada.do(ConfirmFact("2"))


def test_a_correction_of_the_line_of_a_fact_is_seen_on_the_sheet(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(StateFact(SAFE, "Wickies are safe"))
    ada.do(Correct(fact(ada).id, "Wikis are safe"))
    assert fact(ada).text == "Wikis are safe"
    tomas.hear(ada)
    assert told(tomas.board()) == told(ada.board())
    ada.do(Undo())
    assert ada.board().facts.all == []


def test_what_a_sealed_investigation_says_is_no_fact_for_everybody() -> None:
    ada, tomas, sofia, kim = room()
    ada.do(Investigate(text="Why? | Tomas (Which copy?) | Sofia (Why did replication stop?)"))
    tell(ada, tomas, sofia, kim)
    said = tomas.do(AddEvidence("The bucket is empty", source="S3"))[0]
    with pytest.raises(RuleError, match="sealed investigation"):
        tomas.do(TakeFact(said.id, FactField.WHAT))


# two desks at once ----------------------------------------------------------------------------------------------------


def test_one_confirms_and_one_withdraws_at_once_nobody_relies_on_it_until_a_word_settles_it(
    desks: tuple[Hand, Hand],
) -> None:
    ada, tomas = desks
    ada.do(StateFact(SAFE, "Wikis are safe"))
    tomas.hear(ada)
    tomas.do(WithdrawFact("1", "Two pages are gone"))
    ada.do(ConfirmFact("1"))
    meet(ada, tomas)
    assert told(ada.board()) == told(tomas.board())
    assert (fact(ada).is_disputed, fact(ada).state, ada.board().facts.standing()) == (True, WITHDRAWN, [])
    assert fact(ada).why(ada.board().timeline) == "Two pages are gone"
    ada.do(ConfirmFact("1", "They were never there"))
    assert (fact(ada).is_disputed, fact(ada).state) == (False, CONFIRMED)


def test_both_confirm_at_once_and_nothing_is_disputed(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(StateFact(SAFE, "Wikis are safe"))
    tomas.hear(ada)
    ada.do(ConfirmFact("1"))
    tomas.do(ConfirmFact("1"))
    meet(ada, tomas)
    assert (fact(ada).is_disputed, fact(ada).state, fact(tomas).state) == (False, CONFIRMED, CONFIRMED)


def test_both_change_it_at_once_to_other_words_and_one_is_kept(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(StateFact(BACK, "Back by 12:00"))
    tomas.hear(ada)
    ada.do(ChangeFact("1", "Back by 14:00"))
    tomas.do(ChangeFact("1", "Back by 18:00"))
    meet(ada, tomas)
    (contradiction,) = ada.board().facts.contradictions
    labels = [ada.board().facts.label(each) for each in contradiction.facts]
    assert [label.partition("-")[0] for label in labels] == ["2", "2"]
    assert len(set(labels)) == 2
    assert contradiction.since_us == START_US + 6 * MINUTE_US
    tomas.do(KeepFact(labels[0]))
    meet(ada, tomas)
    assert ada.board().facts.contradictions == []
    assert [each.text for each in ada.board().facts.standing()] == ["Back by 14:00"]
    assert lines(ada)[-1].endswith(f"withdrawn · fact {labels[0]} holds instead")


def test_two_confirmed_times_of_return_contradict_each_other(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(StateFact(BACK, "Back by 12:00", is_confirmed=True))
    tomas.do(StateFact(BACK, "Back by 18:00", is_confirmed=True))
    tomas.do(StateFact(SAFE, "Wikis are safe", is_confirmed=True))
    ada.do(StateFact(SAFE, "Pages are safe", is_confirmed=True))
    meet(ada, tomas)
    (contradiction,) = tomas.board().facts.contradictions
    assert {each.text for each in contradiction.facts} == {"Back by 12:00", "Back by 18:00"}


# where it is told -----------------------------------------------------------------------------------------------------


def needed(hand: Hand) -> list[tuple[str, str, bool]]:
    """What the sheet needs, what that is called, and whether it needs this desk."""
    plan = hand.organisation.plans.of(hand.board().headline)
    at = situation_seen(hand.board(), hand.organisation, plan, hand.person, hand.clock())
    return [(need.urgency.name, address(need, at), need.is_mine) for need in needs(at) if need.kind is NeedKind.FACT]


def test_a_contradiction_needs_whoever_leads_and_who_said_it_until_it_is_settled(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(Assign("incident manager", "Kim"))
    ada.do(StateFact(BACK, "Back by 12:00", is_confirmed=True))
    ada.do(StateFact(BACK, "Back by 18:00", is_confirmed=True))
    tomas.hear(ada)
    assert needed(ada) == [("LATE", "fact-2", True)]
    assert needed(tomas) == [("LATE", "fact-2", False)]
    ada.do(SnoozeNeed("fact-2", 60))
    tomas.do(KeepFact("1"))
    ada.hear(tomas)
    assert needed(ada) == needed(tomas) == []


def test_a_disputed_fact_needs_a_word(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(StateFact(SAFE, "Wikis are safe"))
    tomas.hear(ada)
    tomas.do(WithdrawFact("1", "No"))
    ada.do(ConfirmFact("1"))
    meet(ada, tomas)
    assert needed(ada) == [("WAITS", "fact-1", True)]
    tomas.do(WithdrawFact("1", "Still no"))
    assert needed(tomas) == []


def test_a_handover_takes_along_what_stands_on_the_sheet(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Assign("incident manager", "me"))
    ada.do(StateFact(SINCE, "Offline since 23:28"))
    ada.do(StateFact(SAFE, "Wikis are safe", is_confirmed=True))
    ada.do(StateFact(BACK, "Back by 12:00"))
    ada.do(WithdrawFact("3", "No"))
    offered = ada.do(Offer("incident manager", "Tomas"))[0]
    body = read_body(offered)
    assert isinstance(body, HandoverOffered)
    assert body.facts == ("Wikis are safe (confirmed)", "Offline since 23:28 (believed)")
    assert "Fact: Wikis are safe (confirmed)" in body.words()


def test_the_exports_and_the_state_document_tell_the_sheet(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    line = ada.do(Note("Offline since 23:28"))[0]
    ada.do(TakeFact(line.id, SINCE))
    ada.do(StateFact(BACK, "Back by 12:00 | or so", is_confirmed=True))
    ada.do(StateFact(BACK, "Back by 18:00", is_confirmed=True))
    ada.do(StateFact(SAFE, "Wikis are safe"))
    ada.do(WithdrawFact("4", "Two are gone"))
    ada.do(Retract(line.id))
    told_as = as_markdown(ada.board(), ada.organisation)
    sheet_told = told_as.partition("## Fact sheet")[2].partition("\n## ")[0].splitlines()
    assert next(line for line in sheet_told if "Back by 12:00" in line).count(" | ") == 5
    assert any("against 3" in line for line in sheet_told)
    assert any("withdrawn" in line and "Two are gone" in line for line in sheet_told)
    assert any("the line it is from was retracted" in line for line in sheet_told)
    parts = {part.head: part.lines for part in state_document(ada.board(), ada.organisation, ada.clock()).parts}
    assert [line.partition(" (")[0] for line in parts["The fact sheet"]] == [
        "Offline since 23:28",
        "Back by 12:00 | or so",
        "Back by 18:00",
    ]
    assert "against fact 3" in parts["The fact sheet"][1]


# any order ------------------------------------------------------------------------------------------------------------

NAMES = ["state", "known", "take", "confirm", "withdraw", "change", "keep", "note"]
AMENDING = ["retract", "restore", "undo", "ask", "erase", "correct", "move", "hear", "hear"]


def act(hand: Hand, name: str, n: int) -> None:
    """One act; a rule may forbid it, which writes nothing."""
    board = hand.board()
    at = list(board.timeline.at)
    line = at[n % len(at)]
    facts = board.facts.all
    label = board.facts.label(facts[n % len(facts)]) if facts else "1"
    field = list(FactField)[n % 8]
    fields: dict[str, Any] = {
        "state": StateFact(field, f"fact {n}"),
        "known": StateFact(BACK, f"fact {n}", is_confirmed=True),
        "take": TakeFact(line, field),
        "confirm": ConfirmFact(label),
        "withdraw": WithdrawFact(label, f"why {n}"),
        "change": ChangeFact(label, f"changed {n}", is_confirmed=n % 2 == 0),
        "keep": KeepFact(label),
        "note": Note(f"note {n}"),
        "retract": Retract(line),
        "restore": Restore(line),
        "undo": Undo(),
        "ask": Ask(line, "must go"),
        "erase": ConfirmErasure(line),
        "correct": Correct(line, f"corrected {n}"),
        "move": Correct(line, occurred_us=hand.clock() + (n - 25) * MINUTE_US),
    }
    try:
        hand.do(fields[name])
    except DeskError:
        return


@settings(max_examples=100)
@given(
    script=st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from([*NAMES, *NAMES, *AMENDING]), st.integers(0, 50)), max_size=35
    ),
    data=st.data(),
)
def test_desks_that_have_heard_the_same_have_the_same_sheet(
    script: list[tuple[int, str, int]], data: st.DataObject
) -> None:
    clock = Clock()
    hands = [Hand(name, desk, clock) for name, desk in (("Ada", 7), ("Tomas", 8), ("Bo", 9))]
    hands[0].declare()
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
