"""The examples of the manual are run as they stand, one after the other in one home, and say what the manual says."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from incident_desk.desktop.theme.tokens import Tokens
from tests.support.places import ROOT

MANUAL = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
FENCE = "----- next example -----"


class Example(msgspec.Struct, frozen=True):
    """A command, and what it must print; `…` is whatever it likes."""

    command: str
    output: str

    @property
    def pattern(self) -> str:
        return re.escape(self.output).replace("…", ".*?")


def examples() -> Iterator[Example]:
    """Every example of the manual, in its order."""
    for block in re.findall(r"^```console\n(.*?)^```", MANUAL, re.MULTILINE | re.DOTALL):
        for command, output in re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            yield Example(command, output)


def test_every_example_says_what_the_manual_says(place: Path, tmp_path: Path) -> None:
    every = list(examples())
    said = run_in_one_shell([example.command for example in every], tmp_path)
    assert len(every) > 30
    for example, printed in zip(every, said, strict=True):
        assert re.fullmatch(example.pattern, printed), f"$ {example.command}\n{printed}\ninstead of\n{example.output}"


def run_in_one_shell(commands: list[str], cwd: Path) -> list[str]:
    """Run the commands one after the other, as somebody at a terminal would. Returns: what each printed."""
    script = "".join(f"{{ {command}\n}} 2>&1\nprintf '%s\\n' '{FENCE}'\n" for command in commands)
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True, cwd=cwd, env=env)
    return done.stdout.split(f"{FENCE}\n")[:-1]


def test_the_manual_says_what_each_colour_is_for() -> None:
    looks = MANUAL.partition("## Looks")[2]
    rows = re.findall(r"^\| (`.*?) \|", looks, re.MULTILINE)
    assert sorted(re.findall(r"`(\w+)`", " ".join(rows))) == sorted(Tokens.__struct_fields__)
