"""Who is in the room: heard by those who may read there, and gone with whoever leaves."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from incident_desk.desk import Desk
from incident_desk.desk.sharing import Shared
from incident_desk.desktop.panels.incident import IncidentHeader
from incident_desk.desktop.parts.avatar import Avatar
from incident_desk.store.shared.presence import Someone
from tests.desktop.conftest import until as until_shown
from tests.shared.byhand import OPEN, Server, refused_with
from tests.shared.cluster import Cluster
from tests.shared.test_converge import declared, meet
from tests.shared.test_sharing import until
from tests.shared.test_window import homes, two_windows

__all__ = ["homes"]


def seen(heard: list[Shared]) -> list[tuple[str, str]]:
    return [(each.panel, each.draft) for each in heard[-1].present] if heard else []


def test_where_somebody_is_is_seen_by_the_others_and_gone_when_they_quit(ada: Desk, bea: Desk, database: str) -> None:
    incident = declared(ada)
    meet(ada, bea)
    before = ada.reading.entries(incident)
    at_ada: list[Shared] = []
    ada.shared.start(at_ada.append)
    bea.shared.start(lambda shared: None)
    bea.shared.be(incident, "timeline")
    until(lambda: seen(at_ada) == [("timeline", "")], 15)
    (someone,) = at_ada[-1].present
    assert isinstance(someone, Someone)
    assert (someone.person, someone.incident) == (bea.me, incident)
    bea.shared.be(incident, "timeline", "line")
    until(lambda: seen(at_ada) == [("timeline", "line")], 15)
    there = ada.shared.membership().standing(ada.now_us()).there
    assert [(each.person, each.incident, each.panel) for each in there] == [(bea.me, incident, "timeline")]
    bea.shared.stop()
    until(lambda: seen(at_ada) == [], 15)
    ada.shared.stop()
    assert ada.reading.entries(incident) == before


def test_without_the_server_nobody_is_there(ada: Desk, bea: Desk, cluster: Cluster) -> None:
    incident = declared(ada)
    meet(ada, bea)
    at_ada: list[Shared] = []
    ada.shared.start(at_ada.append)
    bea.shared.start(lambda shared: None)
    bea.shared.be(incident, "timeline")
    until(lambda: seen(at_ada) == [("timeline", "")], 15)
    cluster.kill()
    try:
        until(lambda: not at_ada[-1].is_connected)
        assert at_ada[-1].present == ()
    finally:
        cluster.start()
    until(lambda: seen(at_ada) == [("timeline", "")], 50)
    for desk in (ada, bea):
        desk.shared.stop()


def test_by_hand_nobody_writes_or_ends_the_presence_of_another(server: Server) -> None:
    ada, eve = server.desk(), server.desk()
    incident = ada.opens()
    ada.run("SELECT record.here(%s, %s, 'timeline', NULL)", OPEN, incident)
    eve.run("SELECT record.here(%s, %s, 'impact', NULL)", OPEN, incident)
    eve.run("SELECT record.left()")
    told = ada.run("SELECT desk, panel FROM record.present() WHERE incident = %s", incident)
    assert told == [(ada.number, "timeline")]
    for query in ("DELETE FROM record.presence", "UPDATE record.presence SET panel = 'x'", "TABLE record.presence"):
        with refused_with("42501"):
            eve.run(query)


async def test_a_header_shows_who_else_is_there_and_at_which_panel(app: QApplication, homes: tuple[Path, Path]) -> None:
    async with two_windows(homes) as (ada, bea):
        header = IncidentHeader(ada.bridge)
        header.resize(1920, 52)
        header.observe(ada.incident)
        bea.bridge.sharing.be(bea.incident.incident, "timeline_panel")
        presence = header.presence
        try:
            await until_shown(lambda: presence.accessibleName() == "Bea, at the timeline")
            (avatar,) = presence.findChildren(Avatar)
            assert avatar.toolTip() == avatar.accessibleName() == "Bea, at the timeline"
            bea.bridge.sharing.be(None, "")
            await until_shown(presence.isHidden)
        finally:
            header.deleteLater()
