"""Starts windows as processes of their own, and waits for what they say."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROGRAMS = ROOT / "benchmarks" / "programs"
PATIENCE_S = 60


class Started:
    """A window that is coming up."""

    def __init__(self, process: "subprocess.Popen[str]", began: float) -> None:
        self._process = process
        self._began = began

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, line: str) -> str:
        """Say a line to it. Returns: its answer."""
        self.say(line)
        return self.answer()

    def say(self, line: str) -> None:
        """Say a line to it."""
        assert self._process.stdin is not None
        print(line, file=self._process.stdin, flush=True)

    def answer(self) -> str:
        """The next line that it says."""
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def until(self, word: str) -> float:
        """Wait until it says this. Returns: the seconds since its start. Raises: RuntimeError if it ended before."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.strip() == word:
                return time.perf_counter() - self._began
        raise RuntimeError(f"{self._process.args} ended before it was {word}")


@cache
def _environment() -> dict[str, str]:
    """No screen, and modules that are compiled, as those of an installed program are."""
    made = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    made["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), made.get("PYTHONPATH"))))
    if made.pop("PYTHONDONTWRITEBYTECODE", ""):  # whoever wants none beside the sources has them elsewhere
        made["PYTHONPYCACHEPREFIX"] = tempfile.mkdtemp(prefix="incident-desk-")
        atexit.register(shutil.rmtree, made["PYTHONPYCACHEPREFIX"], ignore_errors=True)
    return made


@contextmanager
def window(program: str, *arguments: str) -> Generator[Started]:
    """Start a program of benchmarks/programs; it is ended afterwards."""
    began = time.perf_counter()
    # -P: the folder of the program is no place to import from
    command = [sys.executable, "-P", str(PROGRAMS / f"{program}.py"), *arguments]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=_environment())
    try:
        yield Started(process, began)
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE_S)


def seconds_until(word: str, program: str, *arguments: str) -> float:
    """How long after its start a program says this."""
    with window(program, *arguments) as started:
        return started.until(word)
