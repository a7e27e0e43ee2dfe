"""The manual in the window: what is in front comes first, everything in it is found by its words."""

import asyncio

import shiboken6
from PySide6.QtCore import QModelIndex, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QKeyEvent,
    QStandardItem,
    QStandardItemModel,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QListView, QTextBrowser, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.helping.pages import Page, matching, read_pages
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.theme import colour, font
from incident_desk.desktop.words import counted

LIST_PX = 320
TEXT_PX = 620
ROW_PX = 28
LEADING_PERCENT = 135.0
BELOW_PX = 18
MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
PLAIN = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


class HelpPages(Dialog):
    """`keys_asked` leads to the keys, `tour_asked` to the tour: each after this is closed."""

    WIDTH_PX = 1120
    keys_asked = Signal()
    tour_asked = Signal()

    def __init__(self, bridge: Bridge, window: QWidget, topic: str) -> None:
        super().__init__(window, "help_pages", "book-open", "")
        self.heading.setText(self.tr("Help"))
        self.setAccessibleName(self.tr("Help"))
        self._topic = topic
        self._pages: list[Page] = []
        self._found: list[Page] = []
        self.words = QLineEdit()
        self.words.setObjectName("help_words")
        self.words.setPlaceholderText(self.tr("Search the manual"))
        self.words.setAccessibleName(self.tr("Search the manual"))
        self.words.setFont(font(13))
        self.list = QListView()
        self.list.setObjectName("help_list")
        self.list.setAccessibleName(self.tr("Chapters"))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._model = QStandardItemModel(self)
        self.list.setModel(self._model)
        self.text = QTextBrowser()
        self.text.setObjectName("help_text")
        self.text.setAccessibleName(self.tr("The chapter"))
        self.text.setProperty("kind", "page")
        self.text.setOpenLinks(False)
        self.text.setFont(font(13))
        self._lay_out()
        self.promise("shield-check", self.tr("All of it lies on this computer"))
        self.tour = self.add_button("help_tour", self.tr("Take the tour"), self._ask_tour)
        self.keys = self.add_button("help_keys", self.tr("Keys and commands"), self._ask_keys, "plain", "keyboard")
        self.go = self.add_button("help_close", self.tr("Close"), self.accept)
        self.words.textChanged.connect(self._narrow)
        self.list.selectionModel().currentChanged.connect(self._show)
        self.text.anchorClicked.connect(_follow)
        bridge.soon(self._fill())

    def _lay_out(self) -> None:
        row = QHBoxLayout(self.body)
        row.setContentsMargins(24, 16, 24, 16)
        row.setSpacing(16)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.words)
        left.addWidget(self.list, 1)
        self.words.setFixedWidth(LIST_PX)
        self.list.setFixedWidth(LIST_PX)
        row.addLayout(left)
        row.addWidget(Line(is_upright=True))
        row.addWidget(self.text, 1)
        self.text.setMinimumHeight(TEXT_PX)

    def first(self) -> QWidget:
        return self.words

    async def _fill(self) -> None:
        pages = await asyncio.to_thread(read_pages)
        if shiboken6.isValid(self):
            self._pages = pages
            self._narrow("")
            titles = [page.title for page in self._found]
            self._go(titles.index(self._topic) if self._topic in titles else 0)

    def _narrow(self, wanted: str) -> None:
        self._found = matching(self._pages, wanted)
        self._model.clear()
        for page in self._found:
            item = QStandardItem(("      " if page.is_below and not wanted.strip() else "") + page.title)
            item.setAccessibleText(page.title)
            item.setSizeHint(QSize(0, ROW_PX))
            item.setFont(font(13, 400 if page.is_below else 500))
            self._model.appendRow(item)
        count = len(self._found)
        self.meta.setText(counted(count, self.tr("1 chapter"), self.tr("{count} chapters")))
        if self._found:
            self._go(0)
        elif self._pages:
            self.text.setPlainText(self.tr("Nothing in the manual has all of these words. Fewer of them find more."))
        else:
            self.text.setPlainText(
                self.tr("The manual did not come along with this program. Its keys and commands did.")
            )

    def _go(self, row: int) -> None:
        self.list.setCurrentIndex(self._model.index(row, 0))

    def _show(self, index: QModelIndex) -> None:
        if not 0 <= index.row() < len(self._found):
            return
        document = self.text.document()
        document.setDefaultFont(font(13))
        document.setMarkdown(self._found[index.row()].text, PLAIN)
        _space_out(document)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self._light_up()

    def _light_up(self) -> None:
        """What was searched for is on other ground."""
        lit: list[QTextBrowser.ExtraSelection] = []
        for word in self.words.text().split():
            cursor = self.text.document().find(word)
            while not cursor.isNull() and len(lit) < 200:
                mark = QTextBrowser.ExtraSelection()
                mark.cursor = cursor  # pyright: ignore[reportAttributeAccessIssue]
                mark.format.setBackground(colour("warnsoft"))  # pyright: ignore[reportAttributeAccessIssue]
                lit.append(mark)
                cursor = self.text.document().find(word, cursor)
        self.text.setExtraSelections(lit)
        if lit:
            self.text.setTextCursor(QTextCursor(lit[0].cursor.block()))  # pyright: ignore[reportAttributeAccessIssue]

    def _ask_keys(self) -> None:
        self.accept()
        self.keys_asked.emit()

    def _ask_tour(self) -> None:
        self.accept()
        self.tour_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """In the field the arrows move the list below it."""
        if event.key() in MOVES and self.words.hasFocus():
            self.list.keyPressEvent(event)
        else:
            super().keyPressEvent(event)


def _space_out(document: QTextDocument) -> None:
    """Paragraphs with air between them; Qt's own reader of Markdown sets them close."""
    block = document.begin()
    while block.isValid():
        style = block.blockFormat()
        style.setLineHeight(LEADING_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if not block.textList() and not style.nonBreakableLines():
            style.setBottomMargin(BELOW_PX / 2)
            style.setTopMargin(BELOW_PX if style.headingLevel() and block.position() else 0)
        QTextCursor(block).setBlockFormat(style)
        block = block.next()


def _follow(link: QUrl) -> None:
    """Only what is on the web, and only when somebody presses it; the rest of the manual is in the list."""
    if link.scheme() in ("http", "https"):
        QDesktopServices.openUrl(link)
