"""Who is being called in, for what, and how far up the ladder: the state, and what follows from it at a moment."""

import enum
from collections.abc import Iterator
from typing import Final, Protocol

import msgspec

from incident_desk.domain import ladders
from incident_desk.domain.call_entries import Answer, Settled
from incident_desk.domain.deputies import stepping_in
from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Holder, Roles
from incident_desk.domain.ids import DeskNumber, EntryId, TaskId
from incident_desk.domain.ladders import Step
from incident_desk.domain.moments import HOUR_US, SECOND_US
from incident_desk.domain.people import People
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.task_list import Tasks, acknowledged_us, assignment

STALE_US: Final = HOUR_US


class Made(msgspec.Struct):
    """One try: by which rung, from which desk, and what came of it."""

    entry: EntryId
    rung: int
    desk: DeskNumber
    at_us: int
    until_us: int
    name: str
    title: str
    is_by_hand: bool
    about: str = ""
    settled: Settled | None = None

    @property
    def has_failed(self) -> bool:
        return self.settled not in (None, Settled.SENT)


class Said(msgspec.Struct, frozen=True):
    """What somebody who was called answered, by which entry, and when."""

    answer: Answer
    entry: EntryId
    at_us: int


class Link(msgspec.Struct, frozen=True):
    """What a one-time link leads to, until when."""

    call: EntryId
    until_us: int


class Called(msgspec.Struct):
    """The tries and answers of one call, in the order of the record."""

    made: list[Made] = msgspec.field(default_factory=list[Made])
    said: list[Said] = msgspec.field(default_factory=list[Said])

    @property
    def answer(self) -> Said | None:
        """The last that settles it: who comes, or who does not."""
        return next((each for each in reversed(self.said) if each.answer is not Answer.NO_ANSWER), None)

    def of_rung(self, rung: int) -> Made | None:
        """The newest try by that rung."""
        return next((each for each in reversed(self.made) if each.rung == rung), None)


class Calls(msgspec.Struct):
    """By the entry that gave somebody what they are needed for. `links` by the hash of their tokens."""

    of: dict[EntryId, Called] = msgspec.field(default_factory=dict[EntryId, Called])
    links: dict[str, Link] = msgspec.field(default_factory=dict[str, Link])
    used: set[str] = msgspec.field(default_factory=set[str])

    def called(self, call: EntryId) -> Called:
        return self.of.get(call) or Called()

    def declined_us(self, call: EntryId) -> int | None:
        """When whoever was called said that they do not come; None if they did not, or come after all."""
        answer = self.called(call).answer
        return answer.at_us if answer is not None and answer.answer is Answer.DECLINED else None


class Occasion(msgspec.Struct, frozen=True):
    """Somebody is needed, for a role or for a task; `call` is the entry that gave it to them.

    Where a role is offered to a deputy no entry gave it to them: `given` are those that the offer follows from.
    """

    call: EntryId
    holder: Holder
    since_us: int
    about: str
    is_acknowledged: bool = False
    role: str = ""
    task: TaskId | None = None
    given: tuple[EntryId, ...] = ()

    @property
    def is_deputy(self) -> bool:
        """Whether they are asked to step in for somebody else."""
        return bool(self.given)


class OnBoard(Protocol):
    """The parts of a board that calls follow from."""

    @property
    def headline(self) -> Headline: ...
    @property
    def roles(self) -> Roles: ...
    @property
    def tasks(self) -> Tasks: ...
    @property
    def calls(self) -> Calls: ...


def occasions(board: OnBoard, plan: Plan, people: People, now_us: int) -> Iterator[Occasion]:
    """Everybody who was given a role or a task of an open incident by somebody else, and has not said so."""
    return (each for each in needed(board, plan, people, now_us) if not each.is_acknowledged)


def needed(board: OnBoard, plan: Plan, people: People, now_us: int) -> Iterator[Occasion]:
    """Everybody who has a role or a named task of an open incident, or is offered a role as a deputy by now."""
    if not board.headline.is_open or board.headline.origin:
        return
    yield from _given(board, people)
    for each in stepping_in(board.roles, board.headline, plan, board.calls.declined_us):
        if each.since_us <= now_us:
            about, holder = f"{each.holding.title}, as its deputy", each.deputy.now(people)
            yield Occasion(each.call, holder, each.since_us, about, role=each.holding.key, given=each.given)


def _given(board: OnBoard, people: People) -> Iterator[Occasion]:
    for holding in board.roles.held.values():
        given = holding.holder.last
        if given is not None and given.value is not None:
            holder = given.value.now(people)
            acked = holding.acknowledged_us is not None
            yield Occasion(given.entry, holder, given.occurred_us, holding.title, acked, role=holding.key)
    for task in board.tasks.open:
        now = assignment(task, board.roles)
        if task.holder.last is not None and now is not None:
            about, acked = f"task {board.tasks.label(task)}", acknowledged_us(task, board.roles) is not None
            yield Occasion(now[1], now[0].now(people), now[2], about, acked, role=task.role, task=task.id)


class Stage(enum.Enum):
    """How a call stands: waiting for an answer, a rung to try, somebody to speak, nobody answered, or not coming."""

    WAITS = "waits"
    TRY = "try"
    SPEAK = "speak"
    SILENT = "silent"
    DECLINED = "declined"


class Standing(msgspec.Struct, frozen=True):
    """How a call stands at a moment, and since when. `step` is the rung to try, or by which somebody has to speak."""

    occasion: Occasion
    stage: Stage
    rung: int
    at_us: int
    step: Step | None = None


def standings(board: OnBoard, plan: Plan, people: People, now_us: int) -> list[Standing]:
    """How each call stands. Whoever has no ladder is called by nobody, and stands here not at all."""
    found = (
        (occasion, ladders.steps(plan, occasion.holder.name, "" if occasion.task else occasion.role))
        for occasion in occasions(board, plan, people, now_us)
    )
    return [standing_of(each, steps, board.calls.called(each.call), now_us) for each, steps in found if steps]


def standing_of(occasion: Occasion, steps: tuple[Step, ...], called: Called, now_us: int) -> Standing:
    """How the call of an occasion stands, by the rungs for it and what was tried."""
    answer = called.answer
    if answer is not None and answer.answer is Answer.DECLINED:
        return Standing(occasion, Stage.DECLINED, len(steps), now_us)
    due_us = occasion.since_us
    for rung, step in enumerate(steps):
        made = called.of_rung(rung)
        if made is None:
            if now_us - due_us > STALE_US:
                break  # whoever was not called for an hour is not called out of the blue
            stage = Stage.TRY if due_us <= now_us else Stage.WAITS
            return Standing(occasion, stage, rung, due_us, step)
        if made.has_failed:
            continue  # the next is tried at once
        due_us = made.at_us + step.wait_s * SECOND_US
        if now_us < due_us:
            spoken = step.is_by_hand and made.settled is None
            return Standing(occasion, Stage.SPEAK if spoken else Stage.WAITS, rung, made.at_us, step)
    return Standing(occasion, Stage.SILENT, len(steps), due_us)
