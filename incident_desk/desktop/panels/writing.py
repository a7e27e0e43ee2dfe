"""Writes what was typed, pasted or dropped; and takes back the last line. No word is lost on the way."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import in_zone
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.attaching import Attaching
from incident_desk.desktop.panels.command_line import CommandLine
from incident_desk.desktop.panels.evidence_begun import begins_evidence, evidence_form
from incident_desk.desktop.panels.line_actions import LineActions
from incident_desk.desktop.panels.line_hint import needs_line
from incident_desk.desktop.parts.given import Given
from incident_desk.desktop.pasting import dated, lines_of
from incident_desk.domain.commands import Fields
from incident_desk.domain.corrections import Restore, Undo
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import BadInput, DeskError, NotSaved
from incident_desk.domain.ids import EntryId
from incident_desk.domain.texts import read_line
from incident_desk.domain.timeline import TEXT_LIMIT_BYTES, Note


class Writing(QObject):
    """Belongs to the panel of the timeline."""

    def __init__(
        self, bridge: Bridge, line: CommandLine, actions: LineActions, attaching: Attaching, panel: QWidget
    ) -> None:
        super().__init__(panel)
        self._bridge = bridge
        self._line = line
        self._actions = actions
        self._attaching = attaching
        self._panel = panel
        self._taken_back: EntryId | None = None
        self.observed: ObservedIncident | None = None
        line.entered.connect(self.enter)
        line.edit.undo_asked.connect(self.undo)
        line.edit.restore_asked.connect(self.restore)
        line.edit.given.connect(self.take)

    # typed ------------------------------------------------------------------------------------------------------------

    def enter(self, text: str) -> None:
        """Write a line. What cannot be read stays in it."""
        if self.observed is None:
            return
        reading = self._line.reading()
        try:
            if reading.selected is None and needs_line(text.strip()):
                raise BadInput(self.tr("Select a line of the timeline first. Your text is kept."))
            fields = read_line(text, reading)
        except BadInput as e:
            self._line.refuse(text, e.what)
            return
        if why := self._bridge.rights.why_not_run(fields):
            self._line.refuse(text, why)
            return
        self._line.clear()
        self._bridge.soon(self._write(self.observed, text, fields))

    async def _write(self, observed: ObservedIncident, words: str, *commands: Fields) -> None:
        try:
            entries = await observed.write(words, *commands)
        except NotSaved:
            return  # the words stand on the timeline, with the reason and the ways on
        except DeskError as e:
            self._line.refuse(words, str(e))
        else:
            self._tell(entries)

    def _tell(self, entries: Sequence[Entry]) -> None:
        self._taken_back = self._actions.tell(entries) or self._taken_back

    # taken back -------------------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the last line of whoever is at the desk."""
        if self.observed is not None:
            self._bridge.soon(self._undo(self.observed), self._line.answer.say)

    async def _undo(self, observed: ObservedIncident) -> None:
        self._tell(await self._bridge.do(Undo(), observed.incident))

    def restore(self) -> None:
        """Let the line hold again that was taken back last."""
        if self.observed is not None and self._taken_back is not None:
            fields, self._taken_back = Restore(self._taken_back), None
            self._line.answer.say("")
            self._bridge.do_soon(fields, self.observed.incident, self._line.answer.say)

    # pasted and dropped -----------------------------------------------------------------------------------------------

    def take(self, given: Given) -> None:
        """Words go into the line, several lines are asked about, files and pictures go on the timeline."""
        if self.observed is None or self._bridge.desk is None:
            return
        if (why := self._bridge.rights.why_not()) and (given.files or given.picture is not None):
            self._line.answer.say(why)
            return
        incident = self.observed.incident
        if not given.text and begins_evidence(self._line.edit.text()):
            self._begin_evidence(given, self.observed)
        elif given.files:
            self._bridge.soon(self._attaching.attach_files(given.files, incident), self._line.answer.say)
        elif given.picture is not None:
            name = self._named(self.tr("Picture {moment}.png"))
            flow = self._attaching.attach_picture(given.picture, incident, name)
            self._bridge.soon(flow, self._line.answer.say)
        else:
            self._take_words(given.text, self.observed)

    def _begin_evidence(self, given: Given, observed: ObservedIncident) -> None:
        """The words stay in the line until the form has written them."""
        words = self._line.edit.text()
        try:
            reading, window = self._line.reading(), self._panel.window()
            dialog = evidence_form(self._bridge, observed, words, reading, given=given, window=window)
        except DeskError as e:
            self._line.answer.say(str(e))
        else:
            dialog.accepted.connect(self._line.clear)

    def _take_words(self, text: str, observed: ObservedIncident) -> None:
        lines = lines_of(text)
        if len(lines) > 1 or len(text.encode()) > TEXT_LIMIT_BYTES:
            self._bridge.soon(self._ask(text, lines, observed), self._line.answer.say)
        else:
            self._line.edit.insert_words(lines[0])

    async def _ask(self, text: str, lines: list[str], observed: ObservedIncident) -> None:
        from incident_desk.desktop.dialogs.paste import PasteDialog

        reading = self._line.reading()
        found = [dated(line, reading) for line in lines]
        dialog = PasteDialog(text, len(lines), sum(each is not None for each in found), self._panel.window())
        await dialog.asked()
        match dialog.choice:
            case "notes":
                moments = found if dialog.is_dated else [None] * len(lines)
                notes = [
                    Note(line) if each is None else Note(each.text, occurred_us=each.occurred_us)
                    for line, each in zip(lines, moments, strict=True)
                ]
                await self._write(observed, text, *notes)
            case "note":
                whole = dated(text, reading) if dialog.is_dated else None
                note = Note(text.strip()) if whole is None else Note(whole.text.strip(), occurred_us=whole.occurred_us)
                await self._write(observed, text, note)
            case "file":
                await self._attaching.attach_text(text, observed.incident, self._named(self.tr("Pasted {moment}.txt")))
            case _:
                pass  # closed: it lies on the clipboard still

    def _named(self, pattern: str) -> str:
        now = in_zone(self._bridge.now_us(), self._bridge.zone)
        return pattern.format(moment=now.strftime("%Y-%m-%d %H-%M-%S"))
