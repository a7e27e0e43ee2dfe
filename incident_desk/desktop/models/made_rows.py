"""Rows that were made because somebody looked, and which of them may still get another mark."""

from collections.abc import Callable, Collection

from incident_desk.desktop.models.line_rows import GLYPHS
from incident_desk.desktop.parts.timeline_row import TimelineRow
from incident_desk.desktop.parts.truth_glyph import TruthGlyph
from incident_desk.desktop.pending import TruthMark
from incident_desk.domain.ids import EntryId


class MadeRows:
    """An incident may have 50,000 lines; of those that were looked at, few are not shared yet."""

    def __init__(self) -> None:
        self._rows: dict[EntryId, TimelineRow] = {}
        self._open: dict[EntryId, None] = {}
        self._files: dict[str, EntryId] = {}

    def get(self, entry: EntryId) -> TimelineRow | None:
        return self._rows.get(entry)

    def keep(self, entry: EntryId, row: TimelineRow, digest: str | None = None) -> TimelineRow:
        self._rows[entry] = row
        if row.mark is not TruthGlyph.SHARED:
            self._open[entry] = None
        if digest:
            self._files[digest] = entry
        return row

    def forget(self, entry: EntryId) -> None:
        self._rows.pop(entry, None)
        self._open.pop(entry, None)

    def clear(self) -> None:
        self._rows.clear()
        self._open.clear()
        self._files.clear()

    def forget_changed(self, truth: Callable[[EntryId], TruthMark], is_less: bool) -> list[EntryId]:
        """Forget the rows whose mark is another one now.

        Args:
            is_less: whether rows that were shared may be so no more; else they are not looked at.
        Returns: whose rows those were.
        """
        among = self._rows if is_less else self._open
        changed = [entry for entry in among if GLYPHS[truth(entry)] is not self._rows[entry].mark]
        for entry in changed:
            self.forget(entry)
        return changed

    def forget_files(self, digests: Collection[str]) -> list[EntryId]:
        """Forget the rows of these files, of which something else is to be said. Returns: whose rows those were."""
        changed = [entry for digest, entry in self._files.items() if digest in digests]
        for entry in changed:
            self.forget(entry)
        return changed
