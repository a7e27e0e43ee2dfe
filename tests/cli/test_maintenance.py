"""maintenance: announced, changed, and every step of it, from the command line."""

import pytest

from tests.cli.conftest import Cli

WINDOW = ("--from", "in 1 h", "--until", "in 3 h", "--service", "payments")


def test_from_the_announcement_to_the_end(cli: Cli) -> None:
    made = cli.done("maintenance", "schedule", "Payments database", *WINDOW, "--expect", "Cards fail", "--owner", "Kim")
    [one] = made["maintenance"]
    assert (one["number"], one["phase"], one["owner"], one["services"]) == ("MNT-1", "scheduled", "Kim", ["payments"])
    assert "MNT-1    scheduled" in cli("maintenance", "list").out
    cli.done("maintenance", "change", "MNT-1", "--region", "Europe", "--contact", "bridge 7")
    assert cli.done("maintenance", "begin", "mnt-1", "--reason", "free")["maintenance"][0]["phase"] == "running"
    longer = cli.done("maintenance", "extend", "1", "30m", "--reason", "slow")["maintenance"][0]
    assert longer["until"] > one["until"]
    cli.done("maintenance", "end", "Payments", "--note", "all is well")
    assert cli("maintenance", "list").out == "No maintenance is announced.\n"
    [told] = cli.done("maintenance", "list", "--all")["maintenance"]
    assert (told["phase"], told["regions"], told["contact"]) == ("ended", ["Europe"], "bridge 7")
    assert cli.done("maintenance", "show", "MNT-1")["maintenance"] == [told]


def test_it_goes_wrong_and_an_incident_says_so(cli: Cli) -> None:
    one = cli.done("maintenance", "schedule", "Payments database", *WINDOW)["maintenance"][0]
    made = cli.done("maintenance", "declare", "MNT-1", "--severity", "sev2")
    told = cli.show(made["number"])
    assert (told["came_of"], told["severity"], told["impact"]["services"]) == (
        [one["maintenance"]],
        "SEV2",
        ["payments"],
    )
    assert "Came of maintenance MNT-1" in cli("show", made["number"]).out
    [beside] = told["maintenance"]
    assert (beside["number"], beside["is_cause"], beside["turn"]) == ("MNT-1", True, "announced")
    assert "MNT-1 Payments database: scheduled" in cli("export", made["number"], "--format", "state").out
    markdown = cli("export", made["number"], "--format", "md").out
    assert "## Maintenance meanwhile" in markdown
    assert "this incident came of it" in markdown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("schedule", "", *WINDOW), "title"),
        (("schedule", "A", "--from", "22:00", "--until", "25:00", "--service", "mail"), "not a time"),
        (("schedule", "A", "--from", "in 3 h", "--until", "in 1 h", "--service", "mail"), "before it begins"),
        (("schedule", "A", "--from", "in 1 h", "--until", "in 3 h"), "which services"),
        (("begin", "MNT-9"), "no maintenance"),
        (("extend", "MNT-1", "soon"), "not a span"),
        (("extend", "MNT-1", "30m"), "Say why MNT-1 takes longer"),
        (("cancel", "MNT-1"), "Say why"),
        (("schedule", "A", *WINDOW, "--link", "nowhere"), "https://"),
        (("change", "MNT-1"), "Nothing of MNT-1"),
        (("declare", "MNT-9"), "no maintenance"),
    ],
)
def test_what_is_wrong_is_one_line_and_writes_nothing(cli: Cli, arguments: tuple[str, ...], words: str) -> None:
    cli.done("maintenance", "schedule", "Payments database", *WINDOW)
    answer = cli("maintenance", *arguments)
    assert (answer.code, words in answer.complaint) == (2, True), answer.err
    assert len(cli.done("maintenance", "list", "--all")["maintenance"]) == 1
