"""Two-line rows that are made when they are first needed and stay, hidden while there is nothing for them to say."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from incident_desk.desktop.parts.two_lines import RowShown, TwoLineRow
from incident_desk.desktop.tab_order import TabPlace


class PooledRows:
    """`put` lays a new row out at its number, `pressed` hears at which number a row was pressed.

    Rows that were taken out of a layout for good would leave names of their items behind: see `rooms/calm.py`.
    """

    def __init__(
        self,
        name: str,
        place: TabPlace,
        put: Callable[[int, TwoLineRow], object],
        pressed: Callable[[int], object],
        *,
        behind: Sequence[QWidget] = (),
        is_card: bool = False,
    ) -> None:
        self.rows: list[TwoLineRow] = []
        self._name, self._place, self._behind, self._is_card = name, place, behind, is_card
        self._put, self._pressed = put, pressed
        self._count = 0

    @property
    def shown(self) -> list[TwoLineRow]:
        """Those that say something now."""
        return self.rows[: self._count]

    def show_rows(self, shown: Sequence[RowShown]) -> None:
        """Show these and no others; a row that says it already is not painted again."""
        before, self._count = len(self.rows), len(shown)
        for at in range(before, len(shown)):
            made = TwoLineRow(is_card=self._is_card)
            made.setObjectName(f"{self._name}_{at + 1}")
            made.clicked.connect(partial(self._pressed, at))
            self._put(at, made)
            self.rows.append(made)
        for each, row in zip(shown, self.rows, strict=False):
            if each != row.shown:
                row.show_row(each)
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(shown))
        if len(self.rows) != before:
            self._place.put([*self.rows, *self._behind])
