"""A channel that is down: the words as large print, as a QR code, or said aloud; from the draft and from the form of
what is sent by hand."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from incident_desk.desktop.dialogs.large import LargeDialog
from incident_desk.desktop.dialogs.message_by_hand import ByHandDialog
from incident_desk.desktop.listening import Hearing
from incident_desk.domain.messages import BeginMessage
from incident_desk.outreach.qr_code import squares
from tests.desktop.attentive import a_program
from tests.desktop.boards import key, press
from tests.desktop.conftest import focused, until
from tests.desktop.hands import push
from tests.desktop.test_drafting import Pane, a_pane

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
SAID = "Pushes fail since 23:31. Your repositories are safe. The next update comes by"


def large_of(pane: Pane) -> LargeDialog:
    [found] = [each for each in pane.room.dialogs() if isinstance(each, LargeDialog)]
    return found


async def enlarged(pane: Pane) -> LargeDialog:
    await pane.begin("inside")
    pane.panel.editor.text.setFocus()
    key(Qt.Key.Key_L, CTRL_SHIFT)
    return large_of(pane)


def programs(folder: Path, monkeypatch: pytest.MonkeyPatch, **does: str) -> None:
    """Only these are on this machine."""
    here = folder / "programs"
    here.mkdir()
    monkeypatch.setenv("PATH", str(here))
    for name, script in does.items():
        a_program(here / name.replace("_", "-"), script)


def is_running(process: str) -> bool:
    """As it is known to the system, which forgets it once it was waited for."""
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    return True


async def test_the_words_of_the_draft_fill_the_window_and_esc_leads_back(app: "QApplication", home: Path) -> None:
    async with a_pane(home) as pane:
        large = await enlarged(pane)
        assert large.print.toPlainText().startswith(SAID)
        assert "{{" not in large.print.toPlainText()
        assert large.width() >= pane.room.shell.width() - 48
        assert large.height() >= pane.room.shell.height() - 48
        assert large.print.size_px >= 132
        assert focused() is large.print
        key(Qt.Key.Key_Escape)
        await until(lambda: not pane.room.dialogs())
        assert focused() is pane.panel.editor.text


async def test_a_long_text_is_smaller_and_scrolls_by_keys(app: "QApplication", home: Path) -> None:
    async with a_pane(home) as pane:
        words = "Pushes fail, we look into it. " * 200
        await pane.room.do(BeginMessage("Update", channels=("inside",), texts={"inside": words}))
        await until(lambda: pane.words == words.strip() or pane.words == words)
        press(pane.panel.way.large)
        large = large_of(pane)
        bar = large.print.verticalScrollBar()
        assert large.print.size_px == 28
        assert bar.value() == 0
        key(Qt.Key.Key_Down)
        assert bar.value() == 1
        key(Qt.Key.Key_End)
        assert bar.value() == bar.maximum() > 1
        key(Qt.Key.Key_Home)
        assert bar.value() == 0


async def test_the_code_is_dark_on_white_with_a_quiet_zone_and_holds_the_words(app: "QApplication", home: Path) -> None:
    async with a_pane(home) as pane:
        large = await enlarged(pane)
        key(Qt.Key.Key_C)
        await until(large.code.isVisible)
        made = squares(large.print.toPlainText())
        picture, count = large.code.grab().toImage(), len(made) + 8
        side = min(picture.width(), picture.height()) // count
        left, top = (picture.width() - side * count) // 2, (picture.height() - side * count) // 2
        for down in range(count):
            for along in range(count):
                within = 4 <= down < count - 4 and 4 <= along < count - 4
                is_dark = within and made[down - 4][along - 4] == 1
                at = picture.pixelColor(left + along * side + side // 2, top + down * side + side // 2)
                assert at.name() == ("#000000" if is_dark else "#ffffff"), (down, along)
        press(large.turn)
        await until(large.print.isVisible)


async def test_words_too_many_for_one_code_are_told_and_the_words_stay(app: "QApplication", home: Path) -> None:
    async with a_pane(home) as pane:
        words = "Pushes fail, we look into it." * 110
        await pane.room.do(BeginMessage("Update", channels=("inside",), texts={"inside": words}))
        await until(lambda: pane.words == words)
        press(pane.panel.way.large)
        large = large_of(pane)
        push(large.turn)
        await until(large.fault.isVisible)
        assert large.fault.text() == "Too long for one QR code: 3,190 bytes, and it holds 2,953. Shorten it."
        assert large.print.isVisible()


async def test_it_is_said_and_stopped_by_one_key_and_by_the_button(
    app: "QApplication", home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = tmp_path / "heard"
    speaks = 'while [ "$1" != -w ]; do shift; done\nprintf %100s > "$2"'
    programs(tmp_path, monkeypatch, espeak_ng=speaks, aplay=f'echo $$ >> "{heard}"\nexec /bin/sleep 60')
    async with a_pane(home) as pane:
        large = await enlarged(pane)
        key(Qt.Key.Key_L)
        await until(heard.exists)
        assert large.voice.hearing is Hearing.PLAYING
        assert large.listen.text() == "Stop"
        press(large.listen)
        assert (large.voice.hearing, large.listen.text()) == (Hearing.QUIET, "Listen")
        key(Qt.Key.Key_L)
        await until(lambda: len(heard.read_text(encoding="utf-8").splitlines()) == 2)
        key(Qt.Key.Key_Escape)
        await until(lambda: not any(map(is_running, heard.read_text(encoding="utf-8").split())))


async def test_no_voice_no_player_and_no_device_are_each_told(
    app: "QApplication", home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs(tmp_path, monkeypatch)
    path = Path(os.environ["PATH"])
    async with a_pane(home) as pane:
        large = await enlarged(pane)
        press(large.listen)
        await until(large.fault.isVisible)
        assert large.fault.text() == "Nothing here speaks “en”: install espeak-ng."
        a_program(path / "espeak-ng", 'while [ "$1" != -w ]; do shift; done\nprintf %100s > "$2"')
        press(large.listen)
        await until(lambda: large.fault.text().startswith("Nothing here plays sounds"))
        a_program(path / "aplay", "echo 'cannot find card 0' >&2\nexit 1")
        press(large.listen)
        await until(lambda: large.fault.text() == "No sound device took it: cannot find card 0")
        assert large.listen.text() == "Listen"


async def test_what_is_sent_by_hand_is_shown_large_and_its_form_is_still_there(app: "QApplication", home: Path) -> None:
    async with a_pane(home) as pane:
        await pane.begin("inside")
        await pane.until_button("Send")
        press(pane.panel.way.go)
        await pane.until_button("Stop, 10 s left")
        pane.room.clock.go_on(1)
        await pane.until_button("Sent by hand…")
        press(pane.panel.way.go)
        form = pane.room.dialog(ByHandDialog)
        push(form.large)
        large = large_of(pane)
        assert large.print.toPlainText() == form.words.text()
        key(Qt.Key.Key_Escape)
        await until(lambda: pane.room.dialogs() == [form])
        push(form.go)
        await until(lambda: [sent.variant for _, sent in pane.room.board.messages.sent] == ["inside"])
