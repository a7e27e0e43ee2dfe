"""Coming in through our own code: what is refused, what is said, and where no password may ever be seen."""

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import conninfo

from incident_desk.desk import Desk
from incident_desk.domain.errors import BadInput, RuleError
from incident_desk.store.shared import members
from incident_desk.store.shared.connection import Connection, Unreachable, connect, in_words, parse, shown

SECRET = "hunter2-and-more"


def test_a_home_that_stays_apart_joins_nothing_and_makes_nothing(tmp_path: Path, ada: Desk, database: str) -> None:
    line = ada.shared.membership().grant("Demo", "responder")
    with Desk.open(tmp_path / "demo", apart=True) as demo:
        with pytest.raises(RuleError, match="no key to sign"):
            demo.shared.membership().join(line)
        with pytest.raises(RuleError, match="no key to sign"):
            demo.shared.membership().found(database)
    with Desk.open(tmp_path / "cyd") as cyd:  # and the line was not used up
        assert cyd.shared.membership().join(line) == "responder"


def test_a_stolen_join_line_is_worth_nothing_once_it_was_used(ada: Desk, tmp_path: Path) -> None:
    line = ada.shared.membership().grant("Cyd", "responder")
    with Desk.open(tmp_path / "cyd") as cyd:
        cyd.shared.membership().join(line)
        kept = cyd.shared.membership().parts()
    assert kept["password"] != conninfo.conninfo_to_dict(line)["password"]
    with pytest.raises(Unreachable, match="password"):
        connect(parse(line))


def test_joining_goes_on_where_the_answer_to_the_new_password_was_lost(
    ada: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = ada.shared.membership().grant("Cyd", "responder")
    change = members.change_password

    def changed_and_cut(connection: Connection, role: str, password: str) -> None:
        change(connection, role, password)
        connection.close()
        connection.execute("SELECT 1")

    with Desk.open(tmp_path / "cyd") as cyd:
        with monkeypatch.context() as patched:
            patched.setattr(members, "change_password", changed_and_cut)
            with pytest.raises(Unreachable):
                cyd.shared.membership().join(line)
        assert cyd.shared.membership().join(line) == "responder"
        assert cyd.shared.exchange().waiting == 0


def test_no_password_goes_to_the_server_in_the_clear(ada: Desk, database: str) -> None:
    """Where a statement is shown or logged, nobody reads it: only what the server checks it by goes there."""
    with connect(parse(database)) as admin, admin.transaction(force_rollback=True):
        access = members.invite(admin, "Cyd", "responder")
        row = admin.execute("SELECT rolpassword FROM pg_authid WHERE rolname = %s", (access.role,)).fetchone()
        assert row is not None
        assert row[0].startswith("SCRAM-SHA-256$")
        assert access.password not in row[0]


@pytest.mark.parametrize(
    "address",
    [
        f"postgres//desk:{SECRET}@host/db",
        f"postgresql://desk:{SECRET}@[host/db",
        f"postgresql://desk:{SECRET}@host/db?nonsense={SECRET}",
        f"host=h password={SECRET} nonsense={SECRET}",
        f"password='{SECRET}",
        SECRET,
    ],
)
def test_an_address_with_a_mistake_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse(address)
    assert SECRET not in str(caught.value)


def test_no_password_is_in_an_error_a_log_or_what_is_shown(
    ada: Desk, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    parts = {**parse(database), "password": SECRET, "user": "nobody_here"}
    with pytest.raises(Unreachable) as caught:
        connect(parts)
    for wrong in ({"port": "1"}, {"host": "nowhere.invalid"}, {"dbname": "no_such"}):
        with pytest.raises(Unreachable) as caught:
            connect({**parts, **wrong})
        assert SECRET not in str(caught.value)
    assert SECRET not in caplog.text
    assert SECRET not in shown(parts)
    assert SECRET not in in_words(psycopg.OperationalError("x"), parts)


def test_the_keys_of_a_desk_are_for_its_user_alone(ada: Desk) -> None:
    for file in ada.home.keys.iterdir():
        assert file.stat().st_mode & 0o077 == 0
    kept = ada.shared.membership().parts()["password"]
    assert kept.encode() not in b"".join(_command_lines())


def _command_lines() -> Iterator[bytes]:
    """What every process of this machine was called with, as anybody may read it."""
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):  # gone meanwhile
            yield file.read_bytes()


@pytest.mark.parametrize(
    ("address", "mode"),
    [
        ("postgresql://a@db.example/x", "verify-full"),
        ("postgresql://a@10.0.0.7/x", "verify-full"),
        ("postgresql://a@localhost,db.example/x", "verify-full"),
        ("host=localhost hostaddr=10.0.0.7 dbname=x", "verify-full"),
        ("postgresql://a@localhost/x", "prefer"),
        ("postgresql://a@127.0.0.1,[::1]/x", "prefer"),
        ("host=/run/postgresql dbname=x", "prefer"),
        ("postgresql://a@db.example/x?sslmode=disable", "disable"),
    ],
)
def test_tls_is_verified_unless_the_server_is_here_or_somebody_says_so_by_name(address: str, mode: str) -> None:
    assert parse(address)["sslmode"] == mode


def test_a_join_line_has_nothing_of_the_administrators_own_certificate() -> None:
    parts = {"host": "db.example", "dbname": "x", "user": "boss", "password": SECRET, "sslmode": "verify-full"}
    own = {"sslkey": "boss.key", "sslpassword": SECRET, "sslcert": "boss.crt"}
    line = members.line({**parts, **own}, members.Access("desk_1", "p/w"))
    assert conninfo.conninfo_to_dict(line) == {
        "host": "db.example",
        "port": "5432",
        "dbname": "x",
        "user": "desk_1",
        "password": "p/w",
        "sslmode": "verify-full",
    }


def test_where_a_desk_was_shut_out_it_is_told(ada: Desk, bea: Desk) -> None:
    ada.shared.membership().revoke("bea")
    with pytest.raises(Unreachable, match="revoked"):
        bea.shared.exchange()
