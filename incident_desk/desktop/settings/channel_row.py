"""Settings, channels: one channel, with the ways to set it up, test it and remove it, each opened in its place."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.form_field import form_field
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.settings.channel_words import EXAMPLES, Here, here_words, kind_word
from incident_desk.desktop.settings.mail_form import MailForm
from incident_desk.domain.errors import BadInput, DeskError, NotFound
from incident_desk.domain.ladders import address_for, contact_called
from incident_desk.domain.plan_sections import ChannelKind

if TYPE_CHECKING:  # what sends is loaded by a worker
    from incident_desk.desk import Desk

INDENT_PX = 26
"""Below the words, beside the picture."""


class ChannelRow(QWidget):
    """An address is typed unseen unless somebody asks to see it, and never shown once it is kept."""

    changed = Signal()

    def __init__(self, bridge: Bridge, desk: "Desk", here: Here) -> None:
        super().__init__()
        self._bridge = bridge
        self._desk = desk
        self.here = here
        self._name = name = f"channel_{here.key}"
        self._is_busy = False
        self.setObjectName(name)
        self._picture = Picture()
        self._title = Elided(here.channel.title, 13, 600)
        self._kind = Label(kind_word(here.channel.kind), 12, 400, "text3")
        self.state = Label("", 12, 400, "text2", f"{name}_state", wraps=True)
        self.last = Label("", 12, 400, "text2", f"{name}_last", wraps=True)
        self.told = Label("", 12, 500, "text2", f"{name}_told", wraps=True)
        self.put, self.test, self.remove = Opened(self, "put"), Opened(self, "test"), Opened(self, "remove")
        self.mail = self._ask_account()
        self.url, self.keep = self._ask_address()
        self.to, self.send = self._ask_whom()
        self.removing = self.remove.add_button(_tr("Remove it"), "trash-2", f"{name}_removing", self._remove)
        self._lay_out()
        self.show_here(here)

    # what it is made of -----------------------------------------------------------------------------------------------

    def _ask_account(self) -> MailForm | None:
        """Of e-mail, what people know of their account; of all else they know the address."""
        if self.here.channel.kind is not ChannelKind.EMAIL:
            return None
        form = MailForm(self._name, self.here.channel.title)
        form.keep.clicked.connect(lambda: self._put(form.address))
        self.put.begin_with(form)
        return form

    def _ask_address(self) -> tuple[QLineEdit, Button]:
        kind = self.here.channel.kind
        example = EXAMPLES.get(kind) if kind is not None else None
        field = self.put.add_field(f"{self._name}_url", _tr("Address of {channel}"), example or "")
        field.setEchoMode(QLineEdit.EchoMode.Password)
        self.seen = self.put.add_button(_tr("Show"), "", f"{self._name}_seen", self._show_typed)
        keep = self.put.add_button(_tr("Keep"), "save", f"{self._name}_keep", self._keep)
        field.returnPressed.connect(keep.click)
        told = _tr("As apprise has it, with {address} for that of whoever is called. Like: {example}")
        if self.mail is not None:
            told = _tr("Or its address as apprise has it, with {address} for that of whoever is called.")
        self.put.explain(told.replace("{example}", example or "…"))
        return field, keep

    def _show_typed(self) -> None:
        """Who types a long address wants to read it; nobody else at this console needs to."""
        is_shown = self.url.echoMode() is QLineEdit.EchoMode.Normal
        self.url.setEchoMode(QLineEdit.EchoMode.Password if is_shown else QLineEdit.EchoMode.Normal)
        self.seen.setText(_tr("Show") if is_shown else _tr("Hide"))

    def _ask_whom(self) -> tuple[QLineEdit, Button]:
        field = self.test.add_field(f"{self._name}_to", _tr("Whom to send a test by {channel}"), _tr("Your address"))
        send = self.test.add_button(_tr("Send a test"), "zap", f"{self._name}_send", self._send)
        field.returnPressed.connect(send.click)
        return field, send

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._picture)
        head.addWidget(self._title, 1)
        head.addWidget(self._kind)
        for opened in (self.put, self.test, self.remove):
            head.addWidget(opened.button)
            opened.button.clicked.connect(opened.turn)
        below = QVBoxLayout()
        below.setContentsMargins(INDENT_PX, 0, 0, 0)
        below.setSpacing(4)
        for part in (self.state, self.last, self.put, self.test, self.remove, self.told):
            below.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Line())
        column.addLayout(head)
        column.addLayout(below)
        self.told.hide()
        self.last.hide()

    # what is shown ----------------------------------------------------------------------------------------------------

    def show_here(self, here: Here) -> None:
        """How it stands at this desk now."""
        self.here = here
        channel = here.channel
        symbol, tone, words = here_words(here)
        self._picture.show_symbol(symbol, tone)
        self._title.setText(channel.title)
        self._kind.setText(kind_word(channel.kind))
        self.state.setText(words)
        self.state.set_tone("text2" if tone in ("ok", "text3") else tone)
        self.setAccessibleName(f"{channel.title}: {words}")
        ways = (
            (self.put, _tr("Change") if channel.is_set_up else _tr("Set up"), channel.kind is not None),
            (self.test, _tr("Test"), channel.is_set_up),
            (self.remove, _tr("Remove"), channel.is_set_up),
        )
        for opened, act, is_there in ways:
            opened.offer(act, channel.title, is_there=is_there)
        self.to.setVisible(here.reaches_one)
        self.remove.explain(_tr("Nothing is sent by it from this desk then, and its address is forgotten."))

    def show_last(self, words: str, tone: str) -> None:
        """What was sent by it last, from whichever desk."""
        self.last.setText(words)
        self.last.set_tone(tone)
        self.last.setVisible(bool(words))

    def open_only(self, opened: "Opened | None") -> None:
        """One at a time; what was typed in another waits there."""
        for each in (self.put, self.test, self.remove):
            each.setVisible(each is opened)
        self.told.hide()
        if opened is self.test and not self.to.text():
            self.to.setText(self._my_address())
            self.to.selectAll()

    def _my_address(self) -> str:
        """That of whoever is at the desk, if the plan has one."""
        bridge, kind = self._bridge, self.here.channel.kind
        contact = contact_called(bridge.organisation.plans.current, bridge.name(bridge.me))
        return address_for(contact, kind) if contact is not None and kind is not None else ""

    # keys -------------------------------------------------------------------------------------------------------------

    @property
    def _open(self) -> "Opened | None":
        return next((each for each in (self.put, self.test, self.remove) if not each.isHidden()), None)

    def event(self, event: QEvent) -> bool:
        """Escape is this row's while something is open here: elsewhere it leaves the settings."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and (opened := self._open) is not None:
            if event.type() == QEvent.Type.KeyPress:
                self.open_only(None)
                opened.button.setFocus()
            event.accept()
            return True
        return super().event(event)

    # what is done -----------------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        self._put(self.url.text)

    def _put(self, address: Callable[[], str]) -> None:
        try:
            url = address()
        except BadInput as e:
            self._tell(str(e), "bad")
            return
        self._do(lambda: _put(self._desk, self.here.key, url), self.put, _tr("Kept. Send yourself a test."))

    def _send(self) -> None:
        sent = _tr("Sent. Look whether it has arrived.")
        to = self.to.text() if self.here.reaches_one else ""  # else it goes where its address says
        self._do(lambda: _test(self._desk, self.here.key, to), None, sent)

    def _remove(self) -> None:
        self._do(lambda: _remove(self._desk, self.here.key), self.remove, _tr("It is set up here no more."))

    def _do(self, act: Callable[[], None], closes: "Opened | None", done: str) -> None:
        if not self._is_busy:
            self._is_busy = True
            self._bridge.soon(self._done(act, closes, done))

    async def _done(self, act: Callable[[], None], closes: "Opened | None", done: str) -> None:
        """A service may take its time, and a keyring too: a worker waits for them."""
        self._tell(_tr("One moment…"), "text2")
        try:
            await asyncio.to_thread(act)
        except DeskError as e:
            self._tell(str(e), "bad")
            return
        finally:
            self._is_busy = False
        if closes is not None:
            self._forget_typed()
            had_keyboard = closes.isAncestorOf(self.window().focusWidget() or self)
            closes.hide()
            if had_keyboard:
                self.put.button.setFocus()
        self._tell(done, "ok")
        self.changed.emit()

    def _forget_typed(self) -> None:
        """It is kept now, and a secret."""
        self.url.clear()
        if self.mail is not None:
            self.mail.clear()

    def _tell(self, words: str, tone: str) -> None:
        self.told.setText(words)
        self.told.set_tone(tone)
        self.told.show()


