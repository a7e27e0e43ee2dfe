"""The original beside its translation: as it is now, and the press that says that the translation still fits it."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.drafting.standing import original_of, translations_of
from incident_desk.desktop.drafting.text import DraftEdit
from incident_desk.desktop.drafting.work import MessageWork
from incident_desk.desktop.message_words import language_name, language_of, variant_name
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.domain.translations import Standing

HEAD_PX = 26
LOW_PX = 84


class OriginalWords(QWidget):
    """Hidden while what is shown is no translation. `keep_asked` tells that the translation is still right."""

    keep_asked = Signal()

    def __init__(self, bridge: Bridge, work: MessageWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._work = work
        self.head = Elided("", 12, 500, "text2")
        self.keep = Button(_tr("Still right"), "check", "small", "translation_keep")
        self.text = DraftEdit()
        self.text.setObjectName("message_original")
        self.text.setReadOnly(True)
        self.text.setMinimumHeight(LOW_PX)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        head = QWidget()
        head.setFixedHeight(HEAD_PX)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.head, 1)
        row.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(head)
        column.addWidget(self.text, 1)
        self.keep.clicked.connect(self.keep_asked)
        bridge.rights.rule(self.keep)
        self.hide()

    def show_original(self) -> None:
        """As it is now."""
        work, key = self._work, original_of(self._work)
        self.setVisible(bool(key))
        if not key:
            return
        is_stale = any(each.key == work.key and each.standing is Standing.STALE for each in translations_of(work))
        name, language = variant_name(work.plan, key), language_name(language_of(work.plan, key))
        words = _tr("{channel}, {language}") if not is_stale else _tr("{channel}, {language}: changed since")
        self.head.setText(words.format(channel=name, language=language))
        self.head.set_tone("warn" if is_stale else "text2")
        self.keep.setVisible(is_stale)
        self.text.setAccessibleName(_tr("The original, {language}").format(language=language))
        words = work.text_of(key)
        if words != self.text.toPlainText():
            self.text.show_text(words)


def _tr(text: str) -> str:
    return QCoreApplication.translate("OriginalWords", text)
