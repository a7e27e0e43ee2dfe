"""While the shared database is away a second person lets words go at the sender's desk: by PIN, or on the phone."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from incident_desk.desk import Desk, console
from incident_desk.desktop.dialogs.message_refused import RefusedDialog
from incident_desk.desktop.drafting.witnessing import WitnessDialog
from incident_desk.desktop.parts.need_row import NeedRow
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare
from incident_desk.domain.message_list import Message
from incident_desk.domain.messages import BeginMessage
from incident_desk.domain.plan import Use
from incident_desk.domain.releasing import SentByHand
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.store import pins
from tests.desktop.boards import a_room, key, press, the_board, type_words
from tests.desktop.conftest import until
from tests.desktop.hands import CTRL, push, tab_to, write_into
from tests.desktop.test_drafting import WORDS, Pane
from tests.domain.making import PLAN
from tests.shared.cluster import Cluster
from tests.shared.windows import dead

PIN: Final = "8231-otter"
WITHOUT: Final = PLAN.replace("    offline: witnessed\n", "")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pins, "COST", 2**10)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def together(home: Path, database: str) -> IncidentId:
    """Ada and Bea at one console: Ada leads and has a PIN, Bea writes to customers in the open record."""
    with Desk.open(home) as desk:
        ada = desk.choose_person("Ada").result()
        desk.add_person("Bea").result()
        desk.shared.membership().found(database)
        line = desk.shared.membership().grant("Bea", "communications")
        incident = desk.record(Declare("Pushes fail", Severity.SEV3)).result()[-1].incident
        desk.record(Assign("incident manager", "Ada"), incident).result()
        desk.shared.exchange()
        desk.shared.exchange()
    console.set_pin(home, ada, PIN)
    with Desk.open(home) as desk:
        desk.choose_person("Bea").result()
        desk.shared.membership().join(line)
        desk.shared.exchange()
    return incident


@asynccontextmanager
async def a_pane_cut_off(home: Path, incident: IncidentId, cluster: Cluster) -> AsyncGenerator[Pane]:
    """Bea has written something, and the shared database does not answer."""
    async with a_room(home, (1800, 1400), incident) as room, dead(cluster):
        pane = Pane(room, the_board(room))
        await pane.be("Bea")
        assert not pane.panel.way.witness.isVisible()
        await room.do(BeginMessage("Update", channels=("status_page",), texts={"status_page": WORDS}))
        await until(lambda: pane.words == WORDS)
        room.bridge.sharing.begin()
        await until(pane.panel.way.witness.isVisible)
        yield pane
        await until(lambda: not room.bridge.sharing.is_beginning)


def witnessed(message: Message) -> tuple[str, bool]:
    release = message.ways["status_page"].release
    return ("", False) if release is None else (release.how, bool(release.seal))


@pytest.mark.by_mouse("message.witness")
async def test_with_the_pin_of_a_second_person_it_goes_out_signed_by_mouse(
    app: QApplication, home: Path, together: IncidentId, cluster: Cluster
) -> None:
    async with a_pane_cut_off(home, together, cluster) as pane:
        press(pane.panel.way.witness)
        dialog = pane.room.dialog(WitnessDialog)
        assert [dialog.person.itemText(at) for at in range(dialog.person.count())] == ["Ada, incident manager"]
        await until(dialog.pin.isVisible)
        assert not dialog.go.isEnabled()
        write_into(dialog.pin, "0000-wrong")
        press(dialog.go)
        await until(lambda: "PIN" in dialog.fault.text())
        assert witnessed(pane.message) == ("", False)
        dialog.pin.clear()
        write_into(dialog.pin, PIN)
        press(dialog.go)
        await until(lambda: witnessed(pane.message) == ("at this desk, by their own key", True))
        await until(lambda: not pane.panel.way.witness.isVisible())


@pytest.mark.by_keys("message.witness")
async def test_with_a_second_person_on_the_phone_it_goes_out_by_keys(
    app: QApplication, home: Path, together: IncidentId, cluster: Cluster
) -> None:
    async with a_pane_cut_off(home, together, cluster) as pane:
        pane.panel.editor.text.setFocus()
        push(pane.panel.way.witness)
        dialog = pane.room.dialog(WitnessDialog)
        tab_to(dialog.how)
        type_words("by phone, read back")
        key(Qt.Key.Key_Return, CTRL)
        await until(lambda: witnessed(pane.message) == ("by phone, read back", False))


async def test_what_is_refused_when_it_is_back_is_loud_until_whoever_leads_says_what_came_of_it(
    app: QApplication, home: Path, together: IncidentId, cluster: Cluster
) -> None:
    with Desk.open(console.unlock(home, console.called(home, "Ada").desk, PIN)) as ada:
        ada.shared.exchange()
        ada.record(Use(WITHOUT)).result()
        ada.record(Assign("incident manager", "Bea"), together).result()
        ada.record(Assign("communications manager", "Ada"), together).result()
        for _ in range(2):
            ada.shared.exchange()
    async with a_pane_cut_off(home, together, cluster) as pane:
        press(pane.panel.way.witness)
        dialog = pane.room.dialog(WitnessDialog)
        write_into(dialog.how, "by phone, read back")
        press(dialog.go)
        await until(lambda: witnessed(pane.message) == ("by phone, read back", False))
        await pane.room.do(SentByHand("1"))
        assert not loud(pane)
    with Desk.open(home) as bea:
        for _ in range(2):
            bea.shared.exchange()
    async with a_room(home, (1800, 1400), together) as room:
        pane = Pane(room, the_board(room))
        await pane.be("Bea")
        await until(lambda: [each.need.tone for each in loud(pane)] == ["bad"])
        press(loud(pane)[0])
        refused = room.dialog(RefusedDialog)
        assert not refused.go.isEnabled()
        write_into(refused.reason, "The hotline told them so, too")
        press(refused.go)
        await until(lambda: not loud(pane))


def loud(pane: Pane) -> list[NeedRow]:
    return [row for row in pane.board.needs.mine.rows if "went out and was refused afterwards" in row.need.words]
