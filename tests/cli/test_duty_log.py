"""The duty log from the command line: write to it, read a shift, correct it, and take it into an incident."""

import json

import pytest

from tests.cli.conftest import Cli


def said(cli: Cli, *more: str) -> list[str]:
    """What the log shows."""
    return [line["line"] for line in cli.done("duty-log", *more)["lines"]]


def test_a_note_is_saved_and_read_in_this_shift(cli: Cli) -> None:
    assert cli("duty-log").out == "Nothing was noted since then; --all shows all of the log.\n"
    cli.done("duty-log", "Disk of db1 at 80 %", "--speaker", "Kim")
    cli.done("duty-log", "From long ago", "--occurred-at", "2020-01-01 10:00")
    assert said(cli) == ["Disk of db1 at 80 %"]
    assert said(cli, "--all") == ["From long ago", "Disk of db1 at 80 %"]
    assert said(cli, "--since", "2019-12-31") == ["From long ago", "Disk of db1 at 80 %"]
    [line] = cli.done("duty-log")["lines"]
    assert (line["speaker"], line["is_retracted"]) == ("Kim", False)
    assert cli("duty-log").out.endswith("Disk of db1 at 80 %\n")


def test_notes_come_in_as_a_stream(cli: Cli) -> None:
    answer = cli("duty-log", "-", "--json", stdin=b"One\nTwo\n\n")
    assert answer.code == 0
    assert [set(json.loads(line)) for line in answer.out.splitlines()] == [{"entry"}, {"entry"}]
    assert said(cli) == ["One", "Two"]


def test_an_incident_adopts_the_newest_lines_and_undo_brings_them_back(cli: Cli) -> None:
    number = cli.done("declare", "--title", "Checkout fails")["number"]
    for text in ("One", "Two", "Three"):
        cli.done("duty-log", text)
    assert cli("do", number, "duty.adopt", "last=2").code == 0
    assert cli.lines(number)[-2:] == ["Two", "Three"]
    assert f"(moved to {number}) Two" in cli("duty-log").out
    assert cli("do", number, "entry.undo").code == 0
    assert [line["line"] for line in cli.done("duty-log")["lines"] if not line["is_retracted"]] == [
        "One",
        "Two",
        "Three",
    ]


def test_a_line_is_corrected_where_the_log_is_named_in_place_of_an_incident(cli: Cli) -> None:
    entry = cli.done("duty-log", "Disk at 8 %")["entry"]
    assert cli("do", "duty-log", "entry.correct", f"entry={entry}", "text=Disk at 80 %").code == 0
    cli.done("log", "duty log", "Mail is slow")
    assert said(cli) == ["Disk at 80 %", "Mail is slow"]
    assert cli.lines("duty-log") == ["Disk at 80 %", "Mail is slow"]


def test_a_shift_goes_over_and_the_next_begins_there(cli: Cli) -> None:
    cli.done("duty-log", "Before")
    assert cli("do", "-", "duty.hand_over", "person=Tomas", "text=Watch db1").code == 0
    cli.done("duty-log", "After")
    assert said(cli) == ["The shift goes over to Tomas: Watch db1", "After"]


def test_it_is_searched_and_exported(cli: Cli) -> None:
    cli.done("duty-log", "The fan of db1 is loud")
    [found] = cli.done("search", "loud")["results"]
    assert (found["number"], found["why"]) == ("duty log", "The fan of db1 is loud")
    assert [r["why"] for r in cli.done("search", "fan", "--incident", "duty-log")["results"]] == [
        "The fan of db1 is loud"
    ]
    text = cli("export", "duty-log").out
    assert text.startswith("# Duty log\n")
    assert "The fan of db1 is loud" in text
    assert cli("export", "duty-log", "--format", "json").code == 0
    assert "has no state" in cli("export", "duty-log", "--format", "state").complaint


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (("duty-log", " "), "nothing to write down"),
        (("duty-log", "Text", "--all"), "leave the text out"),
        (("duty-log", "--speaker", "Kim"), "go with a text"),
        (("do", "duty-log", "state.set", "state=mitigating"), "needs an incident"),
        (("do", "duty-log", "duty.adopt"), "needs an incident"),
    ],
)
def test_wrong_use_gets_one_clear_line(cli: Cli, wrong: tuple[str, ...], told: str) -> None:
    cli.done("duty-log", "Something")
    assert told in cli(*wrong).complaint


def test_what_is_hostile_is_shown_as_text(cli: Cli) -> None:
    cli.done("duty-log", "\u202egnp.exe <b>bold</b> \x1b[31m")
    answer = cli("duty-log")
    assert "\u202e" not in answer.out
    assert "\x1b" not in answer.out
    assert "<b>bold</b>" in answer.out
