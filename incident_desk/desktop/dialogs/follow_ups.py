"""The follow-ups of all incidents, what is overdue first; a row leads to all of one."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.lesson_words import follow_up_row
from incident_desk.desktop.parts.chip_choice import ChipChoice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.two_lines import RowShown, TwoLineRow
from incident_desk.desktop.pooled_rows import PooledRows
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.desktop.theme.dress import dress
from incident_desk.domain.follow_up_overview import Owed, of_person, overdue, overview, still_open

FILTERS = ("overdue", "open", "mine", "all")
MOST = 200
"""So many rows at most; the first are the most urgent."""


class FollowUpsDialog(Dialog):
    """Opens at what is overdue, or where nothing is, at what is open."""

    WIDTH_PX = 860

    def __init__(self, bridge: Bridge, window: QWidget) -> None:
        super().__init__(window, "follow_ups_dialog", "clipboard-list", _tr("Follow-ups of all incidents"))
        self._bridge = bridge
        self._shown: list[Owed] = []
        self.filter = ChipChoice("follow_ups", [(key, key) for key in FILTERS])
        every = overview(bridge.headlines)
        self.filter.turn_on("overdue" if overdue(every, bridge.now_us()) else "open")
        self.nothing = Label(_tr("None"), 13, 400, "text3")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self._pool = PooledRows("follow_ups", TabPlace(self.body), self._rows.insertWidget, self._open)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        column.addWidget(self.filter)
        column.addWidget(self.nothing)
        column.addLayout(self._rows)
        column.addStretch(1)
        dress(self.body)
        self.promise("keyboard", self.tr("On a terminal: incident-desk follow-ups"))
        self.add_button("follow_ups_close", self.tr("Close"), self.reject)
        self.filter.chosen.connect(self._show)
        bridge.headlines_changed.connect(self._show)
        self._show()

    @property
    def rows(self) -> list[TwoLineRow]:
        return self._pool.shown

    def first(self) -> QWidget:
        return self.rows[0] if self.rows else next(chip for chip in self.filter.chips if chip.isChecked())

    def _show(self) -> None:
        bridge = self._bridge
        every, now_us = overview(bridge.headlines), bridge.now_us()
        of = {
            "overdue": overdue(every, now_us),
            "open": still_open(every),
            "mine": of_person(every, bridge.me),
            "all": every,
        }
        words = {"overdue": _tr("Overdue"), "open": _tr("Open"), "mine": _tr("Mine"), "all": _tr("All")}
        for key, chip in zip(FILTERS, self.filter.chips, strict=True):
            chip.setText(f"{words[key]} {len(of[key])}")
            chip.setAccessibleName(chip.text())
        self._shown = of[self.filter.key or "open"][:MOST]
        self._show_rows([self._row(owed, now_us) for owed in self._shown])

    def _row(self, owed: Owed, now_us: int) -> RowShown:
        row = follow_up_row(owed.one, self._bridge.organisation.people, now_us, self._bridge.zone)
        title = owed.board.headline.title.value or ""
        return RowShown(
            f"{owed.label}  {row.line}", row.detail, row.aside or title[:60], row.symbol, row.tone, row.detail_tone
        )

    def _show_rows(self, shown: list[RowShown]) -> None:
        self._pool.show_rows(shown)
        self.nothing.setVisible(not shown)
        self.fit()

    def _open(self, at: int) -> None:
        from incident_desk.desktop.dialogs.follow_up import FollowUpDialog

        owed, window = self._shown[at], self._veil.window_below
        self.accept()
        FollowUpDialog(self._bridge, owed.board.incident, window, owed.one.id).open()


def _tr(text: str) -> str:
    return QCoreApplication.translate("FollowUpsDialog", text)
