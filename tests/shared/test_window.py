"""Two windows that share one record: what is typed in one is seen in the other, and what each says of where it lies."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import psycopg
import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QApplication

from incident_desk.desk import Desk
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.models.timeline import TimelineModel
from incident_desk.desktop.observed import ObservedIncident, observe
from incident_desk.desktop.panels.incident import IncidentHeader
from incident_desk.desktop.parts.timeline_row import ROW
from incident_desk.desktop.parts.truth_glyph import TruthGlyph
from incident_desk.desktop.pending import TruthMark
from incident_desk.desktop.truth_words import Trouble
from incident_desk.domain.board import Board
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare, Retitle
from incident_desk.domain.people import Name
from incident_desk.domain.timeline import Note
from tests.desktop.conftest import a_bridge, until
from tests.shared.cluster import Cluster
from tests.shared.windows import dead

AT_ONCE_S = 3.0
"""Less than the time after which a desk looks without being called."""
RETRY_S = 40.0
"""A server that comes back is found within half a minute."""


class Seat(msgspec.Struct):
    """Somebody's window, with an incident in front of them."""

    bridge: Bridge
    incident: ObservedIncident

    async def write(self, text: str) -> None:
        await self.incident.write(text, Note(text))

    @property
    def texts(self) -> list[str]:
        return [line.text for line in self.incident.board.timeline.lines if line.text]

    def marks(self) -> set[TruthMark]:
        return {self.incident.truth(entry) for entry in self.incident.entries}

    @property
    def trouble(self) -> Trouble:
        return self.bridge.truth.words().trouble


@pytest.fixture
def homes(tmp_path: Path, database: str) -> tuple[Path, Path]:
    """Ada's home, which made the shared database, and Bea's, which joined it."""
    with Desk.open(tmp_path / "ada") as ada, Desk.open(tmp_path / "bea") as bea:
        ada.choose_person("Ada").result()
        bea.choose_person("Bea").result()
        ada.shared.membership().found(database)
        bea.shared.membership().join(ada.shared.membership().grant("Bea", "responder"))
    return tmp_path / "ada", tmp_path / "bea"


@asynccontextmanager
async def connected(home: Path) -> AsyncGenerator[Bridge]:
    async with a_bridge(home) as bridge:
        bridge.sharing.begin()
        await until(lambda: bridge.sharing.is_connected)
        yield bridge


@asynccontextmanager
async def two_windows(homes: tuple[Path, Path]) -> AsyncGenerator[tuple[Seat, Seat]]:
    """Ada has declared an incident, and both look at it."""
    async with connected(homes[0]) as one, connected(homes[1]) as other:
        incident = await declared(one)
        await until(lambda: incident in other.organisation.incidents)
        yield Seat(one, await observe(one, incident)), Seat(other, await observe(other, incident))


async def declared(bridge: Bridge) -> IncidentId:
    return (await bridge.do(Declare("Pushes fail")))[-1].incident


async def test_a_word_typed_in_one_window_is_seen_in_the_other(app: QApplication, homes: tuple[Path, Path]) -> None:
    async with two_windows(homes) as (ada, bea):
        await ada.write("db1 is empty")
        await until(lambda: bea.texts == ["db1 is empty"], AT_ONCE_S)
        await bea.write("Failover started")
        await until(lambda: ada.texts == ["db1 is empty", "Failover started"], AT_ONCE_S)
        await until(lambda: ada.marks() == bea.marks() == {TruthMark.SHARED})


