"""What scripts rely on: where options stand, what the exit codes mean, and that an error is one clear line."""

import builtins
import re
from pathlib import Path
from typing import Any

import pytest

from incident_desk.cli import main
from tests.cli.conftest import Cli


def test_global_options_stand_before_or_after_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], orders: str
) -> None:
    home = str(tmp_path / "home")
    said: list[str] = []
    for arguments in (
        ["--home", home, "--json", "list"],
        ["list", "--json", "--home", home],
        ["--json", "list", f"--home={home}"],
    ):
        assert main(arguments) == 0
        said.append(capsys.readouterr().out)
    assert len(set(said)) == 1
    assert orders in said[0]


def test_the_home_may_come_from_the_environment(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], orders: str
) -> None:
    monkeypatch.setenv("INCIDENT_DESK_HOME", str(cli.home))
    assert main(["list"]) == 0
    assert orders in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ("list",),
        ("state",),
        ("state", "Orders"),
        ("show", "Orders"),
        ("log", "Orders", "A note"),
        ("state", "Orders", "investigating", "because"),
        ("do", "Orders", "timeline.note", "text=A note"),
        ("do", "--list"),
        ("search", "orders"),
        ("verify",),
        ("doctor",),
        ("plan", "show"),
        ("person", "list"),
        ("person", "add", "Grace"),
        ("person", "choose", "Ada"),
        ("export", "Orders"),
        ("export", "Orders", "--format", "json"),
    ],
)
def test_json_is_one_document_on_one_line_with_its_keys_sorted(
    cli: Cli, orders: str, arguments: tuple[str, ...]
) -> None:
    answer = cli(*arguments, "--json")
    assert (answer.code, answer.err) == (0, "")
    assert list(answer.json) == sorted(answer.json)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nonsense",), "invalid choice: 'nonsense'"),
        (("declare",), "the following arguments are required: --title"),
        (("list", "--jso"), "unrecognized arguments: --jso"),
        (
            ("declare", "--title", "x", "--severity", "SEV7"),
            "“SEV7” is no severity; there are SEV1,",
        ),
        (("declare", "--title", "x", "--occurred-at", "soon"), "“soon” is not a time; write"),
        (("declare", "--title", " "), "A title is needed"),
        (("declare", "--title", "x" * 201), "A title has at most 200 characters"),
        (("show", "Orders", "--known"), "--known goes with --at"),
        (("show", "Orders", "--at", "1066-10-14"), "is too far away"),
        (("show", "Payments"), "No incident is called “Payments”"),
        (("log", "Payments", "x"), "No incident is called “Payments”"),
        (("log", "Orders", " "), "There is nothing to write down."),
        (("log", "Orders", "b\udcff"), "not UTF-8 text"),
        (("state", "Orders", "declared"), "The incident is declared already."),
        (("state", "Orders", "merged"), "An incident is merged by linking it"),
        (("do", "Orders", "timeline.nope"), "No command “timeline.nope”. Did you mean timeline.note?"),
        (("do", "Orders"), "do needs an incident and a command"),
        (("do", "-", "timeline.note", "text=x"), "timeline.note needs an incident"),
        (("do", "Orders", "timeline.note"), "“text” is needed"),
        (("do", "Orders", "timeline.note", "words=x"), "timeline.note has no field “words”; it has text,"),
        (("do", "Orders", "timeline.note", "text"), "“text” is not field=value"),
        (("do", "Orders", "timeline.note", "text:=["), "text: not JSON"),
        (("do", "Orders", "timeline.note", "text=x", "--as", "Nobody"), "Nobody here is called “Nobody”."),
        (("plan", "check", "/nowhere.yaml"), "/nowhere.yaml: no such file"),
        (("export", "Orders", "-o", "/nowhere/x.md"), "/nowhere/x.md: No such file or directory"),
        (("export", "Orders", "--format", "pdf"), "invalid choice: 'pdf'"),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(cli: Cli, orders: str, arguments: tuple[str, ...], says: str) -> None:
    before = cli.show(orders)
    answer = cli(*arguments)
    assert answer.code == 2
    assert says in answer.complaint
    assert cli.show(orders) == before


def test_words_of_others_do_not_steer_the_terminal(cli: Cli) -> None:
    number = cli.done("declare", "--title", "Orders\x1b[2J fail")["number"]
    cli.done("log", number, "up\rdown\u202e\x9b1m\ttab\nline")
    for arguments in (("list",), ("show", number), ("search", "tab"), ("export", number), ("show", "Orders\x1b[2J\nx")):
        answer = cli(*arguments)
        assert not set("\x1b\r\u202e\x9b") & set(answer.out + answer.err), arguments
    assert cli("show", "Orders\x1b[2J\nx").complaint.startswith("No incident is called “Orders�[2J x”")
    line = cli.show(number)["timeline"][-1]
    assert line["text"] == "up\rdown\u202e\x9b1m\ttab\nline"


def test_a_file_is_no_home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "home").write_text("", encoding="utf-8")
    for arguments in (["list"], ["declare", "--title", "x"], ["verify"]):
        assert main(["--home", str(tmp_path / "home"), *arguments]) == 2
        said = capsys.readouterr()
        assert said.err == f"incident-desk: {tmp_path / 'home'}: is no folder; name another with --home\n"


@pytest.mark.parametrize("arguments", [("list",), ("state",), ("verify",), ("doctor",), ("person", "list")])
def test_looking_at_a_home_that_is_not_there_makes_none(cli: Cli, arguments: tuple[str, ...]) -> None:
    assert cli(*arguments).code == 0
    assert not cli.home.exists()


def test_showing_where_nothing_is_says_how_to_begin(cli: Cli) -> None:
    answer = cli("show", "Orders")
    assert answer.code == 2
    assert answer.complaint == f"There is no record in {cli.home} yet; declare an incident or import one first."


def test_the_core_never_hears_of_qt(cli: Cli, orders: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def barred(name: str, *rest: Any, **more: Any) -> Any:
        assert name.partition(".")[0] not in ("PySide6", "qasync"), f"{name} was imported"
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", barred)
    assert cli("list").code == 0
    assert cli("log", orders, "A note").code == 0


def test_help_names_every_command(cli: Cli) -> None:
    answer = cli("--help")
    assert answer.code == 0
    named = re.findall(r"^    (\w+) ", answer.out, re.MULTILINE)
    assert {"declare", "list", "state", "show", "log", "do", "import", "export", "search"} <= set(named)
    assert {"verify", "doctor", "plan", "person", "demo", "gallery"} <= set(named)
