"""Answers to customers that go by e-mail from the window, and what is told of those that did not arrive."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from incident_desk.desktop.panels.record_needs import MISSED, RECORD, record_lines
from incident_desk.desktop.panels.report_bulk import ANSWERS
from incident_desk.domain.report_queues import Queue
from incident_desk.domain.reports import AnswerReports
from incident_desk.outreach.channels import Channels
from tests.desktop.boards import key, press
from tests.desktop.conftest import until
from tests.desktop.test_customers_room import a_customers_room, come_in
from tests.outreach.conftest import no_pool_stays
from tests.outreach.post import a_post

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

__all__ = ["no_pool_stays"]


async def test_answers_go_from_the_window_and_those_that_failed_are_sent_again_by_a_key(
    app: "QApplication", home: Path
) -> None:
    with a_post() as (post, url):
        post.refuses = "550 5.1.1 no such mailbox"
        async with a_customers_room(home) as (room, customers):
            desk = room.bridge.desk
            assert desk is not None
            channel = room.bridge.organisation.plans.current.mail_channels[0]
            await asyncio.to_thread(Channels(desk).put, channel, url)
            room.bridge.calling_in.begin()
            try:
                await come_in(room)
                await room.bridge.do(AnswerReports(("1", "3", "4", "5"), "It is us."))
                await until(lambda: room.bridge.customers.view.undelivered.count == 3)
                need = RECORD + MISSED + ANSWERS
                (line,) = [each for each in record_lines(room.bridge, room.incident) if each.shown.key == need]
                assert line.shown.words.startswith("3 mails about reports did not arrive: ")
                assert "@example.org" not in line.shown.words
                press(customers.heaps.rows[Queue.UNDELIVERED])
                await until(lambda: len(customers.model.rows) == 3 and customers.undelivered.isVisible())
                assert customers.undelivered.again.text() == "Send 3 again"
                post.refuses = ""
                customers.table.setFocus()
                key(Qt.Key.Key_M)
                await until(lambda: len(post.arrived) == 3)
                await until(lambda: not room.bridge.customers.view.undelivered.count)
                assert sorted(to for to, _, _ in post.arrived) == ["kim@example.org"] * 3
            finally:
                await room.bridge.calling_in.stop()
