"""search, verify, doctor and plan."""

import os
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.desk.resources import ready_plans
from incident_desk.domain.draft_text import DraftText
from incident_desk.domain.drafts import changing
from incident_desk.domain.ids import NO_INCIDENT
from incident_desk.domain.plan_drafts import name_of
from tests.cli.conftest import Cli


def test_searching_finds_words_of_every_incident_the_newest_first(cli: Cli, orders: str) -> None:
    other = cli.done("declare", "--title", "Payments fail")["number"]
    cli.done("log", orders, "Failover to the standby")
    results = cli.done("search", "fail")["results"]
    assert [r["number"] for r in results] == [other, orders]
    assert set(results[0]) == {"entry", "incident", "number", "occurred_at", "score", "why"}
    (within,) = cli.done("search", "standby", "--incident", "Orders")["results"]
    assert within["why"] == "Failover to the standby"
    assert len(cli.done("search", "fail", "--limit", "1")["results"]) == 1


def test_finding_nothing_is_a_no(cli: Cli, orders: str) -> None:
    answer = cli("search", "kraken")
    assert (answer.code, answer.out) == (1, "Nothing found.\n")
    assert cli("search", "kraken", "--json").json == {"results": []}


def test_a_changed_byte_is_found_and_named(cli: Cli, orders: str) -> None:
    cli.done("log", orders, "Failover started")
    database = cli.home / "record.db"
    wal = cli.home / "record.db-wal"
    for file in (database, wal):
        if file.exists():
            file.write_bytes(file.read_bytes().replace(b"Failover started", b"Failover stopped"))
    answer = cli("verify", "--json")
    assert answer.code == 1
    assert not answer.json["ok"]
    assert answer.json["problems"]


def test_doctor_says_what_it_looked_at(cli: Cli, orders: str) -> None:
    findings = cli.done("doctor")["findings"]
    assert [f["about"] for f in findings] == ["SQLite", "home", "console", "disk", "clock", "record", "backups"]
    cli.home.chmod(0o755)
    answer = cli("doctor")
    assert answer.code == 1
    assert "!!  home: " in answer.out


def test_a_plan_is_shown_checked_and_put_in_force(cli: Cli, tmp_path: Path) -> None:
    text = cli.done("plan", "show")["text"]
    file = tmp_path / "plan.yaml"
    file.write_text(text.replace("name: Default plan", "name: Plan of our house"), encoding="utf-8")
    checked = cli.done("plan", "check", str(file))
    assert (checked["ok"], checked["name"]) == (True, "Plan of our house")
    assert not cli.home.exists()
    assert cli.done("plan", "use", str(file))["version"] == checked["version"]
    assert cli.done("plan", "show")["name"] == "Plan of our house"
    refused = cli("plan", "use", str(file))
    assert (refused.code, refused.complaint) == (2, "That version of the plan is in force already.")


