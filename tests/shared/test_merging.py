"""Incidents that are merged, on desks that share one record."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from incident_desk.desk import Desk
from incident_desk.domain.corrections import Undo
from incident_desk.domain.incident import Declare, State
from incident_desk.domain.links import Add, Relation
from tests.desktop.boards import press
from tests.desktop.conftest import until
from tests.shared.test_converge import declared, meet, state
from tests.shared.test_levels_in_window import connected, homes

__all__ = ["homes"]


def test_two_desks_that_merge_the_same_at_once_agree_and_one_undo_opens_it_again(ada: Desk, bea: Desk) -> None:
    first = declared(ada)
    second = ada.record(Declare("Mail is late")).result()[-1].incident
    meet(ada, bea)
    for desk in (ada, bea):
        desk.record(Add(Relation.DUPLICATE_OF, second), first).result()
    meet(ada, bea)
    assert state(ada, first) == state(bea, first)
    assert state(bea, first)["state"] == "merged"
    for desk in (ada, bea):
        desk.record(Undo(), first).result()
    meet(ada, bea)
    assert state(ada, first) == state(bea, first)
    assert (state(ada, first)["state"], state(ada, first)["links"]) == ("declared", [])


async def test_two_that_were_merged_into_each_other_are_told_and_one_press_goes_on(
    app: QApplication, homes: tuple[Path, Path]
) -> None:
    with Desk.open(homes[0]) as ada, Desk.open(homes[1]) as bea:
        first = ada.reading.headlines()[0].incident
        second = ada.record(Declare("Mail is late")).result()[-1].incident
        meet(ada, bea)
        ada.record(Add(Relation.DUPLICATE_OF, second), first).result()
        bea.record(Add(Relation.DUPLICATE_OF, first), second).result()
        meet(ada, bea)
        for desk in (ada, bea):
            assert [state(desk, each)["state"] for each in (first, second)] == ["merged", "merged"]
    async with connected(homes[1], first) as window:
        assert window.navigation.board is not None
        links = window.navigation.board.room.links
        await until(lambda: links.both_ways.isVisible() and links.go_on.isVisible())
        press(links.go_on)
        await until(lambda: not links.go_on.isVisible())
        shown = window.navigation.shown
        assert shown is not None
        assert shown.board.headline.state is State.INVESTIGATING
        assert links.rows[0].shown.detail.endswith("was merged into this")
