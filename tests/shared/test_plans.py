"""Two desks at one plan: both versions are kept and each says so; who may not publish is told before they try."""

import asyncio
import threading
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from incident_desk.desk import Desk
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.rooms.plan import PlanRoom
from incident_desk.domain import plan_reading, plan_text
from incident_desk.domain.plan import Plans, Use
from incident_desk.domain.plan_reading import Found, read
from tests.desktop.boards import press
from tests.desktop.conftest import a_shell, until
from tests.domain.making import PLAN
from tests.shared.test_window import Seat, connected, homes, two_windows

__all__ = ["homes"]


def plan(name: str) -> str:
    return PLAN.replace("name: Default plan", f"name: {name}")


def plans(seat: Seat) -> Plans:
    return seat.bridge.organisation.plans


@asynccontextmanager
async def a_plan_room(home: Path, bridge: Bridge) -> AsyncGenerator[PlanRoom]:
    async with a_shell(home) as shell:
        shell.resize(1830, 1000)
        room = PlanRoom(bridge)
        shell.show_page(shell.add_page(room))
        await until(lambda: room.draft.last is not None)
        yield room
        await room.settle()


async def test_two_that_publish_at_the_same_moment_both_keep_their_version_and_are_told(
    app: QApplication, homes: tuple[Path, Path]
) -> None:
    async with two_windows(homes) as (ada, bea), a_plan_room(homes[0], ada.bridge) as room:
        await asyncio.gather(ada.bridge.do(Use(plan("Hers"), "from Ada")), bea.bridge.do(Use(plan("His"), "from Bea")))
        seats = (ada, bea)
        await until(lambda: all(len(plans(seat).published) == 3 for seat in seats))
        assert plans(ada).current.text == plans(bea).current.text
        assert [v.reason for v in plans(ada).beside] == [v.reason for v in plans(bea).beside] != []
        await until(room.versions.beside.isVisible)
        told = room.versions.beside.text()
        assert f"“{plans(ada).beside[0].reason}”" in told
        assert "Both are kept" in told
        other = plans(ada).beside[0].text
        press(room.versions.look)
        await until(lambda: room.draft.against == other)
        press(room.versions.take)
        await until(lambda: room.draft.text == other)
        room.draft.say_why("what both wanted")
        await until(lambda: (seen := room.draft.last) is not None and seen.text == other)
        await room.draft.publish()
        await until(lambda: all(plans(seat).beside == [] and plans(seat).current.text == other for seat in seats))
        await until(room.versions.beside.isHidden)


async def test_a_plan_from_another_desk_is_read_before_the_window_asks_for_it(
    app: QApplication, homes: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    readers: list[threading.Thread] = []

    def reading(text: str) -> Found:
        readers.append(threading.current_thread())
        return read(text)

    plan_text.examine.cache_clear()
    monkeypatch.setattr(plan_reading, "read", reading)
    async with two_windows(homes) as (ada, bea):
        await ada.bridge.do(Use(plan("Hers")))
        plan_text.examine.cache_clear()  # another desk is another process
        await until(lambda: len(plans(bea).published) == 2)
        assert plans(bea).current.name == "Hers"
    assert readers != []
    assert threading.main_thread() not in readers


async def test_an_observer_is_told_at_once_that_nothing_they_publish_reaches_anybody(
    app: QApplication, tmp_path: Path, ada: Desk
) -> None:
    home = tmp_path / "otto"
    with Desk.open(home) as otto:
        otto.choose_person("Otto").result()
        otto.shared.membership().join(ada.shared.membership().grant("Otto", "observer"))
    async with connected(home) as bridge, a_plan_room(home, bridge) as room:
        publishing = room.text.publishing
        await until(lambda: "Observers read everything" in publishing.reason_not.text())
        assert not publishing.publish.isEnabled()
        room.draft.replace(plan("Mine"))
        room.draft.say_why("to try it")
        await until(lambda: (seen := room.draft.last) is not None and seen.text == room.draft.text)
        assert not publishing.publish.isEnabled()
        assert "stays a draft" in publishing.reason_not.text()
