"""An incident at full heat: 12 roles, 40 tasks, 9 courses, 300 lines, long names, a language a third longer, and
words to others: sent, waiting for a yes and being written, with who asks and what the law wants.

Nothing is cut without saying so, nothing lies outside of its place, and nothing moves when one more line arrives.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, QTranslator
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QPushButton, QWidget

from incident_desk.desktop.parts.elided import Elided
from incident_desk.domain.commands import Fields
from incident_desk.domain.courses import Approve, Begin, End, Outcome, Propose
from incident_desk.domain.enquiries import NoteEnquiry
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.facts import StateFact
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import Retitle, SetSeverity, SetState
from incident_desk.domain.legal_notifications import RaiseNotification
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.releasing import ReleaseMessage, SentByHand
from incident_desk.domain.roles import Assign, OneRole, OpenRole
from incident_desk.domain.severity import Severity
from incident_desk.domain.state import State
from incident_desk.domain.tasks import Finish, Give
from incident_desk.domain.timeline import Note, NoteSort
from tests.desktop.conftest import until
from tests.desktop.test_board import War, a_war_room

PEOPLE = (
    "Priya Nair",
    "Tomas Lind",
    "Aleksandra Wojciechowska-Lindqvist",
    "Jun Watanabe",
    "Dr. Maximilian Oberhauser",
    "Lewis Grant",
    "Maya Okafor",
    "Noor Haddad",
    "Sofia Brandt",
    "Kim Sato",
    "Eli Novak",
    "Ana Reyes",
)
EXTRA = (
    "Database",
    "Customer liaison, public sector and health",
    "Legal and data protection",
    "Support desk",
    "Vendors",
    "CI runners",
    "Storage",
)
TASK = "Say why the copy slowed, and what it means for the restore, part"
COURSE = "Copy the 17:20 snapshot over the private network, way"
LINE = "Bridge: the copy rate fell to 60 Mbit/s; at this rate it ends at 11:40 and not at 04:30"
SORTS = (NoteSort.FINDING, NoteSort.ACTION, NoteSort.DECISION, NoteSort.HYPOTHESIS)
TITLE = "Database primary emptied, GitLab.com offline for everybody, restore runs from a six hours old copy"


class Longer(QTranslator):
    """Stands for a language whose words are a third longer."""

    def translate(self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1) -> str:
        return sourceText + "·" * (len(sourceText) * 3 // 10)

    def isEmpty(self) -> bool:
        return False


@pytest.fixture(params=["english", "longer"])
def language(request: pytest.FixtureRequest, app: QApplication) -> Iterator[str]:
    translator = Longer()
    if request.param == "longer":
        QCoreApplication.installTranslator(translator)
    yield request.param
    QCoreApplication.removeTranslator(translator)


def commands(keys: list[str]) -> list[Fields]:
    """Everything that happens; `keys` are the roles there are. Whoever is at the desk holds the first."""
    services = ("GitLab.com", "API")
    return [
        SetSeverity(Severity.SEV1, "-"),
        Retitle(TITLE),
        SetImpact(affected="Everybody on GitLab.com, and the hospitals of three regions", services=services),
        *(Assign(key, name) for key, name in zip(keys, PEOPLE, strict=False)),
        *(OneRole(key) for key in keys[1:-2]),
        *(Give(PEOPLE[n % 12], 60 * (n + 1), f"{TASK} {n}") for n in range(40)),
        *(Finish(str(n)) for n in range(3, 11)),
        *(Propose(f"{COURSE} {n}", "It is back", "Slow", "Stop it", box_s=600) for n in range(9)),
        *(Approve(str(n), "nothing else helps") for n in range(1, 7)),
        *(Begin(str(n)) for n in range(1, 5)),
        End("1", Outcome.WORKED, "rows match"),
        End("2", Outcome.FAILED, "the disk was full"),
        *(Note(f"{LINE} ({n})", SORTS[n % 4]) for n in range(220)),
        SetState(State.MITIGATING),
    ]


def outgoing() -> list[Fields]:
    """Two words that went out, one that waits for a yes by three channels, one that is begun; who asks, and the law."""
    words = "GitLab.com is offline. We restore a copy of 17:20 UTC; what was written since may be lost."
    by_hand = [
        each
        for number in ("1", "2")
        for each in (
            BeginMessage(f"To our own people {number}", channels=("inside",)),
            ProposeMessage(number, {"inside": f"{words} ({number})"}),
            ReleaseMessage(number),
            SentByHand(number, "inside"),
        )
    ]
    public = ("status_page", "social", "email")
    return [
        *by_hand,
        StateFact(
            FactField.WHAT, "The production database was emptied by a command on the wrong host", is_confirmed=True
        ),
        StateFact(FactField.WHO, "Everybody on GitLab.com, and the hospitals of three regions", is_confirmed=True),
        BeginMessage("What is lost, and when it is back", channels=public),
        ProposeMessage("3", dict.fromkeys(public, words)),
        NoteEnquiry("Aleksandra Wojciechowska-Lindqvist", "Is the data of patients lost?", "The Evening Herald"),
        RaiseNotification("personal data", "Rows were read by a stranger"),
        BeginMessage("How the restore goes", channels=public, texts={"social": f"{words} It goes on."}),
    ]


@asynccontextmanager
async def full_heat(home: Path, size: tuple[int, int]) -> AsyncGenerator[War]:
    async with a_war_room(home, size) as war:
        room = war.room
        for title in EXTRA[: 12 - len(room.board.roles.held)]:
            await room.do(OpenRole(title))
        await room.do(*commands(list(room.board.roles.held)))
        await room.do(*outgoing())
        room.clock.go_on(35)
        await until(lambda: len(room.board.timeline.lines) >= 300)
        await settled(room.shell)
        yield war


async def settled(root: QWidget) -> None:
    """Wait until nothing is laid out any more."""
    before: dict[str, QRect] = {}
    while (now := places(root)) != before:
        before = now
        await asyncio.sleep(0.2)


def visible(root: QWidget) -> Iterator[QWidget]:
    return (widget for widget in root.findChildren(QWidget) if widget.isVisible())


def scrolled(widget: QWidget, root: QWidget) -> bool:
    """Whether it lies in something that scrolls: what is out of sight there is in reach."""
    around = widget.parentWidget()
    while around is not None and around is not root:
        if isinstance(around, QAbstractScrollArea):
            return True
        around = around.parentWidget()
    return False


def cut(root: QWidget) -> list[str]:
    """Words that have less room than they need, where nothing says so by three dots."""
    found: list[str] = []
    for widget in visible(root):
        if isinstance(widget, Elided) or not isinstance(widget, QLabel | QPushButton) or not widget.text():
            continue
        if widget.hasHeightForWidth():
            needs = widget.heightForWidth(widget.width()) - widget.height()
        else:
            needs = widget.sizeHint().width() - widget.width()
        if needs > 1:
            found.append(f"{type(widget).__name__} {widget.objectName()} {widget.text()!r} lacks {needs} px")
    return found


def outside(root: QWidget) -> list[str]:
    """Controls that reach out of what they lie in."""
    found: list[str] = []
    for widget in visible(root):
        around = widget.parentWidget()
        if isinstance(widget, QLabel | QAbstractButton) and around is not None and not scrolled(widget, root):
            box = QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())
            place = QRect(around.mapTo(root, QPoint(0, 0)), around.size())
            if not place.adjusted(-1, -1, 1, 1).contains(box):
                found.append(f"{type(widget).__name__} {widget.objectName()} {box} reaches out of {place}")
    return found


def places(root: QWidget) -> dict[str, QRect]:
    """Where the panels and their heads are."""
    names = ("roles_panel", "impact_panel", "courses_panel", "tasks_panel", "timeline_panel", "due_panel")
    panels = {name: root.findChild(QWidget, name) for name in names}
    return {
        name: QRect(each.mapTo(root, QPoint(0, 0)), each.size()) for name, each in panels.items() if each is not None
    }


@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160), (1440, 900)], ids=["1080p", "4K", "laptop"])
async def test_nothing_is_cut_and_nothing_lies_outside(
    app: QApplication, home: Path, language: str, size: tuple[int, int]
) -> None:
    async with full_heat(home, size) as war:
        board = war.board
        assert (len(board.roles.held), len(board.courses.all)) == (12, 9)
        assert len(board.tasks.all) >= 40
        assert len(board.messages.all) == 4
        with suppress(AssertionError):  # what was looked up on a worker is laid out a turn later
            await until(lambda: not cut(war.room.shell) and not outside(war.room.shell))
        assert cut(war.room.shell) == []
        assert outside(war.room.shell) == []


async def test_one_more_line_moves_nothing(app: QApplication, home: Path) -> None:
    async with full_heat(home, (1920, 1080)) as war:
        before = places(war.room.shell)
        assert len(before) == 6
        await war.room.do(Note("One more", NoteSort.FINDING), Give("Kim Sato", 600, "One more"))
        await settled(war.room.shell)
        assert places(war.room.shell) == before
