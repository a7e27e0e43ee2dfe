"""The bridge: commands go down, entries come up in the GUI thread, reads run on their own thread."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.opening import open_for_reading
from incident_desk.domain.errors import NotSaved, RuleError
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare, Retitle, SetState, State
from incident_desk.domain.timeline import Note
from tests.desktop.conftest import a_bridge, until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from incident_desk.desk import Recorded


async def declared(bridge: Bridge, title: str = "Pushes fail") -> IncidentId:
    return (await bridge.do(Declare(title)))[-1].incident


async def test_what_was_done_is_heard_before_its_writer_goes_on(app: "QApplication", home: Path) -> None:
    heard: list[tuple[Recorded, threading.Thread]] = []

    def hear(recorded: "Recorded") -> None:
        heard.append((recorded, threading.current_thread()))

    async with a_bridge(home) as bridge:
        bridge.recorded.connect(hear)
        incident = await declared(bridge)
        written = await bridge.do(Note("Failover started"), incident, origin="here")
        recorded, thread = heard[-1]
    assert list(recorded.entries) == written
    assert recorded.origin == "here"
    assert thread is threading.main_thread()


async def test_a_rule_that_says_no_reaches_whoever_asked(app: "QApplication", home: Path) -> None:
    async with a_bridge(home) as bridge:
        incident = await declared(bridge)
        with pytest.raises(RuleError, match="already"):
            await bridge.do(Retitle("Pushes fail"), incident)


async def test_a_refused_click_without_a_place_for_words_is_a_complaint(app: "QApplication", home: Path) -> None:
    complaints: list[str] = []
    async with a_bridge(home) as bridge:
        bridge.complained.connect(complaints.append)
        incident = await declared(bridge)
        bridge.do_soon(Retitle("Pushes fail"), incident)
        await until(lambda: complaints)
    assert complaints == ["That is the title already."]


async def test_the_list_of_incidents_follows_what_is_recorded(app: "QApplication", home: Path) -> None:
    async with a_bridge(home) as bridge:
        assert bridge.headlines == []
        incident = await declared(bridge)
        await until(lambda: bridge.headlines)
        await bridge.do(SetState(State.RESOLVED), incident)
        await until(lambda: bridge.headlines[0].headline.state is State.RESOLVED)


async def test_a_note_does_not_read_the_list_of_incidents_again(app: "QApplication", home: Path) -> None:
    refreshed: list[None] = []
    async with a_bridge(home) as bridge:
        incident = await declared(bridge)
        await until(lambda: bridge.headlines)
        bridge.headlines_changed.connect(lambda: refreshed.append(None))
        await bridge.do(Note("Failover started"), incident)
        await bridge.read(lambda desk: desk.headlines())
    assert refreshed == []


async def test_people_of_this_home_are_switched_by_name(app: "QApplication", home: Path) -> None:
    async with a_bridge(home) as bridge:
        first = await bridge.choose_person("Priya Nair")
        second = await bridge.add_person("Tomas Lind")
        assert bridge.me == first
        assert set(bridge.people) == {first, second}
        await until(lambda: bridge.name(second) == "Tomas Lind")
        assert await bridge.choose_person("Tomas Lind") == second
        assert bridge.me == second


async def test_a_home_opened_for_reading_takes_no_words(app: "QApplication", home: Path) -> None:
    async with a_bridge(home) as bridge:
        incident = await declared(bridge)
    reading = Bridge(open_for_reading(home))
    try:
        with pytest.raises(NotSaved, match="reading only"):
            await reading.do(Note("Failover started"), incident)
        fold = await reading.read(lambda desk: desk.fold(incident))
        assert fold.board.headline.title.value == "Pushes fail"
    finally:
        await reading.close()


async def test_what_is_written_while_the_window_closes_asks_for_nothing_more(app: "QApplication", home: Path) -> None:
    async with a_bridge(home) as bridge:
        assert bridge.desk is not None
        last = [bridge.desk.record(Declare(f"Pushes fail {at}")) for at in range(30)]
    assert all(written.done() for written in last)  # and nothing complained in the log
