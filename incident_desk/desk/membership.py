"""Making, joining and leaving a shared database: what a person does once, beside the exchange that runs for ever."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import msgspec
import psycopg

from incident_desk.desk.addresses import address_of
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.store import keys
from incident_desk.store.home import Home
from incident_desk.store.keys import Identity
from incident_desk.store.shared import form, founding, members
from incident_desk.store.shared.connection import Connection, Unreachable, connect, in_words, parse, shown
from incident_desk.store.shared.exchange import hello
from incident_desk.store.shared.members import Access, Member
from incident_desk.store.shared.presence import NO_DESK, Someone, others
from incident_desk.store.shared.probing import Step, probe


class Standing(msgspec.Struct, frozen=True):
    """What the server says of itself and of everybody, when it is asked.

    `survives` says whether an acknowledgement survives the loss of the server.
    """

    address: str
    level: str
    members: tuple[Member, ...]
    standbys: int
    survives: bool
    offset_us: int
    advice: str
    """What to do about versions that do not fit; empty if they do."""
    there: tuple[Someone, ...] = ()
    """Who is in which incident now, as far as this desk may know."""


class Settings(Protocol):
    """Where a home keeps what never leaves it."""

    def setting(self, key: str) -> str | None: ...
    def set_setting(self, key: str, value: str) -> None: ...


class Membership:
    """Of one person of this home. Every call blocks: for a worker thread, or the command line."""

    def __init__(self, home: Home, settings: Settings, me: Identity, name: str) -> None:
        self._home = home
        self._settings = settings
        self._me = me
        self._name = name

    @property
    def is_joined(self) -> bool:
        """Whether this person shares the record."""
        return self._settings.setting(address_of(self._me.desk)) is not None

    def parts(self) -> dict[str, str]:
        """How to connect as this desk, with the password. Raises: NotFound if nothing was joined."""
        kept = self._settings.setting(address_of(self._me.desk))
        if kept is None:
            raise NotFound("This desk shares its record with nobody yet: incident-desk shared init URL, or join LINE.")
        parts = msgspec.json.decode(kept, type=dict[str, str])
        password = keys.secret(self._home, f"shared {self._me.desk}")
        return parts if password is None else {**parts, "password": password.decode()}

    def found(self, url: str) -> list[str]:
        """Make or update the shared database there, and come in as its first administrator.

        Returns: what should be changed at the server. Raises: BadInput, Unreachable, RuleError.
        """
        self._must_have_key()
        parts = parse(url)
        advice = founding.found(parts)
        keys.put_away(self._home, f"admin {self._me.desk}", msgspec.json.encode(parts))
        if not self.is_joined:
            with connect(parts) as connection:
                access = members.invite(connection, self._name, "administrator")
            self._come_in({**parts, "user": access.role, "password": access.password})
        return advice

    def join(self, line: str) -> str:
        """Come in with a join line. Returns: the level that was given. Raises: BadInput, Unreachable, RuleError."""
        if self.is_joined:
            raise RuleError("This desk has joined a shared database already.")
        return self._come_in(parse(line))

    def _come_in(self, parts: dict[str, str]) -> str:
        self._must_have_key()
        secret = f"shared {self._me.desk}"
        password = members.new_password()
        with self._reached(parts, keys.secret(self._home, secret)) as connection:
            try:
                level = members.enrol(connection, self._me, self._name)
                keys.put_away(self._home, secret, password.encode())  # first: the answer to the change may be lost
                members.change_password(connection, parts.get("user", ""), password)
            except psycopg.Error as e:
                raise Unreachable(in_words(e, parts)) from e
        kept = {name: value for name, value in parts.items() if name != "password"}
        self._settings.set_setting(address_of(self._me.desk), msgspec.json.encode(kept).decode())
        return level

    def _must_have_key(self) -> None:
        """A home that stays apart, as a demo's does, has none."""
        if keys.private_key(self._home, self._me.desk) is None:
            raise RuleError("This desk has no key to sign with, so it cannot join a shared database.")

    def _reached(self, parts: dict[str, str], kept: bytes | None) -> Connection:
        """With the password of the join line, or with the one that took its place before somebody pulled a plug."""
        try:
            return connect(parts)
        except Unreachable:
            if kept is None:
                raise
        return connect({**parts, "password": kept.decode()})

    def test(self, line: str, clock: Callable[[], int]) -> Iterator[Step]:
        """Go the way to the server step by step; the first step that fails is the last.

        Args:
            line: an address or a join line; empty for the one that was joined with.
        Raises: BadInput, NotFound.
        """
        return probe(parse(line) if line else self.parts(), clock)

    @property
    def address(self) -> str:
        """Where this person shares the record, without the password. Raises: NotFound."""
        return shown(self.parts())

    @property
    def lets_in(self) -> bool:
        """Whether this home has the administrator's key, with which people are let in."""
        return keys.secret(self._home, f"admin {self._me.desk}") is not None

    def grant(self, name: str, level: str) -> str:
        """Let somebody in. Returns: the join line, which is told once. Raises: RuleError, Unreachable."""
        given = " ".join(name.split())
        if not given:
            raise RuleError("Say who: incident-desk shared grant NAME.")
        parts = self._admin()
        with connect(parts) as connection:
            try:
                access: Access = members.invite(connection, given, level)
            except psycopg.Error as e:
                raise Unreachable(in_words(e, parts)) from e
            info = connection.info  # a service file names the host elsewhere
            where = {"host": info.host, "port": str(info.port), "dbname": info.dbname}
        return members.line({**where, **parts}, access)

    def revoke(self, name: str) -> int:
        """Shut somebody out, from this moment. Returns: how many desks that were. Raises: NotFound, Unreachable."""
        parts = self._admin()
        with connect(parts) as connection:
            return members.revoke(connection, name, parts)

    def _admin(self) -> dict[str, str]:
        kept = keys.secret(self._home, f"admin {self._me.desk}")
        if kept is None:
            raise RuleError(
                "Only the home that made the shared database lets people in: it has the administrator's key."
            )
        return msgspec.json.decode(kept, type=dict[str, str])

    def standing(self, now_us: int) -> Standing:
        """Ask the server how everybody stands. Raises: Unreachable."""
        parts = self.parts()
        with connect(parts) as connection:
            try:
                return _standing(connection, shown(parts), now_us)
            except psycopg.Error as e:
                raise Unreachable(in_words(e, parts)) from e


def _standing(connection: Connection, address: str, now_us: int) -> Standing:
    said = hello(connection)
    return Standing(
        address=address,
        level=said.level or "",
        members=tuple(members.roster(connection)),
        standbys=_standbys(connection),
        survives=_survives(connection),
        offset_us=said.now_us - now_us,
        advice=form.advice(form.form_of(connection)),
        there=others(connection, NO_DESK),
    )


def _survives(connection: Connection) -> bool:
    """Standbys are named that must have it, and what this desk hands up waits for them."""
    waits = _setting(connection, "synchronous_commit") not in ("off", "local")
    return waits and bool(_setting(connection, "synchronous_standby_names"))


def _standbys(connection: Connection) -> int:
    row: Any = connection.execute("SELECT count(*) FROM pg_stat_replication").fetchone()
    return row[0]


def _setting(connection: Connection, name: str) -> str:
    row: Any = connection.execute("SELECT setting FROM pg_settings WHERE name = %s", (name,)).fetchone()
    return row[0] if row else ""
