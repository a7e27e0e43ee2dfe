"""All maintenance that was announced, narrowed down as you type: what is late, runs or comes, then what is over."""

from operator import itemgetter
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop import words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.maintenance_words import row
from incident_desk.desktop.nearness import nearness
from incident_desk.desktop.parts.column_scroll import ColumnScroll
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.toggle_chip import ToggleChip
from incident_desk.desktop.parts.two_lines import TwoLineRow
from incident_desk.desktop.pooled_rows import PooledRows
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.desktop.theme import font
from incident_desk.domain.ids import EntryId
from incident_desk.domain.maintenance import Maintenance

LIST_PX: Final = 460
BAR_PX: Final = 12
"""At the right of the rows, for the scroll bar."""
MOST: Final = 100
"""So many rows are there to be looked at; who seeks another one types."""
STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class MaintenancesDialog(Dialog):
    """Arrows move, Enter opens the one that has the keyboard, or the first. `opened` is what was asked for."""

    WIDTH_PX = 760

    def __init__(self, bridge: Bridge, window: QWidget) -> None:
        super().__init__(window, "maintenances_dialog", "calendar-clock", _tr("Maintenance"))
        self._bridge = bridge
        self.opened: EntryId | None = None
        self.words = QLineEdit()
        self.words.setObjectName("maintenances_words")
        self.words.setAccessibleName(self.tr("Number, or words of what is done, of a service or a name"))
        self.words.setPlaceholderText(self.words.accessibleName())
        self.words.setFont(font(15))
        self.over = ToggleChip(self.tr("Also what is over"))
        self.over.setObjectName("maintenances_over")
        self.nothing = Elided("", 13, 400, "text3")
        self.more = Elided("", 12, 400, "text3")
        self._shown: list[EntryId] = []
        self._list = ColumnScroll("maintenances_list")
        self._list.setFixedHeight(LIST_PX)
        self._list.column.setContentsMargins(0, 0, BAR_PX, 0)
        place = TabPlace(self._list)
        self._pool = PooledRows("maintenances", place, self._add_row, lambda at: self._open(self._shown[at]))
        self.rows = self._pool.rows
        self._lay_out()
        self.promise("keyboard", self.tr("Arrows move, Enter opens"))
        self.new = self.add_button("maintenances_new", self.tr("Announce one…"), self._announce, symbol="plus")
        self.go = self.add_button("maintenances_go", self.tr("Open"), self._open_first, "primary")
        bridge.rights.rule(self.new)
        self.words.textChanged.connect(self._narrow)
        self.words.returnPressed.connect(self._open_first)
        self.over.toggled.connect(self._narrow)
        bridge.organisation_changed.connect(self._narrow)
        self._narrow()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 16, 24, 8)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.words, 1)
        top.addWidget(self.over)
        column.addLayout(top)
        self._list.add(self.nothing)
        column.addWidget(self._list)
        column.addWidget(self.more)

    def first(self) -> QWidget:
        return self.words

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (step := STEPS.get(Qt.Key(event.key()))) is not None and self._move(step):
            return
        super().keyPressEvent(event)

    def _move(self, step: int) -> bool:
        """From the field to the first row, from row to row, and back."""
        chain: list[QWidget] = [self.words, *self.rows[: len(self._shown)]]
        here = self.focusWidget()
        at = chain.index(here) + step if here in chain else 0
        if 0 <= at < len(chain):
            chain[at].setFocus(Qt.FocusReason.TabFocusReason)
            self._list.ensureWidgetVisible(chain[at]) if at else None
        return here in chain

    # which ------------------------------------------------------------------------------------------------------------

    def _found(self) -> list[Maintenance]:
        maintenances, now_us = self._bridge.organisation.maintenances, self._bridge.now_us()
        found = maintenances.near(now_us, None)
        if self.over.isChecked():
            over = (one for one in maintenances.all if one.phase(now_us).is_over)
            found += sorted(over, key=lambda one: -one.ends_us)
        typed = self.words.text()
        near = [(nearness(typed, self._searched(one)), one) for one in found]
        among = [(far, one) for far, one in near if far is not None]
        return [one for _, one in sorted(among, key=itemgetter(0))]  # stable

    def _searched(self, one: Maintenance) -> str:
        organisation = self._bridge.organisation
        owner = one.owner_name(organisation.people, nobody="")
        return " ".join((organisation.maintenances.label(one), one.title.value or "", *one.touches, owner))

    def _narrow(self) -> None:
        found = self._found()
        self._shown = [one.id for one in found[:MOST]]
        bridge, now_us = self._bridge, self._bridge.now_us()
        self._pool.show_rows([row(one, bridge.organisation, bridge.me, now_us, bridge.zone) for one in found[:MOST]])
        self.nothing.setVisible(not found)
        self.nothing.setText(self.tr("None is like that") if self.words.text() else self.tr("None is announced"))
        rest = len(found) - len(self._shown)
        self.more.setVisible(rest > 0)
        self.more.setText(self.tr("{count} more: type what it is about").format(count=rest))
        told = words.counted(len(found), self.tr("1 maintenance"), self.tr("{count} maintenances"))
        self.meta.setText(told)
        self.go.setEnabled(bool(found))

    def _add_row(self, at: int, row: TwoLineRow) -> None:
        self._list.add(row)

    # doing it ---------------------------------------------------------------------------------------------------------

    def _open_first(self) -> None:
        here = self.focusWidget()
        at = self.rows.index(here) if isinstance(here, TwoLineRow) else 0
        if self._shown:
            self._open(self._shown[at])

    def _announce(self) -> None:
        self._go_on(None)

    def _open(self, which: EntryId) -> None:
        self._go_on(which)

    def _go_on(self, which: EntryId | None) -> None:
        from incident_desk.desktop.dialogs.maintenance import MaintenanceDialog

        window = self.parentWidget()
        assert window is not None
        self.accept()
        MaintenanceDialog(self._bridge, window.window(), which).open()


def _tr(text: str) -> str:
    return QCoreApplication.translate("MaintenancesDialog", text)
