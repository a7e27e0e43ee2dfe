"""A choice of one among several that drops down."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from incident_desk.desktop.theme import font, icon

ARROW_PX = 14


class Choice(QComboBox):
    """Paints its own arrow: a style sheet would want a file for it, in each theme's colour.

    Words that do not fit end in three dots; Qt would cut them through a letter.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(font(13))

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        whole = self.currentText()
        if self.currentIndex() < 0 and not self.isEditable():
            whole = self.placeholderText()
            palette = option.palette  # pyright: ignore[reportAttributeAccessIssue]
            palette.setBrush(QPalette.ColorRole.ButtonText, palette.placeholderText())
            option.palette = palette  # pyright: ignore[reportAttributeAccessIssue]
        option.currentText = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, field.width() - 2)  # pyright: ignore[reportAttributeAccessIssue]
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        top = (self.height() - ARROW_PX) // 2
        arrow = icon("chevron-down", "text2" if self.isEnabled() else "text3")
        arrow.paint(painter, QRect(self.width() - ARROW_PX - 10, top, ARROW_PX, ARROW_PX))
        painter.end()
