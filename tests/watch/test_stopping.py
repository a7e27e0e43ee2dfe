"""A desk that watches nothing: the thread that would begin to, once a source is set up, ends whenever it is stopped."""

import threading
import time
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.watch import watcher
from incident_desk.watch.watcher import Watcher


def test_it_ends_also_if_it_is_stopped_while_it_looks_for_something_to_watch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Desk.open(tmp_path / "home") as desk:
        watching, has_ended = Watcher(desk), threading.Event()

        def stop() -> None:
            watching.stop()
            has_ended.set()

        class Looking(watcher.Sources):
            def set_up(self) -> dict[str, str]:
                threading.Thread(target=stop, daemon=True).start()
                time.sleep(0.2)  # it is asked to stop while this goes on
                return {}

        monkeypatch.setattr(watcher, "Sources", Looking)
        watching.start()
        assert has_ended.wait(10)
