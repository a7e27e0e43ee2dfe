"""Testing the connection says in words where the way to the server ends, and goes no further."""

from collections.abc import Generator

import psycopg
import pytest

from incident_desk.desk import Desk
from incident_desk.desk.clock import system_clock
from incident_desk.domain.errors import BadInput
from incident_desk.store.shared.connection import parse
from incident_desk.store.shared.probing import Part, Step, probe
from tests.shared.cluster import Cluster


def way(address: str, ahead_us: int = 0) -> list[Step]:
    return list(probe(parse(address), lambda: system_clock() + ahead_us))


def end_of(steps: list[Step]) -> tuple[Part, str]:
    *before, last = steps
    assert all(step.is_open for step in before)
    assert not last.is_open
    return last.part, last.said


def test_an_open_way_is_walked_to_its_end(ada: Desk) -> None:
    steps = list(ada.shared.membership().test("", system_clock))
    assert [step.part for step in steps] == list(Part)
    assert all(step.is_open for step in steps)
    assert "as administrator" in steps[4].said


def test_a_join_line_is_tested_before_it_is_used(ada: Desk, bea: Desk) -> None:
    line = ada.shared.membership().grant("Cyd", "responder")
    steps = list(bea.shared.membership().test(line, system_clock))
    assert "not one of the desks yet" in steps[4].said


def test_a_name_nobody_has(cluster: Cluster) -> None:
    assert end_of(way("postgresql://x@no-such-machine.invalid/db")) == (
        Part.NAME,
        "No machine is called “no-such-machine.invalid”: check the name, or the network.",
    )


def test_a_port_nobody_listens_on() -> None:
    part, said = end_of(way("postgresql://x@127.0.0.1:1/db"))
    assert (part, said.partition(":1:")[0]) == (Part.PORT, "Nothing listens on 127.0.0.1")


def test_a_server_without_tls_where_tls_is_wanted(cluster: Cluster) -> None:
    part, said = end_of(way(f"{cluster.url}?sslmode=require"))
    assert (part, said.partition(".")[0]) == (Part.TLS, "The server offers no TLS")


@pytest.fixture
def strict(cluster: Cluster) -> Generator[Cluster]:
    """The server asks for a password where it comes over the network, and lets one person not in at all."""
    rules = cluster.folder / "data" / "pg_hba.conf"
    before = rules.read_text(encoding="ascii")
    rules.write_text(f"host all eve 127.0.0.1/32 scram-sha-256\nhost all mallory 127.0.0.1/32 reject\n{before}")
    reload_rules(cluster, "CREATE ROLE eve LOGIN PASSWORD 'right'", "CREATE ROLE mallory LOGIN")
    yield cluster
    rules.write_text(before, encoding="ascii")
    reload_rules(cluster, "DROP ROLE eve", "DROP ROLE mallory")


def reload_rules(cluster: Cluster, *statements: str) -> None:
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        for statement in (*statements, "SELECT pg_reload_conf()", "SELECT pg_sleep(0.2)"):
            connection.execute(statement.encode())


def test_a_password_that_is_not_accepted(strict: Cluster) -> None:
    part, said = end_of(way(f"postgresql://eve:wrong@127.0.0.1:{strict.port}/postgres"))
    assert (part, said) == (Part.PASSWORD, "The password of eve is not accepted.")


def test_somebody_the_server_lets_not_in(strict: Cluster) -> None:
    part, said = end_of(way(f"postgresql://mallory@127.0.0.1:{strict.port}/postgres"))
    assert (part, said) == (Part.RIGHTS, "The server lets mallory not in from here (pg_hba.conf).")


def test_a_database_that_holds_no_record(database: str) -> None:
    part, said = end_of(way(database))
    assert (part, said.partition(" in ")[0]) == (Part.RIGHTS, "No record lies")


def test_a_desk_that_was_shut_out(ada: Desk, bea: Desk) -> None:
    ada.shared.membership().revoke("Bea")
    part, _ = end_of(list(bea.shared.membership().test("", system_clock)))
    assert part is Part.RIGHTS


def test_a_clock_too_far_ahead(ada: Desk) -> None:
    steps = list(ada.shared.membership().test("", lambda: system_clock() + 660_000_000))
    part, said = end_of(steps)
    assert (part, said.partition(";")[0]) == (Part.CLOCK, "This machine's clock is 660.0 s ahead of the server")


def test_what_is_no_address_is_said_at_once(ada: Desk) -> None:
    with pytest.raises(BadInput, match="names no host"):
        ada.shared.membership().test("dbname=x", system_clock)
