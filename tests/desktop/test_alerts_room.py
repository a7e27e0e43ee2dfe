"""The room of the alerts: they come in, are taken, silenced, linked and declared of, by keys and by mouse."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from incident_desk.desktop.alert_pictures import tile_of
from incident_desk.desktop.dialogs.silence import SilenceDialog
from incident_desk.desktop.panels.alert_bars import AlertsBar
from incident_desk.desktop.rooms.alerts import AlertsRoom
from incident_desk.desktop.window_state import DeclareDraft
from incident_desk.domain.alert_entries import AlertState, Seen, SourceKind
from incident_desk.domain.alert_list import Alerts
from incident_desk.domain.alert_view import Standing
from incident_desk.domain.alerts import AddSource, NoteSilence, ReceiveAlerts
from incident_desk.domain.ids import ALERTS
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.moments import MINUTE_US, SECOND_US
from incident_desk.domain.plan import Use
from incident_desk.domain.severity import Severity
from incident_desk.watch.series import Tile
from tests.desktop.boards import Room, a_room, key, press, show, type_words
from tests.desktop.conftest import until
from tests.desktop.test_duty_log import a_calm_board
from tests.domain.making import PLAN

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

PROM = "Alertmanager eu-1"
WATCHED = """
watch:
  - {key: errors, title: Errors, source: shop, query: errors}
"""
CALLED = """
contacts:
  - {key: noor, name: Noor Haddad, reach: [noor@example.org]}
on_call:
  - {key: website, title: Website, fills: [operations_manager], people: [noor]}
