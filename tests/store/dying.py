"""A process that is killed at a chosen step of its work: before a file is touched, or before SQLite runs a statement.

Run as a program: WORK HOME FOLDER STEP… WORK is a function of `works`, or MODULE:FUNCTION. It does the work once per
step, each time in a copy of the home, and prints the steps that it lived through.
"""

import importlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

TOUCHING: Final = frozenset({"open", "os.remove", "os.rename", "os.mkdir", "os.chmod", "os.truncate", "os.rmdir"})
ROOT: Final = Path(__file__).parents[2]


def killed_at(steps: Sequence[int], work: str, home: Path, folder: Path) -> tuple[list[Path], list[Path]]:
    """Do the work in a copy of the home for each of the steps, and die there.

    Returns: the homes of those that died, and of those that had fewer steps to do.
    """
    command = [sys.executable, "-m", __name__, work, str(home), str(folder), *map(str, steps)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    lived = {int(step) for step in done.stdout.split()}
    homes = {step: folder / str(step) for step in steps}
    return [homes[s] for s in steps if s not in lived], [homes[s] for s in steps if s in lived]


class Fuse:
    """Counts the steps of the work in one home, and kills the process at the last of them."""

    def __init__(self, home: Path, steps: int) -> None:
        self._home = str(home)
        self._left = steps
        sys.addaudithook(self._heard)

    def step(self, *_: object) -> None:
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self._left -= 1

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in TOUCHING and arguments and str(arguments[0]).startswith(self._home):
            self.step()


def run(work: Callable[[Path], None], home: Path, steps: int) -> None:
    """Do the work, counting every statement and every touch of a file."""
    from incident_desk.store import engine

    fuse = Fuse(home, steps)
    connect = engine.sqlite.connect

    def watched(*arguments: Any, **options: Any) -> Any:
        connection = connect(*arguments, **options)
        connection.set_trace_callback(fuse.step)
        return connection

    engine.sqlite.connect = watched
    work(home)


def main(work: str, home: str, folder: str, *steps: str) -> None:
    module, _, name = work.rpartition(":")
    do = getattr(importlib.import_module(module or "tests.store.works"), name)
    for step in steps:
        copy = Path(folder) / step
        shutil.copytree(home, copy)
        child = os.fork()
        if child == 0:
            run(do, copy, int(step))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            assert os.WEXITSTATUS(status) == 0
            print(step)


if __name__ == "__main__":
    main(*sys.argv[1:])
