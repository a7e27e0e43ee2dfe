"""Looks after what the disk did not take: tells it, tries again, copies it, gives it up only when somebody says so."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.attaching import Attaching
from incident_desk.desktop.parts.not_saved import NotSaved
from incident_desk.desktop.pending import Pending, TruthMark


class Unsaved(QObject):
    """Belongs to the panel of the timeline."""

    def __init__(self, bridge: Bridge, strip: NotSaved, attaching: Attaching, panel: QWidget) -> None:
        super().__init__(panel)
        self._bridge = bridge
        self._strip = strip
        self._attaching = attaching
        self._panel = panel
        self._observed: ObservedIncident | None = None
        self.refuse: Callable[[str, str], object] = _nothing
        """Where words go that a rule refuses, with the reason."""
        strip.retry_asked.connect(self.try_again)
        strip.copy_asked.connect(self.copy)
        strip.discard_asked.connect(lambda: self.ask_to_discard(*self.lines))
        attaching.changed.connect(self._show)

    def observe(self, observed: ObservedIncident) -> None:
        """Look after the lines of this incident from now on."""
        if self._observed is not None:
            self._observed.pending_changed.disconnect(self._show)
        self._observed = observed
        observed.pending_changed.connect(self._show)
        self._show()

    @property
    def lines(self) -> list[Pending]:
        """Those that were refused; what is being written may still arrive."""
        pending = self._observed.pending if self._observed else []
        return [line for line in pending if line.mark is TruthMark.NOT_SAVED]

    def _show(self) -> None:
        lines, files = self.lines, self._attaching.waiting
        reasons = [each.why for each in (*lines, *files)]
        self._strip.show_count(len(lines), len(files), reasons[-1] if reasons else "")

    def try_again(self) -> None:
        """Offer the disk all of it once more."""
        if self._observed is None:
            return
        for line in self.lines:
            self.retry(line)
        if self._attaching.waiting:
            self._bridge.soon(self._attaching.try_again())

    def retry(self, line: Pending) -> None:
        """Offer the disk one line once more. Words that a rule refuses now go back into the line."""
        if self._observed is not None:
            self._observed.retry(line, lambda why: self._tell(line, why))

    def _tell(self, line: Pending, why: str) -> None:
        if line.mark is not TruthMark.NOT_SAVED:  # else it stands on the timeline with the reason
            self.refuse(line.words, why)

    def copy(self) -> None:
        """Put the words on the clipboard: elsewhere they may be safe."""
        QGuiApplication.clipboard().setText("\n".join(line.words for line in self.lines))

    def ask_to_discard(self, *lines: Pending) -> None:
        """Give words up, after asking: they are nowhere else."""
        self._bridge.soon(self._discard(lines))

    async def _discard(self, lines: tuple[Pending, ...]) -> None:
        files = [] if len(lines) == 1 and self.lines != [*lines] else self._attaching.waiting
        told = [
            self.tr("This is not on the disk. Once discarded it is gone:"),
            *(line.words for line in lines),
            *(file.name for file in files),
        ]
        from incident_desk.desktop.dialogs.notice import NoticeDialog, Way

        ways = [Way("discard", self.tr("Discard"), "danger"), Way("keep", self.tr("Keep"), "primary")]
        notice = NoticeDialog(self._panel.window(), "discard_notice", self.tr("Discard it?"), told, ways)
        if await notice.chosen() != "discard":
            return
        for line in lines:
            if self._observed is not None:
                self._observed.discard(line)
        if files:
            self._attaching.discard()


def _nothing(words: str, why: str) -> None:
    pass