"""
SAID = (
    ("HTTP 5xx over 2 %", "Website", "critical", "97.3 % of requests, and not falling"),
    ("Data on db1 fell", "Data storage", "critical", "from 310 GB to 4.5 GB in 40 s"),
    ("Queue depth drifts up", "Background jobs", "info", "1.4x for 8 min"),
)


def alerts(room: Room) -> Alerts:
    """As they lie on the disk."""
    assert room.bridge.desk is not None
    return room.bridge.desk.reading.fold(ALERTS).board.alerts


async def come_in(room: Room, said: tuple[tuple[str, str, str, str], ...] = SAID, **labels: str) -> None:
    """A monitor tells this."""
    seen = tuple(
        Seen(
            room.clock.us,
            {"alertname": name, "service": service, "severity": severity, "instance": f"fe-{n}", **labels},
            {"summary": words, "runbook_url": "https://runbooks.example.org/5xx"},
        )
        for n, (name, service, severity, words) in enumerate(said)
    )
    await room.bridge.do(ReceiveAlerts(PROM, seen))


@asynccontextmanager
async def an_alerts_room(home: Path, size: tuple[int, int] = (1831, 1000)) -> AsyncGenerator[tuple[Room, AlertsRoom]]:
    """An incident runs that hits the website; a monitor may tell us."""
    async with a_room(home, size) as room:
        await room.do(SetImpact("everybody", room.clock.us - 4 * MINUTE_US, services=("Website",)))
        await room.bridge.do(AddSource(PROM, "a" * 64, SourceKind.PROMETHEUS, 300))
        shown = AlertsRoom(room.bridge)
        show(room, shown)
        room.bridge.alerts.begin()
        yield room, shown


async def chosen(shown: AlertsRoom, title: str) -> None:
    """The cursor stands at this line, and all of it is shown."""
    await until(lambda: title in [line.title for line in shown.model.lines])
    at = next(at for at, line in enumerate(shown.model.lines) if line.title == title)
    shown.take_keyboard()
    shown.table.selectRow(at)
    await until(lambda: shown.sheet.line is not None and shown.sheet.line.title == title)


async def test_alerts_come_up_in_the_order_in_which_they_are_read(app: "QApplication", home: Path) -> None:
    async with an_alerts_room(home) as (room, shown):
        assert shown.stack.currentWidget() is shown.nothing
        await come_in(room)
        await until(lambda: len(shown.model.lines) == 3)
        assert [line.standing for line in shown.model.lines] == [Standing.FIRING, Standing.FIRING, Standing.NOTICE]
        assert shown.story.words.text().startswith("One story?")
        assert [row.name.text() for row in shown.sources.rows] == [PROM]
        await chosen(shown, SAID[0][0])
        assert (shown.sheet.state.text(), shown.sheet.words.text()) == ("Firing", f"{SAID[0][0]}\n{SAID[0][3]}")
        assert shown.sheet.detail is not None
        assert shown.sheet.detail.suggested == room.incident.board.headline.number


async def test_by_keys_an_alert_is_taken_and_given_back(app: "QApplication", home: Path) -> None:
    async with an_alerts_room(home) as (room, shown):
        await come_in(room)
        await chosen(shown, SAID[0][0])
        key(Qt.Key.Key_A)
        await until(lambda: any(line.standing is Standing.TAKEN and line.is_mine for line in shown.model.lines))
        await chosen(shown, SAID[0][0])
        key(Qt.Key.Key_G)
        await until(lambda: all(line.standing is not Standing.TAKEN for line in shown.model.lines))
        assert [each.acknowledged for each in alerts(room).all] == [None] * 3


async def test_by_mouse_an_alert_is_taken_linked_and_the_link_is_taken_back(app: "QApplication", home: Path) -> None:
    async with an_alerts_room(home) as (room, shown):
        await come_in(room)
        await chosen(shown, SAID[0][0])
        number = room.incident.board.headline.number
        press(shown.sheet.take)
        await until(lambda: shown.sheet.line is not None and shown.sheet.line.is_mine)
        press(shown.sheet.link)
        await until(lambda: shown.sheet.line is not None and shown.sheet.line.incidents == (number,))
        assert any("Alert of Alertmanager eu-1" in line.english for line in room.incident.board.timeline.lines)
        press(shown.sheet.unlink)
        await until(lambda: shown.sheet.line is not None and shown.sheet.line.incidents == ())
        press(shown.sheet.give_back)
        await until(lambda: shown.sheet.line is not None and not shown.sheet.line.taken_by)


async def test_by_keys_what_fits_is_silenced_and_by_mouse_the_silence_ends(app: "QApplication", home: Path) -> None:
    async with an_alerts_room(home) as (room, shown):
        await come_in(room)
        await chosen(shown, SAID[1][0])
        key(Qt.Key.Key_S)
        await until(lambda: bool(shown.window().findChildren(SilenceDialog)))
        [dialog] = shown.window().findChildren(SilenceDialog)
        assert 'alertname="Data on db1 fell"' in dialog.matchers.text()
        await until(lambda: "1 open alert is held" in dialog.told.text())
        await until(dialog.reason.hasFocus)
        type_words("restore test")
        key(Qt.Key.Key_Return)
        await until(lambda: len(alerts(room).silences) == 1)
        await until(lambda: len(shown.model.lines) == 2)
        [silence] = alerts(room).silences.values()
        assert (silence.reason, silence.until_us - silence.from_us) == ("restore test", 120 * MINUTE_US)
        await until(lambda: bool(shown.silences.rows) and shown.silences.rows[0].isVisible())
        press(shown.silences.rows[0].end)
        await until(lambda: len(shown.model.lines) == 3)


async def test_by_keys_somebody_says_that_it_is_over(app: "QApplication", home: Path) -> None:
    async with an_alerts_room(home) as (room, shown):
        await come_in(room)
        await chosen(shown, SAID[0][0])
        key(Qt.Key.Key_E)
        await until(lambda: len(shown.model.lines) == 2)
        await chosen(shown, SAID[1][0])
        press(shown.sheet.end)
        await until(lambda: len(alerts(room).open) == 1)


async def test_one_key_declares_an_incident_that_is_filled_in(app: "QApplication", home: Path) -> None:
    async with an_alerts_room(home) as (room, shown):
        await come_in(room)
        await chosen(shown, SAID[0][0])
        asked: list[DeclareDraft] = []
        room.bridge.warning_asked.connect(asked.append)
        key(Qt.Key.Key_D)
        press(shown.story.join)
        assert [draft.title for draft in asked] == ["Website: HTTP 5xx over 2 %", "Data storage: Data on db1 fell"]
        assert [draft.severity for draft in asked] == [Severity.SEV1] * 2
        assert [len(draft.alerts) for draft in asked] == [1, 2]
        assert set(asked[1].services) == {"Website", "Data storage"}


async def test_a_storm_is_one_line_and_a_silent_monitor_is_one_too(app: "QApplication", home: Path) -> None:
    async with an_alerts_room(home) as (room, shown):
        jobs = tuple((f"JobStuck {n}", "Background jobs", "error", "stuck") for n in range(200))
        await come_in(room, jobs)
        await room.bridge.do(NoteSilence(PROM, room.clock.us + 1))
        await until(lambda: len(shown.model.lines) == 2)
        assert [line.standing for line in shown.model.lines] == [Standing.STORM, Standing.SILENT]
        assert [line.open for line in shown.model.lines] == [200, 1]
        assert shown.sources.rows[0].ago.text().startswith("silent")
        await chosen(shown, shown.model.lines[0].title)
        key(Qt.Key.Key_A)
        await until(lambda: sum(each.acknowledged is not None for each in alerts(room).all) == 200)


async def test_what_is_over_loses_its_weight_and_what_flaps_is_one_line(app: "QApplication", home: Path) -> None:
    async with an_alerts_room(home) as (room, shown):
        labels = {"alertname": "Pages probe", "service": "Website", "severity": "warning"}
        for n in range(7):
            room.clock.us += 30_000_000
            state = AlertState.RESOLVED if n % 2 else AlertState.FIRING
            await room.bridge.do(ReceiveAlerts(PROM, (Seen(room.clock.us, labels, {}, state),)))
        await until(lambda: [line.standing for line in shown.model.lines] == [Standing.FLAPPING])
        other = {"alertname": "Mail queue", "service": "Website"}
        for state in (AlertState.FIRING, AlertState.RESOLVED):
            await room.bridge.do(ReceiveAlerts(PROM, (Seen(room.clock.us, other, {}, state),)))
        await until(lambda: "1" in shown.filter.choice.chips[-1].text())
        press(shown.filter.choice.chips[-1])
        assert [line.title for line in shown.model.lines] == ["Mail queue"]


async def test_what_nobody_takes_in_time_needs_somebody_and_a_press_leads_to_it(
    app: "QApplication", home: Path
) -> None:
    async with an_alerts_room(home) as (room, shown):
        await come_in(room)
        room.clock.us += 6 * MINUTE_US
        room.bridge.alerts.look()
        await until(lambda: len(room.bridge.alerts.view.late) == 2)
        assert shown.model.lines[0].is_late


async def test_a_row_has_the_picture_of_the_watched_series_that_its_rule_asks_about(
    app: "QApplication", home: Path
) -> None:
    async with an_alerts_room(home) as (room, shown):
        await room.bridge.do(Use(PLAN + WATCHED))
        now_s = room.clock.us / SECOND_US
        points = tuple((now_s - 60.0 * n, 2.0 + n) for n in range(300, -1, -1))
        one, other = (
            Tile(f'errors{{shard="{shard}"}}', f"Errors {shard}", points=points, low=0.0, high=3.0) for shard in "ab"
        )
        room.bridge.series.tiles = (one, other)
        link = "http://prom:9090/graph?g0.expr=sum%28errors%29+%3E+5&g0.tab=1"
        labels = {"alertname": "HighErrors", "shard": "b", "severity": "critical"}
        await room.bridge.do(ReceiveAlerts(PROM, (Seen(room.clock.us, labels, {}, link=link),)))
        await come_in(room)
        await chosen(shown, "HighErrors")
        picture = shown.sheet.picture.shown
        assert (picture.high, picture.line[-1], picture.is_stepped) == (3.0, points[-1], False)
        assert picture.from_s <= picture.line[0][0]
        assert tile_of(shown.sheet.detail.line if shown.sheet.detail else shown.model.lines[0], room.bridge) is other
        await chosen(shown, SAID[0][0])
        stepped = shown.sheet.picture.shown
        assert (stepped.is_stepped, [value for _, value in stepped.line]) == (True, [0.0, 1.0, 1.0])
        assert "rule" in shown.sheet.picture.accessibleName()


async def test_a_storm_has_bars_and_the_sheet_says_what_would_be_declared(app: "QApplication", home: Path) -> None:
    async with an_alerts_room(home) as (room, shown):
        await come_in(room, tuple((f"JobStuck {n}", "Website", "error", "stuck") for n in range(90)))
        await until(lambda: [line.standing for line in shown.model.lines] == [Standing.STORM])
        await chosen(shown, shown.model.lines[0].title)
        assert [count for _, count in shown.sheet.picture.shown.bars] == [90]
        assert shown.sheet.declare.text() == "Declare SEV2…"
        press(shown.filter.choice.chips[shown.filter.choice.keys.index("notices")])
        await until(lambda: shown.stack.currentWidget() is shown.nothing)


async def test_who_is_called_stands_beside_the_alerts(app: "QApplication", home: Path) -> None:
    async with an_alerts_room(home) as (room, shown):
        assert shown.called.isHidden() == (not room.bridge.organisation.plans.current.on_call)
        await room.bridge.do(Use(PLAN + CALLED))
        await until(lambda: [row.names.text() for row in shown.called.rows if not row.isHidden()] == ["Noor Haddad"])


async def test_the_calm_board_tells_of_what_is_nobodys(app: "QApplication", home: Path) -> None:
    async with a_calm_board(home) as calm:
        [bar] = calm.room.shell.findChildren(AlertsBar)
        assert bar.isHidden()
        bridge = calm.room.bridge
        bridge.alerts.begin()
        seen = Seen(bridge.now_us(), {"alertname": "Disk full", "severity": "critical"})
        await bridge.do(ReceiveAlerts(PROM, (seen,)))
        await until(lambda: not bar.isHidden())
        assert bar.words.text() == "1 alert is nobody's · Disk full"