async def test_what_somebody_wrote_in_days_apart_comes_into_an_open_window_and_nothing_else_is_lost(
    app: QApplication, homes: tuple[Path, Path]
) -> None:
    def away(incident: IncidentId) -> None:
        with Desk.open(homes[1]) as bea:
            bea.shared.exchange()
            for first in range(0, 1_200, 200):
                bea.record([Note(f"n{n}") for n in range(first, first + 200)], incident).result()
            bea.shared.exchange()

    async with connected(homes[0]) as bridge:
        ada = Seat(bridge, await observe(bridge, await declared(bridge)))
        await until(lambda: ada.marks() == {TruthMark.SHARED})
        model = TimelineModel(bridge, bridge)
        model.observe(ada.incident)
        waited = asyncio.create_task(asyncio.to_thread(away, ada.incident.incident))
        while not waited.done():
            await ada.write("still at work")
            await asyncio.sleep(0.05)
        await until(lambda: sum(text.startswith("n") for text in ada.texts) == 1_200, RETRY_S)
        assert ada.texts == [line.text for line in (await folded(ada)).timeline.lines if line.text]
        assert model.rowCount(QModelIndex()) == len(ada.incident.board.timeline.lines)


async def folded(seat: Seat) -> Board:
    """The incident as the record has it."""
    return await seat.bridge.read(lambda desk: desk.fold(seat.incident.incident).board)


async def test_the_list_of_incidents_and_the_names_follow_the_other_desk(
    app: QApplication, homes: tuple[Path, Path]
) -> None:
    async with connected(homes[0]) as ada, connected(homes[1]) as bea:
        await declared(ada)
        await until(lambda: [board.headline.title.value for board in bea.headlines] == ["Pushes fail"])
        await ada.do(Name("Ada Lind"))
        await until(lambda: bea.name(ada.me) == "Ada Lind")


async def test_without_the_server_both_go_on_and_say_so_and_agree_when_it_is_back(
    app: QApplication, cluster: Cluster, homes: tuple[Path, Path]
) -> None:
    async with two_windows(homes) as (ada, bea):
        await until(lambda: ada.marks() == {TruthMark.SHARED})
        async with dead(cluster):
            await until(lambda: not ada.bridge.sharing.is_connected and not bea.bridge.sharing.is_connected)
            assert bea.trouble is Trouble.CUT_OFF
            await ada.write("from Ada")
            await bea.write("from Bea")
            await until(lambda: ada.bridge.truth.words().detail == "1 entry waits; work goes on", AT_ONCE_S)
            assert ada.trouble is Trouble.NOT_SHARED
            assert ada.marks() == {TruthMark.SHARED, TruthMark.WAITING}
            await until(lambda: "Nothing listens" in ada.bridge.truth.words().tip)
        await until(lambda: sorted(ada.texts) == sorted(bea.texts) == ["from Ada", "from Bea"], RETRY_S)
        await until(lambda: ada.marks() == bea.marks() == {TruthMark.SHARED})
        await until(lambda: ada.trouble is Trouble.SHARED)


async def test_two_titles_are_both_kept_and_the_mark_says_so(
    app: QApplication, cluster: Cluster, homes: tuple[Path, Path]
) -> None:
    async with two_windows(homes) as (ada, bea):
        async with dead(cluster):
            await ada.bridge.do(Retitle("Pushes fail for all"), ada.incident.incident)
            await bea.bridge.do(Retitle("Nobody can push"), bea.incident.incident)
        for seat in (ada, bea):
            await until(lambda seat=seat: seat.incident.board.headline.title.is_conflicted, RETRY_S)


async def test_only_rows_whose_mark_changes_are_painted_again(
    app: QApplication, cluster: Cluster, homes: tuple[Path, Path]
) -> None:
    async with two_windows(homes) as (ada, _):
        await ada.bridge.do([Note(f"line {count}") for count in range(30)], ada.incident.incident)
        await until(lambda: ada.marks() == {TruthMark.SHARED})
        model = TimelineModel(ada.bridge, ada.bridge)
        model.observe(ada.incident)
        painted: set[int] = set()
        async with dead(cluster):
            await until(lambda: not ada.bridge.sharing.is_connected)
            await ada.write("from Ada")
            glyphs = [model.index(row, 0).data(ROW).mark for row in range(model.rowCount())]
            assert glyphs == [TruthGlyph.WAITING] + [TruthGlyph.SHARED] * (len(glyphs) - 1)

            def changed(first: QModelIndex, last: QModelIndex) -> None:
                painted.update(range(first.row(), last.row() + 1))

            model.dataChanged.connect(changed)
        await until(lambda: ada.marks() == {TruthMark.SHARED}, RETRY_S)
        await until(lambda: model.index(0, 0).data(ROW).mark is TruthGlyph.SHARED)
        assert painted == {0}


