"""Where this desk reads series: for each source of the plan an address, kept as a secret as those of channels are."""

import enum
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import msgspec

from incident_desk.domain.errors import BadInput, RuleError
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_watch import WatchedSeries
from incident_desk.store import keys
from incident_desk.store.home import Home

if TYPE_CHECKING:
    from incident_desk.desk import Desk

SOURCES: Final = "watch sources"


class SourceKind(enum.StrEnum):
    """How a source is asked."""

    PROMETHEUS = "prometheus"
    SQL = "sql"
    CSV = "csv"
    JSON = "json"


class Source(msgspec.Struct, frozen=True):
    """How one source is reached. `tenant` is the organisation that Mimir and its like ask for."""

    kind: SourceKind
    address: str
    token: str = ""
    tenant: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """What is sent along with each question."""
        found = {"Accept": "application/json, text/csv;q=0.9, */*;q=0.1"}
        if self.token:
            found["Authorization"] = f"Bearer {self.token}"
        if self.tenant:
            found["X-Scope-OrgID"] = self.tenant
        return found


class SourceStanding(msgspec.Struct, frozen=True):
    """How one source stands at this desk: which series of the plan it is asked for, and whether it is set up."""

    name: str
    series: tuple[WatchedSeries, ...]
    is_set_up: bool


def source_standings(plan: Plan, set_up: Mapping[str, str]) -> list[SourceStanding]:
    """Every source that the plan asks, then those that are set up here and asked no more."""
    of: dict[str, list[WatchedSeries]] = {}
    for each in plan.watch:
        of.setdefault(each.source, []).append(each)
    asked = [SourceStanding(name, tuple(series), name in set_up) for name, series in of.items()]
    return asked + [SourceStanding(name, (), is_set_up=True) for name in set_up if name not in of]


def names_in(setting: str | None) -> dict[str, str]:
    """By the name of each source that is set up in a home: that of its secret; from the setting `SOURCES`."""
    return msgspec.json.decode(setting, type=dict[str, str]) if setting else {}


def source_kept(home: Home, names: Mapping[str, str], source: str) -> Source | None:
    """How it is reached; None if it is not set up, or its secret is gone from where it was kept."""
    secret = names.get(source)
    kept = keys.secret(home, secret) if secret else None
    try:
        return msgspec.json.decode(kept, type=Source) if kept is not None else None
    except msgspec.DecodeError:
        return None


class Sources:
    """Of one home. Each call blocks for a moment; nothing of an address is ever on the record."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def set_up(self) -> dict[str, str]:
        """By the name of each source that is set up here: that of its secret. A home that stays apart has none."""
        return {} if self._desk.is_apart else names_in(self._desk.setting(SOURCES).result())

    def of(self, name: str) -> Source | None:
        """See `source_kept`."""
        return source_kept(self._desk.home, self.set_up(), name)

    def put(self, name: str, source: Source) -> None:
        """Set a source up, or reach it otherwise from now on. Raises: BadInput, RuleError, another DeskError."""
        if self._desk.is_apart:
            raise RuleError("This home is a demo or a drill: it asks no real source.")
        must_be_usable(name, source)
        kept = self.set_up()
        secret = kept.get(name) or f"series {secrets.token_hex(8)}"
        keys.put_away(self._desk.home, secret, msgspec.json.encode(source))
        self._keep({**kept, name: secret})

    def remove(self, name: str) -> None:
        """Ask it from here no more. Raises: BadInput if it is not set up."""
        kept = self.set_up()
        secret = kept.pop(name, None)
        if secret is None:
            raise BadInput(f"“{name}” is not set up here")
        self._keep(kept)
        keys.remove(self._desk.home, secret)

    def _keep(self, kept: dict[str, str]) -> None:
        self._desk.set_setting(SOURCES, msgspec.json.encode(kept).decode()).result()


def must_be_usable(name: str, source: Source) -> None:
    """Raises: BadInput naming the field, and what is written there."""
    if not name.strip() or name != " ".join(name.split()):
        raise BadInput("a source has the name that the plan gives it", "name")
    schemes = {SourceKind.SQL: (), SourceKind.CSV: ("http", "https", "file")}.get(source.kind, ("http", "https"))
    scheme, colon, rest = source.address.partition("://")
    if not colon or not rest:
        raise BadInput(f"write it with what it begins with, like {EXAMPLES[source.kind]}", "address")
    if schemes and scheme not in schemes:
        raise BadInput(f"begins with {' or '.join(f'{each}://' for each in schemes)}", "address")
    for field in ("token", "tenant"):
        if any(ord(letter) < 0x20 or ord(letter) > 0x7E for letter in getattr(source, field)):
            raise BadInput("holds a character that cannot be sent", field)


EXAMPLES: Final[Mapping[SourceKind, str]] = {
    SourceKind.PROMETHEUS: "http://prometheus.example:9090",
    SourceKind.SQL: "postgresql://user:password@host/database",
    SourceKind.CSV: "file:///srv/orders.csv",
    SourceKind.JSON: "https://shop.example/figures.json",
}
