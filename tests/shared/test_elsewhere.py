"""Two desks, a person in an incident of each: whoever leads where they were first is asked, and every desk knows it."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from incident_desk.desk import Desk
from incident_desk.desk.open_incidents import OpenIncidents
from incident_desk.domain.commands import Fields
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.lending import is_lent, to_lend
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.showing_elsewhere import elsewhere_shown
from incident_desk.domain.situation_seen import situation_seen
from tests.desktop.boards import needs, press
from tests.desktop.conftest import until
from tests.shared.test_levels_in_window import connected, homes

__all__ = ["homes"]


def done(desk: Desk, incident: IncidentId, *commands: Fields) -> None:
    desk.record(list(commands), incident).result()


def asked(desk: Desk, incident: IncidentId) -> list[str]:
    """The roles of an incident whose holders came to another one since, by what this desk knows."""
    opened = OpenIncidents(desk.reading)
    at_work = opened.agenda(desk.me, desk.now_us()).at_work
    board = next(each for each in opened.boards if each.incident == incident)
    plan = opened.organisation.plans.of(board.headline)
    at = situation_seen(board, opened.organisation, plan, desk.me, desk.now_us(), at_work=at_work)
    return [holding.key for holding, _, _ in to_lend(at)]


def met(*desks: Desk) -> None:
    for desk in (*desks, *desks):
        desk.shared.exchange()


async def heard(desk: Desk, what: Callable[[], bool]) -> None:
    """Have a desk exchange until it knows that."""
    for _ in range(100):
        await asyncio.to_thread(desk.shared.exchange)
        if what():
            return
    raise AssertionError("it never heard of it")


def test_two_desks_that_give_somebody_two_roles_at_once_ask_one_of_the_two_leads(ada: Desk, bea: Desk) -> None:
    pushes = ada.record(Declare("Pushes fail", Severity.SEV2)).result()[-1].incident
    mail = bea.record(Declare("Mail is late", Severity.SEV2)).result()[-1].incident
    done(ada, pushes, Assign("incident_manager", "me"))
    done(bea, mail, Assign("incident_manager", "me"))
    met(ada, bea)
    done(ada, pushes, Assign("operations_manager", "@Kim"))  # neither has heard of what the other does
    done(bea, mail, Assign("scribe", "@Kim"))
    met(ada, bea)
    for desk in (ada, bea):
        assert (asked(desk, pushes), asked(desk, mail)) == (["operations_manager"], [])


async def test_whoever_leads_hears_of_it_from_another_desk_and_says_that_it_is_fine(
    app: QApplication, homes: tuple[Path, Path]
) -> None:
    async with connected(homes[0]) as window:
        assert window.navigation.board is not None
        board, here = window.navigation.board.room, window.navigation.shown
        assert here is not None
        await window.navigation.come_back()
        await window.bridge.do([Assign("incident_manager", "me"), Assign("scribe", "Bea")], here.incident)
        with await asyncio.to_thread(Desk.open, homes[1]) as bea:
            declared = await asyncio.wrap_future(bea.record(Declare("Mail is late", Severity.SEV2)))
            mail, number = declared[-1].incident, bea.reading.fold(declared[-1].incident).board.headline.number
            await asyncio.to_thread(done, bea, mail, Assign("incident_manager", "me"))
            await asyncio.to_thread(bea.shared.exchange)
            await until(lambda: f"Bea is in {number} as well" in needs(board))
            press(board.roles.list.item("scribe").panel.also.lend)
            await until(lambda: not any("as well" in words for words in needs(board)))
            await heard(bea, lambda: is_lent(bea.reading.fold(here.incident).board.roles.held["scribe"], mail))
            opened = OpenIncidents(bea.reading)
            shown = [elsewhere_shown(each, opened.boards, opened.organisation.people) for each in opened.boards]
            numbers = sorted(each["number"] for several in shown for each in several)
            assert numbers == sorted((number, here.board.headline.number))


async def test_a_restricted_incident_of_another_desk_says_nothing_here(
    app: QApplication, homes: tuple[Path, Path]
) -> None:
    async with connected(homes[0]) as window:
        assert window.navigation.board is not None
        board, here = window.navigation.board.room, window.navigation.shown
        assert here is not None
        await window.navigation.come_back()
        await window.bridge.do([Assign("incident_manager", "me"), Assign("scribe", "Bea")], here.incident)
        with await asyncio.to_thread(Desk.open, homes[1]) as bea:
            roles = bea.reading.fold
            await heard(bea, lambda: roles(here.incident).board.roles.held["scribe"].holder.value is not None)
            secret = (await asyncio.wrap_future(bea.record(Declare("A leak", restricted=True))))[-1].incident
            open_one = (await asyncio.wrap_future(bea.record(Declare("Mail is late"))))[-1].incident
            await asyncio.to_thread(done, bea, secret, Assign("scribe", "me"))
            await asyncio.to_thread(bea.shared.exchange)
            await until(lambda: any(each.incident == open_one for each in window.bridge.headlines))
            window.bridge.everywhere.look()
            await until(lambda: len(window.bridge.everywhere.agenda.incidents) == 2)
            panel = board.roles.list.item("scribe").panel
            assert panel.also.isHidden()
            assert not any("as well" in words for words in needs(board))
            own = OpenIncidents(bea.reading)
            pushes = next(each for each in own.boards if each.incident == here.incident)
            assert elsewhere_shown(pushes, own.boards, own.organisation.people) == []
            at_work = own.agenda(bea.me, bea.now_us()).at_work
            assert any(at.is_restricted for at in at_work), "Bea's own desk tells Bea"
