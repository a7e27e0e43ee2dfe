"""A choice that drops down: what it shows while nothing is chosen."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from incident_desk.desktop.parts.choice import Choice

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def picture(choice: Choice) -> QImage:
    choice.resize(240, 32)
    return choice.grab().toImage()


def test_while_nothing_is_chosen_it_says_what_to_choose(app: "QApplication") -> None:
    choice = Choice()
    choice.addItems(["Network", "Database"])
    choice.setCurrentIndex(-1)
    empty = picture(choice)
    choice.setPlaceholderText("Choose a list")
    said = picture(choice)
    assert said != empty
    choice.setCurrentIndex(0)
    assert picture(choice) not in (said, empty)
