"""Messages of the desktop while the window is not in front: org.freedesktop.Notifications on the session bus.

It needs no tray. Qt's own D-Bus classes cannot send the unsigned number that the message begins with, so jeepney does
it, which the keyring brings along on Linux anyway. Where nobody on a bus shows messages, the tray does, and where there
is no tray either the window asks for a look in the list of windows.

Source: Desktop Notifications Specification 1.2; the property Inhibited is an extension of KDE's.
"""

import asyncio
import contextlib
import html
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QCoreApplication, QObject, Signal

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.disturbing import is_not_to_be_disturbed
from incident_desk.desktop.tray import Tray

if TYPE_CHECKING:
    from jeepney import MatchRule
    from jeepney.io.asyncio import DBusRouter

NAME: Final = "org.freedesktop.Notifications"
PATH: Final = "/org/freedesktop/Notifications"
PATIENCE_S: Final = 5.0
QUIET_PATIENCE_S: Final = 1.0
"""So long a sound waits for whoever knows whether the desktop is not to be disturbed."""
NORMAL: Final = 1
"""The urgency. One that is critical would be shown although somebody asked not to be disturbed."""
QUIET: Final = ((NAME, "Inhibited"), ("org.dunstproject.cmd0", "paused"))
"""Interface and property by which those who show messages say that they hold them back: Plasma and others, dunst."""


