"""One part in one state, and how its picture is taken."""

import enum
from collections.abc import Callable, Generator
from contextlib import contextmanager

import msgspec
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QCursor, QHoverEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

OUT_OF_REACH = (100, 100)
"""Where the mouse is not."""


class Look(enum.Enum):
    """What the mouse and the keyboard do to a part."""

    REST = "rest"
    HOVER = "hover"
    FOCUS = "focus"


class Specimen(msgspec.Struct, frozen=True):
    """`part` is the name of its module; `make` gives the widget, in its state.

    Args:
        width_px: 0 leaves it as wide as it asks to be.
        ground: the kind of surface it stands on.
        caption: a word below it on the sheet.
    """

    part: str
    state: str
    make: Callable[[], QWidget]
    width_px: int = 0
    look: Look = Look.REST
    ground: str = "pane"
    caption: str = ""

    @property
    def name(self) -> str:
        """What its picture is called."""
        return f"{self.part}-{self.state}".replace("_", "-").replace(" ", "-")


class Section(msgspec.Struct, frozen=True):
    """Specimens that stand together on the sheet, `per_row` side by side, with a word above each column."""

    title: str
    specimens: tuple[Specimen, ...]
    per_row: int = 1
    heads: tuple[str, ...] = ()
    gap_px: int = 8


@contextmanager
def shown(specimen: Specimen) -> Generator[QWidget]:
    """The part on its ground, as large as it asks to be, with mouse and keyboard as its look wants them."""
    ground = QFrame()
    ground.setProperty("kind", specimen.ground)
    part = specimen.make()
    part.setParent(ground)
    size = _size(part, specimen.width_px)
    part.setGeometry(0, 0, size.width(), size.height())
    ground.resize(size)
    ground.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    QCursor.setPos(0, 0)
    ground.move(*OUT_OF_REACH)
    ground.show()
    part.show()
    _give_keyboard(ground, _taker(part) if specimen.look is Look.FOCUS else ground)
    if specimen.look is Look.HOVER:
        _hover(part)
    QCoreApplication.processEvents()
    try:
        yield ground
    finally:
        ground.hide()
        ground.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _size(part: QWidget, width_px: int) -> QSize:
    hint = part.sizeHint().expandedTo(part.minimumSizeHint()).expandedTo(part.minimumSize())
    width = width_px or hint.width()
    tall = part.heightForWidth(width) if part.hasHeightForWidth() else hint.height()
    return QSize(width, min(tall, part.maximumHeight()))


def _give_keyboard(ground: QWidget, target: QWidget) -> None:
    """Only a window that is active has the keyboard, and it gives it to the first of its parts by itself."""
    ground.activateWindow()
    for _ in range(20):
        QCoreApplication.processEvents()
        target.setFocus(Qt.FocusReason.TabFocusReason)
        if target.hasFocus():
            return
    raise AssertionError(f"{type(target).__name__} does not take the keyboard")


def _taker(part: QWidget) -> QWidget:
    return part if part.focusPolicy() != Qt.FocusPolicy.NoFocus else _first_of(part)


def _first_of(part: QWidget) -> QWidget:
    """The first thing inside it that Tab would come to."""
    inside = part.findChildren(QWidget)
    return next((child for child in inside if child.focusPolicy() & Qt.FocusPolicy.TabFocus), part)


def _hover(part: QWidget) -> None:
    """As if the mouse stood in the middle of it. Views look at the hover, push buttons at the move."""
    under = part.viewport() if isinstance(part, QAbstractScrollArea) else part
    under.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    middle = QPointF(under.rect().center())
    for kind in (QEvent.Type.HoverEnter, QEvent.Type.HoverMove):
        QCoreApplication.sendEvent(under, QHoverEvent(kind, middle, middle, QPointF(-1, -1)))
    none = Qt.MouseButton.NoButton
    keys = Qt.KeyboardModifier.NoModifier
    QCoreApplication.sendEvent(under, QMouseEvent(QEvent.Type.MouseMove, middle, middle, none, none, keys))
