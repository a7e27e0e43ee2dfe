"""The status page as programs of others read it: a Statuspage client, and jing with the grammar of Atom."""

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

import msgspec
import pytest

from incident_desk.desk import Desk
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import SetSeverity, SetState
from incident_desk.domain.plan import Use
from incident_desk.domain.severity import Severity
from incident_desk.domain.state import State
from incident_desk.outreach.status_page.folder import CURRENT
from tests.domain.making import PLAN
from tests.outreach.test_calling import wait_for
from tests.outreach.test_publishing import a_desk, publishing, sent
from tests.outreach.test_status_page import HOSTILE, a_page, an_incident, an_update, files_of

GRAMMAR: Final = Path(__file__).with_name("atom.rnc")
READER: Final = "from statuspage_prometheus_exporter.status_monitoring import main; main()"
SERVICE: Final = "Sign-in"
PLAN_WITH_CUSTOMERS: Final = PLAN.replace("  - Sign-in\n", "  - {name: Sign-in, used_by: [everybody]}\n").replace(
    "services:\n", "customer_groups:\n  - {key: everybody, title: Everybody}\n\nservices:\n", 1
)
LINE: Final = re.compile(r"^(\w+)\{(.*)\} (\S+)$", re.MULTILINE)
LABEL: Final = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')


class Quiet(SimpleHTTPRequestHandler):
    """A web server that is pointed at the folder, as anybody's would be."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def web(folder: Path) -> Generator[str]:
    """Where the page is read."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder / CURRENT))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class Read(msgspec.Struct, frozen=True):
    """What the client made of the page."""

    is_well: bool
    incidents: tuple[tuple[str, str, str], ...]
    """Name, impact, what is affected."""
    ill: tuple[str, ...]
    """The services that do not work."""


def read(url: str, folder: Path) -> Read:
    """One pass of the exporter, which remembers nothing of the one before."""
    folder.mkdir()
    (folder / "services.json").write_bytes(
        msgspec.json.encode({"ours": {"url": f"{url}/api/v2/summary.json", "name": "Ours"}})
    )
    told = {**os.environ, "RUN_MODE": "once", "METRICS_TEXTFILE_PATH": str(folder / "told.prom")}
    subprocess.run([sys.executable, "-c", READER], cwd=folder, env=told, check=True, capture_output=True)
    lines = [
        (name, dict(LABEL.findall(labels)), float(value))
        for name, labels, value in LINE.findall((folder / "told.prom").read_text("utf-8"))
    ]
    [is_well] = [value for name, _, value in lines if name == "statuspage_service_status"]
    return Read(
        bool(is_well),
        tuple(
            (labels["incident_name"], labels["impact"], labels["affected_components"])
            for name, labels, _ in lines
            if name == "statuspage_incident_info" and labels["impact"] != "none"  # so it tells that there are none
        ),
        tuple(
            labels["component_name"]
            for name, labels, value in lines
            if name == "statuspage_component_status" and not value
        ),
    )


def told(desk: Desk, incident: IncidentId, state: State, text: str, folder: Path) -> None:
    if desk.board(incident).headline.state.value is not state:
        desk.record(SetState(state), incident).result()
    sent(desk, incident, text)
    page = folder / CURRENT / f"incidents/{incident}.html"
    wait_for(lambda: page.exists() and text in page.read_text("utf-8"))


def test_a_statuspage_client_follows_an_incident_from_investigating_to_resolved(tmp_path: Path) -> None:
    folder = tmp_path / "page"
    with a_desk(tmp_path / "home") as (desk, incident), publishing(desk, folder):
        desk.record(Use(PLAN_WITH_CUSTOMERS)).result()
        wait_for((folder / CURRENT).exists)
        with web(folder) as url:
            assert read(url, tmp_path / "before") == Read(is_well=True, incidents=(), ill=())
            desk.record(
                [SetSeverity(Severity.SEV2, "More than a few"), SetImpact(services=(SERVICE,))], incident
            ).result()
            for state, text in (
                (State.INVESTIGATING, "Nobody can sign in."),
                (State.MITIGATING, "We know why."),
                (State.MONITORING, "It works again, and we watch it."),
            ):
                told(desk, incident, state, text, folder)
                found = read(url, tmp_path / state.value)
                assert found.incidents == (("Nobody can sign in", "major", SERVICE),), state
                assert found.ill == (SERVICE,), state
                assert not found.is_well
            told(desk, incident, State.RESOLVED, "All is well. We are sorry.", folder)
            assert read(url, tmp_path / "after") == Read(is_well=True, incidents=(), ill=())


def complaints(feed: bytes, folder: Path) -> str:
    """What jing finds wrong with it. Skips where there is no jing."""
    if shutil.which("jing") is None:
        pytest.skip("needs jing")
    file = folder / "feed.atom"
    file.write_bytes(feed)
    done = subprocess.run(["jing", "-c", str(GRAMMAR), str(file)], capture_output=True, text=True, check=False)
    return done.stdout if done.returncode else ""  # it warns of parts of Java that it does not need


@pytest.mark.parametrize("text", ["Nobody can sign in. <b>Sorry</b>.", *HOSTILE])
def test_the_feed_keeps_to_the_grammar_of_atom(text: str, tmp_path: Path) -> None:
    page = a_page([an_incident(an_update(text), an_update(text, 5))], [an_incident(an_update(text, 1), name="over")])
    assert complaints(files_of(page)["history.atom"], tmp_path) == ""


def test_a_page_without_an_incident_has_a_feed_too(tmp_path: Path) -> None:
    assert complaints(files_of(a_page())["history.atom"], tmp_path) == ""


@pytest.mark.parametrize(("what", "instead"), [(b"<updated>", b"<changed>"), (b'rel="self" href', b'rel="self" ref')])
def test_what_is_not_atom_would_be_found(what: bytes, instead: bytes, tmp_path: Path) -> None:
    feed = files_of(a_page([an_incident(an_update("Nobody can sign in."))]))["history.atom"]
    assert what in feed
    wrong = feed.replace(what, instead).replace(what.replace(b"<", b"</"), instead.replace(b"<", b"</"))
    assert "error" in complaints(wrong, tmp_path)
