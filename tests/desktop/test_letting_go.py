"""A large incident is opened and left without the window standing still for it: a worker prepares and frees it."""

import asyncio
import gc
import weakref
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.models.shown_lines import ShownLines, all_shown
from incident_desk.desktop.models.timeline import TimelineModel
from incident_desk.desktop.observed import ObservedIncident, observe
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import Note
from tests.desktop.conftest import a_bridge


async def declared(bridge: Bridge) -> IncidentId:
    """An incident with a line or two."""
    entries = await bridge.do(Declare("Checkout fails", Severity.SEV2))
    await bridge.do(Note("Failover started"), entries[-1].incident)
    return entries[-1].incident


async def prepared(bridge: Bridge, incident: IncidentId) -> ObservedIncident:
    return await observe(bridge, incident, prepare=partial(all_shown, bridge.zone))


async def test_what_a_worker_prepared_is_shown_as_it_is(app: QApplication, home: Path) -> None:
    async with a_bridge(home) as bridge:
        observed = await prepared(bridge, await declared(bridge))
        shown = observed.take_prepared()
        assert isinstance(shown, ShownLines)
        again = all_shown(bridge.zone, observed.board)
        assert (shown.items, shown.counts) == (again.items, again.counts)
        assert observed.take_prepared() is None


async def test_what_was_prepared_is_not_shown_when_a_line_came_since(app: QApplication, home: Path) -> None:
    async with a_bridge(home) as bridge:
        incident = await declared(bridge)
        observed = await prepared(bridge, incident)
        await bridge.do(Note("It works again"), incident)
        model = TimelineModel(bridge)
        model.observe(observed)
        texts = [model.row_shown(row).text for row in range(model.size)]
        assert texts[0] == "It works again"
        model.deleteLater()


async def test_an_incident_that_was_left_hears_nothing_any_more(app: QApplication, home: Path) -> None:
    async with a_bridge(home) as bridge:
        incident = await declared(bridge)
        observed = await prepared(bridge, incident)
        fold = observed.let_go()
        before = len(fold.entries)
        await bridge.do(Note("It works again"), incident)
        assert len(fold.entries) == before
        assert (observed.incident, observed.board.timeline.lines) == (incident, [])


async def test_a_fold_that_nobody_looks_at_is_freed_on_the_reading_thread(app: QApplication, home: Path) -> None:
    async with a_bridge(home) as bridge:
        observed = await prepared(bridge, await declared(bridge))
        fold = observed.let_go()
        gone = weakref.ref(fold)
        bridge.free(fold)
        await bridge.read(lambda desk: None)  # whatever was asked of that thread before is done
        assert fold.entries == {}
        assert fold.board.timeline.at == {}
        del fold
        await asyncio.sleep(0)
        gc.collect()
        assert gone() is None
