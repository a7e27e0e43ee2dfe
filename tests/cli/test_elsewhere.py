"""A person in two incidents: `show` says so of both, and whoever gives them something more is told."""

import pytest

from tests.cli.conftest import Cli


@pytest.fixture
def mail(cli: Cli, orders: str) -> str:
    """Kim is operations manager of the orders, and a second incident was declared."""
    cli.done("do", orders, "role.assign", "role=operations_manager", "person=@Kim")
    return cli.done("declare", "--title", "Mail is late", "--severity", "SEV2")["number"]


def test_whoever_gives_somebody_more_is_told_where_they_are(cli: Cli, orders: str, mail: str) -> None:
    said = cli("do", mail, "role.assign", "role=scribe", "person=@Kim")
    assert (said.code, said.err) == (0, f"Kim works elsewhere as well: Operations manager, 1 task in {orders}\n")
    said = cli("do", orders, "task.give", "person=@Kim", "text=Read the logs")
    assert said.err == f"Kim works elsewhere as well: Scribe in {mail}\n"
    assert cli("do", orders, "task.give", "person=@Bo", "text=Call the vendor").err == ""


def test_show_says_it_of_both_and_as_json(cli: Cli, orders: str, mail: str) -> None:
    cli("do", mail, "role.assign", "role=scribe", "person=@Kim")
    assert f"Operations manager: Kim (also in {mail})" in cli("show", orders).out
    assert f"Scribe: Kim (also in {orders})" in cli("show", mail).out
    [here] = cli.done("show", orders)["elsewhere"]
    assert (here["name"], here["number"], here["roles"], here["tasks"]) == ("Kim", mail, ["Scribe"], 0)
    assert "elsewhere" not in cli.done("show", orders, "--at", "now"), "a moment of the past is one incident's"
    cli.done("state", mail, "resolved")
    assert cli.done("show", orders)["elsewhere"] == []


def test_a_restricted_incident_stands_in_no_other(cli: Cli, orders: str, mail: str) -> None:
    secret = cli.done("declare", "--title", "A leak", "--restricted")["number"]
    said = cli("do", secret, "role.assign", "role=scribe", "person=@Kim")
    assert said.err == f"Kim works elsewhere as well: Operations manager, 1 task in {orders}\n"
    assert secret not in cli("show", orders).out
    assert cli.done("show", orders)["elsewhere"] == []
    assert [each["number"] for each in cli.done("show", secret)["elsewhere"]] == [orders]
    said = cli("do", orders, "task.give", "person=@Kim", "text=Read the logs")
    assert said.err == f"Kim works elsewhere as well: Scribe in {secret} (restricted)\n", "whoever writes may know"
    cli.done("person", "add", "Noor")
    assert cli("do", orders, "task.give", "person=@Kim", "text=Look", "--as", "Noor").err == ""


def test_it_is_lent_by_command(cli: Cli, orders: str, mail: str) -> None:
    cli("do", mail, "role.assign", "role=scribe", "person=@Kim")
    cli.done("do", orders, "role.lend", "role=operations_manager", f"other={mail}")
    assert f"Kim, Operations manager, works in {mail} as well, and that is fine" in cli("show", orders).out
