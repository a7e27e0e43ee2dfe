"""How a role stands, in the words of its panel, its row and its disc."""

from datetime import tzinfo

import msgspec
from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.due_words import due_words
from incident_desk.desktop.duties import Answer, Duty, Standing
from incident_desk.desktop.moments import clock_near, span_words, whole
from incident_desk.desktop.parts.checklist import TONES, StepLine
from incident_desk.desktop.parts.role_row import RoleBrief
from incident_desk.desktop.task_standing import TaskStanding
from incident_desk.desktop.task_words import SYMBOLS, load_words, told_words, when_words
from incident_desk.domain.due_steps import Due


class RoleShown(msgspec.Struct, frozen=True):
    """What the panel of a role says."""

    title: str
    holder: str
    holder_tone: str
    avatar: str
    is_dashed: bool
    since: str
    answer: str
    answer_tone: str
    symbol: str
    symbol_tone: str
    deputy: str
    can_give: bool
    progress: str


def shown(standing: Standing, zone: tzinfo, *, is_mine: bool) -> RoleShown:
    """The panel's words."""
    answer, tone = _answer_words(standing)
    symbol, symbol_tone = _mark(standing)
    title = _tr("{role}, you").format(role=standing.title) if is_mine else standing.title
    deputy, can_give = _deputy_words(standing)
    return RoleShown(
        title=title,
        holder=standing.holder.name if standing.holder else _tr("Nobody yet"),
        holder_tone=_holder_tone(standing),
        avatar=standing.holder.name if standing.holder else "",
        is_dashed=standing.is_missed or standing.answer in (Answer.ASKED, Answer.SILENT),
        since=_since_words(standing, clock_near(standing.since_us, standing.told_us, zone)),
        answer=answer,
        answer_tone=tone,
        symbol=symbol,
        symbol_tone=symbol_tone,
        deputy=deputy,
        can_give=can_give,
        progress=_progress(standing),
    )


def _progress(standing: Standing) -> str:
    steps = _tr("{done} of {count} steps").format(done=standing.done_count, count=len(standing.steps))
    return " · ".join(filter(None, (steps if standing.steps else "", load_words(standing.load))))


def _holder_tone(standing: Standing) -> str:
    if standing.is_missed or standing.answer is Answer.SILENT:
        return "warn"
    return "text3" if standing.answer is Answer.NOBODY else "text"


def _since_words(standing: Standing, clock: str) -> str:
    if standing.answer is Answer.HELD:
        return _tr("on since {clock}").format(clock=clock)
    if standing.answer is Answer.NOBODY:
        return _tr("open since {clock}").format(clock=clock)
    return _tr("asked at {clock}").format(clock=clock)


def _answer_words(standing: Standing) -> tuple[str, str]:
    """Whether somebody is there, and in which tone that is said."""
    waited = span_words(standing.waited_us)
    if standing.answer is Answer.HELD:
        return _tr("Acknowledged"), "text2"
    if standing.answer is Answer.SILENT:
        return _tr("no answer for {span}").format(span=waited), "warn"
    if standing.answer is Answer.ASKED:
        return _tr("waits for an answer"), "text2"
    return (_tr("nobody for {span}").format(span=waited), "warn") if standing.is_overdue else ("", "text2")


def _mark(standing: Standing) -> tuple[str, str]:
    """The icon beside the answer."""
    if standing.answer is Answer.HELD:
        return "circle-check", "ok"
    if standing.answer is Answer.SILENT or standing.is_overdue:
        return "clock-alert", "warn"
    return ("clock", "text2") if standing.answer is Answer.ASKED else ("", "")


def _deputy_words(standing: Standing) -> tuple[str, bool]:
    """Who could take it, once nobody answered; whether that is somebody to whom it can be given."""
    is_wanted = standing.answer is Answer.SILENT or (standing.answer is Answer.NOBODY and standing.is_overdue)
    if not is_wanted or not standing.deputy_title:
        return "", False
    if standing.deputy is None:
        return _tr("Deputy: nobody holds {role}").format(role=standing.deputy_title), False
    return _tr("Deputy: {name}").format(name=standing.deputy.name), True


