"""What needs somebody, in words: a line for each, and one for several that ask the same."""

from collections import Counter
from collections.abc import Callable, Sequence, Set
from typing import Protocol

import msgspec
from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.clock_words import clock_name
from incident_desk.desktop.due_words import due_words, waits_words
from incident_desk.desktop.investigation_need_words import (
    difference_key,
    investigation_words,
    many_differences,
)
from incident_desk.desktop.message_need_words import Seen, message_need_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.outside_words import enquiry_need, notification_need
from incident_desk.desktop.parts.need_row import NeedShown
from incident_desk.domain.board import Board
from incident_desk.domain.call_list import Stage, standings
from incident_desk.domain.clock_rounds import showing
from incident_desk.domain.clocks import Clock
from incident_desk.domain.elsewhere import At
from incident_desk.domain.ids import EntryId, PersonId, TaskId
from incident_desk.domain.need_kinds import NeedKind
from incident_desk.domain.needs import everything_needed, is_muted
from incident_desk.domain.needs_of_messages import SLASH
from incident_desk.domain.people import People
from incident_desk.domain.situation import Ask, Need, Situation, Urgency
from incident_desk.domain.situation_seen import situation_seen

SYMBOLS = {
    Ask.DECIDE: "circle-question-mark",
    Ask.APPROVE: "shield-check",
    Ask.APPROVE_AFTER: "octagon-alert",
    Ask.TELL: "megaphone",
    Ask.SEND: "octagon-alert",
    Ask.READ_OUT: "phone-call",
    Ask.REWRITE: "pencil-line",
    Ask.EXPLAIN: "octagon-alert",
    Ask.RELEASE: "pause",
    Ask.CALL: "phone-call",
    Ask.REPLACE: "user-x",
    Ask.ACCEPT: "arrow-left-right",
    Ask.SETTLE: "git-merge",
    Ask.CORRECT: "megaphone",
    Ask.ANSWER: "message-square",
    Ask.ACKNOWLEDGE: "user-x",
    Ask.LEND: "users",
    Ask.FILL: "user-round-plus",
    Ask.FINISH: "clock-alert",
    Ask.HELP: "octagon-alert",
    Ask.KEEP: "clock",
    Ask.REVISIT: "calendar-clock",
}
TONES = {Urgency.WAITS: "warn", Urgency.LATE: "bad"}
DUE = (Ask.FINISH, Ask.KEEP, Ask.REVISIT, Ask.TELL)
"""What is asked by a time; of the others it is said how long somebody waits."""
TOGETHER = {NeedKind.COURSE: 2, NeedKind.TASK: 3}
"""Of these all that are late stand in one line, from so many on: one by one they would hide what else there is."""
WITH_NAME = (NeedKind.TASK, NeedKind.COURSE, NeedKind.STEP, NeedKind.MAINTENANCE, NeedKind.INVESTIGATION)
"""Of these it is said whose they are, where that is somebody else."""


class NeedLine(msgspec.Struct, frozen=True):
    """One line of the list, and the needs that it stands for."""

    shown: NeedShown
    needs: tuple[Need, ...]

    @property
    def is_loud(self) -> bool:
        return self.shown.tone == "bad"


def situation(observed: ObservedIncident, me: PersonId, now_us: int) -> Situation:
    """An incident as whoever is at this desk sees it now."""
    board, at_work = observed.board, observed.at_work
    return situation_seen(board, observed.organisation, observed.plan, me, now_us, at_work=at_work)


class Found(msgspec.Struct, frozen=True):
    """What needs somebody now: whoever is at this desk, others, what was put off here, and what maintenance mutes."""

    mine: list[NeedLine] = []
    others: list[NeedLine] = []
    put_off: list[NeedLine] = []
    muted: list[NeedLine] = []


def found(observed: ObservedIncident, me: PersonId, now_us: int) -> Found:
    """The parts of the list, each in the order of the plan."""
    at = situation(observed, me, now_us)
    needed, snoozes = everything_needed(at), observed.board.snoozes
    muted = [need for need in needed if is_muted(need, at)]
    everything = [need for need in needed if not is_muted(need, at)]
    put_off = [need for need in everything if snoozes.until_us(me, need.id, now_us)]
    shown = [need for need in everything if need not in put_off]
    words = NeedWords(observed, at)
    return Found(
        words.lines([need for need in shown if need.is_mine]),
        words.lines([need for need in shown if not need.is_mine]),
        words.lines(put_off),
        [_quiet(line) for line in words.lines(muted)],
    )


