"""Everything that can be done, found by its words: the window's actions with their keys, and every slash word."""

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.nearness import nearness
from incident_desk.desktop.parts.key_cap import paint_key_cap
from incident_desk.desktop.parts.painted_words import paint_ground
from incident_desk.desktop.theme import colour, font, mono
from incident_desk.desktop.words import counted
from incident_desk.domain.texts import slash_words

ROW_PX = 32
LIST_PX = 12 * ROW_PX
KEY = Qt.ItemDataRole.UserRole
IS_TYPED = Qt.ItemDataRole.UserRole + 1
LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class Deed(msgspec.Struct, frozen=True):
    """Something that can be done: what it is called, the key or the word that does it, and how."""

    words: str
    key: str
    do: Callable[[], object]
    is_typed: bool = False


def deeds(window: QWidget, put: Callable[[str], object] | None) -> list[Deed]:
    """What can be done now, where it is done by an action; then what can be typed.

    Args:
        put: puts a slash word into the line of the incident that is shown; None where none is.
    """
    found: list[Deed] = []
    for action in {each.text(): each for each in reversed(_at_hand(window))}.values():
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        found.append(Deed(action.text().rstrip("…"), keys, action.trigger))
    found.reverse()
    if put is not None:
        for word, meaning in sorted(slash_words().items()):
            preset = ", ".join(QCoreApplication.translate("commands", value) for value in meaning.preset.values())
            said = QCoreApplication.translate("commands", meaning.command.help)
            found.append(Deed(f"{said}: {preset}" if preset else said, f"/{word}", lambda w=word: put(f"/{w} "), True))
    return found


def _at_hand(window: QWidget) -> list[QAction]:
    """Those that would work now: of the window, and of what is shown in it."""
    found = [a for a in window.findChildren(QAction) if a.isEnabled() and a.text() and not a.isSeparator()]
    return [a for a in found if a.objectName() not in ("", "palette") and _is_shown(a)]


def _is_shown(action: QAction) -> bool:
    owner = action.parent()
    return (
        isinstance(owner, QWidget) and owner.isVisible() and (bool(owner.actions()) or not action.shortcut().isEmpty())
    )


class PaletteDialog(Dialog):
    """The nearest comes first; Enter does it, with this out of the way."""

    WIDTH_PX = 680

    def __init__(self, window: QWidget, at_hand: Sequence[Deed]) -> None:
        title = QCoreApplication.translate("PaletteDialog", "Do something")
        super().__init__(window, "palette_dialog", "search", title)
        self._at_hand = at_hand
        self._found: list[Deed] = []
        self._chosen: Deed | None = None
        self.words = QLineEdit()
        self.words.setObjectName("palette_words")
        self.words.setAccessibleName(self.tr("What do you want to do?"))
        self.words.setPlaceholderText(self.words.accessibleName())
        self.words.setFont(font(15))
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setObjectName("palette_list")
        self.list.setProperty("kind", "rows")
        self.list.setAccessibleName(self.tr("What can be done"))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setFixedHeight(LIST_PX)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 16, 24, 8)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.list)
        self.promise("keyboard", self.tr("Arrows move, Enter does it; beside it stands the key that does it at once"))
        self.go = self.add_button("palette_go", self.tr("Do it"), self._do, "primary")
        self.words.textChanged.connect(self._narrow)
        self.words.returnPressed.connect(self._do)
        self.list.clicked.connect(self._do)
        self.finished.connect(self._act, Qt.ConnectionType.QueuedConnection)
        self._narrow("")

    def first(self) -> QWidget:
        return self.words

    def _narrow(self, wanted: str) -> None:
        near = [(nearness(wanted, f"{deed.words} {deed.key}"), deed) for deed in self._at_hand]
        among = [(far, deed) for far, deed in near if far is not None]
        among.sort(key=lambda each: each[0])  # stable
        self._found = [deed for _, deed in among]
        self._model.clear()
        for deed in self._found:
            item = QStandardItem(deed.words)
            item.setData(deed.key, KEY)
            item.setData(deed.is_typed, IS_TYPED)
            item.setAccessibleText(", ".join(filter(None, (deed.words, deed.key))))
            self._model.appendRow(item)
        if self._found:
            self.list.setCurrentIndex(self._model.index(0, 0))
        self.go.setEnabled(bool(self._found))
        count = len(self._found)
        self.meta.setText(counted(count, self.tr("1 thing"), self.tr("{count} things")))

    def _do(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self._found):
            self._chosen = self._found[row]
            self.accept()

    def _act(self) -> None:
        """Once the window has its keys again."""
        if self._chosen is not None:
            self._chosen.do()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """In the field the arrows move the list below it; in the list Enter does what the field's does."""
        if event.key() in MOVES and self.words.hasFocus():
            self.list.keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.hasFocus():
            self._do()
        else:
            super().keyPressEvent(event)


class _Rows(QStyledItemDelegate):
    """What is done at the leading side, its key or its word at the other."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        paint_ground(painter, option)
        box, key = option.rect.adjusted(10, 0, -10, 0), str(index.data(KEY) or "")
        wide = QFontMetrics(mono() if index.data(IS_TYPED) else font(11, 500)).horizontalAdvance(key) + 12 if key else 0
        place = QRect(box.right() - wide, box.top() + (box.height() - 20) // 2, wide, 20)
        words = box.adjusted(0, 0, -wide - 12, 0)
        place, words = (QStyle.visualRect(option.direction, box, each) for each in (place, words))
        painter.setFont(font(13))
        painter.setPen(colour("text"))
        shown = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, QStyle.visualAlignment(option.direction, LEADING), shown)
        if key and index.data(IS_TYPED):
            painter.setFont(mono())
            painter.setPen(colour("text2"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, key)
        elif key:
            paint_key_cap(painter, QRectF(place), key)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, ROW_PX)
