"""Declaring: three questions, the keyboard alone, ten seconds by the Keystroke-Level Model (docs/klm-declare.md)."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from incident_desk.desk.resources import ready_plans
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.declare import DeclareDialog
from incident_desk.desktop.window_state import DeclareDraft, WindowState
from incident_desk.domain.board import Board
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Retitle
from incident_desk.domain.plan import Use
from incident_desk.domain.severity import Severity
from tests.desktop.conftest import a_bridge, a_shell, focused, until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

SECONDS = {"K": 0.28, "M": 1.35, "H": 0.40, "P": 1.10}
"""Card, Moran and Newell, 1980: a typist who is none by trade."""


class Hands:
    """Presses keys one by one where the keyboard is, and counts the operators."""

    def __init__(self, operators: str = "") -> None:
        self.operators = operators

    def think(self) -> None:
        self.operators += "M"

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        QTest.keyClick(focused(), key, held)
        self.operators += "K" * (1 + len(modifiers))

    def write(self, text: str) -> None:
        QTest.keyClicks(focused(), text)
        self.operators += "K" * sum(2 if letter.isupper() else 1 for letter in text)

    @property
    def seconds(self) -> float:
        return sum(SECONDS[each] for each in self.operators)


@asynccontextmanager
async def a_declaring(home: Path) -> AsyncGenerator[tuple[DeclareDialog, Bridge, list[str]]]:
    """The dialog, open over a window; and the incidents it declared."""
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        dialog = DeclareDialog(bridge, WindowState(home), shell)
        declared: list[str] = []
        dialog.declared.connect(declared.append)
        dialog.open()
        yield dialog, bridge, declared


async def board(bridge: Bridge, incident: str) -> Board:
    return (await bridge.read(lambda desk: desk.fold(IncidentId(incident)))).board


@pytest.mark.by_keys("incident.declare")
async def test_an_incident_is_declared_in_ten_seconds_by_keyboard_alone(app: "QApplication", home: Path) -> None:
    hands = Hands()
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        opened: list[DeclareDialog] = []
        declared: list[str] = []
        shell.declare.triggered.connect(lambda: opened.append(_opened(bridge, home, shell, declared)))
        shell.open_for_work()
        hands.think()
        hands.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        hands.write("Pushes fail")
        hands.press(Qt.Key.Key_Return)
        hands.think()
        hands.press(Qt.Key.Key_2)
        hands.think()
        hands.press(Qt.Key.Key_1)
        hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: declared)
        written = await board(bridge, declared[0])
    assert written.headline.title.value == "Pushes fail"
    assert written.headline.severity.value is Severity.SEV2
    assert written.impact.services.value == (bridge.organisation.plans.current.service_names[0],)
    assert (hands.operators.count("M"), hands.operators.count("K")) == (3, 19)
    assert hands.seconds < 10


def _opened(bridge: Bridge, home: Path, shell: QWidget, declared: list[str]) -> DeclareDialog:
    dialog = DeclareDialog(bridge, WindowState(home), shell)
    dialog.declared.connect(declared.append)
    dialog.open()
    return dialog


async def test_what_the_severity_sets_going_is_shown_before_it_is_declared(app: "QApplication", home: Path) -> None:
    async with a_declaring(home) as (dialog, _, _):
        dialog.severities[3].click()
        quiet = dialog.form.plan_summary.text()
        dialog.severities[0].click()
        loud = dialog.form.plan_summary.text()
        button = dialog.go.text()
    assert "1 role: Incident manager" in quiet
    assert "No customer message due" in quiet
    assert "5 roles" in loud
    assert "due in 5 min" in loud
    assert "First: Open the bridge and post its link, Call whoever answers for the house." in loud
    assert "Our own people hear every 20 min." in loud
    assert button == "Declare SEV 1"


@pytest.mark.by_keys("role.fill")
async def test_one_key_fills_the_roles_from_on_call_with_the_declaration(app: "QApplication", home: Path) -> None:
    async with a_declaring(home) as (first, bridge, declared):
        assert not first.filling.isVisible()  # the default plan has no on-call lists
        window = first.window()
        first.reject()
        await bridge.do(Use(ready_plans()["online-service"], "ours"))
        dialog = DeclareDialog(bridge, WindowState(home), window)
        dialog.declared.connect(declared.append)
        dialog.open()
        hands = Hands("MKK")  # thought, and Ctrl+D
        hands.write("Pushes fail")
        hands.press(Qt.Key.Key_Return)
        hands.think()
        hands.press(Qt.Key.Key_1)
        hands.think()
        hands.press(Qt.Key.Key_1)
        assert "IC: Commander on call" in dialog.filling.told.text()
        hands.press(Qt.Key.Key_F5)
        hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: declared)
        roles = (await board(bridge, declared[0])).roles
    assert hands.seconds < 10
    holders = {key: holding.holder.value.name for key, holding in roles.held.items() if holding.holder.value}
    assert holders["incident_commander"] == "Commander on call"
    assert len(holders) >= 3
    assert all(holding.acknowledged_us is None for holding in roles.held.values())


async def test_a_declaration_from_a_warning_never_writes_over_another_that_was_begun(
    app: "QApplication", home: Path
) -> None:
    warned = DeclareDraft("Sign-in: errors leave their pattern")
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        state = WindowState(home)
        DeclareDialog(bridge, state, shell, warned).reject()
        assert state.draft == warned  # nothing else was begun
        begun = DeclareDraft("Pushes fail")
        state.keep_draft(begun)
        from_warning = DeclareDialog(bridge, state, shell, warned)
        assert from_warning.form.declare_title.text() == warned.title
        from_warning.reject()
        assert state.draft == begun


async def test_without_a_title_it_cannot_be_declared(app: "QApplication", home: Path) -> None:
    async with a_declaring(home) as (dialog, bridge, declared):
        dialog.form.declare_title.setText("   ")
        assert not dialog.go.isEnabled()
        dialog.declare()
        headlines = await bridge.read(lambda desk: desk.headlines())
    assert (headlines, declared) == ([], [])


async def test_a_moment_it_cannot_read_keeps_every_word(app: "QApplication", home: Path) -> None:
    async with a_declaring(home) as (dialog, _, declared):
        dialog.form.declare_title.setText("Pushes fail")
        dialog.form.started.edit.setText("a while ago")
        dialog.declare()
        await until(lambda: not dialog.form.declare_fault.isHidden())
        assert "is not a time" in dialog.form.declare_fault.text()
        assert dialog.form.declare_title.text() == "Pushes fail"
        assert dialog.go.isEnabled()
    assert declared == []


async def test_when_it_started_becomes_the_start_of_the_impact(app: "QApplication", home: Path) -> None:
    async with a_declaring(home) as (dialog, bridge, declared):
        dialog.form.declare_title.setText("Pushes fail")
        dialog.form.started.edit.setText("2017-01-31 23:27 UTC")
        dialog.declare()
        await until(lambda: declared)
        written = await board(bridge, declared[0])
    assert written.impact.started_us.value == 1_485_905_220_000_000


async def test_words_that_were_not_declared_are_kept_as_a_draft(app: "QApplication", home: Path) -> None:
    async with a_declaring(home) as (dialog, _, _):
        QTest.keyClicks(focused(), "Mail is late")
        dialog.severities[2].click()
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
    kept = WindowState(home).draft
    assert kept == DeclareDraft("Mail is late", Severity.SEV3)
    async with a_declaring(home) as (dialog, _, declared):
        assert dialog.draft == kept
        dialog.declare()
        await until(lambda: declared)
    assert WindowState(home).draft is None


async def test_a_title_can_be_set_anew_and_the_number_stays(app: "QApplication", home: Path) -> None:
    async with a_declaring(home) as (dialog, bridge, declared):
        dialog.form.declare_title.setText("Pushes fail")
        dialog.declare()
        await until(lambda: declared)
        before = await board(bridge, declared[0])
        await bridge.do(Retitle("Nobody can push"), before.incident)
        after = await board(bridge, declared[0])
    assert after.headline.title.value == "Nobody can push"
    assert after.headline.number == before.headline.number


async def test_one_key_drafts_the_first_words_with_the_declaration(app: "QApplication", home: Path) -> None:
    async with a_declaring(home) as (dialog, bridge, declared):
        hands = Hands()
        hands.write("pushes fail")
        hands.press(Qt.Key.Key_F8)
        assert dialog.holding.told.text().startswith("Drafted with the declaration, for Status page")
        hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: bool(declared))
        [message] = (await bridge.read(lambda desk: desk.fold(IncidentId(declared[0])))).board.messages.all
        assert (message.template, message.keys[0]) == ("holding", "status_page")


async def test_the_first_words_of_a_restricted_incident_go_to_no_public_channel(
    app: "QApplication", home: Path
) -> None:
    async with a_declaring(home) as (dialog, _, _declared):
        dialog.holding.chip.setChecked(True)
        assert len(dialog.holding.commands()) == 1
        dialog.restricting.chip.setChecked(True)
        assert dialog.holding.isHidden()
        assert dialog.holding.commands() == []