def _quiet(line: NeedLine) -> NeedLine:
    return msgspec.structs.replace(line, shown=msgspec.structs.replace(line.shown, tone="text2"))


class SeenAtWork(Seen, Protocol):
    """The incident that is shown, or one that is read elsewhere, with who else is at work."""

    @property
    def at_work(self) -> tuple[At, ...]: ...


class NeedWords:
    """Says what needs somebody in one incident at one moment."""

    def __init__(self, seen: SeenAtWork, at: Situation) -> None:
        self._seen = seen
        self._at = at

    @property
    def _board(self) -> Board:
        return self._seen.board

    def lines(self, found: Sequence[Need]) -> list[NeedLine]:
        """One line for each, or for several that ask the same of one person."""
        late = Counter(need.kind for need in found if _is_late(need))
        heaps = {kind for kind, least in TOGETHER.items() if late[kind] >= least}
        groups: dict[str, list[Need]] = {}
        for need in found:
            groups.setdefault(self._group(need, heaps), []).append(need)
        return [self._line(key, tuple(group)) for key, group in groups.items()]

    def _line(self, key: str, group: tuple[Need, ...]) -> NeedLine:
        first = group[0]
        words = self.of_one(first) if len(group) == 1 else self._of_many(group)
        when, who = self._when(first), self._who(first)
        is_only_near = first.urgency is Urgency.SOON and first.ask is not Ask.FILL
        symbol = "clock" if is_only_near else SYMBOLS[first.ask]
        tone = _tone(first, is_only_near=is_only_near)
        return NeedLine(NeedShown(key, words, when, symbol, tone, who), group)

    def _group(self, need: Need, heaps: Set[NeedKind]) -> str:
        if need.kind in heaps and _is_late(need):
            return f"{need.kind}:{need.ask}"
        if need.kind is NeedKind.INVESTIGATION:
            return difference_key(need, self._at)
        return _group(need, is_at_me=self._at.is_me(need.holder))

    def _when(self, need: Need) -> str:
        now_us = self._at.now_us
        return due_words(need.since_us, now_us) if need.ask in DUE else waits_words(need.since_us, now_us)

    def _who(self, need: Need) -> str:
        """Whose it is, where that is somebody else and the words do not say it."""
        if need.is_mine or need.holder is None or need.kind not in WITH_NAME:
            return ""
        return _name(need, self._seen.organisation.people)

    # words ------------------------------------------------------------------------------------------------------------

    def _of_many(self, group: tuple[Need, ...]) -> str:
        first, count = group[0], len(group)
        if first.kind is NeedKind.MESSAGE:
            return message_need_words(first, self._seen, self._at, count - 1)
        if first.kind is NeedKind.INVESTIGATION:
            return many_differences(group, self._at)
        if first.kind is NeedKind.ROLE:
            return self._roles(group)
        if first.kind is NeedKind.STEP:
            role = self._board.roles.held[first.about.partition("/")[0]].title
            return _tr("{count} steps of {role}: {first}").format(count=count, role=role, first=self._step(first))
        return _many_of_work(group, self._board)

    def _roles(self, group: tuple[Need, ...]) -> str:
        if group[0].ask is Ask.LEND:
            names = {_name(need, self._seen.organisation.people) for need in group}
            words = _tr("{count} people also elsewhere").format(count=len(names))
            return words if len(names) > 1 else self.of_one(group[0])
        words = _tr("{count} roles, nobody yet: {roles}")
        if group[0].ask is Ask.ACKNOWLEDGE:
            words = _tr("{count} roles do not answer: {roles}")
        titles = (self._board.roles.held[need.about].title for need in group)
        return words.format(count=len(group), roles=", ".join(titles))

    def of_one(self, need: Need) -> str:
        """What one need is about."""
        if need.kind in (NeedKind.MESSAGE, NeedKind.PROMISE) or need.ask in (Ask.APPROVE, Ask.APPROVE_AFTER):
            return message_need_words(need, self._seen, self._at)
        return self._words[need.kind](need)

    @property
    def _words(self) -> dict[NeedKind, Callable[[Need], str]]:
        return {
            NeedKind.APPROVAL: self._course,
            NeedKind.COURSE: self._course,
            NeedKind.CALL: self._call,
            NeedKind.HANDOVER: self._handover,
            NeedKind.FACT: lambda need: _fact(need, self._board),
            NeedKind.QUESTION: self._question,
            NeedKind.ENQUIRY: lambda need: enquiry_need(need, self._board),
            NeedKind.NOTIFICATION: lambda need: notification_need(need, self._seen.plan),
            NeedKind.ROLE: self._role,
            NeedKind.TASK: self._task,
            NeedKind.CLOCK: self._clock,
            NeedKind.DECISION: lambda need: _decision(need, self._board),
            NeedKind.STEP: self._step,
            NeedKind.MAINTENANCE: lambda need: _maintenance(need, self._at),
            NeedKind.INVESTIGATION: lambda need: investigation_words(need, self._at),
        }

    def _course(self, need: Need) -> str:
        board = self._board
        course = board.courses.of[EntryId(need.about)]
        mine = _tr("Course {number} waits for your yes: {what}")
        words = {
            Ask.DECIDE: mine if need.is_mine else _tr("Course {number} waits for a yes: {what}"),
            Ask.RELEASE: _tr("Course {number}: shall step {step} go on?"),
            Ask.FINISH: _tr("Course {number}: {what}"),
        }[need.ask]
        number, what = board.courses.label(course), course.what(board.timeline)
        return words.format(number=number, what=what, step=course.next_step)

    def _call(self, need: Need) -> str:
        at = self._at
        found = (each for each in standings(at, at.plan, at.people, at.now_us) if each.occasion.holder == need.holder)
        call = next(each for each in found if need.turn.startswith(each.occasion.call))
        name, about = call.occasion.holder.name, call.occasion.about
        if call.step is not None and need.ask is Ask.CALL:
            words = _tr("Call {name}: {channel} {address}, for {about}")
            return words.format(name=name, channel=call.step.title, address=call.step.address, about=about)
        words = _tr("{name} declines: {about}")
        if call.stage is Stage.SILENT:
            words = _tr("{name} does not answer at all: {about}")
        return words.format(name=name, about=about)

    def _handover(self, need: Need) -> str:
        board, people = self._board, self._seen.organisation.people
        handover = board.handovers.of[EntryId(need.about)]
        if need.ask is Ask.SETTLE:
            words = _tr("{role}: accepted, and ended at another desk at once")
        elif self._at.is_me(handover.taker):
            words = _tr("{giver} offers you {role}")
        else:
            words = _tr("{taker} does not answer: {role}")
        giver, taker = handover.giver.now(people).name, handover.taker.now(people).name
        return words.format(giver=giver, taker=taker, role=board.roles.held[handover.role].title)

    def _question(self, need: Need) -> str:
        board, people = self._board, self._seen.organisation.people
        question, line = board.questions.of[EntryId(need.about)], board.timeline.line(EntryId(need.about))
        if self._at.is_me(need.holder):
            return _tr("{name} asks: {text}").format(name=line.speaker or people.name(question.by), text=line.text)
        role = board.roles.held[question.role].title if question.role else ""
        name = need.holder.now(people).name if need.holder else role or _tr("Nobody")
        return _tr("{name} has not answered: {text}").format(name=name, text=line.text)

    def _role(self, need: Need) -> str:
        role = self._board.roles.held[need.about].title
        if need.ask is Ask.FILL:
            return _tr("{role}: nobody yet").format(role=role)
        if need.ask is Ask.LEND:
            other = need.turn.partition(".")[0]
            number = next((at.number for at in self._at.others if at.incident == other), "")
            words = _tr("{name} is in {number} as well")
            return words.format(name=_name(need, self._seen.organisation.people), number=number)
        mine = _tr("You are {role}: say that you have it")
        return (mine if self._at.is_me(need.holder) else _tr("{role} does not answer")).format(role=role)

    def _task(self, need: Need) -> str:
        board = self._board
        task = board.tasks.of[TaskId(need.about)]
        words = _tr("Task {number}: {what}")
        if need.ask is Ask.HELP:
            words = _tr("Task {number} is stuck: {what}")
        elif need.ask is Ask.ACKNOWLEDGE:
            is_mine = self._at.is_me(need.holder)
            words = _tr("Task {number} is yours: {what}") if is_mine else _tr("Task {number} is not seen: {what}")
        elif need.urgency is Urgency.WAITS:
            words = _tr("Task {number}, done? {what}")
        return words.format(number=board.tasks.label(task), what=task.words(board.timeline))

    def _clock(self, need: Need) -> str:
        clock = Clock(need.about)
        shown = showing(self._board.clocks, self._seen.plan, clock, self._at.now_us)
        missed = shown.in_row if shown else 0
        words = _tr("{clock} is due, {count} missed before") if missed else _tr("{clock} is due")
        return words.format(clock=clock_name(clock), count=missed)

    def _step(self, need: Need) -> str:
        role, _, key = need.about.partition("/")
        return next((step.do for step in self._seen.plan.checklist(role) if step.key == key), key)


