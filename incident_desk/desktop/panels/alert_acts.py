"""What is done about alerts by one key: taken, given back, silenced, linked, declared of."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.alert_words import draft_of_lines
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.panels.alert_sheet import AlertSheet
from incident_desk.domain.alert_view import Line
from incident_desk.domain.alerts import (
    AcknowledgeAlerts,
    EndAlerts,
    EndSilence,
    GiveBackAlerts,
    LinkAlerts,
    RemoveSource,
    UnlinkAlerts,
)
from incident_desk.domain.commands import Fields

LINKS = ("runbook", "open")


class AlertActs(QObject):
    """`done` tells that it is on the disk; the words of a refusal stand below the buttons of the sheet."""

    done = Signal()

    def __init__(self, bridge: Bridge, sheet: AlertSheet, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._sheet = sheet
        self._window = parent

    def act(self, what: str, line: Line | None) -> None:
        """Do what a key or a button stands for, about this line."""
        if line is None:
            return
        if what in LINKS:
            self._open(line.runbook if what == "runbook" else line.link)
        elif why := self._bridge.rights.why_not():
            self._sheet.fault.say(why)
        elif what == "declare":
            self.declare([line])
        elif what == "silence":
            self.silence(line)
        else:
            self._record(what, line)

    def declare(self, lines: Sequence[Line]) -> None:
        """An incident that is filled in with these."""
        if lines:
            self._bridge.warning_asked.emit(draft_of_lines(lines, self._bridge.zone))

    def silence(self, line: Line | None) -> None:
        """The form for a silence, filled in with what the alerts of this line have in common."""
        from incident_desk.desktop.dialogs.silence import SilenceDialog

        detail = self._sheet.detail if line is not None and self._sheet.line == line else None
        labels = detail.labels if detail is not None else {}
        SilenceDialog(self._bridge, self._window.window(), labels).open()

    def end_silence(self, silence: str) -> None:
        """It is over now."""
        if why := self._bridge.rights.why_not():
            self._sheet.fault.say(why)
        else:
            self._bridge.soon(self._do(EndSilence(silence)), self._sheet.fault.say)

    def let_in(self) -> None:
        """The form for a monitor that may send alerts."""
        from incident_desk.desktop.dialogs.alert_source import AlertSourceDialog

        AlertSourceDialog(self._bridge, self._window.window()).open()

    def let_out(self, source: str) -> None:
        """Asked once more before a monitor is let out."""
        self._bridge.soon(self._let_out(source), self._sheet.fault.say)

    async def _let_out(self, source: str) -> None:
        from incident_desk.desktop.dialogs.notice import NoticeDialog, Way

        ways = (Way("remove", _tr("Let it send no more"), "danger"), Way("keep", _tr("Leave it"), "primary"))
        told = (
            _tr("Its token holds no more from now on, at every desk. To let it in again, it needs another one."),
            _tr("What it told stays on the record; what is open of it is over."),
        )
        title = _tr("Let {name} send no more alerts?").format(name=source)
        dialog = NoticeDialog(self._window.window(), "alert_source_out", title, told, ways)
        if await dialog.chosen() == "remove":
            await self._do(RemoveSource(source))

    def _record(self, what: str, line: Line) -> None:
        if not line.keys:
            self._sheet.fault.say(
                _tr("That is no alert of a monitor: declare an incident of it, or look at its source.")
            )
            return
        label = self._sheet.label if self._sheet.line is not None and self._sheet.line.id == line.id else ""
        if what == "link" and not label:
            self._sheet.fault.say(_tr("No incident is open that it could belong to: declare one."))
            return
        incident = line.incidents[-1] if line.incidents else ""
        commands: dict[str, Fields] = {
            "take": AcknowledgeAlerts(line.keys),
            "give_back": GiveBackAlerts(line.keys),
            "link": LinkAlerts(line.keys, label),
            "unlink": UnlinkAlerts(line.keys, incident),
            "end": EndAlerts(line.keys),
        }
        self._sheet.fault.say("")
        self._bridge.soon(self._do(commands[what]), self._sheet.fault.say)

    async def _do(self, command: Fields) -> None:
        await self._bridge.do(command)
        self.done.emit()

    def _open(self, link: str) -> None:
        """In the browser: nothing but a web address, and nothing is fetched here."""
        if link.startswith(("https://", "http://")):
            QDesktopServices.openUrl(QUrl(link))
        else:
            self._sheet.fault.say(_tr("Its source gives no link."))


def _tr(text: str) -> str:
    return QCoreApplication.translate("AlertActs", text)