def step_line(step: Duty, now_us: int, zone: tzinfo, who: str = "") -> StepLine:
    """A step as a line of the checklist; `who` where steps of several roles stand together."""
    line = _line(step, now_us, zone, who)
    if not step.because:
        return line
    told = _tr("{step}. Because of: {lesson}").format(step=line.detail, lesson=step.because)
    return msgspec.structs.replace(line, because=step.because, detail=told)


def _line(step: Duty, now_us: int, zone: tzinfo, who: str) -> StepLine:
    if step.task is not None:
        return _task_line(step.task, step.near, now_us, zone, who)
    if step.done_us is not None:
        told = _tr("{step}: done by {name}, {moment}")
        detail = told.format(step=step.do, name=step.done_by, moment=whole(step.done_us, zone))
        clock = clock_near(step.done_us, now_us, zone)
        return StepLine(step.key, step.do, clock, is_done=True, detail=detail, who=who or step.done_by)
    if step.due_us is None:
        return StepLine(
            step.key, step.do, step.when, detail=f"{step.do} ({step.when})" if step.when else step.do, who=who
        )
    told = {
        Due.LATE: _tr("{step}: {span} late, it was due at {moment}"),
        Due.SOON: _tr("{step}: due in {span}, at {moment}"),
        Due.LATER: _tr("{step}: due at {moment}"),
    }[step.near]
    span = span_words(abs(now_us - step.due_us))
    detail = told.format(step=step.do, span=span, moment=whole(step.due_us, zone))
    when = clock_near(step.due_us, now_us, zone) if step.near is Due.LATER else due_words(step.due_us, now_us)
    return StepLine(step.key, step.do, when, step.near, detail=detail, who=who)


def _task_line(task: TaskStanding, near: Due, now_us: int, zone: tzinfo, who: str) -> StepLine:
    symbol, _ = SYMBOLS[task.call]
    when, detail = when_words(task, now_us, zone), told_words(task, now_us, zone)
    return StepLine(task.id, task.do, when, near, detail=detail, who=who, symbol=symbol)


def brief(standing: Standing, zone: tzinfo) -> RoleBrief:
    """The role in a few words."""
    due, due_short, tone = _brief_due(standing, zone)
    symbol, symbol_tone = _mark(standing)
    return RoleBrief(
        title=standing.title,
        short=standing.short,
        name=standing.holder.name if standing.holder else _tr("Nobody yet"),
        due=due,
        due_short=due_short,
        due_tone=tone,
        meta=_brief_meta(standing),
        symbol=symbol,
        tone=symbol_tone,
        is_dashed=standing.is_missed or standing.answer in (Answer.ASKED, Answer.SILENT),
        holder=standing.holder.name if standing.holder else "",
    )


def _brief_meta(standing: Standing) -> str:
    """How much lies with its holder; how far the checklist is where nothing else does."""
    if standing.also:
        here = _tr("in {count} incidents").format(count=len(standing.also) + 1)
        return " · ".join(filter(None, (load_words(standing.load), here)))
    if standing.load or not standing.steps:
        return load_words(standing.load)
    return _tr("{done} of {count}").format(done=standing.done_count, count=len(standing.steps))


def _brief_due(standing: Standing, zone: tzinfo) -> tuple[str, str, str]:
    """The loudest thing about a role: that nobody answers, what is late, else when the next step is due."""
    if standing.answer is Answer.SILENT:
        return _tr("no answer"), "", "warn"
    if standing.answer is Answer.NOBODY and standing.is_overdue:
        return _tr("nobody"), "", "warn"
    step = standing.next_due
    if step is None or step.due_us is None:
        return "", "", "text3"
    now_us = standing.told_us
    clock = clock_near(step.due_us, now_us, zone)
    if step.task is not None:
        return when_words(step.task, now_us, zone), "", TONES[step.near]
    if step.near is Due.LATER:
        return clock, "", TONES[step.near]
    return due_words(step.due_us, now_us), clock, TONES[step.near]


def _tr(text: str) -> str:
    return QCoreApplication.translate("RoleWords", text)
