"""Lines of a dialog's form, with an example of what is meant, or bare with a name."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from incident_desk.desktop.theme import font

HEIGHT_PX = 34


def form_field(name: str, example: str, text: str = "") -> QLineEdit:
    """The field; what the example says is its name, until the form gives it another."""
    field = QLineEdit(text)
    field.setObjectName(name)
    field.setFont(font(13))
    field.setMinimumHeight(HEIGHT_PX)
    field.setPlaceholderText(example)
    field.setAccessibleName(example)
    return field


def named_line(name: str, words: str, size_px: int) -> QLineEdit:
    """A bare line of this size, as high as its letters are; `words` is what it is called."""
    field = QLineEdit()
    field.setObjectName(name)
    field.setAccessibleName(words)
    field.setFont(font(size_px))
    return field


def form_text(name: str, words: str, height_px: int, example: str = "") -> QPlainTextEdit:
    """Several lines, so high; Tab leads out of it. `words` is what it is called."""
    field = QPlainTextEdit()
    field.setObjectName(name)
    field.setAccessibleName(words)
    field.setPlaceholderText(example)
    field.setFont(font(13))
    field.setTabChangesFocus(True)
    field.setFixedHeight(height_px)
    return field
