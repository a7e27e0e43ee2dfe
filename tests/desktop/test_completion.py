"""What the command line offers while somebody types, from the registry and from the incident."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from incident_desk.desktop.completion import Scene, suggestions
from incident_desk.desktop.half_line import half_of
from incident_desk.domain.incident import Declare, SetSeverity, SetState, State
from incident_desk.domain.roles import Assign, OneRole
from incident_desk.domain.severity import Severity
from incident_desk.domain.texts import Reading, read_line, slash_words
from tests.desktop.boards import START_US, Room, a_room
from tests.desktop.conftest import until


class Offers(msgspec.Struct):
    """An incident, and what the line offers in it."""

    room: Room

    @property
    def scene(self) -> Scene:
        return Scene(self.room.incident, self.room.bridge.headlines, "Priya Nair")

    def of(self, line: str) -> list[str]:
        return [each.offered for each in suggestions(line, self.scene)]

    def lines(self, line: str) -> list[str]:
        return [each.line for each in suggestions(line, self.scene)]

    def meaning(self, line: str) -> str:
        return suggestions(line, self.scene)[0].meaning


@asynccontextmanager
async def offers(home: Path) -> AsyncGenerator[Offers]:
    async with a_room(home) as room:
        await room.do(Assign("incident_manager", "Lewis Grant"))
        yield Offers(room)


async def test_slash_words_come_with_their_help_those_that_begin_so_first(app: QApplication, home: Path) -> None:
    async with offers(home) as line:
        begin_so = ["/decide", "/decision", "/decline", "/decline-change", "/decline-handover", "/decline-message"]
        assert line.of("/de")[: len(begin_so)] == begin_so
        assert line.of("/sev")[:2] == ["/sev", "/severity"]
        assert "severity" in line.meaning("/sev").lower()
        assert set(line.of("/")) == {f"/{word}" for word in slash_words()}
        assert line.of("/nothing-like-it") == []


async def test_plain_words_are_left_alone(app: QApplication, home: Path) -> None:
    async with offers(home) as line:
        assert line.of("") == line.of("sev 1 was meant") == line.of("see /dev/sda") == line.of("/unknown wor") == []


async def test_whoever_is_asked_is_offered_by_name_and_by_role(app: QApplication, home: Path) -> None:
    async with offers(home) as line:
        assert line.lines("@le") == ["@Lewis Grant "]
        assert line.of("@inc") == ["@Incident manager"]
        assert "@Lewis Grant" in line.of("@")
        assert "@Priya Nair" not in line.of("@")  # nobody asks themselves
        assert line.of("@19:30") == line.of("@Lewis Grant where is the dump?") == line.of("a word to @le") == []


async def test_severities_are_offered_by_what_they_mean(app: QApplication, home: Path) -> None:
    async with offers(home) as line:
        assert line.of("/sev ") == ["1", "2", "3", "4"]
        assert line.of("/sev crit") == ["1"]
        assert line.lines("/sev crit") == ["/sev 1 "]


async def test_states_are_offered_but_those_that_come_another_way(app: QApplication, home: Path) -> None:
    async with offers(home) as line:
        assert line.lines("/state fal") == []
        assert line.lines("/state @19:30 mon") == ["/state @19:30 monitoring "]


async def test_roles_come_with_who_holds_them_and_then_people(app: QApplication, home: Path) -> None:
    async with offers(home) as line:
        assert line.lines("/assign inc") == ['/assign "Incident manager" ']
        assert line.meaning("/assign inc") == "Lewis Grant"
        assert line.meaning("/assign scr") == "nobody yet"
        assert line.lines('/assign "Incident manager" pri') == [
            '/assign "Incident manager" Priya Nair',
            '/assign "Incident manager" me',
        ]


async def test_what_is_taken_is_what_the_registry_reads(app: QApplication, home: Path) -> None:
    meant = {
        '/assign "Incident manager" lew': Assign("Incident manager", "Lewis Grant"),
        "/ack inc": OneRole("Incident manager"),
        "/sev crit": SetSeverity(Severity.SEV1),
        "/state mon": SetState(State.MONITORING),
    }
    async with offers(home) as line:
        for typed, fields in meant.items():
            assert read_line(line.lines(typed)[0], Reading(START_US, UTC)) == fields


async def test_steps_are_those_of_the_role(app: QApplication, home: Path) -> None:
    async with offers(home) as line:
        plan = line.room.incident.plan
        wanted = [step.key for role in plan.roles if role.key == "scribe" for step in role.checklist]
        assert line.of("/tick Scribe ") == wanted


async def test_other_incidents_are_offered_by_number_and_title(app: QApplication, home: Path) -> None:
    async with offers(home) as line:
        other = (await line.room.bridge.do(Declare("Mail is late")))[-1].incident
        await until(lambda: any(b.incident == other for b in line.room.bridge.headlines))
        number = next(b.headline.number for b in line.room.bridge.headlines if b.incident == other)
        assert line.lines("/link duplicate-of mail") == [f"/link duplicate-of {number}"]
        assert line.of("/link d")[0] == "duplicate-of"


async def test_fields_are_named_and_their_values_offered(app: QApplication, home: Path) -> None:
    async with offers(home) as line:
        assert line.lines("/impact Everybody sta") == ["/impact Everybody started_at="]
        assert "now" in line.of("/impact Everybody started_at=")
        assert line.lines("/finding The disk is full speaker=lew") == [
            '/finding The disk is full speaker="Lewis Grant" '
        ]
        assert line.of("/pin is_pinned=") == ["yes", "no"]


async def test_somebodys_words_are_not_interrupted(app: QApplication, home: Path) -> None:
    async with offers(home) as line:
        assert line.of("/decision we sp") == line.of("/decision Restore from the 17:20 snap") == []


@pytest.mark.parametrize("line", ["/assign im ", '/assign "Incident ', "/sev", "/impact services=Git,W", '/x "'])
def test_a_half_line_keeps_every_letter(line: str) -> None:
    half = half_of(line)
    assert half is None or line.endswith(half.typed)


@given(st.text(st.sampled_from('/asevt "=@1:,x'), max_size=24).map(lambda rest: f"/{rest}"))
@example('/assign "')
def test_no_line_that_can_be_typed_upsets_it(line: str) -> None:
    half = half_of(line)
    assert half is None or half.word is None or half.kept + half.typed == line
