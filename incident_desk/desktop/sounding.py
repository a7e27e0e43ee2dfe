"""One short sound: some soft tones made here, played by whatever player this machine has; where none is, it is quiet.

Qt's own sound is not among the parts of Qt that come along, and this much needs none of it.
"""

import array
import asyncio
import io
import math
import subprocess
import wave
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, QTemporaryDir, Signal

from incident_desk.desktop.bridge import Bridge
from incident_desk.domain.severity import Severity

RATE: Final = 22_050
TONE_S: Final = 0.11
TONES_HZ: Final[dict[Severity | None, tuple[float, ...]]] = {
    Severity.SEV1: (880.0, 660.0, 880.0, 660.0),
    Severity.SEV2: (660.0, 784.0, 988.0),
    Severity.SEV3: (660.0, 880.0),
    Severity.SEV4: (660.0,),
    None: (660.0,),
}
"""The worse, the more tones; only the worst goes to and fro."""
PLAYERS: Final = (("pw-play", ()), ("paplay", ()), ("aplay", ("-q",)), ("afplay", ()))
"""What plays a file, the likeliest first: PipeWire, PulseAudio, ALSA, a Mac."""
VOLUMES: Final = {"soft": 0.08, "normal": 0.25, "loud": 0.8}
OFF: Final = "off"
PATIENCE_S: Final = 10.0


def player() -> tuple[str, tuple[str, ...]] | None:
    """The program that plays, and what it is told first; None where there is none."""
    found = ((QStandardPaths.findExecutable(name), first) for name, first in PLAYERS)
    return next(((path, first) for path, first in found if path), None)


def wav(tones_hz: Sequence[float], volume: float) -> bytes:
    """The tones one after another as a WAV file: 16 bit, one channel. `volume` from 0 to 1."""
    samples = array.array("h")
    for hertz in tones_hz:
        count = int(RATE * TONE_S)
        for at in range(count):
            swell = math.sin(math.pi * at / count) ** 2  # no tone begins or ends with a click
            samples.append(round(32_767 * volume * swell * math.sin(2 * math.pi * hertz * at / RATE)))
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return made.getvalue()


class Sounding(QObject):
    """`trouble` says why nothing is heard, empty while all is well; `changed` when that is another."""

    changed = Signal()

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._folder: QTemporaryDir | None = None
        self.trouble = "" if player() else _none()

    def play(self, volume: str, severity: Severity | None) -> None:
        """The sound of this severity, once, at this volume; while that is off, nothing."""
        if volume in VOLUMES:
            self._bridge.soon(self._play(volume, severity), self._say)

    async def _play(self, volume: str, severity: Severity | None) -> None:
        self._say(await asyncio.to_thread(self._played, volume, severity))

    def _played(self, volume: str, severity: Severity | None) -> str:
        """On a worker thread, until it was heard. Returns: why it was not, in words."""
        found = player()
        if found is None:
            return _none()
        program, first = found
        try:
            call = [program, *first, str(self._file(volume, severity))]
            done = subprocess.run(call, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=PATIENCE_S)
        except OSError as e:
            return _tr("The sound could not be played: {why}").format(why=e.strerror)
        except subprocess.TimeoutExpired:
            return _tr("The sound device does not answer")
        said = done.stderr.decode(errors="replace").strip().splitlines()
        why = said[-1] if said else str(done.returncode)
        return _tr("No sound device took it: {why}").format(why=why) if done.returncode else ""

    def _file(self, volume: str, severity: Severity | None) -> Path:
        """Made when it is first asked for. Raises: OSError."""
        if self._folder is None:
            self._folder = QTemporaryDir()  # Qt takes it away with this object
        file = Path(self._folder.path()) / f"{severity or 'none'}-{volume}.wav".lower()
        if not file.exists():
            file.write_bytes(wav(TONES_HZ[severity], VOLUMES[volume]))
        return file

    def _say(self, trouble: str) -> None:
        if trouble != self.trouble:
            self.trouble = trouble
            self.changed.emit()


def sounding_of(bridge: Bridge) -> Sounding:
    """The one of this record."""
    found = bridge.findChild(Sounding)
    return found if isinstance(found, Sounding) else Sounding(bridge, bridge)


def _none() -> str:
    return _tr("Nothing here plays sounds: pw-play, paplay or aplay is needed")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Sounding", text)
