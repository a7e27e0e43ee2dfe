"""The cause map: what leads to what, without circles, by whatever desks and in whatever order it was drawn."""

import pytest

from incident_desk.domain.cause_map import CauseLinked, Drawn, drawn
from incident_desk.domain.comparing import Match, Unmatch, meant
from incident_desk.domain.corrections import Restore, Retract
from incident_desk.domain.drawing_causes import AddEffect, LinkCause, UnlinkCause, box_called
from incident_desk.domain.errors import NotFound, RuleError
from tests.domain.making import Hand
from tests.domain.rounds import three_opened


def shown(hand: Hand) -> Drawn:
    board = hand.board()
    return drawn(board.cause_map, board.investigations, board.comparison, board.timeline)


def arrows(hand: Hand) -> set[tuple[str, str]]:
    board = hand.board()

    def name(box: str) -> str:
        effect = next((each for each in board.cause_map.effects.values() if each.id == box), None)
        return board.cause_map.label(effect) if effect else meant(board.investigations, board.timeline, box).name

    return {(name(cause), name(effect)) for cause, effect in shown(hand).arrows}


def test_an_effect_has_several_causes_and_a_cause_several_effects() -> None:
    ada, *_ = three_opened()
    ada.do(AddEffect("Replica stopped", "B:F2, A:F3"))
    ada.do(AddEffect("Offline, work lost", "X1", is_harm=True))
    ada.do(LinkCause("B:F2", "X2"))
    assert arrows(ada) == {("B:F2", "X1"), ("A:F3", "X1"), ("X1", "X2"), ("B:F2", "X2")}
    ada.do(UnlinkCause("A:F3", "X1"))
    assert ("A:F3", "X1") not in arrows(ada)
    for fields, why in (
        (LinkCause("B:F2", "X1"), "drawn already"),
        (UnlinkCause("A:F3", "X1"), "no arrow"),
        (LinkCause("X2", "X1"), "circle"),
        (LinkCause("X1", "X1"), "itself"),
        (LinkCause("A:E1", "X1"), "no evidence"),
    ):
        with pytest.raises(RuleError, match=why):
            ada.do(fields)
    with pytest.raises(NotFound, match="no effect 9"):
        ada.do(LinkCause("X9", "X1"))


def test_matched_factors_are_one_box_and_what_led_from_each_leads_from_it() -> None:
    ada, *_ = three_opened()
    ada.do(AddEffect("No copy to restore", "A:F1"))
    ada.do(AddEffect("A long outage", "B:F1"))
    ada.do(Match("A:F1", "B:F1"))
    box = shown(ada).box_of[box_called(ada.board().investigations, ada.board().cause_map, ada.board().timeline, "A:F1")]
    assert len(shown(ada).effects(box)) == 2
    ada.do(UnlinkCause("A:F1", "X2"))  # drawn from B's factor, which is the same box
    assert len(shown(ada).effects(box)) == 1


def test_those_that_lead_to_one_another_are_not_matched() -> None:
    ada, *_ = three_opened()
    ada.do(LinkCause("A:F1", "B:F1"))
    with pytest.raises(RuleError, match="On the cause map one of them leads to the other"):
        ada.do(Match("A:F1", "B:F1"))
    ada.do(UnlinkCause("A:F1", "B:F1"))
    ada.do(Match("A:F1", "B:F1"))


def test_arrows_that_two_desks_drew_into_a_circle_are_kept_and_the_later_is_left_out() -> None:
    ada, tomas, *_ = three_opened()
    ada.do(LinkCause("A:F1", "B:F1"))
    tomas.do(LinkCause("B:F1", "A:F1"))
    for one, other in ((ada, tomas), (tomas, ada)):
        one.hear(other)
    for hand in (ada, tomas):
        assert arrows(hand) == {("A:F1", "B:F1")}
        assert len(shown(hand).circular) == 1
    ada.do(UnlinkCause("A:F1", "B:F1"))
    assert arrows(ada) == {("B:F1", "A:F1")}
    assert shown(ada).circular == ()


def test_an_arrow_drawn_and_taken_away_at_once_is_in_conflict() -> None:
    ada, tomas, *_ = three_opened()
    ada.do(LinkCause("A:F1", "B:F1"))
    tomas.hear(ada)
    arrow = shown(ada).arrows[0]
    over = ada.board().cause_map.links[arrow].over
    ada.do(UnlinkCause("A:F1", "B:F1"))
    tomas.say(CauseLinked(*arrow, is_linked=True, over=over))
    ada.hear(tomas)
    assert ada.board().cause_map.links[arrow].is_conflicted
    assert arrows(ada) == {("A:F1", "B:F1")}


def test_an_effect_taken_back_takes_its_arrows_along_and_brings_them_back() -> None:
    ada, *_ = three_opened()
    effect = ada.do(AddEffect("Replica stopped", "B:F2"))[0]
    ada.do(Retract(effect.id))
    assert arrows(ada) == set()
    ada.do(Restore(effect.id))
    assert arrows(ada) == {("B:F2", "X1")}


def test_an_effect_was_found_by_those_that_found_all_its_causes() -> None:
    ada, *_ = three_opened()
    ada.do(Match("A:F1", "B:F1"))
    ada.do(Match("B:F1", "C:F1"))
    ada.do(AddEffect("One copy, six hours old", "A:F1, A:F2"))
    ada.do(AddEffect("Offline", "X1"))
    found = {box.effect.number: box.found_by for box in shown(ada).boxes if box.effect}
    letters = {number: [ada.board().investigations.of[each].number for each in by] for number, by in found.items()}
    assert letters == {1: [1], 2: []}


def test_unmatching_gives_each_box_its_own_arrows_again() -> None:
    ada, *_ = three_opened()
    ada.do(Match("A:F1", "B:F1"))
    ada.do(AddEffect("No copy", "B:F1"))
    ada.do(Unmatch("A:F1", "B:F1"))
    assert arrows(ada) == {("B:F1", "X1")}
