"""A demo in the window, or in pictures of it. Either way in a home that is made for it and removed after it."""

import atexit
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

import msgspec

from incident_desk.desk import Desk
from incident_desk.desktop.app import application, run
from incident_desk.desktop.loop import Collecting, window_loop
from incident_desk.desktop.photograph import Camera, made_folder
from incident_desk.desktop.stage import on_stage
from incident_desk.desktop.theme import apply
from incident_desk.desktop.touring.tour import STEP
from incident_desk.desktop.window_state import DeclareDraft, WindowState
from incident_desk.domain.fold import Fold
from incident_desk.domain.moments import MINUTE_US, to_us
from incident_desk.domain.severity import Severity
from incident_desk.learning.demo_clock import AS_FAST_AS_IT_GOES, DemoClock
from incident_desk.learning.demos import Demo, demo_named
from incident_desk.learning.playing import WATCHER, DemoPlayer, Performance
from incident_desk.learning.retelling import retold

ZONE_KEY = "look/zone"
BEFORE_END_US = 15 * MINUTE_US
"""So long before its end an incident is shown as it is reviewed."""
DRAFT = DeclareDraft("Replica db2 stopped, pushes fail for many", Severity.SEV2, ("Data storage", "Background jobs"))
"""What stands in the picture of the declare dialog."""


class Told(msgspec.Struct, frozen=True):
    """What a demo without a window came to."""

    number: str
    entries: int
    pictures: list[Path]
    text: str


def play_in_window(
    name: str | None,
    speed: float | None,
    theme: str,
    size: tuple[int, int] | None,
    scale: float | None,
    *,
    is_toured: bool = False,
) -> int:
    """Watch a demo. Returns: the exit code, when the window is closed.

    Args:
        speed: how many times as fast as it was; None plays without waiting.
        size, scale: see `run`; None leaves it to the screen.
        is_toured: with the tour over it, for whoever sees the window for the first time.
    Raises: BadInput if there is no such demo.
    """
    demo = demo_named(name)
    with demo_home() as home:
        performance = begun(demo, home)
        with Desk.open(home, clock=performance.clock) as desk:
            performance.play_next(desk)  # the declaration: the window opens with the incident on it
        if is_toured:
            _keep(home, STEP, "0")

        def play(desk: Desk) -> DemoPlayer:
            return DemoPlayer(desk, performance, speed or AS_FAST_AS_IT_GOES)

        return run(home, theme=theme, size=size, scale=scale, clock=performance.clock, play=play)


def play_for_pictures(name: str | None, theme: str, size: tuple[int, int], scale: float, folder: Path) -> Told:
    """Play a demo without waiting, and leave a picture of every room in `folder`.

    Args:
        size: of the pictures, in pixels.
        scale: how many of them one pixel of the looks takes.
    Raises: BadInput if there is no such demo; DeskError if the folder cannot be written to.
    """
    demo = demo_named(name)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = application(scale)
    apply(app, theme)
    with demo_home() as home, window_loop(app) as loop:
        collecting = Collecting(app)
        collecting.start()
        try:
            return loop.run_until_complete(pictured(demo, home, Camera(size, scale, made_folder(folder))))
        finally:
            collecting.stop()


async def pictured(demo: Demo, home: Path, camera: Camera) -> Told:
    """See `play_for_pictures`; for whoever has a loop running already."""
    performance = begun(demo, home)
    await _picture_first_start(performance.clock, camera)
    async with on_stage(home, performance.clock, camera) as stage:
        await stage.play(performance, until_us=demo.starts_us)
        assert performance.incident
        await stage.show_board(performance.incident)
        await stage.take("board-empty")
        await stage.play(performance, until_us=to_us(demo.picture_at))
        await stage.take("board")
        await stage.show_investigations()
        await stage.take("investigations")
        await stage.show_communications()
        await stage.take("comms")
        await stage.show_customers()
        await stage.take("customers")
        await stage.show_alerts()
        await stage.take("alerts")
        await stage.show_tasks()
        await stage.take("tasks")
        await stage.take_wall("wall")
        await stage.show_board(performance.incident)
        await stage.play(performance)
        await stage.take("board-resolved")
        await stage.show_investigations()
        await stage.take("comparison")
        first = next(iter((await stage.folded(performance.incident)).board.investigations.of), "")
        await stage.show_investigations(first)
        await stage.take("matrix")
        ended_us = (await stage.folded(performance.incident)).board.headline.ended_us
        await stage.show_review(performance.incident, (ended_us or to_us(demo.picture_at)) - BEFORE_END_US)
        await stage.take("review")
        await stage.show_calm()
        await stage.take("calm")
        await stage.take_wall("wall-calm")
        await stage.show_plan()
        await stage.take("plan")
        await stage.show_calm()
        await stage.show_declaring(DRAFT)
        await stage.take("declare")
        fold = await stage.folded(performance.incident)
    return _told(demo, fold, camera.pictures)


async def _picture_first_start(clock: DemoClock, camera: Camera) -> None:
    with demo_home() as empty:
        with Desk.open(empty, clock=clock, apart=True) as desk:
            desk.choose_person(WATCHER).result()
        _show_utc(empty)
        async with on_stage(empty, clock, camera) as stage:
            await stage.show_calm()
            await stage.take("calm-first")


def _told(demo: Demo, fold: Fold, pictures: list[Path]) -> Told:
    count = len(fold.entries)
    listed = "\n".join(f"  {path}" for path in pictures)
    text = f"{retold(demo, fold.board)}\n\n{count} entries, each recorded as in live work. Pictures:\n{listed}"
    return Told(fold.board.headline.number, count, pictures, text)


@contextmanager
def demo_home() -> Generator[Path]:
    """A home for one demo alone. Nothing in it outlives the demo, and nothing of it can leave it: see `Desk.open`."""
    before = signal.signal(signal.SIGTERM, _end)  # until the window hears of it itself
    try:
        with tempfile.TemporaryDirectory(prefix="incident-desk-demo-", ignore_cleanup_errors=True) as folder:
            # ended amid its opening, the desk's thread still writes in it: this comes after all threads
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
            yield Path(folder)
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    """Asked to end, leave in good order: the home is removed."""
    sys.exit(128 + number)


def begun(demo: Demo, home: Path) -> Performance:
    """The home made, everybody in it seated, and the clock at the start of the incident; no step is played yet."""
    performance = Performance(demo, DemoClock(demo.starts_us))
    with Desk.open(home, clock=performance.clock, apart=True) as desk:
        performance.seat_people(desk)
    _show_utc(home)
    return performance


def _show_utc(home: Path) -> None:
    """As the sources tell their times."""
    _keep(home, ZONE_KEY, "UTC")


def _keep(home: Path, key: str, value: str) -> None:
    state = WindowState(home)
    state.keep(key, value)
    state.save()
