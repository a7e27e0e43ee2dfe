"""What a reviewer wrote and somebody adopted: it stands once, under both names, in whatever order the entries come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.adoption import Adopt, Decline, is_adoptable
from incident_desk.domain.awaiting import TellBrought
from incident_desk.domain.corrections import Correct, Retract
from incident_desk.domain.courses import Approve, Propose
from incident_desk.domain.entry import BODY_LIMIT_BYTES, Entry
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.fold import Fold
from incident_desk.domain.incident import SetState, State
from incident_desk.domain.moving import Move
from incident_desk.domain.offers import Offer
from incident_desk.domain.restriction import Restrict
from incident_desk.domain.roles import Assign
from incident_desk.domain.timeline import Note
from tests.domain.making import INCIDENT, Hand, told, two_desks
from tests.domain.night import in_order, of_incident, orders, share


def a_reviewer(ada: Hand) -> Hand:
    """Rita, who read all that Ada has, and nobody hears her but by what she offers."""
    rita = Hand("Rita", 90_000, ada.clock)
    rita.hear(ada)
    return rita


def offer(entries: list[Entry], *to: Hand) -> None:
    """Let this wait at these desks; that it is signed is for the store to prove."""
    for hand in to:
        hand.offers += [Offer(entry, b"s" * 64, b"k" * 32, "Rita", "Rita", 0) for entry in entries]


def a_reviewed_night() -> list[Entry]:
    """Adopted at two desks, corrected, taken back, erased, declined, by people who did not always hear each other."""
    ada, tomas = two_desks()
    ada.declare()
    tomas.hear(ada)
    rita = a_reviewer(ada)
    hint = rita.do(Note("It is the cash"))[0]
    words = rita.do(Correct(hint.id, "It is the cache"))
    secret = rita.do(Note("The password is hunter2"))[0]
    wrong = rita.do(Note("It is the network"))[0]
    state = rita.do(SetState(State.MONITORING))
    gone = rita.do(Note("No business of ours"))
    offer([hint, *words, secret, wrong, *state], ada, tomas)
    offer(gone, ada)
    for hand in (ada, tomas):
        hand.do(TellBrought())
    ada.do(Decline("6", "not ours to judge"))
    ada.offers.pop()
    ada.do(Adopt())
    tomas.do(Adopt("1 2 3"))
    share(ada, tomas)
    tomas.do(Correct(hint.id, "It is the cache, says Rita"))
    ada.do(Retract(wrong.id))
    ada.do(Ask(secret.id, "a password"))
    share(ada, tomas)
    tomas.do(Confirm(secret.id))
    ada.hear(tomas)
    return of_incident(ada)


REVIEWED = a_reviewed_night()
places = st.integers(0, len(REVIEWED) - 1)


@given(arrival=orders(len(REVIEWED)), again=st.lists(places, max_size=5), size=st.integers(1, len(REVIEWED)))
def test_the_board_does_not_depend_on_the_order_of_arrival(arrival: list[int], again: list[int], size: int) -> None:
    arrived = [REVIEWED[place] for place in [*arrival, *again]]
    grown = Fold(INCIDENT)
    for at in range(0, len(arrived), size):
        grown.add(arrived[at : at + size])
    assert told(grown.board) == told(Fold(INCIDENT, in_order(REVIEWED)).board)


def test_it_stands_once_as_it_was_corrected_with_what_became_of_it() -> None:
    board = Fold(INCIDENT, REVIEWED).board
    lines = [line for line in board.timeline.lines if line.adopter is not None]
    assert [(line.text, line.is_retracted) for line in lines[:2]] == [
        ("It is the cache, says Rita", False),
        ("It is the network", True),
    ]
    assert [line.text for line in board.timeline.lines if line.is_erased] == ["", ""]  # it was adopted twice
    assert [c.text_was for c in lines[0].corrections] == ["It is the cash", "It is the cache"]
    assert board.headline.state is State.MONITORING
    assert b"hunter2" not in told(board)


def test_what_waits_is_told_by_whoever_has_it_and_of_what_is_settled_nothing_waits() -> None:
    ada, tomas = two_desks()
    ada.declare()
    tomas.hear(ada)
    rita = a_reviewer(ada)
    notes = [rita.do(Note(f"Hint {n}"))[0] for n in range(3)]
    offer(notes, tomas)
    tomas.do(TellBrought())
    with pytest.raises(RuleError, match="Nothing waits here that the others have not been told of"):
        tomas.do(TellBrought())
    ada.hear(tomas)
    assert [(each.entry, each.at) for each in ada.board().awaiting.open] == [(n.id, tomas.person) for n in notes]
    tomas.do(Adopt("1"))
    tomas.do(Decline("2", "no"))
    ada.hear(tomas)
    assert [each.entry for each in ada.board().awaiting.open] == [notes[2].id]
    assert ada.board().awaiting.elsewhere(tomas.offers) == []
    ada.do(Decline("elsewhere", "it takes too long"))
    assert ada.board().awaiting.open == []


def test_the_first_adoption_names_who_adopted() -> None:
    ada, tomas = two_desks()
    ada.declare()
    tomas.hear(ada)
    rita = a_reviewer(ada)
    offer(rita.do(Note("It is the cache")), ada, tomas)
    tomas.do(Adopt())
    ada.do(Adopt())
    share(ada, tomas)
    for hand in (ada, tomas):
        (line,) = (line for line in hand.board().timeline.lines if line.text == "It is the cache")
        assert (line.author, line.adopter) == (rita.person, tomas.person)


def test_a_reviewer_with_the_name_of_somebody_here_is_told_apart_and_the_first_adoption_says_the_name() -> None:
    ada, tomas = two_desks()
    ada.declare()
    tomas.hear(ada)
    rita = a_reviewer(ada)
    note = rita.do(Note("It is the cache"))[0]
    for hand, name in ((ada, "Tomas"), (tomas, "Rita")):
        hand.offers.append(Offer(note, b"s" * 64, b"k" * 32, name, name, 0))
        hand.do(Adopt())
    share(ada, tomas)
    for hand in (ada, tomas):
        assert hand.organisation.people.name(rita.person) == "Tomas (another one)"
        assert hand.organisation.people.name(tomas.person) == "Tomas"


@pytest.mark.parametrize(("which", "adopted"), [("all", 3), ("", 3), ("2", 1), ("1, 3", 2), ("3 3", 1)], ids=str)
def test_all_or_some_are_adopted_by_their_numbers(which: str, adopted: int) -> None:
    ada, _ = two_desks()
    ada.declare()
    rita = a_reviewer(ada)
    offer([rita.do(Note(f"Hint {n}"))[0] for n in range(3)], ada)
    assert len(ada.do(Adopt(which))) == adopted


def test_nothing_is_added_to_it_once_somebody_asked_to_erase_it() -> None:
    ada, _ = two_desks()
    ada.declare()
    rita = a_reviewer(ada)
    note = rita.do(Note("The password is hunter2"))[0]
    offer([note], ada)
    ada.do(Adopt())
    ada.do(Ask(note.id, "a password"))
    with pytest.raises(RuleError, match="Somebody asked to erase that entry"):
        ada.do(Correct(note.id, "The password is gone"))


def test_it_is_moved_to_the_incident_it_belongs_to_under_its_authors_name_and_erased_in_both() -> None:
    ada, tomas = two_desks()
    ada.declare()
    other = ada.declare_another()
    rita = a_reviewer(ada)
    note = rita.do(Note("The password is hunter2"))[0]
    offer([note], ada)
    ada.do(Adopt())
    ada.do(Move(note.id, other))
    (moved,) = (line for line in ada.board(other).timeline.lines if line.moved is not None)
    assert (moved.text, moved.speaker) == ("The password is hunter2", "Rita")
    assert ada.board().timeline.line(note.id).is_retracted
    ada.do(Ask(note.id, "a password"))
    tomas.hear(ada)
    tomas.do(Confirm(note.id))
    for incident in (INCIDENT, other):
        assert b"hunter2" not in told(tomas.board(incident))
        assert not any("hunter2" in line.text for line in tomas.board(incident).timeline.lines)


def test_what_is_not_there_is_named_and_nothing_is_adopted() -> None:
    ada, _ = two_desks()
    ada.declare()
    with pytest.raises(RuleError, match="Nothing waits for adoption"):
        ada.do(Adopt())
    rita = a_reviewer(ada)
    offer(rita.do(Note("It is the cache")), ada)
    before = len(ada.entries)
    with pytest.raises(NotFound, match="Nothing that waits here is called “7”: all, or a number from 1 to 1"):
        ada.do(Adopt("1 7"))
    with pytest.raises(RuleError, match="Say why"):
        ada.do(Decline("1", "  "))
    assert len(ada.entries) == before


def test_whoever_may_not_know_of_the_incident_adopts_nothing_in_it() -> None:
    ada, tomas = two_desks()
    ada.declare()
    rita = a_reviewer(ada)
    offer(rita.do(Note("It is the cache")), ada, tomas)
    ada.do(Restrict())
    tomas.hear(ada)
    with pytest.raises(RuleError, match="you are not among those who may know"):
        tomas.do(Adopt())
    assert ada.do(Adopt())[0].stream == ada.board().restriction.stream


def test_what_governs_or_lets_others_go_on_is_never_adopted() -> None:
    ada, _ = two_desks()
    ada.declare()
    ada.do(Assign("incident manager", "me"))
    rita = a_reviewer(ada)
    proposed = rita.do(Propose("Fail over"))[0]
    approved = rita.do(Approve("1", "do it", speaker="Ada"))[0]
    opened = next(entry for entry in of_incident(rita) if entry.kind == "gov.incident.opened")
    named = next(entry for entry in rita.entries if entry.kind == "person.named")
    assert [is_adoptable(e) for e in (proposed, approved, opened, named)] == [True, False, False, False]
    offer(rita.do(Note("It is the cache")), ada)
    adopted = ada.do(Adopt())[0]
    assert not is_adoptable(adopted)


def test_what_is_too_long_to_be_carried_is_refused_in_words() -> None:
    ada, _ = two_desks()
    ada.declare()
    rita = a_reviewer(ada)
    offer([rita.write_raw("timeline.noted", b'{"text":"%s"}' % (b"x" * (BODY_LIMIT_BYTES - 40)))], ada)
    with pytest.raises(RuleError, match="too long to be adopted; attach it as a file"):
        ada.do(Adopt())


def test_a_body_that_fits_no_form_adopts_nothing() -> None:
    ada, _ = two_desks()
    ada.declare()
    before = told(ada.board())
    ada.write_raw("entry.adopted", b'{"original":"?"}')
    assert len(ada.board().timeline.lines) == 2
    assert told(ada.board()) != before  # it stands there as what this version cannot read
