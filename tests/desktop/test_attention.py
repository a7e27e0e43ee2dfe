"""A new need is told once, by one sound, and by none while it is to be quiet."""

import os
import wave
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.attention import Attention
from incident_desk.desktop.moments import in_zone
from incident_desk.desktop.quiet import Quiet, hours_kept, quiet_kept
from incident_desk.desktop.sounding import TONES_HZ, VOLUMES, sounding_of, wav
from incident_desk.desktop.window_state import LOCAL, WindowState, zone_named
from incident_desk.domain.courses import Propose
from incident_desk.domain.incident import SetSeverity
from incident_desk.domain.moments import MINUTE_US, to_us
from incident_desk.domain.severity import Severity
from incident_desk.domain.snoozing import SnoozeNeed
from incident_desk.domain.tasks import Give
from tests.desktop.attentive import a_player, a_program, attentive, sounds, the_page, tomas_does
from tests.desktop.boards import key, press
from tests.desktop.conftest import until
from tests.desktop.test_board import a_war_room


@pytest.fixture
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return a_player(tmp_path, monkeypatch)


# sound ----------------------------------------------------------------------------------------------------------------


def test_the_sounds_are_short_made_here_and_the_more_urgent_the_worse_it_is() -> None:
    loudest = [max(samples(TONES_HZ[Severity.SEV2], volume)) for volume in VOLUMES.values()]
    assert loudest == sorted(loudest)
    assert loudest[0] > 1000
    sounds = [wav(TONES_HZ[severity], 0.5) for severity in Severity]
    assert len(set(sounds)) == len(sounds)
    assert sorted(sounds, key=len, reverse=True) == sounds


def samples(tones_hz: tuple[float, ...], volume: float) -> list[int]:
    with wave.open(BytesIO(wav(tones_hz, volume))) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        assert file.getnframes() / file.getframerate() < 0.5
        found = memoryview(file.readframes(file.getnframes())).cast("h").tolist()
    assert (found[0], abs(found[-1]) < 50) == (0, True)
    return found


async def test_one_sound_for_each_need_and_one_for_several_at_once(app: QApplication, home: Path, heard: Path) -> None:
    async with attentive(home) as (war, attention, told):
        await tomas_does(war, Propose("Fail over"), Propose("Wait"))
        attention.look()
        attention.look()
        await until(lambda: sounds(heard) == ["sev2-normal"])
        assert told == ["Course 1 waits for your yes: Fail over, and 1 more"]
        await tomas_does(war, Give("Priya Nair", 60, "Lead it"))
        attention.look()
        war.room.clock.go_on(1.2)
        attention.look()
        await until(lambda: len(sounds(heard)) == 3)  # that it is yours, and whether it is done
        war.room.clock.go_on(1)  # asked about, then late: the same need
        attention.look()
        assert [words for words in told if "Task" in words] == ["Task 2 is yours: Lead it", "Task 2, done? Lead it"]


async def test_what_somebody_just_did_themselves_is_no_news_to_them(app: QApplication, home: Path, heard: Path) -> None:
    async with attentive(home) as (war, attention, told):
        await war.room.do(Propose("Fail over"))
        attention.look()
        war.room.clock.go_on(1)
        attention.look()
        assert told == []
        await tomas_does(war, Propose("Wait"))
        attention.look()
        assert told == ["Course 2 waits for your yes: Wait"]


async def test_none_again_after_a_restart_nor_when_what_was_put_off_comes_back(
    app: QApplication, home: Path, heard: Path
) -> None:
    async with attentive(home) as (war, attention, _):
        await tomas_does(war, Propose("Fail over"))
        attention.look()
        await until(lambda: sounds(heard) == ["sev2-normal"])
        await tomas_does(war, Propose("Wait"))
        await war.room.do(SnoozeNeed("course-1", 60), SnoozeNeed("course-2", 60))  # the second before it was told
        attention.look()
        war.room.clock.go_on(1.1)
        attention.look()
        incident = war.board.incident
    async with a_war_room(home) as war:
        war.navigation.go_to(incident)
        await until(lambda: war.board.incident == incident)
        attention = Attention(war.room.bridge, war.navigation, war.state, war.room.shell)
        told: list[str] = []
        attention.told.connect(told.append)
        attention.look()
        await attention.stop()
        assert told == []
    assert sounds(heard) == ["sev2-normal"]


async def test_off_is_off_and_the_volume_is_heard(app: QApplication, home: Path, heard: Path) -> None:
    async with attentive(home) as (war, attention, told):
        page = the_page(war)
        page.sound.setCurrentIndex(page.sound.findData("off"))
        assert not any(play.isEnabled() for play in page.plays.values())
        await tomas_does(war, Propose("Fail over"))
        attention.look()
        assert len(told) == 1
        page.sound.setCurrentIndex(page.sound.findData("loud"))
        await until(lambda: sounds(heard) == ["sev3-loud"])  # it is heard when it is chosen
        press(page.plays[Severity.SEV1])
        await until(lambda: sounds(heard) == ["sev3-loud", "sev1-loud"])
        attention.look()
        assert war.state.sound == "loud"
    assert WindowState(home).sound == "loud"
    assert sounds(heard) == ["sev3-loud", "sev1-loud"]


