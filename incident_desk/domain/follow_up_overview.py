"""The follow-ups of all incidents in one list: what is overdue first, the longest first, then what is due next."""

from collections.abc import Iterable

import msgspec

from incident_desk.domain.board import Board
from incident_desk.domain.follow_up_list import FollowUp
from incident_desk.domain.ids import PersonId
from incident_desk.domain.people import People
from incident_desk.domain.showing_follow_ups import follow_up_line, follow_up_shown


class Owed(msgspec.Struct, frozen=True):
    """One follow-up, and the incident that it comes of."""

    board: Board
    one: FollowUp

    @property
    def label(self) -> str:
        """What it is called outside of its incident: "INC-7/2"."""
        return f"{self.board.headline.number}/{self.board.follow_ups.label(self.one)}"


def overview(boards: Iterable[Board]) -> list[Owed]:
    """Everything, the first due first; what ended comes last, the newest first."""
    every = [Owed(board, one) for board in boards for one in board.follow_ups.all]

    def place(owed: Owed) -> tuple[bool, int]:
        one = owed.one
        return not one.is_open, (one.due_us.value or 0) if one.is_open else -(one.ended_us or 0)

    return sorted(every, key=place)


def overdue(every: Iterable[Owed], now_us: int) -> list[Owed]:
    """Those whose time is over."""
    return [owed for owed in every if owed.one.is_overdue(now_us)]


def still_open(every: Iterable[Owed]) -> list[Owed]:
    """Those that are neither done nor dropped."""
    return [owed for owed in every if owed.one.is_open]


def of_person(every: Iterable[Owed], person: PersonId | None) -> list[Owed]:
    """The open ones that somebody has to do."""
    return [owed for owed in every if owed.one.is_open and person is not None and owed.one.is_for(person)]


def owed_shown(owed: Owed, people: People, now_us: int) -> dict[str, object]:
    """One of them as plain values."""
    head = owed.board.headline
    shown = follow_up_shown(owed.one, owed.board.follow_ups, people)
    late = {"overdue": owed.one.is_overdue(now_us), "days_late": owed.one.days_late(now_us)}
    return {"label": owed.label, "incident": owed.board.incident, "title": head.title.value, **shown, **late}


def owed_line(owed: Owed, people: People, now_us: int) -> str:
    """The same in one line."""
    return follow_up_line(owed.one, owed.label, people, now_us)
