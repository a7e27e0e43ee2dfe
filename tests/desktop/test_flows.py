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