async def test_a_machine_without_a_sound_device_stays_quiet_and_says_so(
    app: QApplication, home: Path, heard: Path
) -> None:
    a_program(Path(os.environ["PATH"]) / "aplay", "echo 'cannot find card 0' >&2\nexit 1")
    async with attentive(home) as (war, _, _):
        page = the_page(war)
        press(page.plays[Severity.SEV4])
        await until(lambda: page.sound_note.text() == "No sound device took it: cannot find card 0")


async def test_a_machine_without_a_player_says_so(
    app: QApplication, home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    async with a_war_room(home) as war:
        page = the_page(war)
        assert page.sound_note.text().startswith("Nothing here plays sounds")
        sounding_of(war.room.bridge).play("normal", Severity.SEV1)
        await until(lambda: sounding_of(war.room.bridge).trouble.startswith("Nothing here plays sounds"))


async def test_what_a_voice_says_makes_no_sound_beside_it(app: QApplication, home: Path, heard: Path) -> None:
    a_program(Path(os.environ["PATH"]) / "espeak-ng", f'echo voice >> "{heard}"')
    async with attentive(home) as (war, attention, told):
        calling_out = war.page.clocks.calling_out
        war.room.bridge.speaks = True
        war.room.clock.go_on(69.9)
        attention.look()
        await until(lambda: sounds(heard) == ["sev2-normal"])  # for much that waits by then
        war.room.clock.go_on(0.2)
        calling_out.look()
        attention.look()
        await until(lambda: sounds(heard) == ["sev2-normal", "voice"])
        assert told[-1] == "Elapsed-time call-out is due, 6 missed before"
        war.room.bridge.quiet = Quiet(until_us=war.room.clock.us + 60 * MINUTE_US)
        war.room.clock.go_on(20)
        calling_out.look()
        attention.look()
        await until(lambda: sounds(heard) == ["sev2-normal", "voice"])


# quiet ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "at", "is_quiet"),
    [
        ("22:00-07:00", "21:59", False),
        ("22:00-07:00", "22:00", True),
        ("22:00-07:00", "06:59", True),
        ("22:00-07:00", "07:00", False),
        ("12:00-13:30", "12:00", True),
        ("12:00-13:30", "13:30", False),
        ("", "03:00", False),
        ("25:00-07:00", "03:00", False),
        ("gibberish", "03:00", False),
    ],
)
def test_quiet_hours_hold_from_the_first_minute_to_the_last_over_midnight_too(
    hours: str, at: str, is_quiet: bool
) -> None:
    zone = ZoneInfo("Europe/Berlin")
    now_us = to_us(datetime.fromisoformat(f"2026-03-29 {at}").replace(tzinfo=zone))  # clocks go forward that night
    assert Quiet(hours_kept(hours)).is_now(now_us, zone) is is_quiet


async def test_quiet_from_now_on_is_chosen_by_keys_kept_over_a_restart_and_ends_by_itself(
    app: QApplication, home: Path, heard: Path
) -> None:
    async with attentive(home) as (war, attention, told):
        page = the_page(war)
        page.mute.setFocus()
        key(Qt.Key.Key_Down)
        key(Qt.Key.Key_Down)
        assert page.mute.currentText() == "For 1 hour"
        assert page.mute_note.text().startswith("Quiet until ")
        page.begins.setFocus()
        war.room.clock.go_on(0)
        assert page.mute_note.text() == f"Quiet {page.mute.currentText().lower()}"
        muted_us = war.room.clock.us
        await tomas_does(war, Propose("Fail over"))
        attention.look()
        assert told == []
        assert quiet_kept(WindowState(home)).until_us == muted_us + 60 * MINUTE_US
        war.room.clock.go_on(61)
        assert page.mute.currentText() == "No"
        attention.look()
        assert all("Course" not in words for words in told)  # what came meanwhile stands in the list
        await tomas_does(war, Propose("Wait"))
        attention.look()
        assert told[-1] == "Course 2 waits for your yes: Wait"


async def test_quiet_hours_let_severity_1_through_unless_somebody_wants_that_quiet_too(
    app: QApplication, home: Path, heard: Path
) -> None:
    async with attentive(home) as (war, attention, told):
        page = the_page(war)
        at = in_zone(war.room.clock.us, zone_named(LOCAL))
        page.begins.setCurrentIndex(page.begins.findData(at.hour * 60))
        page.ends.setCurrentIndex(page.ends.findData((at.hour + 1) % 24 * 60))
        await tomas_does(war, Propose("Fail over"))
        attention.look()
        assert told == []
        await war.room.do(SetSeverity(Severity.SEV1, "It spreads"))
        await tomas_does(war, Propose("Wait"))
        attention.look()
        await until(lambda: sounds(heard) == ["sev1-normal"])
        page.worst.setCurrentIndex(1)
        await tomas_does(war, Propose("Pray"))
        attention.look()
        assert told == ["Course 2 waits for your yes: Wait"]
    kept = quiet_kept(WindowState(home))
    assert (kept.lets_worst, kept.hours) == (False, (at.hour * 60, (at.hour + 1) % 24 * 60))
