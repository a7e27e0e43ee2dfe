"""What the window remembers between two starts: size, layout, theme, zone, a declaration half written."""

import contextlib
from datetime import UTC, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from PySide6.QtCore import QByteArray, QSettings, QTimeZone

from incident_desk.domain.severity import Severity

if TYPE_CHECKING:
    from incident_desk.desktop.begun import Begun
    from incident_desk.store.home import Where

OPEN = ("look", "console")
"""What the lock screen needs, before anybody has unlocked anything."""
GEOMETRY = "window/geometry"
LOCK_AFTER = "window/lock_after"
LOCK_AFTER_MIN = 15
LONGEST_MIN = 24 * 60
LOCAL = "local"
"""The zone of this machine, whatever it is at the time."""


def is_private(key: str) -> bool:
    """Whether what is kept under this key says anything of somebody's work."""
    return key != GEOMETRY and key.partition("/")[0] not in OPEN


class DeclareDraft(msgspec.Struct, frozen=True):
    """A declaration that was kept for later, as it was typed."""

    title: str = ""
    severity: Severity | None = None
    services: tuple[str, ...] = ()
    started: str = ""
    is_restricted: bool = False
    members: tuple[str, ...] = ()
    fills: bool = False
    holds: bool = False
    alerts: tuple[str, ...] = ()


class WindowState:
    """Kept in a file inside the home: each home has its own, and it moves with it.

    Qt writes the file in one piece when the event loop is idle; where the home cannot be written to, it is not kept.
    """

    def __init__(self, home: Path, begun: "Begun | None" = None) -> None:
        _drop_empty(home / "window.ini.lock")
        self._settings = QSettings(str(home / "window.ini"), QSettings.Format.IniFormat)
        self._begun = begun

    @classmethod
    def of(cls, place: "Where") -> "WindowState":
        """What is remembered for a home; of one person with a PIN, only the looks lie in the open."""
        if isinstance(place, Path):
            return cls(place)
        if place.key is None:
            return cls(place.path)
        from incident_desk.desktop.begun import Begun

        return cls(place.installation, Begun(place))

    def text(self, key: str, default: str = "") -> str:
        """One remembered text."""
        if self._begun is not None and is_private(key):
            return self._begun.text(key) or default
        value = self._settings.value(key, default)
        return value if isinstance(value, str) else default

    def keep(self, key: str, value: str) -> None:
        """Remember a text; an empty one is forgotten."""
        if self._begun is not None and is_private(key):
            self._begun.keep(key, value)
            return
        if value:
            self._settings.setValue(key, value)
        else:
            self._settings.remove(key)

    def save(self) -> None:
        """Write now, before the process ends."""
        self._settings.sync()

    def private(self) -> dict[str, str]:
        """What was begun here: a declaration half written, lines not entered, which incident was shown last."""
        kept = {key: self.text(key) for key in self._settings.allKeys() if is_private(key)}
        return {key: value for key, value in kept.items() if value}

    def forget_private(self) -> None:
        """It is kept elsewhere now, or its author is gone."""
        for key in self._settings.allKeys():
            if is_private(key):
                self._settings.remove(key)
        self.save()

    # the window -------------------------------------------------------------------------------------------------------

    def geometry(self) -> QByteArray:
        """What QWidget.restoreGeometry takes; empty at the first start."""
        value = self._settings.value(GEOMETRY)
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue(GEOMETRY, geometry)

    def layout(self, room: str) -> dict[str, str]:
        """What a room wanted kept of its layout: splitters, filters."""
        try:
            return msgspec.json.decode(self.text(f"layout/{room}", "{}"), type=dict[str, str])
        except msgspec.DecodeError:
            return {}

    def keep_layout(self, room: str, layout: dict[str, str]) -> None:
        self.keep(f"layout/{room}", msgspec.json.encode(layout).decode() if layout else "")

    # what a person chose ----------------------------------------------------------------------------------------------

    @property
    def theme(self) -> str:
        """dark, light or system."""
        return self.text("look/theme", "system")

    @property
    def language(self) -> str:
        """A code like "de", or "system"."""
        return self.text("look/language", "system")

    @property
    def zone_name(self) -> str:
        """UTC, "local", or a name like Europe/Berlin."""
        return self.text("look/zone", LOCAL)

    @property
    def speaks(self) -> bool:
        """Whether what is due is said aloud at this desk."""
        return self.text("look/speech") == "on"

    @property
    def sound(self) -> str:
        """How loud a new need is heard: off, soft, normal or loud."""
        return self.text("look/sound", "normal")

    @property
    def notifies(self) -> bool:
        """Whether the desktop shows a message of a new need while the window is not in front."""
        return self.text("look/notify") != "off"

    @property
    def lock_after_min(self) -> float:
        """After so many minutes without a touch the record of somebody with a PIN locks; 0 for never."""
        try:
            minutes = float(self.text(LOCK_AFTER) or LOCK_AFTER_MIN)
        except ValueError:
            minutes = LOCK_AFTER_MIN
        return minutes if 0 <= minutes <= LONGEST_MIN else LOCK_AFTER_MIN

    # a declaration kept for later -------------------------------------------------------------------------------------

    @property
    def draft(self) -> DeclareDraft | None:
        """The declaration somebody did not finish; None if there is none."""
        try:
            return msgspec.json.decode(self.text("declare/draft"), type=DeclareDraft)
        except msgspec.DecodeError:
            return None

    def keep_draft(self, draft: DeclareDraft | None) -> None:
        """Remember a declaration, or forget the one that is kept."""
        self.keep("declare/draft", "" if draft is None else msgspec.json.encode(draft).decode())


def _drop_empty(lock: Path) -> None:
    """A process that was killed while Qt made its lock leaves an empty one, for which Qt would wait half a minute."""
    with contextlib.suppress(OSError):
        if lock.stat().st_size == 0:
            lock.unlink()


def zone_named(name: str) -> tzinfo:
    """The zone a person chose; UTC for a name that this machine does not know."""
    try:
        return ZoneInfo(_local_name() if name == LOCAL else name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _local_name() -> str:
    """This machine's zone by name: an offset alone would show the summer's times an hour off in winter."""
    return bytes(QTimeZone.systemTimeZoneId().data()).decode() or "UTC"
