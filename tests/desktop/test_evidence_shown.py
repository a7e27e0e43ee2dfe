"""A file of a piece of evidence while it is shown: in the comparison, and erased under the eyes of whoever looks."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.comparing.rows import EvidenceRow
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigating import AddEvidence, Hypothesis
from incident_desk.domain.investigation_files import AttachEvidence
from incident_desk.domain.investigations import Investigate, Submit
from incident_desk.store import attachments
from tests.desktop.boards import key
from tests.desktop.conftest import until
from tests.desktop.test_cause_map import compared, said
from tests.desktop.test_evidence_files import attached, graph, opener, the_file
from tests.desktop.test_investigations_room import Window, a_window
from tests.desktop.test_timeline_given import Opener

__all__ = ["graph", "opener"]  # the fixtures

CTRL = Qt.KeyboardModifier.ControlModifier
ERASE = "it shows a password"


async def erased(window: Window, entry: EntryId) -> None:
    """Tomas asks for it, and Priya agrees."""
    tomas = window.bridge.organisation.people.find("Tomas Lind")
    await said(window, tomas, Ask(entry, ERASE))
    await window.do(Confirm(entry))


async def test_a_file_that_is_erased_while_it_is_shown_goes_from_every_place(
    app: QApplication, home: Path, graph: Path, opener: Opener
) -> None:
    async with a_window(home) as window:
        window.shell.resize(1800, 1080)
        await window.do(Investigate(text="Why? | Priya Nair, Tomas Lind"), Hypothesis("A bulk delete"))
        window.navigation.show_investigations()
        await until(window.page.matrix.isVisible)
        dialog = await attached(window, "lag.png", graph.read_bytes(), "image/png")
        card, table = dialog.file, window.page.matrix.view.table
        assert card is not None
        await until(card.picture.isVisible)
        await until(lambda: table.rows[0].picture is not None)
        key(Qt.Key.Key_O, CTRL)
        await until(lambda: len(opener.opened) == 1)
        digest = the_file(window).digest
        [piece] = window.found("A").evidence.values()
        assert piece.of is not None
        await erased(window, piece.of)
        await until(card.isHidden)
        await until(lambda: not table.rows[0].has_file and table.rows[0].picture is None)
        await until(lambda: not opener.opened[0].exists())
        assert window.bridge.desk is not None
        assert digest not in attachments.of_any_sort(window.bridge.desk.home)
        key(Qt.Key.Key_O, CTRL)  # nothing is there that could be opened
        key(Qt.Key.Key_S, CTRL)
        assert dialog.isVisible()
        assert len(opener.opened) == 1
        dialog.reject()


async def test_the_comparison_marks_evidence_that_was_taken_from_a_file(
    app: QApplication, home: Path, graph: Path
) -> None:
    async with a_window(home) as window:
        window.shell.resize(1800, 1080)
        await window.do(Investigate(text="Why? | Priya Nair | Tomas Lind"))
        about = AttachEvidence("", "lag.png", 0, "image/png", "Lag rose in steps")
        await window.bridge.attach(graph.read_bytes(), about, window.observed.incident)
        await window.do(Submit("A", 80, "sure"))
        tomas = window.bridge.organisation.people.find("Tomas Lind")
        await said(window, tomas, AddEvidence("No dump in S3"), Submit("B", 80, "sure"))
        window.navigation.show_investigations()
        await until(lambda: window.found("B").conclusion is not None)

        def marks() -> dict[str, str]:
            rows = compared(window).view.table.shown.rows
            return {row.words: row.file for row in rows if isinstance(row, EvidenceRow)}

        await until(lambda: marks() == {"Lag rose in steps": "lag.png", "No dump in S3": ""})
        table = compared(window).view.table
        at = [row.file for row in table.shown.rows if isinstance(row, EvidenceRow)].index("lag.png")
        [*rows] = [n for n, row in enumerate(table.shown.rows) if isinstance(row, EvidenceRow)]
        spoken = table.data(table.index(rows[at], 0), Qt.ItemDataRole.AccessibleTextRole)
        assert "Lag rose in steps, with the file lag.png" in spoken
        [piece] = window.found("A").evidence.values()
        assert piece.of is not None
        await erased(window, piece.of)
        await until(lambda: marks()["Lag rose in steps"] == "")
