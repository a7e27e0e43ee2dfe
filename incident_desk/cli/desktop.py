"""The window, the demo and the gallery: the commands that load Qt, and only when they are called."""

import argparse
import gc
import os
import sys
from pathlib import Path

from incident_desk.cli.terminal import DONE, Arguments, Subparsers, Terminal
from incident_desk.domain.errors import BadInput, DeskError

LOOKS_PX = (1920, 1080)
LEAST_PX = (960, 500)
MOST_PX = 7680


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parsers of these commands."""
    one = names.add_parser("demo", parents=[everywhere], help="watch a real incident unfold")
    one.add_argument("name", nargs="?", help="gitlab-2017-01-31 or github-2018-10-21")
    one.add_argument("--speed", default="60", metavar="N|max", help="how many times faster than it was")
    one.add_argument("--theme", choices=("dark", "light"), default="dark")
    one.add_argument("--size", metavar="WxH", help="in pixels; a picture is 1920x1080 times the scale")
    one.add_argument("--scale", metavar="F", help="how many pixels one of the design takes")
    one.add_argument("--shots", metavar="DIR", help="play without a window and leave pictures here")
    one.add_argument("--tour", action="store_true", help="with the tour of the window over it")
    one.set_defaults(run=demo)
    one = names.add_parser("wall", parents=[everywhere], help="show a room how it stands, on a screen of its own")
    one.set_defaults(run=wall)
    one = names.add_parser("gallery", parents=[everywhere], help="a picture of every part in every state")
    one.add_argument("-o", "--output", metavar="DIR", required=True)
    one.add_argument("--theme", choices=("dark", "light"), default="dark")
    one.add_argument("--scale", default="1", metavar="F", help="how many pixels one of the design takes")
    one.set_defaults(run=gallery)


def window(terminal: Terminal, arguments: Arguments, *, is_wall: bool = False) -> int:
    if getattr(arguments, "pin_of", ""):
        raise BadInput("the window asks itself who is there", "--person")
    _needs_display()
    gc.disable()  # all that is loaded for the window stays; it collects again when it is ready
    from incident_desk.desktop.app import run

    return run(terminal.home, is_wall=is_wall)


def wall(terminal: Terminal, arguments: Arguments) -> int:
    return window(terminal, arguments, is_wall=True)


def demo(terminal: Terminal, arguments: Arguments) -> int:
    speed = _speed(arguments.speed)
    scale = _scale(arguments.scale) if arguments.scale else None
    size = _size(arguments.size, scale or 1.0) if arguments.size else None
    if arguments.shots is None:
        _needs_display()
        from incident_desk.desktop.demonstration import play_in_window

        return play_in_window(arguments.name, speed, arguments.theme, size, scale, is_toured=arguments.tour)
    from incident_desk.desktop.demonstration import play_for_pictures

    scale = scale or 1.0
    size = size or (round(LOOKS_PX[0] * scale), round(LOOKS_PX[1] * scale))
    told = play_for_pictures(arguments.name, arguments.theme, size, scale, Path(arguments.shots))
    value = {"incident": told.number, "entries": told.entries, "pictures": [str(p) for p in told.pictures]}
    terminal.say(value, told.text)
    return DONE


def gallery(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.desktop.gallery import render

    pictures = render(Path(arguments.output), arguments.theme, _scale(arguments.scale))
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


def _scale(text: str) -> float:
    try:
        scale = float(text)
    except ValueError:
        scale = 0.0
    if not 0.5 <= scale <= 4:
        raise BadInput(f"“{text}” is not a number from 0.5 to 4", "--scale")
    return scale


def _size(text: str, scale: float) -> tuple[int, int]:
    """Pixels; the window must have room in it at this scale."""
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal() and int(width) <= MOST_PX and int(height) <= MOST_PX):
        raise BadInput(f"“{text}” is not a size like 1920x1080", "--size")
    least = tuple(round(side * scale) for side in LEAST_PX)
    if int(width) < least[0] or int(height) < least[1]:
        raise BadInput(f"at scale {scale:g} the window needs at least {least[0]}x{least[1]} pixels", "--size")
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
