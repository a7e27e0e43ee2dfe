"""Two desks set the same field without knowing of each other: both are kept, the board says so, a person chooses."""

import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from incident_desk.desktop.dialogs.conflict import ConflictDialog
from incident_desk.desktop.panels.impact import ImpactPanel
from incident_desk.desktop.panels.incident import IncidentHeader
from incident_desk.desktop.panels.roles import RolesPanel
from incident_desk.desktop.panels.stepper import IncidentStepper
from incident_desk.desktop.parts.two_lines import RowShown
from incident_desk.domain.commands import Fields
from incident_desk.domain.entry import Entry, body_digest, entry_hash
from incident_desk.domain.ids import NO_INCIDENT, DeskNumber, EntryId, IncidentId, PersonId
from incident_desk.domain.impact import ImpactSet, SetImpact
from incident_desk.domain.incident import IncidentRetitled, Retitle, State, StateSet
from incident_desk.domain.kinds import Body, encode_body, kind_of
from incident_desk.domain.people import PersonNamed
from incident_desk.domain.roles import Assign, RoleAssigned
from incident_desk.domain.searching import searchable
from incident_desk.store.home import Home
from incident_desk.store.replica import Replica
from tests.desktop.boards import a_room, press, show
from tests.desktop.conftest import until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

TOMAS = PersonId("0b9f6c1e-52ea-4f0b-9b0e-2f3d9b1c0001")
OTHER_DESK = DeskNumber(7)


async def a_past(home: Path, fields: Fields) -> tuple[IncidentId, Entry]:
    """An incident of this home, in which this was done. Returns: its id, and the last entry."""
    async with a_room(home) as room:
        entries = await room.bridge.do(fields, room.incident.incident)
        return room.incident.incident, entries[-1]


def heard(home: Path, after: Entry, *bodies: Body) -> None:
    """What another desk wrote, without knowing of what this one wrote after its declaration, arrives here."""
    held = Home(home).lock("test")
    replica = Replica.open(Home(home), searchable)
    replica.append(list(_written_elsewhere(after, bodies)), heard_us=after.recorded_us)
    replica.close()
    held.release()


def _written_elsewhere(after: Entry, bodies: tuple[Body, ...]) -> list[Entry]:
    made: list[Entry] = []
    for seq, body in enumerate((PersonNamed(TOMAS, "Tomas Lind"), *bodies), 1):
        raw = encode_body(body)
        entry = msgspec.structs.replace(
            after,
            id=EntryId(str(uuid.UUID(int=seq, version=4))),
            incident=NO_INCIDENT if isinstance(body, PersonNamed) else after.incident,
            kind=kind_of(body),
            author=TOMAS,
            desk=OTHER_DESK,
            seq=seq,
            hlc=after.hlc - 100 + seq,
            prev_hash=made[-1].hash if made else b"",
            digest=body_digest(after.salt, raw),
            body=raw,
        )
        made.append(msgspec.structs.replace(entry, hash=entry_hash(entry)))
    return made


@pytest.mark.by_mouse("incident.retitle")
async def test_a_title_two_desks_set_is_told_in_the_header_and_chosen_there(app: "QApplication", home: Path) -> None:
    incident, last = await a_past(home, Retitle("Pushes fail for many"))
    heard(home, last, IncidentRetitled("Git is down"))
    async with a_room(home, incident=incident) as room:
        header = IncidentHeader(room.bridge)
        show(room, header)
        header.observe(room.incident)
        assert header.form.title.button.text() == "Pushes fail for many"
        assert header.form.conflict.text() == "Title also changed by Tomas Lind"
        press(header.form.conflict)
        dialog = room.dialog(ConflictDialog)
        other = next(row for row in dialog.choices if row.shown.line == "Git is down")
        assert other.shown == RowShown("Git is down", "Tomas Lind, 23:31")
        press(other)
        await until(lambda: not room.dialogs())
        assert header.form.title.button.text() == "Git is down"
        assert not header.form.conflict.isVisible()


@pytest.mark.by_mouse("state.set")
async def test_a_state_in_conflict_is_chosen_by_a_press_on_the_present_step(app: "QApplication", home: Path) -> None:
    incident, last = await a_past(home, Retitle("Pushes fail for many"))
    heard(home, last, StateSet(State.MONITORING))
    async with a_room(home, incident=incident) as room:
        stepper = IncidentStepper(room.bridge)
        show(room, stepper)
        stepper.observe(room.incident)
        stepper.steps.asked.emit(room.board.headline.state)
        dialog = room.dialog(ConflictDialog)
        press(next(row for row in dialog.choices if row.shown.line == "Declared"))
        await until(lambda: not room.dialogs())
        assert room.board.headline.state is State.DECLARED
        assert not room.board.headline.states.is_conflicted


@pytest.mark.by_mouse("impact.set")
async def test_a_fact_in_conflict_says_so_on_its_tile(app: "QApplication", home: Path) -> None:
    incident, last = await a_past(home, SetImpact(affected="Everybody"))
    heard(home, last, ImpactSet(affected="Only the web"))
    async with a_room(home, incident=incident) as room:
        panel = ImpactPanel(room.bridge)
        show(room, panel)
        panel.observe(room.incident)
        tile = panel.tiles["affected"]
        assert (tile.shown.words, tile.shown.symbol) == ("Everybody", "git-merge")
        assert tile.shown.foot == "also changed by Tomas Lind"
        press(tile)
        press(room.dialog(ConflictDialog).choices[0])
        await until(lambda: not room.dialogs())
        assert (tile.shown.words, tile.shown.symbol) == ("Only the web", "")


@pytest.mark.by_mouse("role.assign")
async def test_a_role_two_desks_gave_is_chosen_in_its_panel(app: "QApplication", home: Path) -> None:
    incident, last = await a_past(home, Assign("scribe", "Sofia Brandt"))
    heard(home, last, RoleAssigned("scribe", "Scribe", name="Lewis Grant"))
    async with a_room(home, incident=incident) as room:
        roles = RolesPanel(room.bridge)
        show(room, roles)
        roles.observe(room.incident)
        form = roles.list.item("scribe").panel.form
        assert form.conflict.text() == "Scribe also changed by Tomas Lind"
        press(form.conflict)
        dialog = room.dialog(ConflictDialog)
        assert [row.shown.line for row in dialog.choices] == ["Lewis Grant", "Sofia Brandt"]
        press(dialog.choices[0])
        await until(lambda: not room.dialogs())
        assert form.holder.text() == "Lewis Grant"
        assert not form.conflict.isVisible()
