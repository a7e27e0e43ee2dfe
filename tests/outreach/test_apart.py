"""A demo or a drill reaches nobody, whatever somebody does to its home; nor does what came in a file."""

import json
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
import sqlcipher3.dbapi2 as sqlite

from incident_desk.desk import Desk
from incident_desk.desk.bundles.making import export_bundle
from incident_desk.domain.errors import DeskError, RuleError
from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.message_list import Stage
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.plan import Use
from incident_desk.domain.releasing import ReleaseMessage
from incident_desk.domain.severity import Severity
from incident_desk.outreach.channels import Channels
from incident_desk.store.bundles.form import Coverage
from incident_desk.store.home import Home
from tests.domain.making import PLAN
from tests.outreach.letters import Hook, a_hook, sending, stages
from tests.outreach.serving import serving
from tests.outreach.test_calling import wait_for
from tests.outreach.test_outbox import at_once

LINE: Final = "channel 1"


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incident_desk.domain.releasing.stop_within_s", at_once)


def released(desk: Desk, text: str = "For us.") -> tuple[IncidentId, EntryId]:
    """Words to our own people, whose going out needs nobody's yes."""
    incident = desk.record(Declare("Pushes fail", Severity.SEV3)).result()[-1].incident
    [begun] = desk.record(BeginMessage("Update", channels=("inside",)), incident).result()
    desk.record([ProposeMessage(begun.id, {"inside": text}), ReleaseMessage(begun.id)], incident).result()
    return incident, begun.id


def planted(home: Path, url: str, *, is_demo: bool) -> tuple[IncidentId, EntryId]:
    """A home in which somebody has put a channel by hand, past all rules: the setting, and its secret as a file."""
    with Desk.open(home, apart=is_demo) as desk:
        desk.record(Use(PLAN + "\n# imported\n")).result()
        let_go = released(desk)
        desk.set_setting("channels", json.dumps({"inside": LINE})).result()
    (home / "keys" / "channel-1.key").write_text(url, encoding="utf-8")
    return let_go


def edited(home: Path) -> None:
    """Somebody takes the mark of a demo out of the database, with a tool for databases."""
    with closing(sqlite.connect(str(home / "record.db"))) as connection:
        assert connection.execute("DELETE FROM settings WHERE key = 'apart'").rowcount == 1
        connection.commit()


def sent_by_serve(home: Path, hook: Hook) -> list[str]:
    """What arrives while `serve` runs there, long enough for a real home."""
    with serving(home, "--listen", "127.0.0.1:0"):
        end = time.monotonic() + 6
        while not hook.arrived and time.monotonic() < end:
            time.sleep(0.05)
    return hook.arrived


def test_a_real_home_prepared_like_this_does_send(home: Path) -> None:
    with a_hook() as (hook, url):
        planted(home, url, is_demo=False)
        assert sent_by_serve(home, hook) == ["For us."]


@pytest.mark.parametrize("attack", ["a plan and a channel", "the database", "the file", "a credential"])
def test_no_serve_over_a_demo_sends_whatever_was_changed_by_hand(
    home: Path, attack: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with a_hook() as (hook, url):
        planted(home, url, is_demo=True)
        if attack == "the database":
            edited(home)
        elif attack == "the file":
            Home(home).apart.unlink()
        elif attack == "a credential":
            (tmp_path / "channel-1.key").write_text(url, encoding="utf-8")
            monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
        assert sent_by_serve(home, hook) == []
    with Desk.open(home) as desk:
        assert desk.is_apart
        with pytest.raises(RuleError, match="reaches no real channel"):
            Channels(desk).put("inside", "json://127.0.0.1:1")
        assert Channels(desk).url("inside") is None


def test_the_command_line_tests_no_channel_from_a_demo(home: Path) -> None:
    with a_hook() as (hook, url):
        planted(home, url, is_demo=True)
        asked = "from incident_desk.cli import main; raise SystemExit(main())"
        command = [sys.executable, "-c", asked, "--home", str(home), "channel", "test", "inside"]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ended.returncode != 0
        assert "is not set up here" in ended.stderr
        assert hook.arrived == []


@pytest.mark.parametrize("at", ["set_setting", "add_identity"])
def test_one_that_was_killed_while_it_was_made_stays_apart(
    home: Path, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as killing:
        killing.setattr(f"incident_desk.store.replica.Replica.{at}", _killed)
        with pytest.raises(DeskError, match="killed"):
            Desk.open(home, apart=True)
    with Desk.open(home) as desk:
        assert desk.is_apart


def _killed(*_: object) -> None:
    raise DeskError("killed")


def test_what_others_let_go_and_came_in_a_file_is_not_sent_from_here(tmp_path: Path) -> None:
    file = tmp_path / "it.bundle"
    with Desk.open(tmp_path / "theirs") as theirs:
        incident, message = released(theirs, "Theirs.")
    export_bundle(tmp_path / "theirs", file, Coverage())
    with a_hook() as (hook, url), Desk.open(tmp_path / "ours") as ours:
        Channels(ours).put("inside", url)
        ours.bundles.take(file)
        assert stages(ours, incident, message) == {"inside": Stage.RELEASED}
        with sending(ours):
            mine, own = released(ours, "Ours.")
            wait_for(lambda: stages(ours, mine, own) == {"inside": Stage.SENT})
        assert hook.arrived == ["Ours."]
        assert stages(ours, incident, message) == {"inside": Stage.RELEASED}
