"""What the window remembers between two starts: size, layout, theme, zone, a declaration half written."""

import contextlib
from datetime import UTC, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from PySide6.QtCore import QByteArray, QSettings, QTimeZone

from incident_desk.domain.severity import Severity

LOCAL = "local"
"""The zone of this machine, whatever it is at the time."""


class DeclareDraft(msgspec.Struct, frozen=True):
    """A declaration that was kept for later, as it was typed."""

    title: str = ""
    severity: Severity | None = None
    services: tuple[str, ...] = ()
    started: str = ""
    is_restricted: bool = False
    members: tuple[str, ...] = ()


class WindowState:
    """Kept in a file inside the home: each home has its own, and it moves with it.

    Qt writes the file in one piece when the event loop is idle; where the home cannot be written to, it is not kept.
    """

    def __init__(self, home: Path) -> None:
        _drop_empty(home / "window.ini.lock")
        self._settings = QSettings(str(home / "window.ini"), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        """One remembered text."""
        value = self._settings.value(key, default)
        return value if isinstance(value, str) else default

    def keep(self, key: str, value: str) -> None:
        """Remember a text; an empty one is forgotten."""
        if value:
            self._settings.setValue(key, value)
        else:
            self._settings.remove(key)

    def save(self) -> None:
        """Write now, before the process ends."""
        self._settings.sync()

    # the window -------------------------------------------------------------------------------------------------------

    def geometry(self) -> QByteArray:
        """What QWidget.restoreGeometry takes; empty at the first start."""
        value = self._settings.value("window/geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("window/geometry", geometry)

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
    def zone_name(self) -> str:
        """UTC, "local", or a name like Europe/Berlin."""
        return self.text("look/zone", LOCAL)

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
