"""The open alerts as Alertmanager shows them, in slices: what comes in meanwhile waits for none of them long."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from incident_desk.desk.alerts import AlertBook, AlertsNow
from incident_desk.domain.alert_entries import AlertKey, Matcher
from incident_desk.domain.alert_list import Alert, Silence
from incident_desk.domain.alert_matching import fits, fits_all
from incident_desk.domain.moments import iso
from incident_desk.intake.alerts.overdue import Overdue

RECEIVER: Final = {"name": "incident-desk"}
SLICE: Final = 500
Group = tuple[tuple[str, str], ...]


class Wanted(msgspec.Struct, frozen=True):
    """Which alerts somebody asks for."""

    filter: tuple[Matcher, ...] = ()
    active: bool = True
    silenced: bool = True
    receiver: Matcher | None = None
    is_grouped: bool = False


class _Place(NamedTuple):
    """Where an alert stands in the answer."""

    group: Group
    fingerprint: str
    key: AlertKey


class ShownAlerts:
    """What is asked of the alerts by GET, as bytes of JSON, piece by piece."""

    def __init__(self, now: AlertsNow, overdue: Overdue, now_us: Callable[[], int]) -> None:
        self._now = now
        self._overdue = overdue
        self._now_us = now_us
        self._fingerprints: dict[AlertKey, tuple[Mapping[str, str], str]] = {}
        """Only the thread of the alerts touches it. A fingerprint is drawn byte by byte, and looked at often."""

    async def told(self, wanted: Wanted) -> AsyncIterator[bytes]:
        """A list of alerts, or of groups of them."""
        places = sorted(await self._places(wanted)) if _is_receiver(wanted) else []
        yield b"["
        before: Group | None = None
        for own in _slices(places):
            found = await asyncio.to_thread(self._now.ask, lambda book, own=own: self._encoded(book, own, wanted))
            part: list[bytes] = []
            for group, alert in found:
                is_next = wanted.is_grouped and group != before
                part.append(_between(before, is_next=is_next))
                if is_next:
                    part.append(_head(group))
                before = group
                part.append(alert)
            yield b"".join(part)
        yield b"]}]" if wanted.is_grouped and before is not None else b"]"

    async def _places(self, wanted: Wanted) -> list[_Place]:
        keys = await asyncio.to_thread(self._now.ask, _open_keys)
        found: list[_Place] = []
        for own in _slices(keys):
            found += await asyncio.to_thread(self._now.ask, lambda book, own=own: self._placed(book, own, wanted))
        return found

    def _placed(self, book: AlertBook, keys: Sequence[AlertKey], wanted: Wanted) -> list[_Place]:
        names = sorted(book.plan.alerts_or_default.group_by) if wanted.is_grouped else []
        if len(self._fingerprints) > 2 * len(book.alerts.of) + SLICE:
            self._fingerprints = {key: kept for key, kept in self._fingerprints.items() if key in book.alerts.of}
        return [
            _Place(
                tuple((name, alert.labels[name]) for name in names if name in alert.labels),
                self._fingerprint(alert),
                alert.key,
            )
            for alert in map(book.alerts.of.get, keys)
            if alert is not None and fits_all(wanted.filter, alert.labels)
        ]

    def _fingerprint(self, alert: Alert) -> str:
        kept = self._fingerprints.get(alert.key)
        if kept is None or kept[0] is not alert.labels:
            kept = self._fingerprints[alert.key] = (alert.labels, fingerprint(alert.labels))
        return kept[1]

    def _encoded(self, book: AlertBook, places: Sequence[_Place], wanted: Wanted) -> list[tuple[Group, bytes]]:
        now_us = self._now_us()
        holding = [each for each in book.alerts.silences.values() if each.holds(now_us)]
        found: list[tuple[Group, bytes]] = []
        for group, own, key in places:
            alert = book.alerts.of.get(key)
            if alert is None or not alert.is_open:
                continue  # it ended while the others were looked at
            silenced = _silenced(alert, holding)
            if wanted.silenced if silenced else wanted.active:
                shown = alert_shown(alert, own, silenced, self._overdue.until(alert))
                found.append((group, msgspec.json.encode(shown)))
        return found


def _open_keys(book: AlertBook) -> list[AlertKey]:
    return [alert.key for alert in book.alerts.of.values() if alert.is_open]


def _slices(of: Sequence[Any]) -> Iterable[Sequence[Any]]:
    for at in range(0, len(of), SLICE):
        yield of[at : at + SLICE]


def _is_receiver(wanted: Wanted) -> bool:
    return wanted.receiver is None or fits(wanted.receiver, RECEIVER["name"])


def _silenced(alert: Alert, holding: Iterable[Silence]) -> list[str]:
    return [each.id for each in holding if each.fits(alert.labels)]


def _between(before: Group | None, *, is_next: bool) -> bytes:
    """What stands between this alert and the one before."""
    if before is None:
        return b""
    return b"]}," if is_next else b","


def _head(group: Group) -> bytes:
    """What a group begins with."""
    return msgspec.json.encode({"labels": dict(group), "receiver": RECEIVER})[:-1] + b',"alerts":['


def alert_shown(alert: Alert, own: str, silenced: Sequence[str], until_us: int) -> dict[str, Any]:
    """An alert as Alertmanager shows it; `own` is its fingerprint."""
    return {
        "annotations": alert.annotations,
        "endsAt": iso(until_us),
        "fingerprint": own,
        "receivers": [RECEIVER],
        "startsAt": iso(alert.since_us),
        "status": {
            "inhibitedBy": [],
            "mutedBy": [],
            "silencedBy": list(silenced),
            "state": "suppressed" if silenced else "active",
        },
        "updatedAt": iso(alert.said_us),
        "generatorURL": alert.link,
        "labels": alert.labels,
    }


def fingerprint(labels: Mapping[str, str]) -> str:
    """As Prometheus draws it: FNV-1a over sorted names and values, each closed by a byte 255."""
    found = 0xCBF29CE484222325
    for byte in b"".join(part.encode() + b"\xff" for pair in sorted(labels.items()) for part in pair):
        found = ((found ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return f"{found:016x}"
