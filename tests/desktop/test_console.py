"""A console that several people share, at the window and with the keyboard alone: PIN, lock, switch, and back."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from incident_desk.desk import Desk, console
from incident_desk.desktop import theme
from incident_desk.desktop.dialogs.begun_form import KEY as FORMS
from incident_desk.desktop.dialogs.begun_form import LaidAside
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.lock import LockDialog
from incident_desk.desktop.dialogs.pin import PinDialog
from incident_desk.desktop.session import Session
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.unfinished import KEY
from incident_desk.desktop.window_state import LOCK_AFTER, DeclareDraft, WindowState
from incident_desk.domain.incident import Declare
from incident_desk.domain.people import Name
from incident_desk.domain.timeline import Note
from incident_desk.store import begun_files, pins
from incident_desk.store.home import Home
from tests.desktop.conftest import focused, until

PIN = "8231-otter"
BEAS = "7190-heron"
WORD = "quagmire"


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cost of a PIN is measured elsewhere."""
    monkeypatch.setattr(pins, "COST", 2**10)


class Seat:
    """Whoever sits at the window, with nothing but the keyboard."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def shell(self) -> Shell:
        return self._session.shell

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(focused(), key, modifier)

    def type(self, text: str) -> None:
        QTest.keyClicks(focused(), text)

    def enter(self, text: str = "") -> None:
        self.type(text)
        self.press(Qt.Key.Key_Return)

    async def sees(self, name: str) -> QWidget:
        await until(lambda: any(w.isVisible() for w in self.shell.findChildren(QWidget, name)))
        return next(w for w in self.shell.findChildren(QWidget, name) if w.isVisible())

    async def tabs_to(self, name: str) -> None:
        for _ in range(60):
            if focused().objectName() == name:
                return
            self.press(Qt.Key.Key_Tab)
        pytest.fail(f"Tab never came to {name}, but to {focused().objectName()}")

    async def is_locked(self) -> LockDialog:
        dialog = await self.sees("lock_dialog")
        assert isinstance(dialog, LockDialog)
        await until(self.shell.isActiveWindow)
        return dialog

    async def works(self) -> None:
        """The board or the calm view is there and takes keys."""
        await until(lambda: self.shell.help.isEnabled() and not self.dialogs())
        await until(self.shell.isActiveWindow)

    def dialogs(self) -> list[Dialog]:
        return [dialog for dialog in self.shell.findChildren(Dialog) if dialog.isVisible()]

    def words(self) -> str:
        """Everything that is written anywhere in any window of the program, seen or not."""
        found: list[str] = []
        for top in QApplication.topLevelWidgets():
            found.append(top.windowTitle())
            for widget in top.findChildren(QWidget):
                found += [widget.toolTip(), widget.accessibleName()]
                if isinstance(widget, QLabel | QPushButton | QLineEdit):
                    found.append(widget.text())
                if isinstance(widget, QPlainTextEdit):
                    found.append(widget.toPlainText())
        return " ".join(found)

    def lock(self) -> None:
        self.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    async def sets_pin(self, pin: str) -> None:
        self.press(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
        await self.sees("settings_room")
        await self.tabs_to("pin_change")
        self.press(Qt.Key.Key_Space)
        await self.sees("pin_dialog")
        self.enter(pin)
        self.enter(pin)
        before = self.shell
        await until(lambda: self.shell is not before)
        await self.works()


async def unset(seat: Seat) -> None:
    """Ada goes without a PIN again."""
    seat.press(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    await seat.tabs_to("pin_change")
    seat.press(Qt.Key.Key_Space)
    dialog = await seat.sees("pin_dialog")
    assert isinstance(dialog, PinDialog)
    seat.type(PIN)
    await seat.tabs_to("pin_unset")
    before = seat.shell
    seat.press(Qt.Key.Key_Space)
    await until(lambda: seat.shell is not before)
    await seat.works()


@asynccontextmanager
async def a_window(home: Path) -> AsyncGenerator[Seat]:
    """The real session over a home, from its start to its end."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "dark")
    state = WindowState(home)
    shell = Shell(state)
    shell.resize(1600, 1000)
    shell.show()
    shell.activateWindow()
    await until(shell.isActiveWindow)
    session = Session(app, shell, state, home)
    running = asyncio.ensure_future(session.last())
    try:
        yield Seat(session)
    finally:
        if not running.done():
            session.shell.close()
        assert await asyncio.wait_for(running, 20) == 0
        session.shell.deleteLater()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "home"
    with Desk.open(made) as desk:
        desk.choose_person("Ada").result()
        desk.add_person("Bea").result()
        incident = desk.record(Declare(f"Checkout {WORD}")).result()[-1].incident
        desk.record(Note(f"{WORD} noted"), incident).result()
    return made


