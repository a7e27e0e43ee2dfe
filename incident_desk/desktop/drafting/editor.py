"""The draft of a message: a tab for each channel, the words, who else writes them, and how much room they take."""

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.drafting.checking import Checking
from incident_desk.desktop.drafting.company import DraftCompany
from incident_desk.desktop.drafting.looked import Looked
from incident_desk.desktop.drafting.standing import stages_of
from incident_desk.desktop.drafting.tabs import ChannelTabs
from incident_desk.desktop.drafting.text import DraftEdit
from incident_desk.desktop.drafting.work import MessageWork
from incident_desk.desktop.message_words import tab, variant_name
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.limit_bar import LimitBar
from incident_desk.domain.message_list import Stage

FINAL = (Stage.RELEASED, Stage.SENT, Stage.STOPPED, Stage.LAPSED, Stage.FAILED)
"""What was let go is not written at any more."""


class MessageEditor(QWidget):
    """Shows what `work` is at. `looked` tells what was found in it."""

    looked = Signal(object)

    def __init__(self, bridge: Bridge, work: MessageWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._work = work
        self.tabs = ChannelTabs()
        self.text = DraftEdit()
        self.limit = LimitBar()
        self.limit.setObjectName("message_limit")
        self.told = Label("", 12, 500, "bad", "message_told", wraps=True)
        self.told.hide()
        self.company = DraftCompany(bridge, work, self.text)
        self.checking = Checking(bridge, work)
        self._tabs_soon = QTimer(self, singleShot=True, interval=300)
        self._tabs_soon.timeout.connect(self._show_tabs)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.tabs)
        column.addWidget(self.text, 1)
        column.addWidget(self.limit)
        column.addWidget(self.told)

    def _connect(self) -> None:
        work = self._work
        self.tabs.turned_to.connect(work.turn_to)
        self.text.edited.connect(self._write)
        self.text.refused.connect(self._say)
        work.refused.connect(self._say)
        self.text.undo_asked.connect(lambda: work.draft.undo() if work.draft else None)
        self.text.redo_asked.connect(lambda: work.draft.redo() if work.draft else None)
        work.turned.connect(self._show_text)
        work.changed.connect(self._show)
        self.checking.found.connect(self._show_looked)
        self._bridge.rights.changed.connect(self._show)
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            step = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            step.activated.connect(lambda by=by: work.step(by))

    def _say(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))

    # what is typed here -----------------------------------------------------------------------------------------------

    def _write(self, text: str) -> None:
        """Only the words, with the key; what hangs on them waits until the fingers rest."""
        if self._work.draft is not None:
            self._work.draft.write(text)
            self.checking.soon()
            self._tabs_soon.start()

    def put(self, start: int, end: int, words: str) -> None:
        """Other words for some of them, as if somebody typed them."""
        text = self.text.toPlainText()
        self.text.show_text(text[:start] + words + text[end:])
        self._write(self.text.toPlainText())
        self.text.go_to(start + len(words), start + len(words))

    # showing ----------------------------------------------------------------------------------------------------------

    def _show_text(self) -> None:
        draft = self._work.draft
        words = draft.text if draft is not None else ""
        if words != self.text.toPlainText():
            self.text.show_waves(())
            self.text.show_text(words)
            self.checking.soon()
            if not self.text.hasFocus():
                self.text.verticalScrollBar().setValue(0)  # whoever looks at it reads from the beginning

    def _show(self) -> None:
        work = self._work
        if work.observed is None or work.message is None:
            return
        self._show_tabs()
        stage = stages_of(work).get(work.key, Stage.DRAFT)
        is_final = stage in FINAL
        variant = work.message.variants.get(work.key)
        if is_final and variant is not None and variant.text != self.text.toPlainText():
            self.text.show_text(variant.text)  # as it went out, whatever was drafted after it
        self.text.setReadOnly(is_final or not self._bridge.rights.may())
        name = variant_name(work.plan, work.key)
        self.text.setAccessibleName(_tr("The words for {channel}").format(channel=name))
        self.text.setPlaceholderText(
            _tr("What has happened, who is affected, what to do meanwhile, when the next word comes")
        )

    def _show_tabs(self) -> None:
        work, message = self._work, self._work.message
        if message is None or work.observed is None:
            return
        stages = stages_of(work)
        shown = [tab(work.plan, key, stages.get(key, Stage.DRAFT), is_changed=work.is_changed(key)) for key in stages]
        self.tabs.show_tabs(shown, work.key)

    def _show_looked(self, found: Looked) -> None:
        if found.text == self.text.toPlainText():
            self.limit.show_limit(found.limit)
            self.text.show_waves(found.waves)
            self.looked.emit(found)

    @property
    def is_unchecked(self) -> bool:
        """Whether there are words of which it is not known yet what is wrong with them."""
        last = self.checking.last
        return self._work.draft is not None and (last is None or last.text != self.text.toPlainText())

    def mark(self, start: int, end: int) -> None:
        """Bring the keyboard to these words."""
        self.text.go_to(start, end)

    def take_keyboard(self) -> None:
        """To the end of what is written."""
        self.text.setFocus()


def _tr(text: str) -> str:
    return QCoreApplication.translate("MessageEditor", text)
