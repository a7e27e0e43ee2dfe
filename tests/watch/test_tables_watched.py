"""Series out of SQL, CSV and JSON: rows as people have them, and in words what is wrong with them."""

import http.server
import json
import os
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import sqlcipher3.dbapi2

from incident_desk.desk import Desk
from incident_desk.store import foreign
from incident_desk.watch import documents
from incident_desk.watch.answers import Asked, Line, SourceFault
from incident_desk.watch.asking import asked
from incident_desk.watch.sources import Source, SourceKind
from incident_desk.watch.watcher import Watcher
from tests.watch.watching import wait_for, warnings, watches

NOW = 1_700_000_040.0  # a whole minute


def ask(kind: SourceKind, address: str, query: str, since_s: float = NOW - 600) -> list[Line]:
    return asked(Source(kind, address), Asked(query, since_s, NOW + 30, 60))


ORDERS = """
CREATE TABLE orders (at timestamptz, region text, amount numeric);
INSERT INTO orders SELECT to_timestamp(%s - 60 * n), CASE n %% 2 WHEN 0 THEN 'Europe' ELSE 'Asia' END, n
FROM generate_series(0, 19) AS n
"""


@pytest.fixture
def orders(database: str) -> str:
    with psycopg.connect(database, autocommit=True) as connection:
        for statement in ORDERS.split(";"):
            connection.execute(statement.encode(), (NOW,) if "%s" in statement else None)
    return database


def test_rows_of_postgresql_are_points_and_other_columns_are_labels(orders: str) -> None:
    query = "SELECT at, region, amount FROM orders WHERE at >= :since AND at <= :until"
    lines = ask(SourceKind.SQL, orders, query)
    assert {line.name: len(line.points) for line in lines} == {'{region="Asia"}': 5, '{region="Europe"}': 6}
    assert all(line.points == sorted(line.points) for line in lines)
    [line] = ask(SourceKind.SQL, orders, "SELECT count(*)::int AS n FROM orders")
    assert line.points == [(NOW, 20.0)], "one row without a time is of now"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT nothing FROM orders", "cannot answer the question: column"),
        ("DELETE FROM orders", "cannot answer the question|may only read"),
        ("WITH gone AS (DELETE FROM orders RETURNING 1) SELECT 1", "cannot answer the question|may only read"),
        ("SELECT set_config('transaction_read_only', 'off', true), 1", "cannot answer|may only read|no column"),
        ("SELECT 1 AS value FROM generate_series(1, 60000)", "more than 50000 rows"),
        ("SELECT at AS time, region AS value, :nonsense FROM orders", "cannot answer the question"),
        ("SELECT region AS time, 1 AS value FROM orders", "is no time"),
        ("SELECT region FROM orders", "no column with a number"),
    ],
)
def test_what_is_wrong_with_a_query_is_said_and_nothing_is_written(orders: str, query: str, words: str) -> None:
    with pytest.raises(SourceFault, match=words):
        ask(SourceKind.SQL, orders, query)
    with psycopg.connect(orders) as connection:
        assert connection.execute("SELECT count(*) FROM orders").fetchone() == (20,)


def test_a_query_that_takes_too_long_is_given_up(orders: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign, "PATIENCE_S", 1)
    with pytest.raises(SourceFault, match="had not answered after 1 s"):
        ask(SourceKind.SQL, orders, "SELECT pg_sleep(20), 1 AS value")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("postgresql://nobody:secret@127.0.0.1:9/x", "cannot be reached"),
        ("mysql://a:secret@127.0.0.1/x", "no driver"),
        ("nonsense://x/y", "not known"),
        ("://", "no address"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_its_password(address: str, words: str) -> None:
    with pytest.raises(SourceFault, match=words) as told:
        ask(SourceKind.SQL, address, "SELECT 1")
    assert "secret" not in str(told.value)


def test_sqlite_is_only_read_and_for_some_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "shop.db"
    connection = sqlcipher3.dbapi2.connect(str(file))
    connection.execute("CREATE TABLE queue (t REAL, value REAL)")
    connection.executemany("INSERT INTO queue VALUES (?, ?)", [(NOW - 60 * n, float(n)) for n in range(5)])
    connection.commit()
    connection.close()
    address = f"sqlite:///{file}"
    [line] = ask(SourceKind.SQL, address, "SELECT t, value FROM queue WHERE t >= :since_s")
    assert line.points[-1] == (NOW, 0.0)
    with pytest.raises(SourceFault, match="may only read"):
        ask(SourceKind.SQL, address, "DELETE FROM queue RETURNING 1")
    monkeypatch.setattr(foreign, "PATIENCE_S", 1)
    forever = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) AS value FROM n"
    with pytest.raises(SourceFault, match="had not answered after 1 s"):
        ask(SourceKind.SQL, address, forever)


