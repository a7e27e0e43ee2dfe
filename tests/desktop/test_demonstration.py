"""A demo as the command line plays it: in pictures, in a window, and with a clear word where neither is possible."""

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtGui import QImage

from incident_desk.desk import ReadingDesk
from incident_desk.desktop.demonstration import begun, demo_home, pictured
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.photograph import Camera
from incident_desk.desktop.stage import on_stage
from incident_desk.desktop.theme import apply, colour
from incident_desk.desktop.ways import Ways
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.errors import DeskError
from incident_desk.domain.incident import State
from incident_desk.domain.moments import to_us
from incident_desk.learning.demos import demo_named
from tests.desktop.conftest import a_bridge, a_shell, until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

ROOMS = [
    "calm-first",
    "board-empty",
    "board",
    "investigations",
    "comms",
    "customers",
    "alerts",
    "tasks",
    "wall",
    "board-resolved",
    "comparison",
    "matrix",
    "review",
    "calm",
    "wall-calm",
    "plan",
    "declare",
]
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def called(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """The real program, without a screen."""
    env = {k: v for k, v in os.environ.items() if k not in SCREENS} | environment
    program = "import sys; from incident_desk.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False, env=env, timeout=120
    )


@pytest.mark.parametrize(
    ("theme", "name", "size"), [("dark", "gitlab", (1920, 1080)), ("light", "github", (1280, 720))]
)
async def test_every_room_is_pictured_in_exactly_so_many_pixels_and_what_happened_is_told(
    app: "QApplication", tmp_path: Path, theme: str, name: str, size: tuple[int, int]
) -> None:
    apply(app, theme)
    with demo_home() as home:
        told = await pictured(demo_named(name), home, Camera(size, 1.0, tmp_path))
    assert not home.exists()
    assert [path.stem for path in told.pictures] == ROOMS
    for path in told.pictures:
        image = QImage(str(path))
        assert (image.width(), image.height()) == size
        if not path.stem.startswith("wall"):  # which has no header, and the canvas for its ground
            assert image.pixelColor(300, 20) != colour("canvas"), path.name  # a header stands there
    apply(app, "dark")
    assert told.number.startswith("INC-")
    assert told.entries > len(demo_named(name).steps)
    assert all(source in told.text for source in demo_named(name).sources)


@pytest.mark.usefixtures("app")
async def test_a_picture_shows_everything_that_was_played_until_then(home: Path, tmp_path: Path) -> None:
    demo = demo_named(None)
    performance = await asyncio.to_thread(begun, demo, home)
    async with on_stage(home, performance.clock, Camera((1280, 720), 1.0, tmp_path)) as stage:
        await stage.play(performance, until_us=demo.starts_us)
        assert performance.incident
        await stage.show_board(performance.incident)
        await stage.play(performance, until_us=to_us(demo.picture_at))
        shown, board = stage.navigation.shown, stage.navigation.board
        assert shown
        assert board
        assert shown.entries.keys() == (await stage.folded(performance.incident)).entries.keys()
        assert board.isVisible()


