"""A page of the room: what stands under the list, in the centre and at the side while an investigation is shown."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.observed import ObservedIncident
from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.investigation_list import Investigation, Investigations, Stage


class RoomPage(QObject):
    """The room shows the three parts of the page that `page_of` names, and tells it of every change.

    One that `has_clock` is told of every second, too. A page is made when it is first shown. Without a part of its own
    below or at the side, that place is not there.
    """

    has_clock: ClassVar[bool] = True

    def __init__(
        self, centre: QWidget, parent: QObject, *, below: QWidget | None = None, side: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.centre = centre
        self.below = below
        self.side = side

    @property
    def parts(self) -> tuple[QWidget | None, QWidget, QWidget | None]:
        """Below the list, in the centre, at the side."""
        return self.below, self.centre, self.side

    def show_investigation(self, found: Investigation, observed: ObservedIncident) -> None:
        """Show this one as it is now."""
        raise NotImplementedError

    def first(self) -> QWidget:
        """What has the keyboard when somebody comes to the page."""
        return self.centre

    def at(self, pieces: Sequence[EntryId]) -> QWidget | None:
        """What has the keyboard when somebody comes for this piece, or this cell; None where the page has no such."""
        return None


def page_of(found: Investigation, investigations: Investigations, me: PersonId, *, is_inside: bool) -> str:
    """Which page shows this investigation to this person: "sealed", "compare" or "matrix".

    An opened round shows the comparison, unless somebody went inside one of it.
    """
    if investigations.stage(found) is Stage.OPEN and not is_inside:
        return "compare"
    return "matrix" if investigations.may_read(found, me) else "sealed"


def stacked(*parts: QWidget) -> QWidget:
    """One below the other."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return holder
