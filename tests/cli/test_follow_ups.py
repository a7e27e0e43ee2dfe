"""`follow-ups` on a terminal: what is left of all incidents, as tickets and back; and the share of repeats."""

import csv
import json
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.follow_up_entries import Aim, Priority
from incident_desk.domain.follow_ups import AddFollowUp
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare, SetState, State
from incident_desk.domain.lessons import NoteLesson
from incident_desk.domain.links import Add, Relation
from tests.cli.conftest import Cli

LATE_US = 1_580_000_000_000_000
WORDS = "An alarm when the newest backup is empty"


def _past(home: Path) -> IncidentId:
    with Desk.open(home) as desk:
        incident = desk.record(Declare("Orders fail", services=("Orders",))).result()[-1].incident
        late = AddFollowUp(WORDS, "Kim", Priority.HIGH, Aim.DETECT, LATE_US, "Empty one")
        after = [late, AddFollowUp("=Read, and “sign”", "Ada"), NoteLesson("Nobody read it"), SetState(State.RESOLVED)]
        desk.record(after, incident).result()
        other = desk.record(Declare("Orders fail again")).result()[-1].incident
        desk.record(Add(Relation.REPEAT_OF, incident), other).result()
    return incident


def _number(cli: Cli, incident: IncidentId) -> str:
    return next(each["number"] for each in cli.done("list")["incidents"] if each["incident"] == incident)


def test_the_list_has_what_is_overdue_first_and_says_no_where_something_is(cli: Cli) -> None:
    incident = _past(cli.home)
    found = cli.done("follow-ups")["follow_ups"]
    assert [(each["text"], each["overdue"]) for each in found] == [(WORDS, True), ("=Read, and “sign”", False)]
    assert found[0]["label"] == f"{_number(cli, incident)}/1"
    told = cli("follow-ups", "--overdue")
    assert (told.code, "OVERDUE since 2020-01-26" in told.out) == (1, True)
    assert cli.done("follow-ups", "--mine")["follow_ups"] == []


def test_the_next_like_words_bring_the_lesson_and_what_is_overdue(cli: Cli) -> None:
    incident = _past(cli.home)
    found = cli.done("similar", "orders fail")["results"]
    old = next(each for each in found if each["incident"] == incident)
    assert old["lessons"] == ["Nobody read it"]
    assert (old["left"][0]["text"], old["left"][0]["overdue"]) == (WORDS, True)
    assert f"OVERDUE: {WORDS}" in cli("similar", "orders fail").out


def test_a_repeat_shows_what_would_have_met_it_and_the_share_is_a_measure(cli: Cli) -> None:
    _past(cli.home)
    [repeat] = cli.done("show", "Orders fail again")["repeats"]
    stood = {each["text"]: each["stood"] for each in repeat["follow_ups"]}
    assert stood == {WORDS: "overdue", "=Read, and “sign”": "not done yet"}
    assert repeat["would_have_prevented_it"] == ["2"]
    assert cli.done("measures")["repeats"] == {"repeats": 1, "of": 2, "share": 0.5, "preventable": 1}
    assert "Repeats: 1 of 2 incidents" in cli("measures").out


@pytest.mark.parametrize("shape", ["github", "gitlab", "jira"])
@pytest.mark.parametrize("form", ["csv", "json"])
def test_tickets_go_out_and_come_back_as_they_were(cli: Cli, tmp_path: Path, shape: str, form: str) -> None:
    _past(cli.home)
    file = tmp_path / f"out.{form}"
    assert cli.done("follow-ups", "export", "--shape", shape, "--format", form, "-o", str(file))["tickets"] == 2
    text = file.read_text(encoding="utf-8")
    if form == "csv":
        rows = list(csv.DictReader(text.splitlines()))
        assert any(cell == "'=Read, and “sign”" for row in rows for cell in row.values())  # no formula
    else:
        assert json.loads(text)
    before = cli.done("follow-ups")["follow_ups"]
    told = cli.done("follow-ups", "import", str(file))
    after = cli.done("follow-ups")["follow_ups"]
    assert told["rejected"] == []
    for was, now in zip(before, after, strict=True):
        assert {**was, "due_at": was["due_at"][:10]} == {**now, "due_at": now["due_at"][:10]}


def test_what_was_closed_over_there_is_done_with_that_as_its_proof(cli: Cli, tmp_path: Path) -> None:
    _past(cli.home)
    file = tmp_path / "out.json"
    cli.done("follow-ups", "export", "--shape", "github", "--format", "json", "-o", str(file))
    tickets = json.loads(file.read_text(encoding="utf-8"))
    for ticket in tickets:
        ticket |= {"state": "closed", "html_url": "https://example.org/7"}
    file.write_text(json.dumps(tickets), encoding="utf-8")
    assert len(cli.done("follow-ups", "import", str(file))["entries"]) == 2
    assert cli.done("follow-ups")["follow_ups"] == []
    ended = cli.done("follow-ups", "--all")["follow_ups"]
    assert {each["evidence"] for each in ended} == {"Closed in the other tool: https://example.org/7"}
    assert cli.done("follow-ups", "import", str(file))["entries"] == []  # twice adds nothing


def test_tickets_of_others_come_into_the_incident_that_is_named_once(cli: Cli, tmp_path: Path) -> None:
    incident = _past(cli.home)
    file = tmp_path / "jira.csv"
    head = "Summary,Issue key,Status,Priority,Assignee,Due date,Labels"
    file.write_text(f"{head}\nRotate keys,OPS-7,To Do,High,Kim,2030-05-03,kind:mitigate\n", encoding="utf-8")
    assert cli("follow-ups", "import", str(file)).code == 2  # whose is it?
    for count in (1, 0):
        told = cli.done("follow-ups", "import", str(file), "--incident", _number(cli, incident))
        assert len(told["entries"]) == count
    new = next(each for each in cli.done("follow-ups")["follow_ups"] if each["text"] == "Rotate keys")
    told_of = (new["owner"], new["priority"], new["kind"], new["due_at"], new["origin"])
    assert told_of == ("Kim", "high", "mitigate", "2030-05-03T23:59:59Z", "OPS-7")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("[1]", "ticket 1"),
        ('[{"title": ""}]', "needs a title"),
        ('[{"title": "x", "due_on": "soon"}]', "no day"),
        ("{", "no JSON"),
        ("a,b\n1,2\n", "title or summary"),
        ("[" * 5000, "no JSON"),
    ],
)
def test_what_is_no_list_of_tickets_is_refused_in_one_line(cli: Cli, tmp_path: Path, text: str, words: str) -> None:
    incident = _past(cli.home)
    file = tmp_path / "bad"
    file.write_text(text, encoding="utf-8")
    told = cli("follow-ups", "import", str(file), "--incident", _number(cli, incident))
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert words in told.err
    assert len(cli.done("follow-ups")["follow_ups"]) == 2