class Notifying(QObject):
    """One message for each key; a newer one takes its place.

    `pressed` carries the key of a message that somebody pressed. `trouble` says why the desktop shows none, `changed`
    that it is another.
    """

    pressed = Signal(str)
    changed = Signal()

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._turn = asyncio.Lock()
        self._router: DBusRouter | None = None
        self._listening: asyncio.Future[None] | None = None
        self._close = contextlib.AsyncExitStack()
        self._marks_up = False
        self._numbers: dict[str, int] = {}
        self._tray = Tray(self)
        self._tray.pressed.connect(self.pressed)
        self.trouble = ""

    def tell(self, key: str, title: str, words: str) -> None:
        """Show a message."""
        self._bridge.soon(self._tell(key, title, words))

    def withdraw(self, key: str) -> None:
        """Take a message away; there may be none."""
        self._bridge.soon(self._withdraw(key))

    async def wants_quiet(self) -> bool:
        """Whether somebody asked this desktop not to be disturbed; False where nothing says so."""
        return await self._holds_back() or await asyncio.to_thread(is_not_to_be_disturbed)

    async def _holds_back(self) -> bool:
        """Whether whoever shows the messages says so."""
        async with self._turn:
            with contextlib.suppress(Exception):  # a bus, a daemon or neither: whatever it is, it says nothing
                async with asyncio.timeout(QUIET_PATIENCE_S):
                    await self._open()
                    return any([await self._is_set(interface, name) for interface, name in QUIET])
        return False

    async def close(self) -> None:
        """Take every message away, since pressing it would lead nowhere, and leave the bus."""
        self._tray.hide()
        async with self._turn:  # what is just being shown is taken away, too
            for number in list(self._numbers.values()):
                await self._take_away(number)
            await self._leave()

    # one after another ------------------------------------------------------------------------------------------------

    async def _tell(self, key: str, title: str, words: str) -> None:
        async with self._turn:
            was_open = self._router is not None
            try:
                try:
                    await self._notify(key, title, words)
                except Exception:
                    if not was_open:
                        raise
                    await self._leave()  # the bus may have gone meanwhile: once more, over a new connection
                    await self._notify(key, title, words)
            except Exception as e:  # noqa: BLE001  # a bus, a daemon or neither: whatever it is, work goes on
                await self._leave()
                self._say(_tr("The desktop shows no messages: {why}").format(why=_why(e)))
                self._tray.tell(key, title, words)
            else:
                self._say("")

    async def _notify(self, key: str, title: str, words: str) -> None:
        async with asyncio.timeout(PATIENCE_S):
            await self._open()
            shown = html.escape(words, quote=False) if self._marks_up else words
            hints = {"urgency": ("y", NORMAL), "desktop-entry": ("s", "incident-desk"), "suppress-sound": ("b", True)}
            before, actions = self._numbers.get(key, 0), ["default", _tr("Show")]
            body = ("Incident Desk", before, "incident-desk", title, shown, actions, hints, -1)
            [self._numbers[key]] = await self._call("Notify", "susssasa{sv}i", body)

    async def _withdraw(self, key: str) -> None:
        self._tray.withdraw(key)
        async with self._turn:
            if (number := self._numbers.pop(key, None)) is not None:
                await self._take_away(number)

    async def _take_away(self, number: int) -> None:
        with contextlib.suppress(Exception):  # somebody closed it first, or whoever showed it is gone
            async with asyncio.timeout(PATIENCE_S):
                await self._call("CloseNotification", "u", (number,))

    # the bus ----------------------------------------------------------------------------------------------------------

    async def _open(self) -> None:
        """Connect when it is first needed, ask what the desktop can show, and listen for presses."""
        if self._router is not None:
            return
        from jeepney import MatchRule, message_bus
        from jeepney.io.asyncio import Proxy, open_dbus_router

        router = await self._close.enter_async_context(open_dbus_router(bus="SESSION"))
        rule = MatchRule(type="signal", interface=NAME, path=PATH)
        await Proxy(message_bus, router).AddMatch(rule)
        self._router = router
        self._listening = self._bridge.soon(self._listen(router, rule))
        [able] = await self._call("GetCapabilities")
        self._marks_up = "body-markup" in able

    async def _leave(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
        self._router, self._listening = None, None
        self._numbers.clear()
        close, self._close = self._close, contextlib.AsyncExitStack()
        with contextlib.suppress(OSError, EOFError):
            await close.aclose()

    async def _call(self, member: str, signature: str = "", body: tuple[Any, ...] = (), of: str = NAME) -> Any:
        from jeepney import DBusAddress, new_method_call
        from jeepney.wrappers import unwrap_msg

        assert self._router is not None
        call = new_method_call(DBusAddress(PATH, bus_name=NAME, interface=of), member, signature or None, body)
        return unwrap_msg(await self._router.send_and_get_reply(call))

    async def _is_set(self, interface: str, name: str) -> bool:
        from jeepney import DBusErrorResponse

        try:
            [(_, value)] = await self._call("Get", "ss", (interface, name), of="org.freedesktop.DBus.Properties")
        except DBusErrorResponse:  # it knows nothing of that
            return False
        return value is True

    async def _listen(self, router: "DBusRouter", rule: "MatchRule") -> None:
        from jeepney import HeaderFields

        with router.filter(rule, bufsize=100) as queue:
            while True:
                message = await queue.get()
                member = message.header.fields.get(HeaderFields.member)
                key = next((key for key, number in self._numbers.items() if number == message.body[0]), None)
                if key is not None and member == "ActionInvoked":
                    self.pressed.emit(key)
                elif key is not None and member == "NotificationClosed":
                    self._numbers.pop(key, None)

    def _say(self, trouble: str) -> None:
        if trouble != self.trouble:
            self.trouble = trouble
            self.changed.emit()


def notifying_of(bridge: Bridge) -> Notifying:
    """The one of this record."""
    found = bridge.findChild(Notifying)
    return found if isinstance(found, Notifying) else Notifying(bridge, bridge)


def _why(error: Exception) -> str:
    """Why, as far as that says anything: no bus has an empty KeyError of its own."""
    if isinstance(error, KeyError):
        return _tr("there is no session bus")
    if isinstance(error, TimeoutError):
        return _tr("nobody answers on the session bus")
    return str(error) or type(error).__name__


def _tr(text: str) -> str:
    return QCoreApplication.translate("Notifying", text)
