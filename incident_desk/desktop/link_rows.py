"""The links that stand in words: each shown whole, and opened or copied by a press; nothing is fetched for them."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.message_line import MessageLine
from incident_desk.desktop.parts.picture import Picture

MOST = 5
"""More links than these stand in the words all the same, and are copied from there."""


class LinkRows(QFrame):
    """`links` are addresses that may be opened."""

    def __init__(self, links: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("links")
        self.setProperty("kind", "well")
        self.links = links[:MOST]
        self.told = MessageLine()
        self.opens: list[Button] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 9)
        column.setSpacing(6)
        for at, link in enumerate(self.links):
            column.addLayout(self._row(at, link))
        column.addWidget(self.told)

    def _row(self, at: int, link: str) -> QHBoxLayout:
        open_ = Button(_tr("Open"), "link", "small", f"link_{at + 1}_open")
        open_.setAccessibleName(_tr("Open {link}").format(link=link))
        open_.setToolTip(_tr("Open it in the browser (Ctrl+L)") if at == 0 else _tr("Open it in the browser"))
        open_.clicked.connect(partial(self.open, at))
        copy = Button(_tr("Copy"), "copy", "small", f"link_{at + 1}_copy")
        copy.setAccessibleName(_tr("Copy {link}").format(link=link))
        copy.clicked.connect(partial(self._copy, link, _tr("The link is copied")))
        self.opens.append(open_)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Picture(symbol="link", side_px=16))
        row.addWidget(Elided(link, 13, 500), 1)
        row.addWidget(open_)
        row.addWidget(copy)
        return row

    def open(self, at: int = 0) -> None:
        """Hand it to the browser of this machine."""
        link = self.links[at]
        if QDesktopServices.openUrl(QUrl(link)):
            self.told.say(_tr("Opened in the browser"), "circle-check", "text2")
        else:
            self._copy(link, _tr("Nothing here opens links; it is copied"))

    def _copy(self, link: str, words: str) -> None:
        QGuiApplication.clipboard().setText(link)
        self.told.say(words, "copy", "text2")


def _tr(text: str) -> str:
    return QCoreApplication.translate("LinkRows", text)
