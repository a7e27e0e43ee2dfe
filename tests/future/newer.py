"""The program of some future day: a copy of the house with a kind, a field and forms of its databases that we lack."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import msgspec

from incident_desk.store import form
from incident_desk.store.shared.form import HEAD
from tests.support.places import ROOT

PAGE: Final = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
HERE: Final = f"{int(form.HEAD) + 1:04}"
THERE: Final = f"{int(HEAD) + 1:04}"

_STEP: Final = '''
"""A step of some future day."""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "{now}", "{before}"
def upgrade():
    {upgrade}
'''
_HERE: Final = 'op.create_table("moods", sa.Column("mood", sa.Text(), primary_key=True))'
_THERE: Final = (
    'op.execute("ALTER TABLE record.entries ADD COLUMN mood text"); '
    'op.execute("ALTER TABLE record.desks ADD COLUMN mood text")'
)


class Answer(msgspec.Struct, frozen=True):
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.code in (0, 1), self.err
        return json.loads(self.out)


class House:
    """A program: ours, or the newer one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, home: Path, *arguments: str, stdin: str = "") -> Answer:
        """Run a command in a home, in a process of its own."""
        program = "import sys; from incident_desk.cli import main; sys.exit(main())"
        env = {**os.environ, "PYTHONPATH": str(self._folder), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-c", program, "--home", str(home), *arguments]
        done = subprocess.run(
            command, input=stdin, capture_output=True, text=True, check=False, cwd=self._folder, env=env
        )
        return Answer(done.returncode, done.stdout, done.stderr)


def built(folder: Path) -> House:
    """Our house, with the worked example of CONTRIBUTING.md in it, and a step further in all that has a form."""
    package = folder / "incident_desk"
    shutil.copytree(ROOT / "incident_desk", package, ignore=shutil.ignore_patterns("__pycache__"))
    for name, code in re.findall(r"^```python\n# (incident_desk/\S+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL):
        (folder / name).write_text(code, encoding="utf-8")
    (folder / "change.diff").write_text(
        re.findall(r"^```diff\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)[0], encoding="utf-8"
    )
    subprocess.run(["git", "apply", "change.diff"], cwd=folder, check=True)
    # a field that a kind of ours has not
    timeline = package / "domain" / "timeline.py"
    moved = "    moved: Moved | None = None\n\n    sort = LineSort.NOTE\n"
    _change(timeline, moved, '    mood: str = ""\n' + moved)
    _change(timeline, "        origin=fields.origin,\n", '        origin=fields.origin,\n        mood="calm",\n')
    # another form of a home, and of a shared database
    _change(package / "store" / "form.py", f'HEAD: Final = "{form.HEAD}"', f'HEAD: Final = "{HERE}"')
    _change(package / "store" / "shared" / "form.py", f'HEAD: Final = "{HEAD}"', f'HEAD: Final = "{THERE}"')
    _change(
        package / "store" / "schema.py",
        "settings = Table(",
        'moods = Table("moods", metadata, Column("mood", Text, primary_key=True))\n\nsettings = Table(',
    )
    steps = ((package / "store", HERE, form.HEAD, _HERE), (package / "store" / "shared", THERE, HEAD, _THERE))
    for place, now, before, upgrade in steps:
        step = place / "migrations" / "versions" / f"v{now}_future.py"
        step.write_text(_STEP.format(now=now, before=before, upgrade=upgrade), encoding="utf-8")
    return House(folder)


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file.name} has changed; say here how it is changed tomorrow"
    file.write_text(text.replace(old, new), encoding="utf-8")