async def test_with_the_keyboard_alone_two_people_take_turns(app: QApplication, home: Path) -> None:
    async with a_window(home) as seat:
        await seat.works()
        seat.type("half a line of Ada's")
        await seat.sets_pin(PIN)
        assert [lock.name for lock in console.people(home)] == ["Ada"]
        assert (await seat.sees("command_edit")).property("text") == "half a line of Ada's"
        seat.lock()

        dialog = await seat.is_locked()
        assert WORD not in seat.words()
        assert "half a line" not in seat.words()
        assert focused().objectName() == "lock_pin"
        seat.enter("wrong one")
        await until(lambda: "not the PIN of Ada" in seat.words())
        seat.press(Qt.Key.Key_Tab)
        await seat.tabs_to("lock_nobody")
        seat.press(Qt.Key.Key_Space)
        assert dialog.go.text() == "Go on"
        seat.press(Qt.Key.Key_Return)

        await seat.works()  # Bea, in the open record
        assert (await seat.sees("command_edit")).property("text") == ""
        await seat.sets_pin(BEAS)
        seat.enter("/lock")

        await seat.is_locked()
        assert WORD not in seat.words()
        await seat.tabs_to("lock_person_1")
        seat.press(Qt.Key.Key_Space)
        seat.enter(PIN)
        await seat.works()
        assert (await seat.sees("command_edit")).property("text") == "half a line of Ada's"
        assert not console.has_open_record(home)
        assert not [f for f in home.rglob("*") if f.is_file() and WORD.encode() in f.read_bytes()]
        assert not [f for f in home.rglob("*") if f.is_file() and b"half a line" in f.read_bytes()]


async def test_a_start_asks_who_is_there_and_the_settings_take_the_pin_away(app: QApplication, home: Path) -> None:
    ada = _set(home, "Ada")
    async with a_window(home) as seat:
        await seat.is_locked()
        seat.enter(PIN)
        await seat.works()
        await unset(seat)
        assert not seat.shell.lock.isEnabled()
    assert console.people(home) == []
    with Desk.open(home) as desk:
        assert ada in desk.people().result()


