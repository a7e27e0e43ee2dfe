"""A window of its own process in which somebody opened a file of a piece of evidence: the test kills it.

    python -m tests.faults.opener HOME

On standard output stands where the copy lies.
"""

import asyncio
import sys
from pathlib import Path

from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.attached import attached_of
from incident_desk.desktop.loop import window_loop
from incident_desk.domain.investigation_files import AttachEvidence, file_of
from incident_desk.domain.investigations import Investigate
from tests.desktop.conftest import until
from tests.desktop.test_investigations_room import a_window
from tests.desktop.test_timeline_given import Opener


async def open_and_wait(home: Path) -> None:
    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "take")  # pyright: ignore[reportArgumentType, reportCallIssue]
    async with a_window(home) as window:
        await window.do(Investigate(text="Why? | Priya Nair"))
        about = AttachEvidence("", "lag.txt", 0, "text/plain")
        await window.bridge.attach(b"a sealed graph", about, window.observed.incident)
        await until(lambda: window.found("A").evidence)
        [piece] = window.found("A").evidence.values()
        file = file_of(piece, window.observed.board.timeline)
        assert file is not None
        await attached_of(window.bridge).open(file, window.shell, _say)
        sys.stdout.write(f"{opener.opened[0]}\n")
        sys.stdout.flush()
        await asyncio.sleep(60)


def _say(*_: str) -> None:
    """Nobody reads it here."""


if __name__ == "__main__":
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    with window_loop(app) as loop:
        loop.run_until_complete(open_and_wait(Path(sys.argv[1])))
