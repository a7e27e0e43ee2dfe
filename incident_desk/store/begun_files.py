"""Files that were given to a form and are on no record yet, kept while the window is locked or closed.

Each lies under a name drawn for it, enclosed behind a PIN as everything of that person is. Taken once, it is gone.
"""

import contextlib
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from incident_desk.domain.errors import BadInput, NotSaved, RecordDamaged
from incident_desk.store import files
from incident_desk.store.enclosing import disclosed, enclosed
from incident_desk.store.home import Home

FOLDER: Final = "begun_files"
_NAME: Final = re.compile(r"[0-9a-f]{32}")


def keep(home: Home, name: str, content: bytes) -> None:
    """On the disk when it returns. Raises: NotSaved."""
    try:
        files.make_folder(_folder(home))
        files.write(_folder(home) / name, enclosed(home, name, content))
    except OSError as e:
        raise NotSaved(f"The file was not kept: {e.strerror}.") from e


def take(home: Home, name: str) -> bytes:
    """What was kept, which is kept no longer. Raises: BadInput if there is nothing that can be read."""
    file = _folder(home) / name
    try:
        if not _NAME.fullmatch(name):
            raise FileNotFoundError
        content = disclosed(home, name, file.read_bytes())
        file.unlink()
    except (OSError, RecordDamaged) as e:
        raise BadInput("was not kept; give it again") from e
    return content


def keep_only(home: Home, names: Collection[str]) -> None:
    """Remove what no form waits for. What cannot be removed now is tried the next time."""
    for file in _kept(home):
        if file.name not in names:
            file.unlink(missing_ok=True)


def kept(home: Home) -> dict[str, bytes]:
    """All that can be read, for a move of their author's."""
    found: dict[str, bytes] = {}
    for file in _kept(home):
        with contextlib.suppress(OSError, RecordDamaged):
            found[file.name] = disclosed(home, file.name, file.read_bytes())
    return found


def bring(home: Home, moved: Mapping[str, bytes]) -> None:
    """Keep what its author brings along. What cannot be kept is said by the form that waits for it."""
    for name, content in moved.items():
        with contextlib.suppress(NotSaved):
            keep(home, name, content)


def _kept(home: Home) -> list[Path]:
    """Half-written ones of a kill, too."""
    return list(_folder(home).glob("*"))


def _folder(home: Home) -> Path:
    return home.path / FOLDER
