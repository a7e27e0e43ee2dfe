"""Past incidents come in from files: each whole or not at all, and one that is refused keeps none of the others out."""

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from incident_desk.desk import Desk, ReadingDesk
from incident_desk.domain.board import Board
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import BadInput, DeskError
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import NO_INCIDENT, IncidentId
from incident_desk.domain.severity import Severity
from incident_desk.intake import columns as table_columns
from incident_desk.intake import planning
from incident_desk.intake.account import Account
from incident_desk.intake.planning import Already, Planned
from incident_desk.intake.reading import accounts

REFUSALS_TOLD: Final = 20
"""Of one file in full; of the rest it is said where they are."""
AT_ONCE: Final = 100
"""So many reports are committed together."""

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
        progress: told how many incidents of how many are done; a file that was not read yet counts as one.
        is_cancelled: asked before each incident; what was not imported by then is told of as refused.
    Raises: BadInput if `columns` cannot be read, or one title is given for several files.
    """
    if title is not None and len(paths) > 1:
        raise BadInput("one title does not fit several files; import them one by one", "--title")
    wanted = table_columns.wanted(columns)
    results: list[Result] = []
    with contextlib.closing(ReadingDesk.open(desk.home)) as reading:
        batch = Batch(desk, reading, severity, is_cancelled)
        before = 0
        for place, path in enumerate(paths):
            left = len(paths) - place
            progress(before, before + left)
            if is_cancelled():
                return [*results, *_left(paths[place:])]
            told = list(accounts(path, wanted, title))

            def tell(done: int, first: int = before, all_: int = before + len(told) + left - 1) -> None:
                progress(first + done, all_)

            results += _shortened(str(path), batch.take(str(path), told, tell))
            before += len(told)
        progress(before, before)
    return results


def _left(paths: Sequence[Path]) -> Iterator[Refused]:
    """What a stopped import did not come to, in one line."""
    more = f", like {len(paths) - 1} more files" if len(paths) > 1 else ""
    yield Refused(str(paths[0]), f"{paths[0]}: {STOPPED}{more}")


def _shortened(name: str, results: Iterator[Result]) -> list[Result]:
    kept: list[Result] = []
    refused = 0
    more: list[str] = []
    for result in results:
        refused += isinstance(result, Refused)
        if isinstance(result, Imported) or refused <= REFUSALS_TOLD:
            kept.append(result)
        else:
            more += _LINE.findall(result.reason.removeprefix(name))[:1]
    if refused > REFUSALS_TOLD:
        where = f", in lines {', '.join(more)}" if more else ""
        kept.append(Refused(name, f"{name}: {refused - REFUSALS_TOLD} more incidents in it were refused{where}"))
    return kept


_LINE: Final = re.compile(r"^, line (\d+):")


def _together(told: Iterable[Account | BadInput]) -> Iterator[tuple[int, list[Account | BadInput]]]:
    """Reports many at a time, everything else by itself; with how many came before."""
    some: list[Account | BadInput] = []
    done = 0
    for each in told:
        is_report = isinstance(each, Account) and each.told is not None
        if some and (not is_report or len(some) == AT_ONCE):
            yield done, some
            done, some = done + len(some), []
        some.append(each)
        if not is_report:
            yield done, some
            done, some = done + 1, []
    if some:
        yield done, some


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

    def take(
        self, name: str, told: Iterable[Account | BadInput], progress: Callable[[int], None] = lambda done: None
    ) -> Iterator[Result]:
        """What came of each incident in the file called `name`."""
        for done, several in _together(told):
            if done:
                progress(done)
            if self._is_cancelled():
                yield Refused(name, f"{name}: {STOPPED}")
                return
            try:
                yield from self._all_begun(several, name)
            except DeskError:  # nothing of them was written; one by one it is told which of them is refused
                for account in several:
                    yield self._one(account, name)

    def _one(self, account: Account | BadInput, name: str) -> Result:
        if isinstance(account, BadInput):
            return Refused(name, str(account))
        try:
            return self._imported(account, name)
        except DeskError as e:
            return Refused(name, f"{name}: {e}")

    def _all_begun(self, several: Sequence[Account | BadInput], name: str) -> list[Result]:
        """All of these in one commit, where that can be: a disk takes as long for one as for a hundred.

        Raises: DeskError if one of them is refused; then none of them is on the record.
        """
        fresh = [each for each in several if isinstance(each, Account) and each.identity not in self._known]
        if len(several) == 1 or len({each.identity for each in fresh}) < len(several):
            return [self._one(each, name) for each in several]
        planned = [planning.whole(each, IncidentId(self._desk.new_id()), self._severity) for each in fresh]
        entries = self._desk.record([command for each in planned for command in each.commands]).result()
        of: dict[IncidentId, list[Entry]] = {}
        for entry in entries:
            of.setdefault(entry.incident, []).append(entry)
        of.pop(NO_INCIDENT, None)  # the plan is adopted with the first incident
        return [
            self._told(self._remember(Fold(incident, own).board), plan, name, account.remark)
            for (incident, own), plan, account in zip(of.items(), planned, fresh, strict=True)
        ]

    @staticmethod
    def _told(known: Known, planned: Planned, name: str, remark: str) -> Imported:
        return Imported(known.incident, known.number, known.title, planned.added, planned.skipped, name, remark)

    def _imported(self, account: Account, name: str) -> Imported:
        known, planned = self._continued(account) or self._begun(account)
        return self._told(known, planned, name, account.remark)

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
        entries = self._desk.record(planned.commands).result()
        own = [entry for entry in entries if entry.incident == incident]
        return self._remember(Fold(incident, own).board), planned
