"""Two desks that share a record watch a source once: the lease of it is one desk's, and goes over when that is gone."""

import time
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.watch import watcher as watching
from incident_desk.watch.watcher import ELSEWHERE, Watcher
from tests.watch.monitor import monitored
from tests.watch.watching import wait_for, warnings, watches


def test_two_desks_watch_once_and_the_other_takes_over(
    ada: Desk, bea: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "LEASE_S", 3)
    with monitored(tmp_path) as (prometheus, exporter):
        for desk in (ada, bea):
            watches(desk, prometheus.url)
        for desk in (ada, bea, ada):
            desk.shared.exchange()
        first, second = Watcher(ada), Watcher(bea)
        first.start()
        wait_for(lambda: bool(first.tiles))
        second.start()
        wait_for(lambda: second.troubles == {"monitor": ELSEWHERE})
        exporter.go(14.0)
        wait_for(lambda: any(tile.is_warning for tile in first.tiles))
        wait_for(lambda: len(warnings(tmp_path / "ada")) == 1)
        assert second.tiles == ()
        ada.shared.exchange()
        bea.shared.exchange()
        first.stop()
        wait_for(lambda: bool(second.tiles))
        time.sleep(2)
        second.stop()
        assert len(warnings(tmp_path / "bea")) == 1, "it is on already, and told by the other desk"
