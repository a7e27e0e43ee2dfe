"""What is left on every desk of an incident in the archive shows it in a list, and gives way to what it stands for."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.domain.archive import Archive, IncidentArchived
from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import RuleError
from incident_desk.domain.fold import folded
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import Retitle, SetSeverity, SetState
from incident_desk.domain.kinds import kind_named, read_body
from incident_desk.domain.restriction import Restrict
from incident_desk.domain.severity import Severity
from incident_desk.domain.showing import summary
from incident_desk.domain.state import State
from incident_desk.domain.timeline import Note
from tests.domain.making import INCIDENT, Hand, two_desks
from tests.domain.night import in_order

ARCHIVED = kind_named(IncidentArchived)


def begun() -> tuple[Hand, Hand]:
    """Two people, and an incident that both know of."""
    ada, tomas = two_desks()
    ada.declare(services=("Checkout",))
    tomas.hear(ada)
    return ada, tomas


@pytest.fixture
def hands() -> tuple[Hand, Hand]:
    return begun()


def over(hands: tuple[Hand, Hand]) -> list[Entry]:
    """An incident that is over, and was archived: its entries on a desk that has all of them."""
    ada, tomas = hands
    ada.do(Note("db1 is empty"))
    ada.do(SetImpact(services=("Checkout", "Login")))
    ada.do(SetState(State.RESOLVED))
    ada.do(SetSeverity(Severity.SEV3, "half of it"))
    ada.do(Retitle("Checkout failed for an hour"))
    tomas.hear(ada)
    tomas.do(Archive("2024"))
    ada.hear(tomas)
    return in_order([e for e in ada.entries if e.incident == INCIDENT])


def left(entries: list[Entry]) -> list[Entry]:
    """What a desk has of it that did not open it."""
    return [entry for entry in entries if entry.kind.startswith("gov.")]


def test_a_desk_without_the_rest_lists_it_the_same(hands: tuple[Hand, Hand]) -> None:
    entries = over(hands)
    whole, part = folded(INCIDENT, entries), folded(INCIDENT, left(entries))
    assert summary(part) == summary(whole)
    assert summary(part)["archive"] == "2024"
    assert part.impact.services.value == ("Checkout", "Login")
    assert not part.headline.is_open


def test_with_the_rest_it_changes_nothing(hands: tuple[Hand, Hand]) -> None:
    entries = over(hands)
    without = [entry for entry in entries if entry.kind != ARCHIVED]
    whole = folded(INCIDENT, entries)
    assert whole.headline.title == folded(INCIDENT, without).headline.title
    assert whole.headline.states == folded(INCIDENT, without).headline.states
    assert whole.impact == folded(INCIDENT, without).impact


@pytest.mark.parametrize(
    "fields", [Retitle("Checkout failed for a day"), SetState(State.INVESTIGATING), SetSeverity(Severity.SEV1, "all")]
)
def test_what_is_set_later_is_in_no_conflict_with_it(hands: tuple[Hand, Hand], fields: object) -> None:
    over(hands)
    ada, _ = hands
    ada.do(fields)  # pyright: ignore[reportArgumentType]
    entries = in_order([e for e in ada.entries if e.incident == INCIDENT])
    there = left(entries) + [e for e in entries if e.order > next(x for x in entries if x.kind == ARCHIVED).order]
    whole, part = folded(INCIDENT, entries), folded(INCIDENT, in_order(list({e.id: e for e in there}.values())))
    assert summary(part)["conflicts"] == summary(whole)["conflicts"] == {}
    for name in ("title", "severity", "state"):
        assert summary(part)[name] == summary(whole)[name]


@given(here=st.sets(st.integers(0, 30)), order=st.randoms())
def test_any_part_of_it_in_any_order_lists_what_the_last_to_say_it_said(here: set[int], order: object) -> None:
    """Whatever came back of it already: title, severity and state are those of the whole."""
    entries = over(begun())
    part = left(entries) + [entry for n, entry in enumerate(entries) if n in here]
    shuffled = list({entry.id: entry for entry in part}.values())
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    board = folded(INCIDENT, in_order(shuffled))
    assert board.headline.archive == "2024"
    assert board.headline.title.value
    assert summary(board)["conflicts"] == {}


# rules ---------------------------------------------------------------------------------------------------------------


def test_only_what_is_over_is_archived(hands: tuple[Hand, Hand]) -> None:
    with pytest.raises(RuleError, match="only what is over"):
        hands[0].do(Archive("2024"))


@pytest.mark.parametrize("name", ["", "last year", "24", "2024-7-1", "٢٠٢٤"])
def test_an_archive_is_named_by_a_year_or_a_day(hands: tuple[Hand, Hand], name: str) -> None:
    hands[0].do(SetState(State.RESOLVED))
    with pytest.raises(RuleError, match="by a year"):
        hands[0].do(Archive(name))


def test_what_is_restricted_stays(hands: tuple[Hand, Hand]) -> None:
    ada, _ = hands
    ada.do(SetState(State.RESOLVED))
    ada.do(Restrict((), "an insider may be involved"))
    with pytest.raises(RuleError, match="is restricted"):
        ada.do(Archive("2024"))


# erasing -------------------------------------------------------------------------------------------------------------


def test_whoever_erases_the_title_erases_what_the_archive_repeats_of_it(hands: tuple[Hand, Hand]) -> None:
    entries = over(hands)
    ada, tomas = hands
    declared = next(entry for entry in entries if entry.kind == "incident.retitled")
    ada.do(Ask(declared.id, "a patient's name"))
    tomas.hear(ada)
    done = tomas.do(Confirm(declared.id))
    archiving = next(entry for entry in entries if entry.kind == ARCHIVED)
    assert {entry.subject for entry in done if entry.kind == "gov.erased"} == {declared.id, archiving.id}
    ada.hear(tomas)
    board = folded(INCIDENT, left(in_order([e for e in ada.entries if e.incident == INCIDENT])))
    assert board.headline.title.value is None
    assert board.headline.state is State.RESOLVED
    assert board.headline.archive == "2024"


def test_the_words_of_a_note_are_nowhere_repeated(hands: tuple[Hand, Hand]) -> None:
    entries = over(hands)
    archiving = next(entry for entry in entries if entry.kind == ARCHIVED)
    assert "db1" not in str(msgspec.to_builtins(read_body(archiving)))
