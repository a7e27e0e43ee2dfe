"""A file that no line names does not stay: refused at once, after a kill at the next start. All others do."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.errors import DeskError
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.investigation_files import AttachEvidence
from incident_desk.domain.timeline import Attach, AttachmentAdded
from incident_desk.store import attachments
from incident_desk.store.arriving import Arriving

PICTURE = b"\x89PNG lag"
DIES = """
import os, pathlib, signal, sys
from incident_desk.desk import Desk
from incident_desk.domain.timeline import Attach
from incident_desk.store import attachments
desk = Desk.open(pathlib.Path(sys.argv[1]))
record = desk._writer.record
if sys.argv[3] == "before":
    desk._writer.record = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
else:
    attachments.is_named = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
desk.attach(b"cut off", Attach("", "cut.png", 0), sys.argv[2]).result()
"""


def in_the_folder(desk: Desk) -> list[str]:
    return sorted(each.name for each in desk.home.attachments.glob("??/*"))


def named(desk: Desk, incident: IncidentId) -> list[str]:
    lines = desk.board(incident).timeline.lines
    return sorted(line.body.digest for line in lines if isinstance(line.body, AttachmentAdded))


@pytest.mark.parametrize(
    "about", [AttachEvidence("", "lag.png", 0, investigation="Z"), AttachEvidence("", "lag.png", 0, text="for H1 Lag")]
)
def test_a_file_that_is_refused_leaves_nothing_behind(tmp_path: Path, about: AttachEvidence) -> None:
    with Desk.open(tmp_path / "home") as desk:
        incident = desk.record(Declare("Replication stopped")).result()[-1].incident
        desk.attach(PICTURE, Attach("", "graph.png", 0), incident).result()
        before = in_the_folder(desk)
        with pytest.raises(DeskError):
            desk.attach(PICTURE, about, incident).result()
        assert in_the_folder(desk) == before == named(desk, incident)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_after_a_kill_the_next_start_keeps_what_the_record_names_and_nothing_else(tmp_path: Path, moment: str) -> None:
    home = tmp_path / "home"
    with Desk.open(home) as desk:
        incident = desk.record(Declare("Replication stopped")).result()[-1].incident
        desk.attach(PICTURE, Attach("", "graph.png", 0), incident).result()
        coming = "ab" * 32
        Arriving(desk.home).add(coming, b"the beginning of a file from another desk")
    done = subprocess.run([sys.executable, "-c", DIES, str(home), incident, moment], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    with Desk.open(home) as desk:
        digests = named(desk, incident)
        assert len(digests) == (1 if moment == "before" else 2)
        assert in_the_folder(desk) == sorted([*digests, f"{coming}{attachments.ARRIVING}"])
        assert desk.check() == []