async def test_the_header_says_that_two_desks_changed_the_title(
    app: QApplication, cluster: Cluster, homes: tuple[Path, Path]
) -> None:
    async with two_windows(homes) as (ada, bea):
        header = IncidentHeader(ada.bridge)
        header.observe(ada.incident)
        async with dead(cluster):
            await ada.bridge.do(Retitle("Pushes fail for all"), ada.incident.incident)
            await bea.bridge.do(Retitle("Nobody can push"), bea.incident.incident)
        await until(lambda: header.form.truth.accessibleName().startswith("Two desks changed the title"), RETRY_S)
        header.deleteLater()


async def test_what_others_may_not_write_is_shown_as_refused_at_once(
    app: QApplication, tmp_path: Path, homes: tuple[Path, Path], database: str
) -> None:
    line = await asyncio.to_thread(granted, homes[0], "Obs", "responder")
    await asyncio.to_thread(joined, tmp_path / "obs", line)
    async with connected(homes[0]) as ada, connected(tmp_path / "obs") as obs:
        incident = await declared(ada)
        await until(lambda: incident in obs.organisation.incidents)
        seat = Seat(obs, await observe(obs, incident))
        with psycopg.connect(database, autocommit=True) as admin:  # nobody told their desk yet
            admin.execute("UPDATE record.people SET level = 'observer' WHERE name = 'Obs'")
        await obs.do(Retitle("All is well"), incident)
        await until(lambda: seat.incident.board.headline.title.value == "Pushes fail")


def granted(home: Path, name: str, level: str) -> str:
    with Desk.open(home) as desk:
        return desk.shared.membership().grant(name, level)


def joined(home: Path, line: str) -> None:
    with Desk.open(home) as desk:
        desk.choose_person("Obs").result()
        desk.shared.membership().join(line)


def test_a_window_that_shares_with_nobody_never_loads_the_driver(tmp_path: Path) -> None:
    program = (
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "import qasync\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from incident_desk.desktop.bridge import Bridge\n"
        "from incident_desk.desktop.opening import open_home\n"
        "async def run():\n"
        "    bridge = Bridge(await asyncio.to_thread(open_home, Path('home')))\n"
        "    bridge.sharing.begin()\n"
        "    while bridge.sharing.is_beginning:\n"
        "        await asyncio.sleep(0.01)\n"
        "    await bridge.close()\n"
        "with qasync.QEventLoop(QApplication([])) as loop:\n"
        "    loop.run_until_complete(run())\n"
        "sys.exit('psycopg' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


async def test_a_home_that_shares_with_nobody_only_says_that_it_saves(app: QApplication, tmp_path: Path) -> None:
    async with a_bridge(tmp_path / "home") as bridge:
        incident = await declared(bridge)
        observed = await observe(bridge, incident)
        await observed.write("db1 is empty", Note("db1 is empty"))
        assert {observed.truth(entry) for entry in observed.entries} == {TruthMark.SAVED_HERE}
        assert bridge.truth.words().line == "Saved here"


async def test_somebody_who_shares_nothing_sits_down_and_the_connection_ends(
    app: QApplication, homes: tuple[Path, Path]
) -> None:
    async with connected(homes[0]) as ada:
        ada.person_changed.connect(ada.sharing.begin)
        await ada.choose_person("Cyd")
        await until(lambda: ada.sharing.state is None)
        await ada.choose_person("Ada")
        await until(lambda: ada.sharing.is_connected)


async def test_the_window_keeps_how_fast_it_was_answered(app: QApplication, homes: tuple[Path, Path]) -> None:
    async with connected(homes[0]) as ada:
        await until(lambda: any(ada.sharing.answers.shown(ada.now_us())[0]))
