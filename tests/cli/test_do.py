"""do: any command of the registry; and the people of a home, two of whom it takes to erase."""

import os
import subprocess
import sys

import pytest

from incident_desk.domain.commands import commands
from tests.cli.conftest import RUN, Cli


def test_the_list_has_every_command_with_its_fields(cli: Cli) -> None:
    listed = {each["command"]: each for each in cli.done("do", "--list")["commands"]}
    assert list(listed) == [command.name for command in commands()]
    assert listed["severity.set"]["fields"] == {
        "severity": {"takes": "SEV1|SEV2|SEV3|SEV4", "is_needed": True},
        "reason": {"takes": "text", "is_needed": False},
        "occurred_at": {"takes": "moment", "is_needed": False},
    }
    assert listed["impact.set"]["fields"]["services"]["takes"] == "list"
    assert listed["timeline.pin"]["fields"]["is_pinned"]["takes"] == "true|false"
    assert listed["state.set"]["slash"][:2] == ["/state", "/detected"]
    assert (listed["person.name"]["needs_incident"], listed["state.set"]["needs_incident"]) == (False, True)
    text = cli("do", "--list").out
    assert "entry.correct        Correct the words or the time of an entry\n" in text


def test_a_command_takes_text_or_json(cli: Cli, orders: str) -> None:
    cli.done(
        "do", orders, "impact.set", "affected=Everybody who pays", "services=Shop, API", "started_at=2019-01-20T16:00Z"
    )
    told = cli.show(orders)["impact"]
    assert (told["affected"], told["services"], told["started_at"]) == (
        "Everybody who pays",
        ["Shop", "API"],
        "2019-01-20T16:00:00Z",
    )
    cli.done("do", orders, "impact.set", 'services:=["Shop, new"]')
    assert cli.show(orders)["impact"]["services"] == ["Shop, new"]


def test_a_command_without_an_incident_takes_a_dash(cli: Cli) -> None:
    cli.done("do", "-", "incident.declare", "title=Orders fail", "severity=2", "state=detected")
    (listed,) = cli.done("list")["incidents"]
    assert (listed["title"], listed["severity"], listed["state"]) == ("Orders fail", "SEV2", "detected")


def without_a_screen(cli: Cli, *words: str) -> None:
    """Run it as on a server, in a process of its own."""
    asked = [sys.executable, "-c", RUN, "--home", str(cli.home), *words]
    env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run(asked, capture_output=True, text=True, check=False, env=env, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_state_document_is_saved_with_an_acceptance(cli: Cli, orders: str) -> None:
    cli.done("do", orders, "role.assign", "role=scribe", "person=@Kim")
    cli.done("do", orders, "handover.offer", "role=scribe", "person=me", "note=All is quiet")
    without_a_screen(cli, "do", orders, "handover.accept", "role=scribe")
    text, pages = cli.done("attached", orders)["files"]
    assert (text["name"][-4:], pages["name"][-4:]) == (".txt", ".pdf")
    assert cli.show(orders)["timeline"][-1]["text"] == pages["name"]  # and the clock is kept


def test_keeping_its_clock_writes_the_state_document_as_text_and_as_pages(cli: Cli, orders: str) -> None:
    without_a_screen(cli, "do", orders, "clock.keep", "clock=state-document")
    assert [each["name"][-4:] for each in cli.done("attached", orders)["files"]] == [".txt", ".pdf"]
    cli.done("do", orders, "clock.keep", "clock=call-out", "text=an hour")
    assert cli.show(orders)["timeline"][-1]["text"] == "an hour"  # and no other clock does


def test_correcting_keeps_both_words(cli: Cli, orders: str) -> None:
    entry = cli.done("log", orders, "Ten orders lost")["entry"]
    cli.done("do", orders, "entry.correct", f"entry={entry}", "text=Two orders lost", "reason=counted")
    line = cli.show(orders)["timeline"][-1]
    assert line["text"] == "Two orders lost"
    assert [(c["text_was"], c["reason"]) for c in line["corrections"]] == [("Ten orders lost", "counted")]


def test_undo_takes_back_the_last_line_of_whoever_writes(cli: Cli, orders: str) -> None:
    cli.done("person", "add", "Grace")
    cli.done("do", orders, "timeline.note", "text=Hers", "--as", "Grace")
    cli.done("log", orders, "Mine")
    cli.done("do", orders, "entry.undo", "--as", "Grace")
    told = {line["text"]: line["is_retracted"] for line in cli.show(orders)["timeline"]}
    assert (told["Hers"], told["Mine"]) == (True, False)


def test_people_are_added_chosen_and_listed(cli: Cli, orders: str) -> None:
    cli.done("person", "choose", "Ada")
    cli.done("person", "add", "Grace")
    people = cli.done("person", "list")["people"]
    assert [(p["name"], p["at_the_desk"]) for p in people] == [("Ada", True), ("Grace", False)]
    assert cli("person", "list").out == "Ada (at the desk)\nGrace\n"
    cli.done("person", "choose", "Grace")
    cli.done("log", orders, "A note")
    authors = [line["author"]["name"] for line in cli.show(orders)["timeline"]]
    assert authors == ["Ada", "Grace"]  # the first name that was chosen is that of the login


@pytest.mark.parametrize("name", [" ", "x" * 81])
def test_a_name_that_is_none_is_refused(cli: Cli, name: str) -> None:
    assert cli("person", "choose", name).code == 2


def test_erasing_takes_two_persons(cli: Cli, orders: str) -> None:
    cli.done("person", "choose", "Ada")
    cli.done("person", "add", "Grace")
    entry = cli.done("log", orders, "The password is hunter2")["entry"]
    refused = cli("do", orders, "erase.confirm", f"entry={entry}", "--as", "Grace")
    assert (refused.code, refused.complaint) == (2, "Nobody has asked to erase that entry.")
    cli.done("do", orders, "erase.ask", f"entry={entry}", "reason=a password")
    refused = cli("do", orders, "erase.confirm", f"entry={entry}")
    assert refused.complaint == "You asked for this erasure yourself; a second person must confirm it."
    cli.done("do", orders, "erase.confirm", f"entry={entry}", "--as", "Grace")
    assert cli.done("verify") == {"ok": True, "problems": []}
    told = cli.show(orders)
    assert told["timeline"][-1]["is_erased"]
    assert [p["name"] for p in told["erasures"][entry]["asked_by"]] == ["Ada", "Grace"]
    assert told["erasures"][entry]["reason"] == "a password"
    left = [file for file in cli.home.rglob("*") if file.is_file() and b"hunter2" in file.read_bytes()]
    assert left == []
    assert cli("search", "hunter2").code == 1
