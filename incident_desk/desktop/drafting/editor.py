"""The draft of a message: a tab for each channel, the words, who else writes them, and how much room they take."""

from datetime import UTC

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.drafting.acts import MessageActs
from incident_desk.desktop.drafting.checking import Checking
from incident_desk.desktop.drafting.company import DraftCompany
from incident_desk.desktop.drafting.looked import Looked
from incident_desk.desktop.drafting.original import HEAD_PX, OriginalWords
from incident_desk.desktop.drafting.standing import stages_of, translations_of
from incident_desk.desktop.drafting.tabs import ChannelTabs
from incident_desk.desktop.drafting.text import DraftEdit
from incident_desk.desktop.drafting.work import MessageWork
from incident_desk.desktop.message_words import (
    beside_originals,
    lacking_tab,
    language_name,
    language_of,
    scheduled_tab,
    scheduled_us,
    tab,
    variant_name,
)
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.parts.channel_tab import ChannelTabShown
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.limit_bar import LimitBar
from incident_desk.desktop.ticking import tick
from incident_desk.domain.message_list import NEXT_UPDATE, SENT, Message, Stage, clock_time
from incident_desk.domain.translations import Standing, Translation, lacking

FINAL = (Stage.RELEASED, Stage.SENT, Stage.STOPPED, Stage.LAPSED, Stage.FAILED)
"""What was let go is not written at any more."""


class MessageEditor(QWidget):
    """Shows what `work` is at. `looked` tells what was found in it."""

    looked = Signal(object)

    def __init__(
        self, bridge: Bridge, work: MessageWork, *, is_wide: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._work = work
        self.acts = MessageActs(bridge, work)
        self.tabs = ChannelTabs()
        self.text = DraftEdit()
        self.original = OriginalWords(bridge, work)
        self.head = Elided("", 12, 500, "text2")
        self.head.setFixedHeight(HEAD_PX)
        self.head.hide()
        self.limit = LimitBar()
        self.limit.setObjectName("message_limit")
        self.told = Label("", 12, 500, "bad", "message_told", wraps=True)
        self.told.hide()
        self.company = DraftCompany(bridge, work, self.text)
        self.checking = Checking(bridge, work)
        self._tabs_soon = QTimer(self, singleShot=True, interval=300)
        self._tabs_soon.timeout.connect(self._show_tabs)
        self._lay_out(is_wide=is_wide)
        self._connect()

    def _lay_out(self, *, is_wide: bool) -> None:
        """A translation stands beside its original where there is room, else below it."""
        beside = QHBoxLayout() if is_wide else QVBoxLayout()
        beside.setSpacing(12 if is_wide else 8)
        beside.addWidget(self.original, 1 if is_wide else 0)
        written = QVBoxLayout()
        written.setSpacing(4)
        written.addWidget(self.head)
        written.addWidget(self.text, 1)
        beside.addLayout(written, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.tabs)
        column.addLayout(beside, 1)
        column.addWidget(self.limit)
        column.addWidget(self.told)

    def _connect(self) -> None:
        work = self._work
        self.tabs.turned_to.connect(self._turn)
        self.original.keep_asked.connect(self.acts.keep_translation)
        self.text.edited.connect(self._write)
        self.text.refused.connect(self._say)
        work.refused.connect(self._say)
        self.text.undo_asked.connect(lambda: work.draft.undo() if work.draft else None)
        self.text.redo_asked.connect(lambda: work.draft.redo() if work.draft else None)
        work.turned.connect(self._show_text)
        work.changed.connect(self._show)
        self.checking.found.connect(self._show_looked)
        tick().follow(self, self._show_slots)
        self._bridge.rights.changed.connect(self._show)
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            step = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            step.activated.connect(lambda by=by: work.step(by))
        lacks = QShortcut(QKeySequence("Ctrl+Shift+T"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        lacks.activated.connect(self._turn_to_lacking)

    def _turn(self, key: str) -> None:
        """To that variant; one that is missing is begun."""
        message = self._work.message
        if message is not None and key not in message.variants:
            self.acts.translate([key])
        else:
            self._work.turn_to(key)

    def _turn_to_lacking(self) -> None:
        """To the next language that is missing, or is no longer what its original says."""
        found = [each.key for each in lacking(translations_of(self._work))]
        if found:
            at = found.index(self._work.key) + 1 if self._work.key in found else 0
            self._turn(found[at % len(found)])

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
        self._show_slots()
        self.text.show_hint(_tr("What has happened, who is affected, what to do meanwhile, when the next word comes"))

    def _show_slots(self) -> None:
        """The times as they would go out now, in the zone in which they do."""
        work, now_us = self._work, self._bridge.now_us()
        if work.message is None or not self.isVisible():
            return
        variant = work.message.variants.get(work.key)
        release = variant.way.release if variant is not None else None
        next_us = work.next_update_us if release is None else release.next_update_us
        sent_us = now_us if release is None else max(now_us, release.from_us)
        words = {SENT: clock_time(sent_us, UTC)}
        words[NEXT_UPDATE] = clock_time(next_us, UTC) if next_us is not None else _tr("not promised")
        self.text.show_slots(words)
        self.original.text.show_slots(words)

    def _show_tabs(self) -> None:
        work, message = self._work, self._work.message
        if message is None or work.observed is None:
            return
        stages, standing = stages_of(work), {each.key: each for each in translations_of(work)}
        keys = beside_originals([*stages, *(key for key in standing if key not in stages)])
        shown = [self._tab(message, key, stages.get(key, Stage.DRAFT), standing.get(key)) for key in keys]
        self.tabs.show_tabs(shown, work.key)
        self.original.show_original()
        self.head.setVisible(self.original.isVisibleTo(self))
        self.head.setText(f"{variant_name(work.plan, work.key)}, {language_name(language_of(work.plan, work.key))}")

    def _tab(self, message: Message, key: str, stage: Stage, translation: Translation | None) -> ChannelTabShown:
        work, now_us = self._work, self._bridge.now_us()
        if translation is not None and translation.standing is not Standing.CURRENT:
            return lacking_tab(work.plan, translation)
        variant = message.variants.get(key)
        if variant is not None and (at_us := scheduled_us(work.plan, variant, now_us)) is not None:
            return scheduled_tab(work.plan, key, clock_near(at_us, now_us, self._bridge.zone))
        return tab(work.plan, key, stage, is_changed=work.is_changed(key))

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
