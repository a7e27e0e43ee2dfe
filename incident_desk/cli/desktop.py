"""The window, the demo and the gallery: the commands that load Qt, and only when they are called."""

import argparse
import os
import sys
from pathlib import Path

from incident_desk.cli.terminal import DONE, Arguments, Subparsers, Terminal
from incident_desk.domain.errors import BadInput, DeskError


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parsers of these commands."""
    one = names.add_parser("demo", parents=[everywhere], help="watch a real incident unfold")
    one.add_argument("name", nargs="?", help="gitlab-2017-01-31 or github-2018-10-21")
    one.add_argument("--speed", default="60", metavar="N|max", help="how many times faster than it was")
    one.add_argument("--theme", choices=("dark", "light"), default="dark")
    one.add_argument("--size", default="1920x1080", metavar="WxH")
    one.add_argument("--scale", type=float, default=1.0, metavar="F")
    one.add_argument("--shots", metavar="DIR", help="play without a window and leave pictures here")
    one.set_defaults(run=demo)
    one = names.add_parser("gallery", parents=[everywhere], help="a picture of every part in every state")
    one.add_argument("-o", "--output", metavar="DIR", required=True)
    one.add_argument("--theme", choices=("dark", "light"), default="dark")
    one.add_argument("--scale", type=float, default=1.0)
    one.set_defaults(run=gallery)


def window(terminal: Terminal, arguments: Arguments) -> int:
    _needs_display()
    from incident_desk.desktop.app import run

    return run(terminal.home)


def demo(terminal: Terminal, arguments: Arguments) -> int:
    speed = _speed(arguments.speed)
    size = _size(arguments.size)
    if arguments.shots is None:
        _needs_display()
    from incident_desk.desktop.demonstration import play_for_pictures, play_in_window

    if arguments.shots is None:
        return play_in_window(terminal.home, arguments.name, speed, arguments.theme, size)
    told = play_for_pictures(
        terminal.home, arguments.name, arguments.theme, size, arguments.scale, Path(arguments.shots)
    )
    value = {"incident": told.number, "entries": told.entries, "pictures": [str(p) for p in told.pictures]}
    terminal.say(value, told.text)
    return DONE


def gallery(terminal: Terminal, arguments: Arguments) -> int:
    if not _has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from incident_desk.desktop.gallery import render

    pictures = render(Path(arguments.output), arguments.theme, arguments.scale)
    terminal.say({"pictures": [str(p) for p in pictures]}, f"{len(pictures)} pictures in {arguments.output}")
    return DONE


def _speed(text: str) -> float | None:
    """How many times faster; None plays without waiting."""
    if text == "max":
        return None
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0 < speed <= 100_000:
        raise BadInput(f"“{text}” is not a number above 0, or max", "--speed")
    return speed


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit() and 640 <= int(width) <= 7680 and 480 <= int(height) <= 4320):
        raise BadInput(f"“{text}” is not a size like 1920x1080", "--size")
    return int(width), int(height)


def _has_display() -> bool:
    here = sys.platform in ("win32", "darwin")
    return here or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _needs_display() -> None:
    if not _has_display():
        raise DeskError(
            "There is no display. `incident-desk demo --shots DIR` plays without one; "
            "`incident-desk --help` lists the commands that need no window."
        )
