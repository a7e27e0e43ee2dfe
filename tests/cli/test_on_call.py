"""On-call lists from the command line: who is on call, import from a file, and what came of trying people."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.domain.test_on_call import LISTS

HEAD = "name,start,end"


@pytest.fixture
def plan(cli: Cli, tmp_path: Path) -> None:
    """A plan with two on-call lists is in force."""
    text = Path("incident_desk/resources/plans/default.yaml").read_text(encoding="utf-8")
    file = tmp_path / "plan.yaml"
    file.write_text(text + LISTS, encoding="utf-8")
    cli.done("plan", "use", str(file), "--reason", "lists")


def hour(hours: float) -> str:
    return f"{datetime.now(UTC) + timedelta(hours=hours):%Y-%m-%d %H:%M}"


def a_list(folder: Path, *rows: str, name: str = "network.csv") -> str:
    file = folder / name
    file.write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")
    return str(file)


def row(name: str, start: float, end: float) -> str:
    return f"{name},{hour(start)},{hour(end)}"


def test_without_lists_in_the_plan_it_is_said(cli: Cli) -> None:
    assert cli("on-call").out == "The plan has no on-call lists.\n"


@pytest.mark.usefixtures("plan")
def test_a_list_is_imported_and_says_who_it_is_until_when_and_who_comes_then(cli: Cli, tmp_path: Path) -> None:
    told = cli.done("on-call", "import", a_list(tmp_path, row("Kim", -1, 8), row("Bo", 8, 20)))
    assert (told["list"], told["shifts"], told["names"], told["imported"]) == ("network", 2, ["Bo", "Kim"], True)
    assert told["remarks"] == ["no time zone is named; the times were read as those of UTC"]
    shown = cli.done("on-call")
    command, network = shown["lists"]
    assert (command["names"], command["read_at"]) == (["Ada", "Kim"], None)
    assert (network["names"], network["then"], network["file"]) == (["Kim"], ["Bo"], "network.csv")
    assert network["read_at"] is not None
    [gap] = shown["gaps"]
    assert (gap["list"], gap["to"]) == ("network", None)
    out = cli("on-call").out
    assert "Network: Kim until " in out
    assert "!! nobody is on call for Network from " in out


@pytest.mark.usefixtures("plan")
def test_a_new_list_takes_the_place_of_the_old_one_and_says_what_it_changes(cli: Cli, tmp_path: Path) -> None:
    cli.done("on-call", "import", a_list(tmp_path, row("Kim", -1, 8), row("Bo", 8, 20)))
    file = a_list(tmp_path, row("Kim", -1, 8), row("Ada", 8, 20), name="new.csv")
    tried = cli.done("on-call", "import", file, "--list", "Network", "--dry-run")
    assert tried["imported"] is False
    assert [(each["was"], each["now"]) for each in tried["changes"]] == [("Bo", "Ada")]
    assert cli.done("on-call")["lists"][1]["then"] == ["Bo"]
    assert "Ada, before Bo" in cli("on-call", "import", file, "--list", "network").out
    assert cli.done("on-call")["lists"][1]["then"] == ["Ada"]
    assert cli.done("on-call", "import", file, "--list", "network")["changes"] == []


@pytest.mark.usefixtures("plan")
def test_each_fault_has_its_line_and_column_and_the_rest_is_taken(cli: Cli, tmp_path: Path) -> None:
    answer = cli("on-call", "import", a_list(tmp_path, row("Kim", -1, 8), "Bo,later,2026-01-01", ",,"), "--json")
    assert answer.code == 1
    assert answer.err.splitlines() == [
        "incident-desk: network.csv, line 3, column start: “later” is not a date with a time; "
        "write it as 2017-01-31 23:27"
    ]
    assert json.loads(answer.out)["imported"] is True


@pytest.mark.usefixtures("plan")
def test_what_cannot_be_imported_gets_one_line_and_changes_nothing(cli: Cli, tmp_path: Path) -> None:
    cli.done("on-call", "import", a_list(tmp_path, row("Kim", -1, 8)))
    pizza = cli("on-call", "import", a_list(tmp_path, row("Bo", -1, 8), name="pizza.csv"))
    assert pizza.code == 2
    assert "The plan has no on-call list “pizza”; it has command, network." in pizza.complaint
    (tmp_path / "bad.csv").write_text("who cares\n", encoding="utf-8")
    assert "line 1: no column “name”" in cli("on-call", "import", str(tmp_path / "bad.csv")).complaint
    assert "is no zone" in cli("on-call", "import", str(tmp_path / "network.csv"), "--zone", "Mars").complaint
    assert cli.done("on-call")["lists"][1]["names"] == ["Kim"]


@pytest.mark.usefixtures("plan")
def test_an_answer_counts_as_a_check_of_the_contact(cli: Cli) -> None:
    old = [each["name"] for each in cli.done("on-call")["stale"]]
    assert old == ["Bo", "Kim", "Ada"]
    cli.done("on-call", "answered", "bo")
    cli.done("on-call", "answered", "Kim", "--no", "--text", "engaged")
    shown = cli.done("on-call")
    assert [each["name"] for each in shown["stale"]] == ["Kim", "Ada"]
    assert [(each["name"], each["answered"]) for each in shown["tests"]] == [("Bo", True), ("Kim", False)]


@pytest.mark.usefixtures("plan")
def test_a_test_asks_everybody_on_call_or_those_who_are_named(cli: Cli) -> None:
    assert [each["name"] for each in cli.done("on-call", "test")["asked"]] == ["Ada", "Bo"]
    assert "They are being tried already." in cli("on-call", "test", "bo").complaint
    assert cli("on-call", "test", "kim").out == "Kim: to be spoken to; no ladder of the plan has them\n"
    stands = {each["name"]: each["stands"] for each in cli.done("on-call")["tests"]}
    assert stands == {"Ada": "to be called by hand", "Bo": "to be called by hand", "Kim": "to be called by hand"}
    cli.done("on-call", "answered", "Ada")
    cli.done("on-call", "answered", "Bo", "--no")
    stands = {each["name"]: each["stands"] for each in cli.done("on-call")["tests"]}
    assert stands == {"Ada": "answered", "Bo": "does not answer", "Kim": "to be called by hand"}
    assert cli("do", "-", "reach.test", "people=Zoe").code == 0