def test_at_twice_the_scale_the_pictures_have_four_times_the_pixels(tmp_path: Path) -> None:
    done = called("demo", "--speed", "max", "--scale", "2", "--shots", str(tmp_path / "out"), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    said: dict[str, Any] = json.loads(done.stdout)
    assert [Path(path).stem for path in said["pictures"]] == ROOMS
    assert {(QImage(path).width(), QImage(path).height()) for path in said["pictures"]} == {(3840, 2160)}


def test_with_no_screen_it_says_what_to_do() -> None:
    done = called("demo")
    assert (done.returncode, done.stdout) == (1, "")
    assert "demo --shots DIR" in done.stderr


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (["demo", "gitlib"], "no demo is called “gitlib”"),
        (["demo", "--speed", "0", "--shots", "x"], "--speed: “0” is not a number above 0, or max"),
        (["demo", "--size", "big", "--shots", "x"], "--size: “big” is not a size like 1920x1080"),
        (["demo", "--size", "1280x720", "--scale", "2", "--shots", "x"], "at least 1920x1000 pixels"),
        (["demo", "--scale", "9", "--shots", "x"], "--scale: “9” is not a number from 0.5 to 4"),
        (["gallery", "-o", "x", "--scale", "small"], "--scale: “small” is not a number"),
    ],
)
def test_wrong_use_is_answered_in_one_line(wrong: list[str], says: str) -> None:
    done = called(*wrong, QT_QPA_PLATFORM="offscreen")
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_folder_that_cannot_take_pictures_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = called("demo", "--shots", str(tmp_path / "file"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"incident-desk: {tmp_path / 'file'}: that is no folder\n"


def test_the_window_plays_in_a_home_of_its_own_and_leaves_nothing_behind(tmp_path: Path, place: Path) -> None:
    env = os.environ | {"TMPDIR": str(tmp_path / "tmp"), "QT_QPA_PLATFORM": "offscreen"}
    (tmp_path / "tmp").mkdir()
    program = "import sys; from incident_desk.cli import main; sys.exit(main())"
    with subprocess.Popen(
        [sys.executable, "-c", program, "demo", "--speed", "max"], env=env, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            _wait(lambda: _states(tmp_path / "tmp") == [State.RESOLVED])
        finally:
            process.send_signal(signal.SIGTERM)
            said = process.communicate(timeout=30)[1]
    assert (process.returncode, said) == (0, "")
    assert list((tmp_path / "tmp").iterdir()) == []
    assert not (place / "desk").exists()  # what would be the user's home


def _states(folder: Path) -> list[State]:
    for home in folder.glob("incident-desk-demo-*"):
        if ReadingDesk.is_there(home):
            try:
                desk = ReadingDesk.open(home)
            except DeskError:
                return []  # it is being made
            try:
                return [board.headline.state for board in desk.headlines()]
            finally:
                desk.close()
    return []


def _wait(holds: "Any", deadline_s: float = 60) -> None:
    end = time.monotonic() + deadline_s
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.1)


async def test_a_home_of_a_demo_shows_its_times_in_utc(app: "QApplication", tmp_path: Path) -> None:
    await asyncio.to_thread(begun, demo_named(None), tmp_path / "demo")
    assert WindowState(tmp_path / "demo").zone_name == "UTC"


async def test_the_button_of_the_calm_view_starts_it_beside_this_window(
    app: "QApplication", home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        state = WindowState(home)
        navigation = Navigation(shell, bridge, state)
        Ways(shell, bridge, state, navigation)
        navigation.show_calm()
        assert navigation.calm
        navigation.calm.form.way_demo_go.click()
        found: list[int] = []
        await until(lambda: found.extend(_players(tmp_path / "tmp")) or found, 60)
        os.kill(found[0], signal.SIGTERM)
        await until(lambda: not list((tmp_path / "tmp").iterdir()), 60)
        assert bridge.headlines == []


ENDED_AMID_WRITING = """
import os, signal, threading, time
from incident_desk.desktop.demonstration import demo_home
with demo_home() as home:
    def write():
        for _ in range(300):
            home.mkdir(exist_ok=True)
            (home / "record.db").write_bytes(b"written")
            time.sleep(0.001)
    threading.Thread(target=write).start()
    os.kill(os.getpid(), signal.SIGTERM)
"""


def test_ended_while_its_record_is_being_made_a_demo_leaves_nothing(tmp_path: Path) -> None:
    env = os.environ | {"TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", ENDED_AMID_WRITING], env=env, check=False)
    assert done.returncode == 128 + signal.SIGTERM
    assert list(tmp_path.iterdir()) == []


def _players(folder: Path) -> list[int]:
    """The process that plays the demo whose home lies there, once it writes in it."""
    notes = list(folder.glob("incident-desk-demo-*/lock.json"))
    with contextlib.suppress(OSError, ValueError):  # between two openings there is none
        return [json.loads(note.read_text(encoding="utf-8"))["process"] for note in notes]
    return []
