"""What all dialogs have in common: a card over the veil with head, body and foot; keys stay inside."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import shiboken6
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.begun_form import BegunForm
from incident_desk.desktop.dialogs.veil import MARGIN_PX, Veil
from incident_desk.desktop.parts.button import Button, IconButton
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.parts.press import is_pressed
from incident_desk.domain.errors import DeskError

STAYS = "stays_with_dialogs"
"""Property of the window's actions that work while a dialog is open, too."""
SIDE_PX = 24


class Dialog(QDialog):
    """A card in the window itself, so that it moves with it and shows in a picture of it.

    It is no window of its own: `open` shows it, `asked` shows it and waits, and nothing ever calls `exec`.
    While it is open the window's own shortcuts rest, and Tab goes round inside. `body` is for what it is about.
    `is_busy` while what was asked for is under way.
    """

    WIDTH_PX = 520

    def __init__(self, window: QWidget, name: str, symbol: str, title: str, tone: str = "accent") -> None:
        self._veil = Veil(window)
        super().__init__(self._veil)
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setObjectName(name)
        self.setProperty("kind", "dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self._resting: list[QAction] = []
        self._before: list[QWidget] = []
        self._ended: asyncio.Future[bool] | None = None
        self.begun: BegunForm | None = None
        self.is_busy = False
        self.heading = Elided(title, 20, 600)
        self.heading.setObjectName("dialog_title")
        self.meta = Label("", 12, 400, "text2", name="dialog_meta")
        self.body = QFrame()
        self.head = QHBoxLayout()
        self.foot = QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._lay_out_head(symbol, tone)
        column.addLayout(self.head)
        column.addWidget(Line())
        self._scroll = _Scroll(self.body)
        self.middle = _Middle(self._scroll)
        column.addLayout(self.middle, 1)
        column.addWidget(Line())
        column.addLayout(self.foot)
        self.foot.setContentsMargins(SIDE_PX, 15, SIDE_PX, 15)
        self.foot.setSpacing(8)
        self._veil.hide()

    def _lay_out_head(self, symbol: str, tone: str) -> None:
        row = self.head
        row.setContentsMargins(SIDE_PX, 14, 16, 14)
        row.setSpacing(12)
        close = IconButton("x", self.tr("Close (Esc)"), "dialog_close")
        close.clicked.connect(self.reject)
        row.addWidget(Picture(symbol=symbol, ink=tone, side_px=22))
        row.addWidget(self.heading)
        row.addStretch(1)
        row.addWidget(self.meta)
        row.addWidget(close)

    def promise(self, symbol: str, text: str) -> Label:
        """The line at the left of the foot: what holds for whatever is done here."""
        words = Label(text, 12, 400, "text2", "dialog_promise", wraps=True)
        self.foot.addWidget(Picture(symbol=symbol))
        self.foot.addWidget(words, 1)
        return words

    def add_above_foot(self, widget: QWidget) -> None:
        """A line that stands there whatever the body is scrolled to."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.indexOf(self.middle) + 1, widget)

    def fit(self) -> None:
        """Take the size it asks for now, without the scroll bar that stood in the body's way for a moment."""
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._veil.place()
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def add_button(
        self, name: str, text: str, act: Callable[[], object], kind: str = "plain", symbol: str = ""
    ) -> Button:
        """A button in the foot, at the right of those before it."""
        button = Button(text, symbol, kind, name)
        button.clicked.connect(act)
        self.foot.addWidget(button)
        return button

    def add_key(self, keys: str, act: Callable[[], object]) -> None:
        """A key that works anywhere in this dialog."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def attempt(self, bridge: Bridge, flow: Coroutine[Any, Any, object], fault: QLabel, button: QWidget) -> None:
        """Do what the dialog is for. It stays until that is done; a refusal is told in `fault`, no word is lost."""

        async def tried() -> None:
            self.is_busy = True
            button.setEnabled(False)
            fault.hide()
            try:
                await flow
            except DeskError as e:
                if not shiboken6.isValid(self):  # it was closed meanwhile: the window tells it
                    raise
                self.is_busy = False
                fault.setText(str(e))
                fault.show()
                button.setEnabled(True)
            else:
                if shiboken6.isValid(self):
                    self.accept()

        bridge.soon(tried())

    # opening and ending -----------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Show it, and give it the keyboard."""
        window = self._veil.window_below
        self._before = _with_all_around(window.focusWidget())
        self._resting = [a for a in window.actions() if a.isEnabled() and not a.property(STAYS)]
        for action in self._resting:
            action.setEnabled(False)
        self._veil.hold(self)
        self._veil.show()
        self._veil.raise_()
        if self.begun is not None and self.begun.take_up(self.body):
            self.meta.setText(self.tr("as you left it"))
        self.show()
        self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def lay_aside(self) -> None:
        """The window is about to be locked or closed: keep what somebody has begun here."""
        if self.begun is not None:
            self.begun.lay_aside(self.body, self.heading.text())

    async def asked(self) -> bool:
        """Show it, and wait until it ends. Returns: whether it was accepted."""
        self._ended = asyncio.get_running_loop().create_future()
        self.open()
        return await self._ended

    def first(self) -> QWidget:
        """What has the keyboard when it opens; the close button only where there is nothing else."""
        chain = self._tab_chain()
        return next((w for w in chain if w.objectName() != "dialog_close"), self)

    def done(self, result: int) -> None:
        super().done(result)
        for action in self._resting:
            action.setEnabled(True)
        self._resting = []
        self._veil.hide()
        self._veil.deleteLater()
        self._give_keyboard_back()
        if self._ended is not None and not self._ended.done():
            self._ended.set_result(bool(result))

    def _give_keyboard_back(self) -> None:
        """To what had it before. What was done here may have taken that away: then to the first control beside it."""
        there = (place for place in self._before if shiboken6.isValid(place) and place.isVisible())
        for place in there:
            taker = place if place is self._before[0] and place.isEnabled() else next(_reached(place), None)
            if taker is not None:
                taker.setFocus()
                return

    # keys and size ----------------------------------------------------------------------------------------------------

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round inside the dialog."""
        chain = self._tab_chain()
        here = self.focusWidget()
        if chain:
            step = 1 if forward else -1
            at = chain.index(here) + step if here in chain else 0
            reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            chain[at % len(chain)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard."""
        if not is_pressed(self.focusWidget(), event):
            super().keyPressEvent(event)

    def _tab_chain(self) -> list[QWidget]:
        """Every control of this dialog that Tab reaches: the body in the order of the tab chain, the foot, close."""
        return sorted(_reached(self), key=self._part)

    def _part(self, widget: QWidget) -> int:
        """What is made later than the foot, such as rows, is reached before it all the same."""
        if widget.objectName() == "dialog_close":
            return 2
        return int(self.foot.indexOf(widget) >= 0)

    def sizeHint(self) -> QSize:
        beside_px = self.middle.beside_px
        width = min(self.WIDTH_PX + beside_px, self._veil.width() - 2 * MARGIN_PX)
        is_bound = self.body.hasHeightForWidth()
        body = self.body.heightForWidth(width - 2 - beside_px) if is_bound else self.body.sizeHint().height()
        return QSize(width, self._head_and_foot_px + body)

    @property
    def _head_and_foot_px(self) -> int:
        column = self.layout()
        assert column is not None
        items = [item for at in range(column.count()) if (item := column.itemAt(at)) is not None]
        return 2 + sum(item.sizeHint().height() for item in items if item.layout() is not self.middle)


def _takes_tab(widget: QWidget, place: QWidget) -> bool:
    # the line of a choice hands the keyboard back to the choice: Tab would never leave it
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return takes and widget.isEnabled() and widget.isVisibleTo(place)


def _reached(place: QWidget) -> Iterator[QWidget]:
    """The controls of this that Tab reaches, in the order of the tab chain."""
    at = place.nextInFocusChain()
    while at is not None and at is not place:
        if place.isAncestorOf(at) and _takes_tab(at, place):
            yield at
        at = at.nextInFocusChain()


def _with_all_around(widget: QWidget | None) -> list[QWidget]:
    found: list[QWidget] = []
    while widget is not None:
        found.append(widget)
        widget = widget.parentWidget()
    return found


class _Middle(QHBoxLayout):
    """The body, and perhaps a column at its right, which makes the dialog so much wider."""

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self.setSpacing(0)
        self.addWidget(body, 1)
        self.beside_px = 0

    def add_beside(self, widget: QWidget, width_px: int) -> None:
        """The column, and a line before it."""
        widget.setFixedWidth(width_px)
        self.addWidget(Line(is_upright=True))
        self.addWidget(widget)
        self.beside_px = width_px + 1


class _Scroll(QScrollArea):
    """The body: as high as it asks for where the window has the room, else it scrolls."""

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = body
        self.setWidget(body)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt asks the body how large it is only once; what is shown in it later wants room, too."""
        if watched is self._body and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        return self._body.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 80)
