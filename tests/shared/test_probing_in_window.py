"""Test connection, pressed in the settings: for each part of the way a real server on which just that part fails."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from incident_desk.desk import Desk
from incident_desk.desk.clock import system_clock
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.opening import open_home
from incident_desk.desktop.settings.shared import SharedPage
from incident_desk.store.shared import probing
from incident_desk.store.shared.form import OLDER
from incident_desk.store.shared.probing import Part
from tests.desktop.conftest import a_shell, until
from tests.shared.cluster import Cluster
from tests.shared.test_probing import strict
from tests.shared.test_shared_page import Sheet, a_sheet
from tests.shared.test_tls import Authority, authority, pem, secured

__all__ = ["authority", "secured", "strict"]
NO_REACH = "not reached"


@pytest.fixture
def standby(cluster: Cluster) -> Generator[Cluster]:
    made = Cluster(cluster.programs, follows=cluster)
    made.start()
    yield made
    made.remove()


async def walked(sheet: Sheet, line: str) -> tuple[Part, str, str]:
    """Press it. Returns: the part where the way ends, what its row says, and what to tell whoever can help."""
    if line:
        sheet.page.form.join_line.clear()
        sheet.paste(line)
    await until(sheet.page.form.test_connection.isEnabled)
    sheet.press("test_connection")
    await sheet.done()
    said = {part: sheet.said(part) for part in Part}
    ends = [part for part in Part if not said[part].endswith(NO_REACH)]
    assert [*ends, *(part for part in Part if part not in ends)] == list(Part)
    assert sheet.page.form.steps_note.text() == f"{len(ends) - 1} of 7 open; here it ends"
    sheet.press("advice_copy")
    told = QApplication.clipboard().text()
    assert told.splitlines()[-1] == said[ends[-1]]
    return ends[-1], said[ends[-1]], told


TLS = "postgresql://postgres@{host}:{port}/postgres?hostaddr=127.0.0.1&sslmode=verify-full&sslrootcert={root}"
WAYS: dict[str, tuple[str, Part, str]] = {
    "a name nobody has": ("postgresql://x@no-such-machine.invalid/db", Part.NAME, "No machine is called"),
    "a port nobody listens on": ("postgresql://x@127.0.0.1:1/db", Part.PORT, "Nothing listens on 127.0.0.1:1"),
    "no TLS there": ("{url}?sslmode=require", Part.TLS, "The server offers no TLS"),
    "a wrong password": ("postgresql://eve:wrong@127.0.0.1:{own}/postgres", Part.PASSWORD, "The password of eve"),
    "somebody not let in": ("postgresql://mallory@127.0.0.1:{own}/postgres", Part.RIGHTS, "mallory not in from here"),
    "no such user": ("postgresql://nobody@127.0.0.1:{own}/postgres", Part.RIGHTS, "no such user or database"),
    "no record there": ("{database}", Part.RIGHTS, "No record lies in"),
    "a standby": ("postgresql://postgres@127.0.0.1:{follower}/postgres", Part.VERSION, "This server is a standby"),
}


async def test_the_row_where_the_way_ends_says_what_is_wrong(
    app: QApplication, strict: Cluster, standby: Cluster, database: str, tmp_path: Path
) -> None:
    servers = {"url": strict.url, "own": strict.port, "database": database, "follower": standby.port}
    async with a_sheet(tmp_path / "home") as sheet:
        for what, (line, part, words) in WAYS.items():
            ended, said, told = await walked(sheet, line.format(**servers))
            assert (what, ended, words in said, words in told) == (what, part, True, True), said


async def test_a_certificate_that_is_not_right_is_told_and_whose_fault_it_is(
    app: QApplication, secured: Cluster, authority: Authority, tmp_path: Path
) -> None:
    """The name leads nowhere; the address beside it does."""
    ours, theirs = tmp_path / "ours.crt", tmp_path / "theirs.crt"
    ours.write_bytes(pem(authority.certificate))
    theirs.write_bytes(pem(Authority("somebody else").certificate))
    async with a_sheet(tmp_path / "home") as sheet:
        for host, root, words in (
            ("db.example", ours, "is for another name"),
            ("localhost", theirs, "signed by nobody this machine trusts"),
        ):
            ended, said, _ = await walked(sheet, TLS.format(host=host, port=secured.port, root=root))
            assert (ended, words in said) == (Part.TLS, True), said


async def test_a_server_that_is_too_old_is_told(
    app: QApplication, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the program will see today's server once it needs a newer one."""
    monkeypatch.setattr("incident_desk.store.shared.connection.LEAST_VERSION", 990000)
    async with a_sheet(tmp_path / "home") as sheet:
        ended, said, _ = await walked(sheet, database)
        assert ended is Part.VERSION
        assert "is needed" in said


async def test_doors_of_an_older_version_are_told_and_are_no_obstacle(
    app: QApplication, ada: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the next version of the program will see them."""
    monkeypatch.setattr("incident_desk.store.shared.form.HEAD", "9999")
    steps = list(ada.shared.membership().test("", system_clock))
    assert all(step.is_open for step in steps)
    assert OLDER in next(step.said for step in steps if step.part is Part.VERSION)


async def test_a_desk_that_was_shut_out_is_told_so(app: QApplication, ada: Desk, bea: Desk) -> None:
    ada.shared.membership().revoke("Bea")
    home = bea.home.path
    await asyncio.to_thread(bea.close)
    async with a_sheet(home) as sheet:
        ended, said, _ = await walked(sheet, "")
        assert ended is Part.RIGHTS
        assert "shut out" in said or "revoked" in said


@asynccontextmanager
async def a_sheet_by_another_clock(home: Path, ahead_us: int) -> AsyncGenerator[Sheet]:
    bridge = Bridge(await asyncio.to_thread(open_home, home, lambda: system_clock() + ahead_us))
    try:
        async with a_shell(home) as shell:
            page = SharedPage(bridge)
            shell.show_page(shell.add_page(page))
            yield Sheet(bridge, shell, page)
    finally:
        await bridge.close()
        bridge.deleteLater()


async def test_a_clock_too_far_ahead_is_told(app: QApplication, ada: Desk) -> None:
    home = ada.home.path
    await asyncio.to_thread(ada.close)
    async with a_sheet_by_another_clock(home, probing.TOO_FAR_US + 60_000_000) as sheet:
        ended, said, told = await walked(sheet, "")
        assert ended is Part.CLOCK
        assert "This machine's clock is 660" in said
        assert told.startswith("Set this computer's clock right")
