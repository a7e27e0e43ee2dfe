"""Coroutines of the window, and who is told when one fails."""

import asyncio

from PySide6.QtWidgets import QApplication, QLabel
from shiboken6 import delete

from incident_desk.desktop.flows import Flows
from incident_desk.domain.errors import BadInput
from tests.support.loop import until

REFUSED = "There is no such file"


async def refused() -> None:
    await asyncio.sleep(0)
    raise BadInput(REFUSED)


async def test_who_started_it_is_told_what_was_refused(app: QApplication) -> None:
    told, complaints = QLabel(), list[str]()
    Flows(complaints.append).start(refused(), told.setText)
    await until(lambda: told.text() == REFUSED)
    assert complaints == []


async def test_the_window_is_told_where_who_started_it_is_gone(app: QApplication) -> None:
    told, complaints = QLabel(), list[str]()
    Flows(complaints.append).start(refused(), told.setText)
    delete(told)
    await until(lambda: complaints)
    assert complaints == [REFUSED]


async def test_once_the_window_closes_nothing_is_begun_that_would_be_left_running(app: QApplication) -> None:
    """A timer that ends in the last turn of the loop asked for it, and nobody could cancel it any more."""
    flows = Flows(print)
    under_way = flows.start(asyncio.sleep(60))
    flows.cancel()
    late = flows.start(refused())
    assert late.cancelled()
    assert asyncio.all_tasks() <= {asyncio.current_task(), under_way}
    await asyncio.gather(under_way, return_exceptions=True)
    assert under_way.cancelled()
