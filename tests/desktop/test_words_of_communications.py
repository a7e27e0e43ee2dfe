"""Each slash word of the communications, typed by hand into the line of the board as somebody does who knows them."""

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtWidgets import QApplication

from incident_desk.domain.board import Board
from incident_desk.domain.commands import commands
from incident_desk.domain.fact_list import FactState
from incident_desk.domain.incident import Declare
from incident_desk.domain.messages import BeginMessage
from incident_desk.domain.plan import Use
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.timeline import Note
from tests.desktop.conftest import until
from tests.desktop.test_board import War
from tests.desktop.test_by_keys_and_by_mouse import enter
from tests.desktop.test_with_one_hand import click_line, leading
from tests.domain.test_translations import SPEAKING

SITES: Final = SPEAKING.replace(
    "languages: [es]}", "languages: [es], confirms: [north], confirm_within: 10 min}"
).replace("\nchannels:\n", "\nregions:\n  - {key: north, title: North}\n\nchannels:\n", 1)
Seen = Callable[[Board], object]
FACTS: Final[list[tuple[str, Seen]]] = [
    ("/fact what Pushes fail", lambda board: words(board) == ["Pushes fail"]),
    ("/what Pulls fail", lambda board: words(board) == ["Pushes fail", "Pulls fail"]),
    ('/fact since "since 23:00"', lambda board: len(words(board)) == 3),
    ("/confirm 1", lambda board: board.facts.all[0].state is FactState.CONFIRMED),
    ("/change-fact 2 Pulls are slow", lambda board: "Pulls are slow" in words(board)),
    ("/withdraw 1 they work", lambda board: board.facts.all[0].state is FactState.WITHDRAWN),
    ("/fact back 12:00", lambda board: "12:00" in words(board)),
    ("/confirm 5", lambda board: board.facts.all[4].state is FactState.CONFIRMED),
    ("/fact back 13:00", lambda board: "13:00" in words(board)),
    ("/confirm 6", lambda board: board.facts.all[5].state is FactState.CONFIRMED),
    ("/keep-fact 6", lambda board: "12:00" not in words(board)),
]
MESSAGES: Final[list[tuple[str, Seen]]] = [
    ("/message Update channels=inside", lambda board: len(board.messages.all) == 1),
    ("/holding", lambda board: board.messages.all[-1].template == "holding"),
    ("/message Scope channels=status_page,status_page/de", lambda board: len(board.messages.all) == 3),
]
OUTSIDE: Final[list[tuple[str, Seen]]] = [
    ('/enquiry "Jo Lee" Is it an attack?', lambda board: len(board.enquiries.open) == 1),
    ("/take-enquiry 1", lambda board: board.enquiries.all[0].owner.value is not None),
    ('/enquiry-due 1 due_at="2017-02-01 03:00 UTC"', lambda board: board.enquiries.all[0].due_us is not None),
    ("/approve-line attack", lambda board: "attack" in board.enquiries.approved),
    ("/answer-enquiry 1 line=attack", lambda board: board.enquiries.open == []),
    ('/enquiry "Sam" When?', lambda board: len(board.enquiries.open) == 1),
    ("/close-enquiry 2 asked twice", lambda board: board.enquiries.open == []),
    ("/notify personal_data", lambda board: "personal_data" in board.notifications.of),
    ("/not-reportable personal_data no data of people is hit", lambda board: told(board, "Not to be told")),
    ("/notified personal_data reference=LfD-12", lambda board: told(board, "reference LfD-12")),
]
ELSEWHERE: Final = {"choose-message", "explain-message", "witness-message", "change-message"}


def words(board: Board) -> list[str]:
    """What stands on the fact sheet."""
    return [fact.text for fact in board.facts.all if fact.state is not FactState.WITHDRAWN]


def told(board: Board, words: str) -> bool:
    """Whether a line of the timeline says so."""
    return any(words in line.english for line in board.timeline.lines)


async def typed(war: War, line: str, seen: Seen) -> None:
    """Somebody types this line, and it is on the board."""
    enter(war, line)
    await until(lambda: seen(war.board))
    assert war.page.room.timeline.line.edit.text() == "", f"{line} was refused"


@pytest.mark.parametrize("lines", [FACTS, MESSAGES, OUTSIDE], ids=["facts", "messages", "outside"])
async def test_each_word_typed_by_hand_does_what_it_says(
    app: QApplication, home: Path, lines: list[tuple[str, Seen]]
) -> None:
    async with leading(home) as war:
        for line, seen in lines:
            await typed(war, line, seen)


async def test_languages_sites_and_what_was_told_are_typed_by_hand(app: QApplication, home: Path) -> None:
    async with leading(home) as war:
        await war.room.bridge.do(Use(SITES, "sites"))
        incident = (await war.room.bridge.do(Declare("Mail is late", Severity.SEV1)))[-1].incident
        war.navigation.go_to(incident)
        await until(lambda: war.board.incident == incident)
        await war.room.bridge.do(Assign("incident_manager", "me"), incident)
        await typed(war, "/what Pushes fail", lambda board: words(board) == ["Pushes fail"])
        fact = war.board.facts.all[0].id
        texts = {"inside": "Pushes fail.", "inside/de": "Pushes schlagen fehl."}
        begin = BeginMessage("Update", channels=tuple(texts), texts=texts, facts=(fact,))
        await war.room.bridge.do(begin, incident)
        await until(lambda: bool(war.page.room.drafting.editor.text.toPlainText()))
        war.page.room.drafting.editor.text.insertPlainText("Now: ")
        await until(lambda: "message/" in "".join(war.board.drafts.of))
        message = war.board.messages.all[0]
        kept = message.ways["inside/de"]
        await typed(war, "/keep-translation 1 inside/de", lambda _: kept.kept[0] > 0)
        await typed(war, "/propose-message 1", lambda _: message.proposal is not None)
        await typed(war, '/send 1 next_update_at="2017-02-01 00:01 UTC"', lambda _: kept.release is not None)
        await typed(war, "/sent-by-hand 1 inside", lambda _: kept.sent is not None)
        await typed(war, "/withdraw 1 they work", lambda board: words(board) == [])
        await typed(war, "/waive 1 1 all were called", lambda board: board.facts.waived.get(fact) == {message.id})
        await typed(war, "/told customers by phone", lambda board: bool(board.promises.told))
        await typed(war, "/received north", lambda board: bool(board.promises.received))


async def test_a_line_that_is_selected_becomes_a_fact_by_a_typed_word(app: QApplication, home: Path) -> None:
    async with leading(home) as war:
        [note] = await war.room.bridge.do(Note("Pulls fail, too"), war.board.incident)
        click_line(war, note.id)
        await typed(war, "/fact-of what", lambda board: words(board) == ["Pulls fail, too"])


def test_no_word_of_communications_is_left_untyped() -> None:
    """By this file and its neighbours; what needs two desks or a witness has its own test."""
    capabilities = ("message.", "fact.", "promise.", "enquiry.", "notification.")
    known = {word for each in commands() if each.name.startswith(capabilities) for word in each.slash}
    lines = (
        str(node.value)
        for file in Path(__file__).parent.glob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("/")
    )
    seen = {line[1:].partition(" ")[0] for line in lines}
    assert known - seen == ELSEWHERE
