"""log: one note, or a stream of them, each answered only after it is on the disk."""

import json

import pytest

from tests.cli.conftest import Answer, Cli


def acknowledged(answer: Answer) -> list[str]:
    """The entries that were answered."""
    return [json.loads(line)["entry"] for line in answer.out.splitlines()]


def test_a_note_is_answered_with_its_entry(cli: Cli, orders: str) -> None:
    entry = cli.done("log", orders, "  Failover started ", "--speaker", "Network SME, by phone")["entry"]
    line = cli.show(orders)["timeline"][-1]
    assert (line["entry"], line["text"], line["speaker"]) == (entry, "Failover started", "Network SME, by phone")


def test_a_stream_is_a_note_per_line_in_its_order(cli: Cli, orders: str) -> None:
    notes = [f"Note {i}" for i in range(450)]
    answer = cli("log", orders, "-", stdin="\n".join(["", *notes, "  "]).encode())
    assert (answer.code, answer.err) == (0, "")
    told = cli.show(orders)["timeline"][1:]
    assert [line["text"] for line in told] == notes
    assert [line["entry"] for line in told] == acknowledged(answer)


def test_each_note_of_a_stream_says_who_and_when(cli: Cli, orders: str) -> None:
    cli("log", orders, "-", "--speaker", "Ada", "--occurred-at", "2019-01-20 16:00 UTC", stdin=b"one\r\ntwo")
    told = cli.show(orders)["timeline"][:2]
    assert [(x["text"], x["speaker"], x["occurred_at"]) for x in told] == [
        ("one", "Ada", "2019-01-20T16:00:00Z"),
        ("two", "Ada", "2019-01-20T16:00:00Z"),
    ]


def test_a_line_that_is_refused_is_named_and_the_others_are_kept(cli: Cli, orders: str) -> None:
    answer = cli("log", orders, "-", stdin=b"one\n" + b"x" * 100_000 + b"\n\nthree\n")
    assert answer.code == 2
    assert answer.err == "incident-desk: line 2: A line holds at most 44 KiB; attach a longer text as a file.\n"
    assert [line["text"] for line in cli.show(orders)["timeline"][1:]] == ["one", "three"]
    assert len(acknowledged(answer)) == 2


def test_bytes_that_are_no_text_are_told_of_and_the_rest_of_the_line_is_kept(cli: Cli, orders: str) -> None:
    answer = cli("log", orders, "-", stdin="ein Fehler \ufffd\nStörung\n".encode() + b"St\xf6rung\n")
    assert answer.code == 0
    assert answer.err == "incident-desk: line 3: not UTF-8; written with � for what it was not\n"
    assert [line["text"] for line in cli.show(orders)["timeline"][1:]] == ["ein Fehler �", "Störung", "St�rung"]


def test_an_endless_line_is_refused_without_being_gathered(
    cli: Cli, orders: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("incident_desk.cli.lines.LINE_LIMIT_BYTES", 64 * 1024)
    answer = cli("log", orders, "-", stdin=b"x" * 1_000_000 + b"\nafter\n")
    assert answer.code == 2
    assert answer.err.startswith("incident-desk: line 1: A line holds at most 44 KiB")
    assert len(acknowledged(answer)) == 1
