"""What was said before by one channel, the newest first, and what the words of now say otherwise."""

from functools import partial

import msgspec
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import name_incident
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.message_words import as_sent_row, language_name, language_of, variant_name
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.column_scroll import ColumnScroll
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.sent_row import SentRow
from incident_desk.desktop.theme import colour, font
from incident_desk.domain.message_list import Message, Sent
from incident_desk.outreach.changes import Changed, Piece, changes

LIST_PX = 320
WORDS_PX = 300


class Compared(msgspec.Struct, frozen=True):
    """What is compared: the variant, and its words as they would go out now; None if nothing is written by it."""

    variant: str
    words: str | None


class CompareDialog(Dialog):
    """Up and down go from one message to the next; each is shown beside the words of now, or what came after it."""

    WIDTH_PX = 980

    def __init__(self, bridge: Bridge, observed: ObservedIncident, compared: Compared, window: QWidget) -> None:
        super().__init__(window, "compare_dialog", "diff", _tr("What was said, and what changed"))
        self._bridge = bridge
        self._observed = observed
        self._compared = compared
        self._found: list[tuple[Message, Sent]] = []
        self.at = 0
        self.channel = Choice()
        self.channel.setObjectName("compare_channel")
        self.channel.setAccessibleName(_tr("By which channel"))
        self.rows: list[SentRow] = []
        self.none = Label(_tr("Nothing went out by this channel yet"), 13, 400, "text3", wraps=True)
        self.told = Label("", 12, 500, "text2", "compare_told", wraps=True)
        self.words = QTextEdit()
        self.words.setObjectName("compare_words")
        self.words.setProperty("kind", "draft")
        self.words.setFont(font(13))
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setMinimumHeight(WORDS_PX)
        self._lay_out()
        self.promise("info", _tr("Green came, struck through went; up and down go from one message to the next"))
        self.copy = self.add_button("compare_copy", _tr("Copy"), self._copy, "plain", "copy")
        self.add_button("compare_close", _tr("Close"), self.reject, "plain")
        self.add_key("Up", partial(self._step, -1))
        self.add_key("Down", partial(self._step, 1))
        self.channel.currentIndexChanged.connect(self._turn)
        name_incident(self, observed)
        self._turn()

    def _lay_out(self) -> None:
        sent = (each.variant for _, each in self._observed.board.messages.sent)
        for key in dict.fromkeys([self._compared.variant, *sent]):
            self.channel.addItem(variant_name(self._observed.plan, key), key)
        scroll = ColumnScroll("compare_rows")
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        scroll.add(self.none)
        scroll.add(self._holder)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.channel)
        left.addWidget(scroll, 1)
        side = QWidget()
        side.setFixedWidth(LIST_PX)
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.told)
        right.addWidget(self.words, 1)
        row = QHBoxLayout(self.body)
        row.setContentsMargins(24, 18, 24, 18)
        row.setSpacing(16)
        row.addWidget(side)
        row.addLayout(right, 1)

    def first(self) -> QWidget:
        return self.rows[self.at] if self._found else self.channel

    # which ------------------------------------------------------------------------------------------------------------

    def _turn(self) -> None:
        """To another channel."""
        variant = str(self.channel.currentData())
        messages = self._observed.board.messages
        self._found = [pair for pair in reversed(messages.sent) if pair[1].variant == variant]
        while len(self.rows) < len(self._found):
            row = SentRow(is_tall=True)
            row.setObjectName(f"compare_{len(self.rows) + 1}")
            row.clicked.connect(partial(self._show, len(self.rows)))
            self._column.addWidget(row)
            self.rows.append(row)
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(self._found))
            if at < len(self._found):
                shown = as_sent_row(self._observed, *self._found[at], self._bridge.zone)
                row.show_sent(msgspec.structs.replace(shown, aside=""))
        self.none.setVisible(not self._found)
        self._show(0)

    def _step(self, by: int) -> None:
        if self._found:
            self._show(min(len(self._found) - 1, max(0, self.at + by)))
            self.rows[self.at].setFocus(Qt.FocusReason.OtherFocusReason)

    # showing ----------------------------------------------------------------------------------------------------------

    @property
    def _now(self) -> str | None:
        """What the draft of this variant says."""
        return self._compared.words if self.channel.currentData() == self._compared.variant else None

    def _show(self, at: int) -> None:
        """This one beside the words of now; where nothing is written by its channel, beside the one before it."""
        self.at = at
        self.copy.setEnabled(bool(self._found))
        if not self._found:
            self.told.setText(_tr("The words of now are the first by this channel"))
            self._put([Piece(Changed.KEPT, self._now or "")])
            return
        plan, sent = self._observed.plan, self._found[at][1]
        name = f"{variant_name(plan, sent.variant)} {sent.number}"
        self.words.setAccessibleName(
            _tr("{name}, {language}").format(name=name, language=language_name(language_of(plan, sent.variant)))
        )
        if (now := self._now) is not None:
            self.told.setText(_tr("What the draft says otherwise than {name}").format(name=name))
            self._put(changes(sent.text, now))
        elif at + 1 < len(self._found):
            before = self._found[at + 1][1]
            self.told.setText(_tr("What {name} said otherwise than the one before").format(name=name))
            self._put(changes(before.text, sent.text))
        else:
            self.told.setText(_tr("{name}, the first by this channel").format(name=name))
            self._put([Piece(Changed.KEPT, sent.text)])

    def _put(self, pieces: list[Piece]) -> None:
        """As plain text: nothing in it is rich but the marks of what came and went."""
        self.words.clear()
        cursor = QTextCursor(self.words.document())
        for piece in pieces:
            cursor.insertText(piece.text, _look(piece.changed))
        self.words.moveCursor(QTextCursor.MoveOperation.Start)

    def _copy(self) -> None:
        """The words of that message, as they went out."""
        if self._found:
            QApplication.clipboard().setText(self._found[self.at][1].text)


def _look(changed: Changed) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setForeground(colour("text"))
    if changed is not Changed.KEPT:
        tone = "ok" if changed is Changed.ADDED else "bad"
        look.setBackground(colour(f"{tone}soft"))
        look.setForeground(colour(tone))
        look.setFontStrikeOut(changed is Changed.REMOVED)
    return look


def _tr(text: str) -> str:
    return QCoreApplication.translate("CompareDialog", text)