async def test_another_pin_is_set_with_the_one_before(app: QApplication, home: Path) -> None:
    _set(home, "Ada")
    async with a_window(home) as seat:
        await seat.is_locked()
        seat.enter(PIN)
        await seat.works()
        seat.press(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
        await seat.tabs_to("pin_change")
        seat.press(Qt.Key.Key_Space)
        await seat.sees("pin_dialog")
        for words in ("not the one", BEAS, BEAS):
            seat.enter(words)
        await until(lambda: "not the PIN of Ada" in seat.words())
        await seat.tabs_to("pin_old")
        seat.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        seat.enter(PIN)
        await seat.works()
    assert console.unlock(home, console.called(home, "Ada").desk, BEAS).key


async def test_the_lock_screen_shows_the_name_somebody_has_now(app: QApplication, home: Path) -> None:
    _set(home, "Ada")
    with Desk.open(console.unlock(home, console.called(home, "Ada").desk, PIN)) as desk:
        desk.record(Name("Ada Lovelace")).result()
    async with a_window(home) as seat:
        await seat.is_locked()
        seat.enter(PIN)
        await seat.works()
        seat.lock()
        await seat.is_locked()
        assert "PIN of Ada Lovelace" in seat.words()


async def test_a_key_pressed_twice_locks_once(app: QApplication, home: Path) -> None:
    _set(home, "Ada")
    async with a_window(home) as seat:
        await seat.is_locked()
        seat.enter(PIN)
        await seat.works()
        for _ in range(3):
            seat.shell.lock.trigger()
        await seat.is_locked()
        seat.enter(PIN)
        await seat.works()


async def test_a_window_can_be_closed_while_it_is_locked(app: QApplication, home: Path) -> None:
    _set(home, "Ada")
    async with a_window(home) as seat:
        await seat.is_locked()
        seat.press(Qt.Key.Key_Escape)
        assert seat.dialogs()
        seat.press(Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: not seat.shell.isVisible())


async def test_a_forgotten_pin_is_told_of_before_the_record_is_put_aside(app: QApplication, home: Path) -> None:
    _set(home, "Ada")
    async with a_window(home) as seat:
        await seat.is_locked()
        await seat.tabs_to("lock_forgotten")
        seat.press(Qt.Key.Key_Space)
        await seat.sees("forgotten_notice")
        assert "What was not shared is lost" in seat.words()
        await seat.tabs_to("aside")
        seat.press(Qt.Key.Key_Space)
        await seat.works()
    assert console.people(home) == []
    assert list((home / "forgotten").iterdir())


async def test_a_declaration_half_written_moves_with_its_author(app: QApplication, home: Path) -> None:
    state = WindowState(home)
    state.keep_draft(DeclareDraft(title=f"{WORD} again"))
    state.keep(KEY, '{"a": "half"}')
    state.save()
    async with a_window(home) as seat:
        await seat.works()
        await seat.sets_pin(PIN)
    kept = WindowState(home)
    assert kept.draft is None
    assert kept.text(KEY) == ""
    own = WindowState.of(console.unlock(home, console.called(home, "Ada").desk, PIN))
    assert own.draft == DeclareDraft(title=f"{WORD} again")


async def test_a_file_given_to_a_form_moves_with_its_author_and_lies_enclosed(app: QApplication, home: Path) -> None:
    name, state = "ab" * 16, WindowState(home)
    form = LaidAside("Add a piece of evidence", {"evidence_file": f'["{name}", "a.txt"]'})
    state.keep(FORMS, msgspec.json.encode({"a": form}).decode())
    state.save()
    begun_files.keep(Home(home), name, WORD.encode() * 99)
    async with a_window(home) as seat:
        await seat.works()
        await seat.sets_pin(PIN)
        assert begun_files.kept(Home(home)) == {}
        own = console.unlock(home, console.called(home, "Ada").desk, PIN)
        assert begun_files.kept(own) == {name: WORD.encode() * 99}
        assert not [f for f in own.path.rglob("*") if f.is_file() and WORD.encode() in f.read_bytes()]
        await unset(seat)
        assert begun_files.kept(Home(home)) == {name: WORD.encode() * 99}


# walking away ---------------------------------------------------------------------------------------------------------


def locks_after(home: Path, seconds: float) -> None:
    """Ada has a PIN, and chose that her record locks after so long."""
    _set(home, "Ada")
    WindowState.of(console.unlock(home, console.called(home, "Ada").desk, PIN)).keep(LOCK_AFTER, f"{seconds / 60}")


@pytest.mark.qt_log_ignore("This plugin does not support raise")  # the tool tip of what the mouse comes to rest on
async def test_who_walks_away_is_locked_out_and_finds_the_line_they_had_begun(app: QApplication, home: Path) -> None:
    locks_after(home, 2)
    async with a_window(home) as seat:
        await seat.is_locked()
        seat.enter(PIN)
        await seat.works()
        window = seat.shell.windowHandle()
        for letter in "half a line":  # as the platform gives them: for longer than the two seconds
            await asyncio.sleep(0.25)
            QTest.keyClick(window, Qt.Key(ord(letter.upper())))
        assert not seat.dialogs()
        await until(lambda: seat.shell.lock_button.text().startswith("Locks in"))
        QTest.mouseMove(window, window.geometry().center() - window.position())
        await until(lambda: seat.shell.lock_button.text() == "Lock")
        await seat.is_locked()
        assert WORD not in seat.words()
        seat.enter(PIN)
        await seat.works()
        assert (await seat.sees("command_edit")).property("text") == "half a line"


async def test_a_form_that_was_open_is_filled_in_again(app: QApplication, home: Path) -> None:
    locks_after(home, 1.5)
    async with a_window(home) as seat:
        await seat.is_locked()
        seat.enter(PIN)
        await seat.works()
        await seat.sees("impact_affected")
        for words in ("Everybody", ""):
            tile = await seat.sees("impact_affected")
            QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
            field = await seat.sees("affected")
            if words:
                field.setFocus()
                seat.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
                seat.type(words)
                await seat.is_locked()
                seat.enter(PIN)
                await seat.works()
                assert "what you had begun is there" in seat.words()
        assert "Everybody" in seat.words()
        assert "as you left it" in seat.words()
        assert not [f for f in home.rglob("*") if f.is_file() and b"Everybody" in f.read_bytes()]


async def test_a_title_half_written_waits_in_the_command_line(app: QApplication, home: Path) -> None:
    _set(home, "Ada")
    async with a_window(home) as seat:
        await seat.is_locked()
        seat.enter(PIN)
        await seat.works()
        seat.press(Qt.Key.Key_F2)
        seat.type("Nobody can pay")
        seat.lock()
        await seat.is_locked()
        seat.enter(PIN)
        await seat.works()
        assert (await seat.sees("command_edit")).property("text") == "/title Nobody can pay"


async def test_how_long_is_chosen_in_the_settings_with_keys_alone_and_only_with_a_pin(
    app: QApplication, home: Path
) -> None:
    async with a_window(home) as seat:
        await seat.works()
        seat.press(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
        await seat.sees("settings_room")
        assert all(choice.isHidden() for choice in seat.shell.findChildren(QWidget, "lock_choice"))
        seat.press(Qt.Key.Key_Escape)
        await seat.sets_pin(PIN)
        ada = console.called(home, "Ada").desk
        assert WindowState.of(console.unlock(home, ada, PIN)).lock_after_min == 15
        seat.press(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
        await seat.tabs_to("lock_choice")
        assert focused().property("currentText") == "After 15 minutes"
        seat.press(Qt.Key.Key_Up)
        assert focused().property("currentText") == "After 5 minutes"
        assert WindowState.of(console.unlock(home, ada, PIN)).lock_after_min == 5


def _set(home: Path, name: str) -> str:
    with Desk.open(home) as desk:
        person = desk.reading.organisation().people.find(name)
    console.set_pin(home, person, PIN)
    return person
