"""Past incidents come in from files: each whole or not at all, and one that is refused keeps none of the others out."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from incident_desk.desk import Desk, ReadingDesk
from incident_desk.domain.board import Board
from incident_desk.domain.errors import BadInput, DeskError
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.severity import Severity
from incident_desk.intake import columns as table_columns
from incident_desk.intake import planning
from incident_desk.intake.account import Account
from incident_desk.intake.planning import Already, Planned
from incident_desk.intake.reading import accounts

REFUSALS_TOLD: Final = 20
"""Of one file; the rest are counted."""


STOPPED: Final = "not imported, because the import was stopped"


class Imported(msgspec.Struct, frozen=True):
    """An incident that is on the record now. `remark` is what had to be assumed or left out for that."""

    incident: IncidentId
    number: str
    title: str
    added: int
    skipped: int
    file: str
    remark: str = ""


class Refused(msgspec.Struct, frozen=True):
    """What was not imported. `reason` names file and line; nothing of it was written."""

    file: str
    reason: str


Result = Imported | Refused


def import_files(
    desk: Desk,
    paths: Sequence[Path],
    severity: Severity | None = None,
    columns: str | None = None,
    title: str | None = None,
    *,
    progress: Callable[[int, int], None] = lambda done, count: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> list[Result]:
    """Import every file, in the order given. For any thread; it takes seconds for a large file.

    Args:
        severity: for incidents whose file names none.
        columns: of tables, as `--map` takes them.
        title: for a table, which has none itself; the file's name if nothing is given.
        progress: told how many files of how many are done.
        is_cancelled: asked before each incident; what was not imported by then is told of as refused.
    Raises: BadInput if `columns` cannot be read, or one title is given for several files.
    """
    if title is not None and len(paths) > 1:
        raise BadInput("one title does not fit several files; import them one by one", "--title")
    wanted = table_columns.wanted(columns)
    results: list[Result] = []
    with contextlib.closing(ReadingDesk.open(desk.home)) as reading:
        batch = Batch(desk, reading, severity, is_cancelled)
        for done, path in enumerate(paths):
            progress(done, len(paths))
            if is_cancelled():
                return [*results, *_left(paths[done:])]
            results += _shortened(str(path), batch.take(str(path), accounts(path, wanted, title)))
        progress(len(paths), len(paths))
    return results


def _left(paths: Sequence[Path]) -> Iterator[Refused]:
    """What a stopped import did not come to, in one line."""
    more = f", like {len(paths) - 1} more files" if len(paths) > 1 else ""
    yield Refused(str(paths[0]), f"{paths[0]}: {STOPPED}{more}")


def _shortened(name: str, results: Iterator[Result]) -> list[Result]:
    kept: list[Result] = []
    refused = 0
    for result in results:
        refused += isinstance(result, Refused)
        if isinstance(result, Imported) or refused <= REFUSALS_TOLD:
            kept.append(result)
    if refused > REFUSALS_TOLD:
        kept.append(Refused(name, f"{name}: {refused - REFUSALS_TOLD} more incidents in it were refused"))
    return kept


class Known(msgspec.Struct, frozen=True):
    """An incident that came of a file before."""

    incident: IncidentId
    number: str
    title: str


class Batch:
    """One import: its files, and the incidents that came of files up to now."""

    def __init__(
        self, desk: Desk, reading: ReadingDesk, severity: Severity | None, is_cancelled: Callable[[], bool]
    ) -> None:
        self._desk = desk
        self._reading = reading
        self._severity = severity
        self._is_cancelled = is_cancelled
        self._known: dict[str, list[Known]] = {}
        for board in reading.headlines():
            if board.headline.origin:
                self._remember(board)

    def _remember(self, board: Board) -> Known:
        head = board.headline
        known = Known(board.incident, head.number, head.title.value or "")
        self._known.setdefault(head.origin, []).append(known)
        return known

    def take(self, name: str, told: Iterator[Account | BadInput]) -> Iterator[Result]:
        """What came of each incident in the file called `name`."""
        for account in told:
            if self._is_cancelled():
                yield Refused(name, f"{name}: {STOPPED}")
                return
            if isinstance(account, BadInput):
                yield Refused(name, str(account))
                continue
            try:
                yield self._imported(account, name)
            except DeskError as e:
                yield Refused(name, f"{name}: {e}")

    def _imported(self, account: Account, name: str) -> Imported:
        known, planned = self._continued(account) or self._begun(account)
        return Imported(known.incident, known.number, known.title, planned.added, planned.skipped, name, account.remark)

    def _continued(self, account: Account) -> tuple[Known, Planned] | None:
        """Add what is missing to the incident that came of this account before; None if none did."""
        for known in self._known.get(account.identity, ()):
            fold = self._reading.fold(known.incident)
            planned = planning.missing(account, Already.of(fold.entries.values(), fold.board))
            if planned is not None:
                if planned.commands:
                    self._desk.record(planned.commands, known.incident).result()
                return known, planned
        return None

    def _begun(self, account: Account) -> tuple[Known, Planned]:
        incident = IncidentId(self._desk.new_id())
        planned = planning.whole(account, incident, self._severity)
        self._desk.record(planned.commands).result()
        return self._remember(self._reading.fold(incident).board), planned
