"""incident-desk report: taken by hand and from a file, listed with what is suggested, judged, answered, handed on."""

from pathlib import Path

import pytest

from tests.cli.conftest import Cli

TABLE = """\
Ticket ID;Created at;Product;Country;Message;E-mail;Agent
T-1;2026-11-01 10:00;Website;Europe;"Site shows an
error page";kim@example.org;Bo
T-2;2026-11-01 10:02;Search;;Search finds nothing;;Bo
"""


def declared(cli: Cli) -> str:
    return cli.done("declare", "--title", "Website is down for everyone", "--severity", "SEV2", "--service", "Website")[
        "number"
    ]


def test_from_the_call_to_the_answer(cli: Cli) -> None:
    number = declared(cli)
    [one] = cli.done("report", "take", "I get error 502", "--service", "Website", "--reach", "+49 30 1")["reports"]
    assert (one["number"], one["verdict"], one["came_by"]) == ("1", None, "phone")
    assert (one["suggested"]["verdict"], one["suggested"]["incident"]) == ("same issue", number)
    cli.done("report", "take", "I forgot my password")
    [judged] = cli.done("report", "judge", "1", "same issue", "--incident", number)["reports"]
    assert (judged["verdict"], judged["incident"]) == ("same issue", number)
    [told] = cli.done("report", "answer", "1", "It is us.", "--way", "phone")["reports"]
    assert [(given["text"], given["way"]) for given in told["answers"]] == [("It is us.", "phone")]
    cli.done("report", "judge", "2", "isolated")
    [handed] = cli.done("report", "hand-on", "2", "--text", "one account")["reports"]
    assert (handed["handed_on"]["to"], handed["handed_on"]["text"]) == ("support", "one account")
    assert cli.done("report", "list")["counts"]["to_judge"] == 0
    assert "same issue as" in cli("report", "list", "--all").out
    assert "told at" in cli("report", "show", "1").out


def test_a_table_is_taken_once_however_often_it_is_read(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "support.csv"
    file.write_text(TABLE, encoding="utf-8")
    assert cli.done("report", "import", str(file)) == {"taken": 2, "already": 0, "unused": ["Agent"]}
    assert cli.done("report", "import", str(file)) == {"taken": 0, "already": 2, "unused": ["Agent"]}
    listed = cli.done("report", "list")
    assert [(each["text"], each["service"], each["reach"]) for each in listed["reports"]] == [
        ("Site shows an\nerror page", "Website", "kim@example.org"),
        ("Search finds nothing", "Search", ""),
    ]
    assert listed["counts"]["by_service"] == {"Search": 1, "Website": 1}
    assert listed["reports"][0]["came_at"] == "2026-11-01T10:00:00Z"
    newest = {many: cli.done("report", "list", "--limit", many)["reports"] for many in ("0", "1", "9")}
    assert newest == {"0": [], "1": listed["reports"][1:], "9": listed["reports"]}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("a;b\n1;2\n", "no column says what customers see"),
        ("text\n", "0 rows"),
        ("text;since\nx;soon\n", "line 2: “soon” is not a date"),
        ("text;service\nfine;a\nx;" + "s" * 81 + "\n", "line 3: service: at most 80 characters"),
        ('text\n"open', "not a table"),
    ],
)
def test_a_table_that_cannot_be_read_names_line_and_field_and_nothing_is_taken(
    cli: Cli, tmp_path: Path, rows: str, words: str
) -> None:
    file = tmp_path / "support.csv"
    file.write_text(rows, encoding="utf-8")
    assert words in cli("report", "import", str(file)).complaint
    assert cli.done("report", "list")["counts"]["all"] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("take", " "), "text: say what they see"),
        (("judge", "9", "isolated"), "no report of a customer"),
        (("judge", "1", "same issue"), "Say which incident"),
        (("judge", "1", "isolated", "--incident", "INC-1"), "belongs to no incident"),
        (("answer", "1", ""), "Say what they are told"),
        (("token", "remove", "nobody"), "no source"),
    ],
)
def test_what_is_wrong_is_one_line(cli: Cli, arguments: tuple[str, ...], words: str) -> None:
    cli.done("report", "take", "x")
    assert words in cli("report", *arguments).complaint


def test_a_program_is_let_in_and_out(cli: Cli) -> None:
    token = cli.done("report", "token", "add", "support desk")["token"]
    assert len(token) == 32
    assert token not in (cli.home / "report-sources.json").read_text(encoding="utf-8")
    assert cli("report", "token", "add", "support desk").code == 2
    assert cli.done("report", "token", "list") == {"sources": ["support desk"]}
    cli.done("report", "token", "remove", "support desk")
    assert cli("report", "token", "list").out == "No program may hand in reports.\n"
