"""tasks: what is due in every open incident, for a person and for a program."""

import pytest

from tests.cli.conftest import Cli


@pytest.fixture
def mail(cli: Cli, orders: str) -> str:
    """A second incident beside that of the orders, each with tasks."""
    number = cli.done("declare", "--title", "Mail is late", "--severity", "SEV3")["number"]
    for done in cli.done("tasks", "--kind", "task")["due"]:  # those that the plan gave at once
        cli.done("do", done["incident"], "task.drop", f"task={done['task']}")
    cli.done("do", orders, "task.give", "person=@Kim", "box=30m", "text=Read the logs")
    cli.done("do", number, "task.give", "person=me", "box=10m", "text=Look at the queue")
    cli.done("do", number, "question.ask", "person=@Kim", "text=Where is the dump?")
    return number


def test_the_tasks_of_all_incidents_are_one_list(cli: Cli, orders: str, mail: str) -> None:
    told = cli.done("tasks", "--all", "--kind", "task")["due"]
    assert [(each["incident_number"], each["text"]) for each in told] == [
        (mail, "Look at the queue"),
        (orders, "Read the logs"),
    ]
    assert cli.done("tasks")["due"] == cli.done("tasks", "--all")["due"]
    text = cli("tasks", "--kind", "task").out
    assert f"{mail}" in text.splitlines()[0]
    assert "Look at the queue  (Mail is late)" in text.splitlines()[0]


def test_only_what_lies_with_somebody_and_only_of_one_incident(cli: Cli, orders: str, mail: str) -> None:
    assert [each["text"] for each in cli.done("tasks", "--of", "me")["due"]] == ["Look at the queue"]
    kinds = {each["kind"] for each in cli.done("tasks", mail)["due"]}
    assert kinds == {"task", "question", "clock", "promise"}
    assert {each["incident_number"] for each in cli.done("tasks", mail)["due"]} == {mail}
    assert cli.done("tasks", "--late")["due"] == []


def test_what_is_done_leaves_the_list(cli: Cli, orders: str, mail: str) -> None:
    [task] = cli.done("tasks", mail, "--kind", "task")["due"]
    cli.done("do", mail, "task.finish", f"task={task['task']}")
    assert cli.done("tasks", mail, "--kind", "task")["due"] == []
    assert cli("tasks", mail, "--kind", "task").out == "Nothing of that is due.\n"


def test_wrong_use_is_told_in_one_line(cli: Cli, orders: str) -> None:
    assert cli("tasks", orders, "--all").complaint == "give one incident, or --all of them"
    assert "Nobody here is called “Zoe”" in cli("tasks", "--of", "Zoe").complaint
    assert "invalid choice" in cli("tasks", "--kind", "wish").err
