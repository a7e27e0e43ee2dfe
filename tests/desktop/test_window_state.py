"""What the window remembers, also where the last one was killed."""

import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from incident_desk.desktop.window_state import WindowState


def test_a_lock_that_a_killed_window_left_half_made_is_not_waited_for(app: QApplication, tmp_path: Path) -> None:
    (tmp_path / "window.ini.lock").touch()
    began = time.monotonic()
    state = WindowState(tmp_path)
    state.keep("window/incident", "INC-1")
    state.save()
    assert time.monotonic() - began < 10  # Qt alone waits 30 s
    assert WindowState(tmp_path).text("window/incident") == "INC-1"
