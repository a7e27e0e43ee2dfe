"""Small disks and disks that cannot be written, where the machine lets us make them."""

import contextlib
import subprocess
from collections.abc import Generator
from pathlib import Path

import pytest


@contextlib.contextmanager
def mounted(place: Path, options: str) -> Generator[Path]:
    """A memory disk of its own at a folder (which keeps what lies there below).

    Args:
        options: as for mount: "size=2m" for a small one; "ro" shows what lies there already, and takes no writes.
    """
    how = ["--bind", str(place)] if options == "ro" else ["-t", "tmpfs", "tmpfs"]
    done = subprocess.run(["mount", "-o", options, *how, str(place)], capture_output=True, text=True, check=False)
    if done.returncode == 0 and options == "ro":  # a bind mount takes this option only when it is there
        done = subprocess.run(
            ["mount", "-o", "remount,bind,ro", str(place)], capture_output=True, text=True, check=False
        )
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(disk: Path, leaving: int = 0) -> Path:
    """Take all room on a disk but so many bytes."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"\0" * 4096)
    with ballast.open("r+b") as file:
        file.truncate(max(0, ballast.stat().st_size - leaving))
    return ballast
