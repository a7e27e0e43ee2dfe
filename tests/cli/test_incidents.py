"""declare, list, state and show: an incident, where it stands, and what it was at any moment of the past."""

import getpass

import pytest

from tests.cli.conftest import Cli


def test_declaring_answers_with_id_and_number(cli: Cli) -> None:
    answer = cli("declare", "--title", "Orders fail", "--severity", "2", "--json")
    assert list(answer.json) == ["incident", "number"]
    told = cli.show(answer.json["incident"])
    assert (told["number"], told["severity"], told["state"]) == (answer.json["number"], "SEV2", "declared")


def test_with_nobody_chosen_the_login_name_writes(cli: Cli, orders: str) -> None:
    assert {line["author"]["name"] for line in cli.show(orders)["timeline"]} == {getpass.getuser()}


def test_an_incident_is_named_by_id_number_or_a_start_of_its_title(cli: Cli, orders: str) -> None:
    told = cli.show(orders)
    for name in (told["incident"], orders, orders.lower(), "Orders fail", "orders f"):
        assert cli.show(name) == told


def test_a_title_that_several_have_is_refused_with_their_numbers(cli: Cli, orders: str) -> None:
    other = cli.done("declare", "--title", "Orders are slow")["number"]
    answer = cli("show", "Orders")
    assert answer.code == 2
    assert answer.complaint == f"“Orders” could be several incidents: {other}, {orders}."
    assert cli.show("Orders f")["number"] == orders


def test_the_list_has_every_incident_the_newest_first(cli: Cli, orders: str) -> None:
    old = cli.done("declare", "--title", "Mail is late", "--occurred-at", "2019-01-20 16:00 UTC")["number"]
    listed = cli.done("list")["incidents"]
    assert [each["number"] for each in listed] == [orders, old]
    assert listed[1]["entered_at"]["declared"] == "2019-01-20T16:00:00Z"
    assert cli("list").out.splitlines()[0] == f"{orders:<12} SEV2  declared       Orders fail"


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("investigating", "investigating"),
        ("Mitigated", "monitoring"),
        ("resolved", "resolved"),
    ],
)
def test_a_state_is_set_by_its_name_or_by_its_slash_word(cli: Cli, orders: str, word: str, state: str) -> None:
    assert cli.done("state", orders, word, "as seen")["state"] == state
    assert cli.done("state", orders)["state"] == state
    assert cli.lines(orders)[-1] == f"Declared → {state.capitalize()}: as seen"


@pytest.mark.parametrize("word", ["false-alarm", "False alarm"])
def test_a_false_alarm_is_stood_down(cli: Cli, orders: str, word: str) -> None:
    cli.done("do", orders, "role.assign", "role=incident manager", "person=Bo")
    assert cli.done("state", orders, word, "A test page")["state"] == "false alarm"
    assert cli.lines(orders)[-1].startswith("Stood down, nothing was wrong. Draft for Bo: Checked, nothing wrong")
    assert not any(role["holder"] for role in cli.show(orders)["roles"])


def test_a_state_that_does_not_exist_is_refused(cli: Cli, orders: str) -> None:
    answer = cli("state", orders, "sleeping")
    assert answer.code == 2
    assert "sleeping" in answer.complaint


def test_show_at_folds_by_when_it_happened(cli: Cli) -> None:
    number = cli.done("declare", "--title", "Mail is late", "--occurred-at", "2019-01-20 16:00 UTC")["number"]
    cli.done("do", number, "state.set", "state=resolved", "occurred_at=2019-01-20 18:00 UTC")
    cli.done("log", number, "Queue grows", "--occurred-at", "2019-01-20 17:00 CET", "--speaker", "Operator, by phone")
    assert cli.lines(number, "--at", "2019-01-20 15:59 UTC") == []
    assert cli.lines(number, "--at", "2019-01-20 17:30 UTC") == ["Declared: Mail is late", "Queue grows"]
    states = {at: cli.show(number, "--at", f"2019-01-20 {at} UTC")["state"] for at in ("15:59", "17:59", "18:00")}
    assert states == {"15:59": "detected", "17:59": "declared", "18:00": "resolved"}


def test_show_known_folds_by_when_it_was_written(cli: Cli) -> None:
    number = cli.done("declare", "--title", "Mail is late", "--occurred-at", "2019-01-20 16:00 UTC")["number"]
    assert cli.lines(number, "--at", "2019-01-21", "--known") == []
    assert cli.lines(number, "--at", "2019-01-21") == ["Declared: Mail is late"]
    assert cli.lines(number, "--at", "now", "--known") == ["Declared: Mail is late"]


def test_show_at_places_a_line_by_its_corrected_time(cli: Cli) -> None:
    number = cli.done("declare", "--title", "Mail is late", "--occurred-at", "2019-01-20 16:00 UTC")["number"]
    entry = cli.done("log", number, "Queue grows", "--occurred-at", "2019-01-20 17:00 UTC")["entry"]
    cli.done("do", number, "entry.correct", f"entry={entry}", "text=Queue shrinks", "occurred_at=2019-01-20 19:00 UTC")
    assert cli.lines(number, "--at", "2019-01-20 18:00 UTC") == ["Declared: Mail is late"]
    line = cli.show(number, "--at", "2019-01-20 20:00 UTC")["timeline"][-1]
    assert (line["line"], line["occurred_at"]) == ("Queue shrinks", "2019-01-20T19:00:00Z")
    (correction,) = line["corrections"]
    assert (correction["text_was"], correction["occurred_at_was"]) == ("Queue grows", "2019-01-20T17:00:00Z")


def test_showing_is_the_same_every_time_and_of_nothing_local(cli: Cli, orders: str) -> None:
    cli.done("log", orders, "A note")
    first = cli("show", orders, "--json")
    assert cli("show", orders, "--json").out == first.out
    assert "heard" not in first.out
    assert "desk" not in first.out


def test_show_reads_for_a_person_too(cli: Cli, orders: str) -> None:
    entry = cli.done("log", orders, "It is the network")["entry"]
    cli.done("do", orders, "entry.retract", f"entry={entry}")
    lines = cli("show", orders).out.splitlines()
    assert lines[0] == f"{orders}  SEV2  declared  Orders fail"
    assert lines[-1].endswith("note             (taken back) It is the network")
