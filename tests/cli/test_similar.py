"""`similar` on the command line: in words, by an incident, and line by line."""

from pathlib import Path

from incident_desk.desk import Desk
from incident_desk.domain.corrections import Retract
from incident_desk.domain.history import TellHistory
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare, SetState
from incident_desk.domain.state import State
from incident_desk.domain.tasks import Give
from incident_desk.domain.timeline import Note
from tests.cli.conftest import Cli

LONG_AGO_US = 1_580_000_000_000_000


def _past(home: Path) -> dict[str, IncidentId]:
    """Three incidents that are over, and one that is not."""
    told = {
        "disk": ("Orders fail", "The disk of the queue is full", ("Orders",)),
        "cert": ("Shop cannot be reached", "The certificate expired in the night", ("Shop",)),
        "lag": ("Reports are old", "The replica of the database lags behind", ()),
        "open": ("Parcels get lost", "The scanner at gate 4 reads nothing", ()),
    }
    made: dict[str, IncidentId] = {}
    with Desk.open(home) as desk:
        for name, (title, note, services) in told.items():
            incident = made[name] = desk.record(Declare(title, services=services)).result()[-1].incident
            desk.record([Note(note)], incident).result()
        desk.record(
            [
                Give("me", 60, "Watch the disk of the queue", occurred_us=LONG_AGO_US),
                TellHistory(factors=("full disk",), lessons=("A queue needs an alarm",)),
                SetState(State.RESOLVED, note="Old orders moved away"),
            ],
            made["disk"],
        ).result()
        for name in ("cert", "lag"):
            desk.record(SetState(State.RESOLVED), made[name]).result()
        wrong = desk.record(Note("zebra zebra zebra"), made["lag"]).result()[-1]
        desk.record(Retract(wrong.id, "written in the wrong place"), made["lag"]).result()
    return made


def test_words_find_what_was_with_why_what_worked_and_what_is_left(cli: Cli) -> None:
    made = _past(cli.home)
    [one, *_] = cli.done("similar", "queue disk running full")["results"]
    assert one["incident"] == made["disk"]
    assert one["factors"] == ["full disk"]
    assert one["worked"] == ["Old orders moved away"]
    assert one["lessons"] == ["A queue needs an alarm"]
    assert [(each["text"], each["overdue"]) for each in one["left"]] == [("Watch the disk of the queue", True)]
    told = cli("similar", "queue disk running full").out
    assert "factor: full disk; words: " in told
    assert "OVERDUE: Watch the disk of the queue" in told
    assert "worked: Old orders moved away" in told


def test_an_incident_finds_others_and_not_itself(cli: Cli) -> None:
    made = _past(cli.home)
    number = next(each["number"] for each in cli.done("list")["incidents"] if each["incident"] == made["open"])
    with Desk.open(cli.home) as desk:
        desk.record(Note("Or a certificate expired there, too"), made["open"]).result()
    results = cli.done("similar", number)["results"]
    assert results[0]["incident"] == made["cert"]
    assert made["open"] not in [each["incident"] for each in results]


def test_a_service_finds_where_no_word_does(cli: Cli) -> None:
    made = _past(cli.home)
    [one] = cli.done("similar", "blank pages", "--service", "shop")["results"]
    assert (one["incident"], one["services"]) == (made["cert"], ["Shop"])


def test_what_is_still_open_is_said_to_be(cli: Cli) -> None:
    _past(cli.home)
    assert "(open now)" in cli("similar", "scanner").out


def test_what_was_taken_back_finds_nothing_and_the_answer_is_no(cli: Cli) -> None:
    _past(cli.home)
    answer = cli("similar", "zebra")
    assert (answer.code, answer.out) == (1, "Nothing like it is on the record.\n")


def test_an_empty_home_has_nothing_like_it(cli: Cli) -> None:
    assert cli("similar", "disk", "--json").json == {"results": []}
    assert not cli.home.exists()


def test_a_limit_of_nothing_is_wrong_use(cli: Cli) -> None:
    assert "at least 1" in cli("similar", "disk", "--limit", "0").complaint