def _many_of_work(group: Sequence[Need], board: Board) -> str:
    """Courses that wait or are late, and tasks that are."""
    courses, tasks = board.courses, board.tasks
    words = _tr("{count} courses wait for your yes")
    numbers: list[str] = []
    if group[0].kind is NeedKind.COURSE:
        words = _tr("{count} courses under way: {numbers}")
        numbers = [courses.label(courses.of[EntryId(need.about)]) for need in group]
    elif group[0].kind is NeedKind.TASK:
        words = _tr("{count} of your tasks: {numbers}")
        numbers = [tasks.label(tasks.of[TaskId(need.about)]) for need in group]
    return words.format(count=len(group), numbers=", ".join(numbers))


def _decision(need: Need, board: Board) -> str:
    return _tr("Look again: {what}").format(what=board.timeline.line(EntryId(need.about)).text)


def _maintenance(need: Need, at: Situation) -> str:
    one = at.maintenances.of[EntryId(need.about)]
    words = _tr("{number}, over? {what}") if need.is_mine else _tr("{number} is past its end: {what}")
    return words.format(number=at.maintenances.label(one), what=one.title.value or "")


def _fact(need: Need, board: Board) -> str:
    fact = board.facts.of[EntryId(need.about)]
    if need.ask is Ask.CORRECT:
        told = board.messages.of[EntryId(need.turn)]
        words = _tr("Message {message} told fact {number}, which is withdrawn")
        return words.format(message=board.messages.label(told), number=board.facts.label(fact))
    if fact.is_disputed:
        return _tr("Fact {number} is confirmed and withdrawn at once").format(number=board.facts.label(fact))
    others = ", ".join(board.facts.label(each) for each in board.facts.against(fact))
    words = _tr("Fact {number} against {others}: {what}")
    return words.format(number=board.facts.label(fact), others=others, what=fact.text)


def _group(need: Need, *, is_at_me: bool) -> str:
    """What stands in one line: the courses that wait for a yes, the roles that nobody has, the steps of one role."""
    if need.ask is Ask.DECIDE and need.is_mine:
        return need.kind
    if need.kind is NeedKind.ROLE and need.is_mine and not is_at_me:
        return f"{need.kind}:{need.ask}"
    if need.kind is NeedKind.MESSAGE:
        return f"{need.kind}:{need.ask}:{need.about.partition(SLASH)[0]}"
    if need.kind is NeedKind.STEP:
        return f"{need.kind}:{need.about.partition('/')[0]}:{need.urgency.name}"
    return need.id


def _is_late(need: Need) -> bool:
    return need.is_mine and need.ask is Ask.FINISH and need.urgency is Urgency.LATE


def _tone(need: Need, *, is_only_near: bool) -> str:
    """An empty role is amber from the first: it makes no sound until its time is over, but it must be seen."""
    if not need.is_mine or is_only_near:
        return "text2"
    return TONES[max(need.urgency, Urgency.WAITS)]


def _name(need: Need, people: People) -> str:
    """What whoever it is with is called by now."""
    return need.holder.now(people).name if need.holder else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("NeedWords", text)
