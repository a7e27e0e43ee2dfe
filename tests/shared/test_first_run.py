"""The first start of somebody who was given a line: tried, joined, and the record of the others is theirs."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from incident_desk.desk import Desk
from incident_desk.desktop.beginning.dialog import FirstRunDialog
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.incident import Declare
from tests.desktop.conftest import a_bridge, a_shell, until


async def test_a_line_that_was_given_leads_to_the_record_of_the_others(
    app: QApplication, ada: Desk, tmp_path: Path
) -> None:
    ada.record(Declare("Pushes fail")).result()
    line = ada.shared.membership().grant("Bea", "responder")
    ada.shared.exchange()
    home = tmp_path / "bea"
    async with a_bridge(home) as bridge, a_shell(home) as shell:
        dialog = FirstRunDialog(bridge, WindowState(home), shell)
        begun: list[bool] = []
        dialog.accepted.connect(lambda: begun.append(True))
        dialog.open()
        dialog.who.name.setText("Bea")
        dialog.join.line.setText(f"{line[:20]} {line[20:]}")  # as a mail breaks it
        QTest.mouseClick(dialog.join.go, Qt.MouseButton.LeftButton)
        await until(lambda: begun)
        assert bridge.name(bridge.me) == "Bea"
        await until(lambda: [board.headline.title.value for board in bridge.headlines] == ["Pushes fail"])
