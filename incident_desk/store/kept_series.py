"""What a desk keeps on its own disk of the series it watches, to go on where it stopped: a few KB for each."""

import hashlib
import logging
from array import array
from pathlib import Path
from typing import Final

import msgspec

from incident_desk.domain.errors import RecordDamaged
from incident_desk.store import files
from incident_desk.store.enclosing import disclosed, enclosed
from incident_desk.store.home import Home

log = logging.getLogger(__name__)
FOLDER: Final = "watch"


class KeptSeries(msgspec.Struct, frozen=True, array_like=True):
    """One series: what its detector knows, its last points as pairs of doubles, and where its counter stood."""

    title: str
    detector: bytes
    points: bytes
    counted: tuple[float, float] | None = None

    @property
    def pairs(self) -> list[tuple[float, float]]:
        """Raises: ValueError if they are none."""
        numbers = array("d")
        numbers.frombytes(self.points)
        return list(zip(numbers[::2], numbers[1::2], strict=True))


def packed(pairs: list[tuple[float, float]]) -> bytes:
    """Points as they are kept."""
    return array("d", (number for pair in pairs for number in pair)).tobytes()


def keep(home: Home, source: str, series: dict[str, KeptSeries]) -> None:
    """All series of a source, in place of what was kept of them. Raises: OSError."""
    file = _file(home, source)
    files.make_folder(file.parent)
    files.write(file, enclosed(home, file.name, msgspec.msgpack.encode(series)))


def kept(home: Home, source: str) -> dict[str, KeptSeries]:
    """By series. What cannot be read is told in the log, and learnt anew."""
    file = _file(home, source)
    try:
        raw = disclosed(home, file.name, file.read_bytes())
        return msgspec.msgpack.decode(raw, type=dict[str, KeptSeries])
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.DecodeError, RecordDamaged) as e:
        log.warning("What was known of the series of %s cannot be read, and is learnt anew: %s", source, e)
        return {}


def forget(home: Home, source: str) -> None:
    """Keep nothing of a source any more."""
    _file(home, source).unlink(missing_ok=True)


def _file(home: Home, source: str) -> Path:
    return home.path / FOLDER / f"{hashlib.sha256(source.encode()).hexdigest()[:24]}.series"
