"""What two windows say of a file that travels between them."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from incident_desk.desktop.dialogs.piece import PieceDialog
from incident_desk.desktop.evidence_files import FileShown, file_shown
from incident_desk.desktop.file_card import FileCard
from incident_desk.desktop.models.timeline import TimelineModel
from incident_desk.desktop.panels.line_actions import LineActions
from incident_desk.desktop.parts.answer_line import AnswerLine
from incident_desk.desktop.parts.timeline_row import ROW
from incident_desk.desktop.pictures import as_png
from incident_desk.domain.investigation_files import AttachEvidence
from incident_desk.domain.investigations import Investigate, Submit
from incident_desk.domain.lines import Line
from incident_desk.domain.timeline import Attach
from tests.desktop.boards import press
from tests.desktop.conftest import a_shell, until
from tests.shared.cluster import Cluster
from tests.shared.test_window import AT_ONCE_S, RETRY_S, Seat, homes, two_windows
from tests.shared.windows import dead

__all__ = ["homes"]
LARGE = os.urandom(2_000_000)


class Piece:
    """The dialog of the only piece of evidence, and the row of it in the matrix."""

    def __init__(self, seat: Seat, window: QWidget) -> None:
        self._seat = seat
        [found] = seat.incident.board.investigations.all
        [self.evidence] = found.evidence.values()
        self.dialog = PieceDialog(seat.bridge, seat.incident, found.id, self.evidence.id, window)
        self.dialog.open()

    @property
    def card(self) -> FileCard:
        assert self.dialog.file is not None
        return self.dialog.file

    @property
    def shown(self) -> FileShown:
        found = file_shown(self.evidence, self._seat.incident, self._seat.bridge)
        assert found is not None
        return found


def a_picture() -> bytes:
    picture = QImage(320, 160, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    return as_png(picture)


async def test_the_picture_of_sealed_evidence_says_where_it_is_and_comes_by_itself_when_it_opens(
    app: QApplication, cluster: Cluster, homes: tuple[Path, Path]
) -> None:
    async with two_windows(homes) as (ada, bea), a_shell(homes[1]) as shell:
        incident = ada.incident.incident
        await ada.bridge.do(Investigate(text="Why did it stop? | Ada"), incident)
        about = AttachEvidence("", "lag.png", 0, "image/png", "Lag rose in steps")
        written = await ada.bridge.attach(a_picture(), about, incident)
        digest = ada.incident.board.timeline.at[written[0].id].digest or ""
        file = homes[1] / "attachments" / digest[:2] / digest
        await until(lambda: bea.incident.board.investigations.all)
        await until(lambda: ada.bridge.sharing.files is not None and not ada.bridge.sharing.files.waiting)
        assert not file.exists()  # up, and down to nobody who may not read it
        assert bea.bridge.sharing.files is not None
        assert digest not in bea.bridge.sharing.files.lacking  # she cannot know of it
        await ada.bridge.do(Submit("A", 80, "The delete"), incident)
        await until(file.exists, RETRY_S)
        await until(lambda: bea.incident.board.investigations.all[0].evidence)
        piece = Piece(bea, shell)
        await until(piece.card.picture.isVisible)
        await until(lambda: piece.shown.picture is not None)
        async with dead(cluster):
            await until(lambda: not bea.bridge.sharing.is_connected)
            file.unlink()  # a disk that lost it; whoever attaches another one has this one noticed
            await bea.bridge.attach(b"y", Attach("", "b.txt", 0), incident)
            await until(lambda: piece.shown.words == "lag.png · not here yet")
            await until(piece.card.fetch_.isVisible)
            assert not piece.card.save_.isVisible()
            press(piece.card.fetch_)
            await until(lambda: "as soon as the shared record can be reached" in piece.card.told.accessibleName())
        await until(file.exists, RETRY_S)
        await until(lambda: piece.shown.words == "lag.png")
        await until(piece.card.save_.isVisible)
        piece.dialog.reject()


class Looking:
    """A timeline somebody looks at, and what can be done about its lines."""

    def __init__(self, seat: Seat) -> None:
        self.model = TimelineModel(seat.bridge, seat.bridge)
        self.model.observe(seat.incident)
        self.panel = QWidget()
        self.answer = AnswerLine(self.panel)
        self.actions = LineActions(seat.bridge, self.answer, self.panel)
        self.actions.observed = seat.incident

    @property
    def text(self) -> str:
        return self.model.index(0, 0).data(ROW).text

    @property
    def ways(self) -> set[str]:
        menu = self.actions.menu(self.model.behind(0))
        names = {action.objectName().removeprefix("line_") for action in menu.actions()}
        menu.deleteLater()
        return names

    def done(self) -> None:
        self.panel.deleteLater()


async def test_each_window_says_where_the_file_is_until_it_is_everywhere(
    app: QApplication, cluster: Cluster, homes: tuple[Path, Path]
) -> None:
    async with two_windows(homes) as (ada, bea):
        at_ada, at_bea = Looking(ada), Looking(bea)
        try:
            async with dead(cluster):
                await until(lambda: not ada.bridge.sharing.is_connected)
                about = Attach("", "recording.mp4", 0, "video/mp4")
                await ada.bridge.attach(LARGE, about, ada.incident.incident)
                await until(lambda: at_ada.text == "recording.mp4 · not shared yet", AT_ONCE_S)
                assert "1 file is not shared yet" in ada.bridge.truth.words().tip
            await until(lambda: at_bea.text.startswith("recording.mp4"), RETRY_S)
            line = at_bea.model.behind(0)
            assert isinstance(line, Line)
            digest = line.digest or ""
            await until((homes[1] / "attachments" / digest[:2] / digest).exists)
            await until(lambda: at_bea.text == at_ada.text == "recording.mp4")
            assert {"open", "save"} < at_bea.ways
            assert await bea.bridge.read(lambda desk: desk.attachment(digest)) == LARGE
        finally:
            at_ada.done()
            at_bea.done()


@pytest.mark.parametrize("name", ["fetch", "open"])
async def test_the_key_for_opening_fetches_what_is_not_here(
    app: QApplication, homes: tuple[Path, Path], cluster: Cluster, name: str
) -> None:
    async with two_windows(homes) as (ada, bea):
        looking = Looking(bea)
        try:
            (entry,) = await ada.bridge.attach(b"x", Attach("", "a.txt", 0), ada.incident.incident)
            await until(lambda: entry.id in bea.incident.board.timeline.at)
            digest = bea.incident.board.timeline.at[entry.id].digest or ""
            file = homes[1] / "attachments" / digest[:2] / digest
            await until(file.exists)
            await until(lambda: looking.text == "a.txt")
            async with dead(cluster):
                await until(lambda: not bea.bridge.sharing.is_connected)
                file.unlink()  # a disk that lost it; whoever attaches another one has this one noticed
                await bea.bridge.attach(
                    b"y", Attach("", "b.txt", 0, occurred_us=1_600_000_000_000_000), bea.incident.incident
                )
                await until(lambda: looking.text == "a.txt · not here yet")
                assert "fetch" in looking.ways
                assert not {"open", "save"} & looking.ways
                looking.actions.do(name, looking.model.behind(0))
                assert "as soon as the shared record can be reached" in looking.answer.words
            await until(file.exists, RETRY_S)
            await until(lambda: looking.text == "a.txt")
        finally:
            looking.done()
