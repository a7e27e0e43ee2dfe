"""Alerts by e-mail and from a folder, to a real `serve`; monitors let in and out while it runs; who falls silent."""

import asyncio
import json
import smtplib
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pagerduty
import pytest

from incident_desk.desk import Desk
from incident_desk.desk.tokens import new_token
from incident_desk.domain.alert_entries import AlertState, SourceKind
from incident_desk.domain.alerts import AddSource
from tests.intake.test_alert_door import HERE, House, post
from tests.outreach.serving import PROGRAM, Served, serving
from tests.outreach.test_calling import wait_for
from tests.outreach.test_plain_faults import a_certificate


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "home")


def command(home: Path, *words: str) -> dict[str, Any]:
    """The command line, as a process of its own, beside whatever runs."""
    run = [sys.executable, "-c", PROGRAM, "--home", str(home), "--json", *words]
    done = subprocess.run(run, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def mail(served: Served, to: str, subject: str, words: str = "") -> int:
    """Returns: the code that SMTP answered with."""
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = subject, "batch@example.org", to
    letter.set_content(words)
    with smtplib.SMTP("127.0.0.1", served.told["mail"], timeout=30) as post_office:
        post_office.ehlo()
        post_office.mail("batch@example.org")
        post_office.rcpt(to)
        return post_office.data(letter.as_bytes())[0]


def test_a_mail_to_the_token_of_a_monitor_is_an_alert_and_any_other_a_report(house: House) -> None:
    token = house.tokens[SourceKind.EMAIL]
    with serving(house.home, *HERE, "--mail", "127.0.0.1:0") as served:
        for subject in (
            "[FIRING] Nightly batch failed",
            "[FIRING] Nightly batch failed",
            "RESOLVED: Nightly batch failed",
        ):
            assert mail(served, f"{token}@desk.example.org", subject, "Job 7 exited with 1") == 250
        assert mail(served, "help@example.org", "The site is slow", "since noon") == 250
        assert served.end() == (0, "")
    [alert] = house.alerts.of.values()
    assert (alert.title, alert.state, alert.count) == ("Nightly batch failed", AlertState.RESOLVED, 3)
    assert "Job 7 exited with 1" in alert.summary


def test_a_file_in_the_folder_of_a_source_is_read_in_its_shape_and_goes(house: House, tmp_path: Path) -> None:
    folder = tmp_path / "drop"
    for name in ("alertmanager", "cloudevents"):
        (folder / name).mkdir(parents=True)
    rows = {"alerts": [{"status": "firing", "labels": {"alertname": "Backup too old"}}]}
    (folder / "alertmanager" / "a.json").write_text(json.dumps(rows), encoding="utf-8")
    (folder / "alertmanager" / "b.json").write_text("{", encoding="utf-8")
    (folder / "alertmanager" / "c.json").symlink_to(house.home / "record.db")
    event = {
        "specversion": "1.0",
        "id": "1",
        "source": "/ci",
        "type": "org.example.deploy",
        "data": {"summary": "Deploy 12"},
    }
    (folder / "cloudevents" / "d.json").write_text(json.dumps(event), encoding="utf-8")
    with serving(house.home, *HERE, "--alert-folder", str(folder)) as served:
        wait_for(lambda: len(house.alerts.of) == 1 and len(house.alerts.changes) == 1)
        wait_for((folder / "alertmanager" / "refused" / "b.json.why").is_file)
        assert served.end() == (0, "")
    assert sorted(each.name for each in (folder / "alertmanager").iterdir()) == ["c.json", "refused"]
    assert (folder / "alertmanager" / "refused" / "b.json.why").read_text("utf-8").startswith("no JSON")
    assert [change.summary for change in house.alerts.changes] == ["Deploy 12"]


def test_a_program_made_for_pagerduty_works_unchanged(house: House, tmp_path: Path) -> None:
    """It insists on TLS: of the certificate it is told to believe it."""
    certificate = a_certificate(tmp_path / "certificate.pem")
    with serving(house.home, *HERE, "--tls-cert", str(certificate)) as served:
        token = house.tokens[SourceKind.PAGERDUTY]
        client: Any = pagerduty.EventsApiV2Client(token, base_url=served.url, verify=False)
        key = client.trigger("Disk of db1 is full", "db1.example.org", severity="error", custom_details={"free": "0"})
        client.acknowledge(key)
        wait_for(lambda: [each.state for each in house.alerts.of.values()] == [AlertState.TAKEN])
        client.resolve(key)
        client.close()
        assert served.end() == (0, "")
    [alert] = house.alerts.of.values()
    assert (alert.title, alert.state) == ("Disk of db1 is full", AlertState.RESOLVED)
    assert (alert.labels["source"], alert.annotations["free"]) == ("db1.example.org", "0")


def test_a_monitor_is_let_in_and_out_beside_a_running_serve(house: House) -> None:
    body = [{"labels": {"alertname": "A"}}]
    with serving(house.home, *HERE) as served:
        token = command(house.home, "source", "add", "new one")["token"]
        wait_for(lambda: asyncio.run(_status(served, body, token)) == 200)
        assert command(house.home, "alerts", "list")["lines"][0]["title"] == "A"
        command(house.home, "source", "remove", "new one")
        wait_for(lambda: asyncio.run(_status(served, body, token)) == 401)
        assert served.end() == (0, "")


def faults(home: Path) -> list[dict[str, Any]]:
    """What `doctor` finds wrong."""
    run = [sys.executable, "-c", PROGRAM, "--home", str(home), "--json", "doctor"]
    done = subprocess.run(run, capture_output=True, text=True, timeout=60, check=False)
    return [each for each in json.loads(done.stdout)["findings"] if each["fault"]]


async def _status(served: Served, body: object, token: str) -> int:
    return (await asyncio.to_thread(post, served, "/api/v2/alerts", body, token))[0]


def test_a_monitor_that_says_nothing_is_told_of_and_one_word_is_enough(house: House) -> None:
    token, digest = new_token()
    with Desk.open(house.home) as desk:
        desk.record(AddSource("quick", digest, SourceKind.PROMETHEUS, 4)).result()
    with serving(house.home, *HERE) as served:
        wait_for(lambda: house.alerts.sources["quick"].silent_since_us is not None)
        assert [each["about"] for each in faults(house.home) if "alerts" in each["about"]] == ["alerts of quick"]
        assert post(served, "/api/v2/alerts", [{"labels": {"alertname": "Watchdog"}}], token)[0] == 200
        wait_for(lambda: house.alerts.sources["quick"].silent_since_us is None)
        assert served.end() == (0, "")