class Opened(QWidget):
    """What a button of the row opens below it: words, perhaps a field, and what does it."""

    def __init__(self, row: ChannelRow, what: str) -> None:
        super().__init__(row)
        self._row = row
        self.setObjectName(f"{row.objectName()}_{what}_open")
        symbols = {"put": "pencil-line", "test": "zap", "remove": "trash-2"}
        self.button = Button("", symbols[what], "small", f"{row.objectName()}_{what}")
        self._stops: list[QWidget] = []
        self._words = Label("", 12, 400, "text2", wraps=True)
        self._words.hide()
        self._line = QHBoxLayout()
        self._line.setSpacing(8)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 4)
        column.setSpacing(6)
        column.addWidget(self._words)
        column.addLayout(self._line)
        self.hide()

    def explain(self, words: str) -> None:
        """Say this above it."""
        self._words.setText(words)
        self._words.show()

    def begin_with(self, form: QWidget) -> None:
        """Above all else."""
        self._column.insertWidget(0, form)
        self._stops.extend(form.findChildren(QLineEdit))

    def add_field(self, name: str, words: str, example: str) -> QLineEdit:
        """A line to type in; `words` name it, with the channel in them."""
        field = form_field(name, example)
        field.setAccessibleName(words.format(channel=self._row.here.channel.title))
        self._line.addWidget(field, 1)
        self._stops.append(field)
        return field

    def add_button(self, words: str, symbol: str, name: str, does: Callable[[], None]) -> Button:
        """What does it."""
        button = Button(words, symbol, "small", name)
        button.setAccessibleName(f"{words}: {self._row.here.channel.title}")
        button.clicked.connect(does)
        self._line.addWidget(button)
        self._stops.append(button)
        return button

    def offer(self, act: str, channel: str, *, is_there: bool) -> None:
        """Whether it can be opened, and what it is called."""
        self.button.setText(act)
        self.button.setAccessibleName(f"{act}: {channel}")
        self.button.setVisible(is_there)
        if not is_there:
            self.hide()

    def turn(self) -> None:
        """Open it, with the keyboard in it; or leave it."""
        is_opening = self.isHidden()
        self._row.open_only(self if is_opening else None)
        if is_opening:
            next(each for each in self._stops if not each.isHidden()).setFocus()


# on a worker thread: whatever is here reads the disk, asks a keyring or waits for a service


def _put(desk: "Desk", key: str, url: str) -> None:
    from incident_desk.outreach.channels import Channels

    Channels(desk).put(key, url)


def _remove(desk: "Desk", key: str) -> None:
    from incident_desk.outreach.channels import Channels

    Channels(desk).remove(key)


def _test(desk: "Desk", key: str, to: str) -> None:
    from incident_desk.outreach.channels import Channels
    from incident_desk.outreach.delivery import send_test

    url = Channels(desk).url(key)
    if url is None:
        raise NotFound(_tr("Its address is gone from where it was kept: give it once more."))
    send_test(url, to)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChannelRow", text)
