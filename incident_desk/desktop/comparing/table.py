"""The comparison as a table: a row for each finding, a column for each investigation."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from incident_desk.desktop.comparing.rows import (
    EmptyRow,
    EvidenceRow,
    FactorShown,
    FindingRow,
    LikenessRow,
    PieceShown,
    Row,
    SectionRow,
    TableShown,
)
from incident_desk.desktop.comparing.words import use_word
from incident_desk.domain.ids import EntryId

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ROW = Role.UserRole
"""The role of a row as the struct it shows."""


class ComparisonModel(QAbstractTableModel):
    """The first column says who found it; the others are the investigations."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown = TableShown()

    def show_table(self, shown: TableShown) -> bool:
        """Show this from now on. Returns: whether anything is other than before."""
        if shown == self.shown:
            return False
        self.beginResetModel()
        self.shown = shown
        self.endResetModel()
        return True

    def row(self, index: Index) -> Row | None:
        """What the row of an index shows."""
        return self.shown.rows[index.row()] if index.isValid() else None

    def factor(self, index: Index) -> FactorShown | None:
        """The factor of a cell; of the first column, the first of the row. None where there is none."""
        row = self.row(index)
        if not isinstance(row, FindingRow):
            return None
        if index.column() == 0:
            return next(iter(row.cells.values()))[0]
        found = row.cells.get(index.column() - 1)
        return found[0] if found else None

    def finding(self, index: Index) -> FactorShown | PieceShown | None:
        """The factor of a cell, or the first piece of evidence of a row."""
        row = self.row(index)
        return row.pieces[0] if isinstance(row, EvidenceRow) else self.factor(index)

    def between(self, one: EntryId, other: EntryId) -> tuple[EntryId, EntryId]:
        """Of which two something is said, when it is said of these: of evidence, pieces of two investigations."""
        rows = [self.row(self.index_of(each)) for each in (one, other)]
        if isinstance(rows[0], EvidenceRow) and isinstance(rows[1], EvidenceRow):
            return rows[0].pair_with(rows[1])
        return one, other

    def index_of(self, finding: EntryId) -> QModelIndex:
        """Where a factor or a piece of evidence is shown; not valid where it is not."""
        for at, row in enumerate(self.shown.rows):
            if isinstance(row, EvidenceRow) and any(each.key == finding for each in row.pieces):
                return self.index(at, 0)
            if isinstance(row, FindingRow):
                for column, factors in row.cells.items():
                    if any(each.key == finding for each in factors):
                        return self.index(at, column + 1)
        return QModelIndex()

    # what Qt asks -----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.shown.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1 + len(self.shown.heads)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row(index)
        if row is None or isinstance(row, SectionRow | EmptyRow):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        row = self.row(index)
        if row is None:
            return None
        if role == ROW:
            return row
        return self._spoken(index, row) if role in (Role.AccessibleTextRole, Role.ToolTipRole) else None

    def _spoken(self, index: Index, row: Row) -> str:
        if isinstance(row, SectionRow):
            return " ".join(filter(None, (row.title, row.count, row.note)))
        if isinstance(row, EmptyRow):
            return row.words
        if isinstance(row, LikenessRow):
            return f"{row.title} {row.words}"
        if isinstance(row, EvidenceRow):
            uses = (f"{h.letter} {use_word(use)}" for h, use in zip(self.shown.heads, row.uses, strict=True))
            own = (f"{each.name}: {each.words}" for each in row.pieces if each.words != row.words)
            file = self.tr("with the file {name}").format(name=row.file) if row.file else ""
            told = ", ".join(filter(None, (f"{row.clock} {row.words}", file, *uses, row.note)))
            return "\n".join((told, *own))
        return self._spoken_finding(index, row)

    def _spoken_finding(self, index: Index, row: FindingRow) -> str:
        if index.column() == 0:
            cells = [factor for each in row.cells.values() for factor in each]
        else:
            cells = list(row.cells.get(index.column() - 1, ()))
        told = [f"{each.name}: {each.words} ({each.foot})" for each in cells]
        who = [", ".join(row.letters) + f": {row.who}", row.note] if index.column() == 0 else []
        return "\n".join(filter(None, (*who, *told))) or self.tr("not named")

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role not in (Role.AccessibleTextRole, Role.ToolTipRole):
            return None
        if not 0 < section <= len(self.shown.heads):
            return self.tr("Who found it")
        head = self.shown.heads[section - 1]
        return f"{head.letter}: {head.question}"
