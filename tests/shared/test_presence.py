"""Who is in the room: heard by those who may read there, and gone with whoever leaves."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from incident_desk.desk import Desk
from incident_desk.desk.sharing_state import Shared
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.handover import HandoverDialog
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.incident import IncidentHeader
from incident_desk.desktop.presence import PresenceStrip
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import SetSeverity
from incident_desk.domain.restriction import Restrict
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.store.shared.presence import Someone
from tests.desktop.conftest import a_shell, focused
from tests.desktop.conftest import until as until_shown
from tests.shared.byhand import OPEN, Server, refused_with
from tests.shared.cluster import Cluster
from tests.shared.test_converge import declared, meet
from tests.shared.test_sharing import until
from tests.shared.test_window import RETRY_S, homes, two_windows
from tests.shared.windows import dead

__all__ = ["homes"]
SOON_S = 4.0
"""In company it is looked once a second."""


def seen(heard: list[Shared]) -> list[tuple[str, str]]:
    return [(each.panel, each.draft) for each in heard[-1].present] if heard else []


def at_work(desk: Desk, incident: IncidentId) -> list[Shared]:
    """Connected, and in the incident. Returns: what it hears of how it stands."""
    heard: list[Shared] = []
    desk.shared.start(heard.append)
    desk.shared.be(incident, "timeline")
    until(lambda: bool(heard) and heard[-1].desks > 0)
    return heard


def test_where_somebody_is_is_seen_by_the_others_and_gone_when_they_quit(ada: Desk, bea: Desk) -> None:
    incident = declared(ada)
    meet(ada, bea)
    before = ada.reading.entries(incident)
    at_work(bea, incident)
    at_ada = at_work(ada, incident)
    until(lambda: seen(at_ada) == [("timeline", "")], 15)
    (someone,) = at_ada[-1].present
    assert isinstance(someone, Someone)
    assert (someone.person, someone.incident) == (bea.me, incident)
    for panel, draft in (("timeline", "line"), ("timeline", ""), ("impact", "impact")):
        bea.shared.be(incident, panel, draft)
        until(lambda there=(panel, draft): seen(at_ada) == [there], SOON_S)
    bea.shared.be(incident, "role_" + "x" * 80, "handover")  # the door takes no name that is so long
    until(lambda: seen(at_ada) == [("", "handover")], SOON_S)
    there = ada.shared.membership().standing(ada.now_us()).there
    assert [(each.person, each.draft) for each in there if each.person == bea.me] == [(bea.me, "handover")]
    bea.shared.stop()
    until(lambda: seen(at_ada) == [], SOON_S)
    ada.shared.stop()
    assert ada.reading.entries(incident) == before


def test_by_hand_nobody_writes_or_ends_the_presence_of_another(server: Server) -> None:
    ada, eve = server.desk(), server.desk()
    incident = ada.opens()
    ada.run("SELECT record.here(%s, %s, 'timeline', 'line')", OPEN, incident)
    eve.run("SELECT record.here(%s, %s, 'impact', NULL)", OPEN, incident)
    eve.run("SELECT record.left()")
    told = ada.run("SELECT desk, panel, draft FROM record.present() WHERE incident = %s", incident)
    assert told == [(ada.number, "timeline", "line")]
    for query in ("DELETE FROM record.presence", "UPDATE record.presence SET panel = 'x'", "TABLE record.presence"):
        with refused_with("42501"):
            eve.run(query)


def test_who_writes_in_a_restricted_incident_is_seen_by_its_members_alone(server: Server) -> None:
    ada, bea, eve = server.desk("manager"), server.desk(), server.desk()
    stream = ada.restricts()
    assert ada.says("gov.member.added", bea.person, incident=stream, stream=stream)
    ada.run("SELECT record.here(%s, %s, 'timeline', 'line')", stream, stream)
    told = "SELECT panel, draft FROM record.present() WHERE incident = %s"
    assert bea.run(told, stream) == [("timeline", "line")]
    assert eve.run(told, stream) == []
    with refused_with("42501"):
        eve.run("SELECT record.here(%s, %s, 'timeline', 'line')", stream, stream)


def test_when_an_incident_is_restricted_those_outside_no_longer_see_who_is_in_it(
    ada: Desk, bea: Desk, tmp_path: Path
) -> None:
    incident = declared(ada)
    with Desk.open(tmp_path / "cyd") as cyd:
        cyd.choose_person("Cyd").result()
        cyd.shared.membership().join(ada.shared.membership().grant("Cyd", "responder"))
        meet(ada, bea, cyd)
        at_work(bea, incident)
        at_ada, at_cyd = at_work(ada, incident), at_work(cyd, incident)
        until(lambda: len(seen(at_cyd)) == 2, 15)
        ada.record(Restrict(("Bea",)), incident).result()
        until(lambda: seen(at_cyd) == [], 15)
        until(lambda: seen(at_ada) == [("timeline", "")], 15)
        for desk in (ada, bea, cyd):
            desk.shared.stop()


# the window -----------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def a_board(bridge: Bridge, home: Path, incident: ObservedIncident) -> AsyncGenerator[Navigation]:
    """A whole window over this bridge, with the board of an incident in front."""
    async with a_shell(home) as shell:
        navigation = Navigation(shell, bridge, WindowState(home))
        navigation.go_to(incident.incident)
        await until_shown(lambda: focused().objectName() == "command_edit")
        yield navigation
        await navigation.keep_work()


async def test_a_header_shows_who_else_is_there_and_where_and_without_a_network_who_was(
    app: QApplication, cluster: Cluster, homes: tuple[Path, Path]
) -> None:
    async with two_windows(homes) as (ada, bea):
        header = IncidentHeader(ada.bridge)
        header.resize(1920, 52)
        header.observe(ada.incident)
        presence = header.presence
        try:
            await until_shown(lambda: not presence.isHidden())
            width = presence.width()
            bea.bridge.sharing.be(bea.incident.incident, "timeline_panel")
            ada.bridge.sharing.be(ada.incident.incident)
            await until_shown(lambda: presence.accessibleName() == "Bea (Responder), at the timeline")
            assert [words for words, _ in presence.stack.discs] == ["B"]
            assert presence.stack.told_at(presence.stack.rect().center()) == "Bea (Responder), at the timeline"
            async with dead(cluster):
                await until_shown(lambda: presence.accessibleName().startswith("Bea (Responder), last seen "))
                state = ada.bridge.sharing.state
                assert state is not None
                assert (state.present, [each.person for each in state.seen]) == ((), [bea.bridge.me])
                assert 0 <= ada.bridge.now_us() - state.seen_us < 20_000_000
                assert presence.stack.words.startswith("seen ")
                assert all(each.is_past for each in presence.stack.shown)
            await until_shown(lambda: presence.accessibleName() == "Bea (Responder), at the timeline", RETRY_S)
            bea.bridge.sharing.be(None)
            await until_shown(lambda: presence.accessibleName() == "")
            assert presence.width() == width  # nothing beside it moved
        finally:
            header.deleteLater()


async def test_what_somebody_types_shows_at_the_panel_of_the_other(app: QApplication, homes: tuple[Path, Path]) -> None:
    async with two_windows(homes) as (ada, bea), a_board(bea.bridge, homes[1], bea.incident) as navigation:
        strip = PresenceStrip(ada.bridge, "timeline_panel")
        strip.observe(ada.incident)
        await until_shown(lambda: bea.bridge.sharing.is_connected)
        ada.bridge.sharing.be(ada.incident.incident)
        try:
            await until_shown(lambda: strip.accessibleName() == "Bea (Responder), at the timeline")
            QTest.keyClicks(focused(), "db1 is em")
            await until_shown(lambda: strip.accessibleName() == "Bea (Responder) writes a line", SOON_S)
            assert strip.words == "Bea writes"
            QTest.keyClick(focused(), Qt.Key.Key_Return)
            await until_shown(lambda: strip.accessibleName() == "Bea (Responder), at the timeline", SOON_S)
            assert strip.words == ""
            navigation.show_settings("you")
            await until_shown(lambda: strip.accessibleName() == "", SOON_S)
            navigation.leave_aside()
            await until_shown(lambda: strip.accessibleName() == "Bea (Responder), at the timeline", SOON_S)
        finally:
            strip.deleteLater()


async def test_a_form_shows_who_else_has_it_open(app: QApplication, homes: tuple[Path, Path]) -> None:
    async with two_windows(homes) as (ada, bea), a_board(ada.bridge, homes[0], ada.incident) as navigation:
        board = navigation.board
        assert board is not None
        await ada.bridge.do([SetSeverity(Severity.SEV2, "-"), Assign("scribe", "Tomas Lind")], ada.incident.incident)
        bea.bridge.sharing.be(bea.incident.incident, "role_scribe", "handover")
        panel = board.room.roles.list.item("scribe").panel
        await until_shown(lambda: panel.presence.accessibleName() == "Bea (Responder) writes a handover")
        panel.acts.hand_over()
        dialog = board.window().findChild(HandoverDialog)
        assert dialog is not None
        strip = dialog.findChild(PresenceStrip)
        assert strip is not None
        assert (strip.accessibleName(), strip.words) == ("Bea (Responder) writes a handover", "Bea writes")
        bea.bridge.sharing.be(bea.incident.incident, "timeline_panel", "")
        await until_shown(lambda: strip.accessibleName() == "")
        dialog.reject()