def test_a_change_in_a_table_of_postgresql_is_warned_of(desk: Desk, home: Path, database: str) -> None:
    """Ten minutes of seconds, then a queue that grows."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("CREATE TABLE queue (at timestamptz, waiting float)")
        connection.execute(
            "INSERT INTO queue SELECT now() - n * interval '1 s', 20 + n % 7 FROM generate_series(1, 600) AS n"
        )
        plan = """
watch:
  - key: queue
    title: Queue depth
    source: monitor
    query: SELECT at, waiting FROM queue WHERE at >= :since
    service: Search
    every: 1 s
"""
        watches(desk, database, SourceKind.SQL, plan)
        watcher = Watcher(desk)
        watcher.start()
        try:
            wait_for(lambda: bool(watcher.tiles))
            assert warnings(home) == []
            connection.execute(
                "INSERT INTO queue SELECT now() + n * interval '0.1 s', 300 FROM generate_series(1, 8) AS n"
            )
            wait_for(lambda: bool(warnings(home)))
        finally:
            watcher.stop()
    [warning] = warnings(home)
    assert (warning.service, warning.shifts[0].title) == ("Search", "Queue depth")


CSV: list[tuple[str, str, list[tuple[str, int]]]] = [
    ("timestamp,value\n1700000040,5\n1700000100,6\n", "", [("", 2)]),
    ("1700000040,5\n1700000100,6\n", "", [("", 2)]),
    ("time,orders,errors\n2023-11-14T22:14:00Z,5,1\n2023-11-14T22:15:00+01:00,6,2\n", "errors", [("", 1)]),
    (
        "at,host,value\n1700000040000,a,5\n1700000040000,a\n",
        "",
        [('{host="a"}', 1)],
    ),
    ("\ufefftimestamp,value\n1700000040,\n", "", [("", 1)]),
    ("", "", []),
]


@pytest.mark.parametrize(("text", "query", "found"), CSV)
def test_csv_of_a_file(tmp_path: Path, text: str, query: str, found: list[tuple[str, int]]) -> None:
    file = tmp_path / "orders and more.csv"
    file.write_text(text, encoding="utf-8")
    lines = ask(SourceKind.CSV, f"file://{file}".replace(" ", "%20"), query)
    assert [(line.name, len(line.points)) for line in lines] == found


def test_of_a_large_file_its_end_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "SIZE_MOST", 4_000)
    file = tmp_path / "large.csv"
    rows = [f"{NOW - 60 * n:.0f},{n}" for n in range(5_000, -1, -1)]
    file.write_text("\n".join(["timestamp,value", *rows, ""]))
    [line] = ask(SourceKind.CSV, f"file://{file}", "", NOW - 3600)
    assert line.points[-1] == (NOW, 0.0)
    assert len(line.points) == 61


@pytest.mark.parametrize("name", ["missing.csv", "folder", "pipe"])
def test_what_is_no_file_is_told_so_and_holds_up_nobody(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceFault, match="cannot be read|no file"):
        ask(SourceKind.CSV, f"file://{tmp_path / name}", "")


@contextmanager
def serving_json(said: object) -> Generator[str]:
    body = said if isinstance(said, bytes) else json.dumps(said).encode()

    class Answering(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """A test says by itself what it looks at."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("said", "query", "found"),
    [
        ({"data": {"orders": 12}}, "data.orders", [("", [(NOW, 12.0)])]),
        ({"orders": "12.5"}, "orders", [("", [(NOW, 12.5)])]),
        ([[NOW, 1], [NOW - 60, 2]], "", [("", [(NOW - 60, 2.0), (NOW, 1.0)])]),
        ({"rows": [{"t": NOW, "value": 1, "host": "a"}]}, "rows", [('{host="a"}', [(NOW, 1.0)])]),
        ({"a": 1, "b": 2}, "", [('{name="a"}', [(NOW, 1.0)]), ('{name="b"}', [(NOW, 2.0)])]),
        ([5, [[NOW * 1000, 3]]], "1", [("", [(NOW, 3.0)])]),
    ],
)
def test_json_as_people_have_it(said: object, query: str, found: list[tuple[str, list[tuple[float, float]]]]) -> None:
    with serving_json(said) as url:
        assert [(line.name, line.points) for line in ask(SourceKind.JSON, url, query)] == found


@pytest.mark.parametrize(
    ("said", "query", "words"),
    [
        ({"data": {"orders": 12}}, "data.order", "no “order” in the answer; there is: orders"),
        ({"data": {"orders": 12}}, "data.orders.x", "there is: no more names"),
        ({"data": ["a", "b"]}, "data", "neither a number nor a list"),
        (b"<html>", "", "no JSON"),
        (b"[" * 100_000, "", "no JSON"),
    ],
)
def test_json_that_is_none_is_told_in_words(said: object, query: str, words: str) -> None:
    with serving_json(said) as url, pytest.raises(SourceFault, match=words):
        ask(SourceKind.JSON, url, query)
