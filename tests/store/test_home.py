"""The folder of an installation, and who may write in it."""

import contextlib
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Generator
from pathlib import Path

import pytest

from incident_desk.domain.errors import DeskError, HomeLocked
from incident_desk.store import attachments
from incident_desk.store.home import Home
from tests.store.mounting import mounted

HOLDING = """
import sys, time
from pathlib import Path
from incident_desk.store.home import Home
lock = Home(Path(sys.argv[1])).lock("window")
print("held", flush=True)
time.sleep(60)
"""


@contextlib.contextmanager
def another_process_holding(home: Home) -> Generator[subprocess.Popen[str]]:
    process = subprocess.Popen([sys.executable, "-c", HOLDING, str(home.path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_home_is_readable_by_its_user_alone(tmp_path: Path) -> None:
    home = Home(tmp_path / "deep" / "home")
    home.prepare()
    for folder in (home.path, home.attachments, home.backups, home.keys):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux tells which file is being synced")
def test_a_new_home_is_still_there_after_a_power_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: set[Path] = set()
    fsync = os.fsync

    def watched(file: int) -> None:
        synced.add(Path(f"/proc/self/fd/{file}").readlink())
        fsync(file)

    monkeypatch.setattr(os, "fsync", watched)
    home = Home(tmp_path / "deep" / "home")
    home.prepare()
    assert synced == {tmp_path, tmp_path / "deep", home.path}  # each holds the name of a folder that was made
    synced.clear()
    home.prepare()
    assert synced == set()
    kept = attachments.path_of(home, attachments.put(home, b"a picture").digest)
    assert {home.attachments, kept.parent} <= synced


def test_a_home_that_others_could_read_is_closed_to_them(home: Home) -> None:
    home.path.chmod(0o755)
    home.prepare()
    assert stat.S_IMODE(home.path.stat().st_mode) == 0o700


def test_a_file_is_no_home(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(DeskError, match="is no folder"):
        Home(tmp_path / "home").prepare()
    with pytest.raises(DeskError, match="is no folder"):
        Home(tmp_path / "home" / "below").prepare()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_the_home_of_another_user_is_left_alone(home: Home) -> None:
    os.chown(home.path, 12345, 12345)
    with pytest.raises(DeskError, match="belongs to another user"):
        home.prepare()


def test_a_home_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    Home(tmp_path / "disk" / "home").prepare()
    with mounted(tmp_path / "disk", "ro") as disk, pytest.raises(DeskError, match="cannot be"):
        Home(disk / "home").prepare()


def test_a_second_writer_hears_who_the_first_is(home: Home) -> None:
    with another_process_holding(home) as first:
        with pytest.raises(HomeLocked, match=rf"in use by window \(process {first.pid} on .*, since 20"):
            home.lock("incident-desk log")
        assert home.holder() is not None


def test_a_lock_dies_with_its_process(home: Home) -> None:
    with another_process_holding(home) as first:
        first.send_signal(signal.SIGKILL)
        first.wait()
        assert home.holder() is None
        home.lock("window").release()


def test_a_released_lock_is_free_though_another_thread_took_it(home: Home) -> None:
    lock = home.lock("window")
    thread = threading.Thread(target=lock.release)
    thread.start()
    thread.join()
    home.lock("incident-desk log").release()


def test_whoever_looks_for_a_holder_makes_no_folder(tmp_path: Path) -> None:
    assert Home(tmp_path / "none").holder() is None
    assert not (tmp_path / "none").exists()
