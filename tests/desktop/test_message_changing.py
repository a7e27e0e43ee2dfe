"""Whom a message is for, its channels and its facts are changed in the window; in public only after a yes."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from incident_desk.desktop.dialogs.message_change import ChangeMessageDialog
from incident_desk.desktop.dialogs.message_new import NewMessageDialog
from incident_desk.desktop.parts.toggle_chip import ToggleChip
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.facts import StateFact
from incident_desk.domain.restriction import Restrict
from tests.desktop.boards import key, press
from tests.desktop.conftest import until
from tests.desktop.hands import CTRL, push
from tests.desktop.test_drafting import WORDS, a_pane

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

SHIFT = Qt.KeyboardModifier.ShiftModifier


def chip(chips: list[ToggleChip], words: str) -> ToggleChip:
    return next(each for each in chips if each.text().startswith(words))


@pytest.mark.by_mouse("message.change")
async def test_channels_audiences_and_facts_are_changed_by_mouse_and_a_new_channel_begins_with_the_words(
    app: "QApplication", home: Path
) -> None:
    async with a_pane(home) as pane:
        await pane.room.do(StateFact(FactField.WHAT, "Pushes fail."))
        await pane.begin("inside")
        press(pane.panel.way.change)
        dialog = pane.room.dialog(ChangeMessageDialog)
        assert [each.text() for each in dialog.channels if each.isChecked()] == ["Our own people"]
        assert not dialog.go.isEnabled()
        press(chip(dialog.channels, "E-mail"))
        press(chip(dialog.audiences, "Customers"))
        press(chip(dialog.facts, "What: Pushes fail."))
        press(dialog.go)
        await until(lambda: pane.message.keys == ("email", "inside"))
        assert pane.message.audiences == ("customers",)
        assert len(pane.message.facts) == 1
        pane.panel.work.turn_to("email")
        await until(lambda: pane.words == WORDS and not pane.room.dialogs())
        press(pane.panel.way.change)
        dialog = pane.room.dialog(ChangeMessageDialog)
        for each in dialog.channels:
            each.setChecked(False)
        assert not dialog.go.isEnabled()
        assert dialog.told.text() == "Tick at least one channel"


@pytest.mark.by_keys("message.change")
async def test_they_are_changed_by_keys(app: "QApplication", home: Path) -> None:
    async with a_pane(home) as pane:
        await pane.begin("inside")
        pane.panel.editor.text.setFocus()
        key(Qt.Key.Key_E, CTRL | SHIFT)
        dialog = pane.room.dialog(ChangeMessageDialog)
        push(chip(dialog.channels, "Status page"))
        key(Qt.Key.Key_Return, CTRL)
        await until(lambda: set(pane.message.keys) == {"inside", "status_page"})


async def test_a_public_channel_of_a_restricted_incident_takes_a_yes_of_its_own(
    app: "QApplication", home: Path
) -> None:
    async with a_pane(home) as pane:
        await pane.room.do(Restrict())
        press(pane.panel.other)
        dialog = pane.room.dialog(NewMessageDialog)
        press(dialog.channels[-1])
        assert (dialog.go.isEnabled(), dialog.yes.isVisible()) == (True, False)
        press(dialog.channels[0])
        assert (dialog.go.isEnabled(), dialog.yes.text()) == (False, "Everybody may know of it: Status page")
        press(dialog.yes)
        assert dialog.go.isEnabled()
        press(dialog.channels[1])
        assert (dialog.go.isEnabled(), dialog.yes.text()) == (
            False,
            "Everybody may know of it: Status page, Social media",
        )
        press(dialog.channels[0])
        press(dialog.channels[1])
        press(dialog.go)
        await until(lambda: bool(pane.room.board.messages.all) and pane.message.keys == ("inside",))
        await until(lambda: pane.panel.way.change.isVisible() and not pane.room.dialogs())
        press(pane.panel.way.change)
        changing = pane.room.dialog(ChangeMessageDialog)
        press(chip(changing.channels, "Social"))
        assert not changing.go.isEnabled()
        press(changing.yes)
        press(changing.go)
        await until(lambda: set(pane.message.keys) == {"inside", "social"})