def test_a_wrong_plan_is_refused_with_line_and_column(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text("name: Ours\nroles: 7\n", encoding="utf-8")
    used = cli("plan", "use", str(file))
    assert used.code == 2
    assert used.complaint.startswith(f"{file}, line ")
    checked = cli("plan", "check", str(file))
    assert (checked.code, checked.out) == (2, "")
    assert all(line.startswith(f"incident-desk: {file}, line ") for line in checked.err.splitlines())
    assert not cli.home.exists()


@pytest.mark.parametrize(
    ("command", "name"),
    [(("plan", "check"), "plan.yaml"), (("plan", "use"), "plan.yaml"), (("plan", "compare"), "plan.yaml"),
     (("on-call", "import"), "rota.ics"), (("import",), "night.json"), (("verify",), "night.idbundle")],
)  # fmt: skip
def test_of_what_somebody_names_no_more_is_read_than_it_may_hold(
    cli: Cli, orders: str, tmp_path: Path, command: tuple[str, ...], name: str
) -> None:
    for at, kind in enumerate(("endless", "pipe", "folder", "huge")):
        (tmp_path / str(at)).mkdir()
        file = tmp_path / str(at) / name
        if kind == "endless":
            file.symlink_to("/dev/zero")
        elif kind == "pipe":
            os.mkfifo(file)
        elif kind == "folder":
            file.mkdir()
        else:
            with file.open("wb") as out:
                out.truncate(1 << 40)  # a sparse file: it takes no room, and says a terabyte
        answer = cli(*command, str(file))
        assert answer.code == (1 if command == ("verify",) and kind == "huge" else 2)
        [told] = [line for line in (answer.out + answer.err).splitlines() if line != "Nothing was imported."]
        assert file.name in told


def test_everything_that_is_wrong_with_a_plan_is_told_with_what_to_write_instead(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    text: str = cli.done("plan", "show")["text"]
    file.write_text(
        text.replace("call_out: 10 min", "call_out: 10 minutes").replace("SEV4:", "SEV5:"), encoding="utf-8"
    )
    answer = cli("plan", "check", str(file))
    assert answer.code == 2
    told = [line.partition(": ")[2].partition("column ")[2] for line in answer.err.splitlines()]
    assert told == [
        "3: “SEV5” is no severity; there are SEV1, SEV2, SEV3, SEV4; write “SEV4”",
        "13: a span of time is expected: a number and s, min, h, d or w, like “5 min”; write “10 min”",
    ]
    told = cli("plan", "check", str(file), "--json")
    assert (told.code, told.json["ok"], [f["mend"] for f in told.json["faults"]]) == (2, False, ["SEV4", "10 min"])


def test_the_ready_plans_are_listed_shown_checked_compared_and_put_in_force_by_name(cli: Cli) -> None:
    ready = cli.done("plan", "list")["ready"]
    assert [each["plan"] for each in ready] == ["default", "hospital-it", "online-service", "utility"]
    assert cli.done("plan", "check", "hospital-it")["name"] == "Hospital IT"
    assert "name: Utility and industry" in cli("plan", "show", "utility").out
    assert cli("plan", "compare", "default").out == "They say the same.\n"
    told = cli("plan", "compare", "default", "online-service").out.splitlines()
    assert told[:2] == ["- Name: Default plan", "+ Name: Online service"]
    cli.done("plan", "use", "online-service", "--reason", "it is what we do")
    number = cli.done("declare", "--title", "Sign-in fails", "--severity", "SEV3")["number"]
    cli.done("plan", "use", "hospital-it", "--reason", "we bought a hospital")
    newest, before = cli.done("plan", "list")["versions"]
    assert (newest["name"], newest["reason"], newest["in_force"]) == ("Hospital IT", "we bought a hospital", True)
    assert (before["name"], before["in_force"], before["incidents"]) == ("Online service", False, [number])
    assert cli.done("plan", "show", before["version"][:8])["name"] == "Online service"
    assert f"{number} run on it" in cli("plan", "list").out
    cli.done("do", number, "plan.adopt")
    assert cli.done("show", number)["adopted_plans"] == [newest["version"]]


def test_doctor_says_which_channels_people_can_be_called_by(cli: Cli, orders: str, tmp_path: Path) -> None:
    plan = tmp_path / "ours.yaml"
    plan.write_text(ready_plans()["online-service"] + "\nanswers_at: https://desk.example.org\n", encoding="utf-8")
    cli.done("plan", "use", str(plan), "--reason", "ours")
    told = {f["about"]: f["says"] for f in cli.done("doctor")["findings"]}
    assert told["calls"].startswith("set up here: none; not here: company_chat, pager (incident-desk channel set KEY")
    assert told["one-time links"] == "lead to https://desk.example.org"


def test_the_draft_that_people_write_at_is_shown_checked_compared_and_put_in_force(cli: Cli) -> None:
    assert "nobody has begun one" in cli("plan", "show", "draft").complaint
    before = cli.done("plan", "show")["text"]
    draft = DraftText(before)
    draft.write(before.replace("name: Default plan", "name: Plan of our house"))
    with Desk.open(cli.home) as desk:
        desk.record(changing(name_of(before), [draft.beginning, draft.drain()]), NO_INCIDENT).result()
    assert cli.done("plan", "show", "draft")["text"] == draft.text
    assert cli.done("plan", "check", "draft")["ok"]
    [change] = cli.done("plan", "compare", "default", "draft")["changes"]
    assert change["after"] == "Plan of our house"
    assert cli("plan", "use", "draft", "--reason", "Adapted").code == 0
    assert cli.done("plan", "show")["name"] == "Plan of our house"
    assert "nobody has begun one" in cli("plan", "check", "draft").complaint
