"""What the window says of lessons and follow-ups: whose, until when, what for, and what became of them."""

from datetime import tzinfo

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.moments import date_words
from incident_desk.desktop.parts.two_lines import RowShown
from incident_desk.desktop.words import counted
from incident_desk.domain.follow_up_entries import Aim, Priority
from incident_desk.domain.follow_up_list import FollowUp, How
from incident_desk.domain.lesson_list import Lesson, Stand
from incident_desk.domain.people import People
from incident_desk.domain.repeats import Met, Stood


def aim_word(aim: Aim) -> str:
    """What a follow-up is good for when the same begins again."""
    return {
        Aim.PREVENT: _tr("Prevent"),
        Aim.DETECT: _tr("Detect sooner"),
        Aim.MITIGATE: _tr("Make it smaller"),
        Aim.RESPOND: _tr("Respond better"),
    }[aim]


def priority_word(priority: Priority) -> str:
    """How urgent it is."""
    return _tr("Urgent") if priority is Priority.HIGH else _tr("Normal")


def due_words(one: FollowUp, now_us: int, zone: tzinfo) -> tuple[str, str]:
    """Until when it is due, how late it is, or how it ended; and the tone of that."""
    ending, due_us = one.ending.value, one.due_us.value
    if ending is not None:
        is_done = ending.how is How.DONE
        return (_tr("done"), "ok") if is_done else (_tr("will not be done"), "text3")
    if due_us is None:
        return _tr("no date"), "warn"
    if one.is_overdue(now_us):
        days = one.days_late(now_us)
        late = counted(days, _tr("1 day overdue"), _tr("{count} days overdue")) if days else _tr("overdue")
        return late, "bad"
    return _tr("due {date}").format(date=date_words(due_us, now_us, zone)), "text2"


def follow_up_row(one: FollowUp, people: People, now_us: int, zone: tzinfo) -> RowShown:
    """A row of a list within one incident."""
    due, tone = due_words(one, now_us, zone)
    symbol = {"bad": "clock-alert", "ok": "circle-check", "text3": "circle-minus"}.get(tone, "circle-dashed")
    aim = aim_word(one.aim.value or Aim.PREVENT)
    owner = one.owner_name(people, _tr("nobody"))
    detail = f"{due} · {owner} · {aim}"
    also = _tr("two desks disagree") if one.conflicts else ""
    return RowShown(one.words or erased_words(), detail, also, symbol, tone, "bad" if tone == "bad" else "text2")


def met_row(met: Met) -> RowShown:
    """A follow-up of an old incident, beside its repeat: what it would have done, and whether it was done."""
    one = met.one
    would = {
        Aim.PREVENT: _tr("Would have prevented it"),
        Aim.DETECT: _tr("Would have found it sooner"),
        Aim.MITIGATE: _tr("Would have made it smaller"),
        Aim.RESPOND: _tr("Would have helped now"),
    }[one.aim.value or Aim.PREVENT]
    stood, symbol, tone = {
        Stood.DONE: (_tr("it was done, and did not"), "circle-check", "text2"),
        Stood.OPEN: (_tr("it was not done yet"), "clock", "warn"),
        Stood.OVERDUE: (_tr("it was overdue"), "clock-alert", "bad"),
        Stood.DROPPED: (_tr("it was dropped"), "circle-minus", "warn"),
    }[met.stood]
    return RowShown(one.words or erased_words(), f"{would}: {stood}", met.label, symbol, tone, tone)


def lesson_row(one: Lesson) -> RowShown:
    """A row of a list within one incident."""
    return RowShown(one.words or erased_words(), stand_words(one), "", "lightbulb", "accent")


def stand_words(one: Lesson) -> str:
    """Where the change of the plan stands that a lesson proposes."""
    proposal = one.proposal.value
    if proposal is None:
        return _tr("Lesson")
    return {
        Stand.PROPOSED: _tr("Proposes a change of the plan"),
        Stand.ACCEPTED: _tr("In the plan since version {version}").format(version=proposal.plan[:8]),
        Stand.DECLINED: _tr("Its change of the plan was declined"),
    }[proposal.stand]


def erased_words() -> str:
    """Stands where words were erased."""
    return _tr("(the words were erased)")


def _tr(text: str) -> str:
    return QCoreApplication.translate("LessonWords", text)
