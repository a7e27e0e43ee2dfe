"""Bundles in the window: taking in what was carried here by file, and saying in words what came of it."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMimeData

from incident_desk.domain.errors import DeskError

if TYPE_CHECKING:  # the libraries that check signatures are loaded when a bundle comes
    from incident_desk.desk import Desk
    from incident_desk.desk.bundles.taking import Came

SUFFIX = ".bundle"
TOLD_AT_MOST = 8
"""So many of a kind are named; the rest are counted, or the card would grow past the window."""


def bundles_in(given: QMimeData) -> list[Path]:
    """The files that were dropped, if all of them are called bundles."""
    files = [Path(url.toLocalFile()) for url in given.urls() if url.isLocalFile()]
    return files if files and all(file.suffix == SUFFIX for file in files) else []


def take_all(
    desk: "Desk", files: list[Path], is_stopped: Callable[[], bool]
) -> "tuple[list[Came], list[str], list[Path]]":
    """Take in those of the files that are bundles, whatever they are called. For a worker thread.

    Returns: what came of each, why some were refused, and the files that are none.
    """
    from incident_desk.desk.bundles.progress import Stopped
    from incident_desk.store.bundles.unpacking import is_bundle

    came: list[Came] = []
    refused: list[str] = []

    def look_up(done: int, count: int) -> None:
        if is_stopped():
            raise Stopped(_tr("Stopped; nothing of this bundle was taken in."))

    carried = [file for file in files if file.suffix == SUFFIX or is_bundle(file)]
    for file in carried:
        try:
            look_up(0, 0)
            came.append(desk.bundles.take(file, progress=look_up))
        except Stopped as e:
            refused.append(f"{file}: {e}")
        except DeskError as e:
            refused.append(str(e))
    return came, refused, [file for file in files if file not in carried]


def told(came: "Came") -> list[str]:
    """What came, what was put aside and what its maker left out, a line each."""
    lines = [
        _tr("{file}, made by {maker}: {added} entries added, {skipped} there already, {files} files").format(
            file=Path(came.file).name, maker=came.maker, added=came.added, skipped=came.skipped, files=came.files
        )
    ]
    if came.carried:
        said = _tr("{count} of them lack what stands before them in their chain; they are shown all the same.")
        lines.append(said.format(count=came.carried))
    if came.erased:
        lines.append(_tr("{count} entries or files were erased, as two people had asked.").format(count=came.erased))
    if came.offered:
        said = _tr("{count} entries by {who}, who may not write here, wait to be adopted: in {where}, at the right.")
        where = ", ".join(came.offered_in)
        lines.append(said.format(count=came.offered, who=", ".join(came.offered_by), where=where))
    if came.not_taken:
        said = _tr("{count} more by such people cannot be adopted, and were not taken in.")
        lines.append(said.format(count=came.not_taken))
    first = _tr("First heard of: {who}. From now on its key is known here.")
    lines += _some(first.format(who=who) for who in came.strangers)
    lines += _some(_tr("Not believed, and put aside: {what}").format(what=what) for what in came.parked)
    lines += _some(_tr("Left out by its maker: {what}").format(what=what) for what in came.left_out)
    return lines


def told_left_out(left_out: Iterable[str]) -> list[str]:
    """What a bundle that was made here does not hold and why, a line each."""
    return _some(_tr("Left out: {what}").format(what=what) for what in left_out)


def _some(lines: Iterable[str]) -> list[str]:
    every = list(lines)
    more = len(every) - TOLD_AT_MOST
    return every if more <= 0 else [*every[:TOLD_AT_MOST], _tr("… and {count} more").format(count=more)]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Bundles", text)
