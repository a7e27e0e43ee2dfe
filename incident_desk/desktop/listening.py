"""Words heard in the app: spoken into a file on a worker, and played by whatever player this machine has."""

import asyncio
import enum
from pathlib import Path

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QProcess, QTemporaryDir, Signal

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.sounding import player
from incident_desk.domain.errors import DeskError
from incident_desk.outreach.voicing import write_wav


class Hearing(enum.Enum):
    """How far it is."""

    QUIET = "quiet"
    MAKING = "making"
    PLAYING = "playing"


class Listening(QObject):
    """`changed` when `hearing` or `trouble` is another; `trouble` says why nothing was heard."""

    changed = Signal()

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._folder = QTemporaryDir()  # Qt takes it away with this object
        self._turn = 0
        self.hearing = Hearing.QUIET
        self.trouble = ""
        self._player: QProcess | None = None

    def toggle(self, text: str, language: str) -> None:
        """Say it; or stop, while something is said."""
        if self.hearing is not Hearing.QUIET:
            self.stop()
            return
        self._turn += 1
        self._stand(Hearing.MAKING)
        self._bridge.soon(self._say(text, language, self._turn))

    def stop(self) -> None:
        """Nothing is heard any more, also of what is just being made."""
        self._turn += 1
        if self._player is not None:
            self._player.kill()
            self._player = None
        self._stand(Hearing.QUIET)

    async def _say(self, text: str, language: str, turn: int) -> None:
        file = Path(self._folder.path()) / f"{turn}.wav"
        trouble = await asyncio.to_thread(_made, text, language, file)
        if turn != self._turn or not shiboken6.isValid(self):
            return  # it was stopped meanwhile, or what asked for it is gone
        found = player()
        if trouble or found is None:
            self._stand(Hearing.QUIET, trouble or _tr("Nothing here plays sounds: pw-play, paplay or aplay is needed"))
            return
        program, first = found
        self._stand(Hearing.PLAYING)
        self._play(program, [*first, str(file)])

    def _play(self, program: str, call: list[str]) -> None:
        process = self._player = QProcess(self._bridge)  # it may end a little later than what asked for it

        def ended(code: int) -> None:
            self._ended(process, code)

        def failed(error: QProcess.ProcessError) -> None:
            self._failed(process, error)

        process.finished.connect(ended)
        process.finished.connect(process.deleteLater)
        process.errorOccurred.connect(failed)
        self.destroyed.connect(process.kill)  # the window was locked or closed over it
        process.start(program, call)

    def _ended(self, process: QProcess, code: int) -> None:
        if process is not self._player or not shiboken6.isValid(self):
            return  # it was stopped
        self._player = None
        said = bytes(process.readAllStandardError().data()).decode(errors="replace").strip().splitlines()
        why = said[-1] if said else str(code)
        self._stand(Hearing.QUIET, _tr("No sound device took it: {why}").format(why=why) if code else "")

    def _failed(self, process: QProcess, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and process is self._player and shiboken6.isValid(self):
            self._player, why = None, process.errorString()
            process.deleteLater()
            self._stand(Hearing.QUIET, _tr("The sound could not be played: {why}").format(why=why))

    def _stand(self, hearing: Hearing, trouble: str = "") -> None:
        self.hearing, self.trouble = hearing, trouble
        self.changed.emit()


def _made(text: str, language: str, file: Path) -> str:
    """On a worker. Returns: why there is no file, in words."""
    try:
        write_wav(text, language, file)
    except DeskError as e:
        return str(e)
    except OSError as e:
        return _tr("The voice could not be kept: {why}").format(why=e.strerror)
    return ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Listening", text)
