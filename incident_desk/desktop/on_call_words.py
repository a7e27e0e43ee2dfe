"""Who is on call, in words: for the rows of the calm board and the dialogs behind them."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.moments import clock_near, span_words
from incident_desk.desktop.parts.two_lines import RowShown
from incident_desk.domain.call_list import Stage
from incident_desk.domain.moments import DAY_US, MINUTE_US, SECOND_US
from incident_desk.domain.on_call import Shift
from incident_desk.domain.on_call_changes import Changed
from incident_desk.domain.on_call_now import CHECK_S, Gap, ListNow, Stale
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.reach_list import Tested, reach_standing

NAMES_MOST = 12


def list_row(each: ListNow, reach: RowShown | None, now_us: int, zone: tzinfo) -> RowShown:
    """Who it is now, until when, who comes then, and how old the list is; `reach` is whether they can be reached."""
    named = _tr("{names} for {title}") if each.names else _tr("Nobody for {title}")
    line = named.format(title=each.title, names=", ".join(each.names))
    told = [until_words(each, now_us, zone)]
    symbol, tone = "user-check", "text2"
    if not each.names:
        symbol, tone = "user-x", "warn"
    elif each.is_conflicted:
        told.insert(0, _tr("Two desks read two lists"))
        symbol, tone = "triangle-alert", "warn"
    elif reach is not None:
        told.insert(len(told) if reach.tone == "ok" else 0, reach.detail)  # what is wrong comes first
        symbol, tone = reach.symbol, reach.tone
    elif each.is_old(now_us):
        symbol, tone = "clock-fading", "warn"
    return RowShown(line, " · ".join(filter(None, told)), age_words(each, now_us), symbol, tone)


def reach_row(name: str, organisation: Organisation, now_us: int, zone: tzinfo) -> RowShown | None:
    """Whether somebody can be reached, by the test that runs or the last one; None if they were never tried."""
    reaching, plan = organisation.reaching, organisation.plans.current
    standing = reach_standing(reaching, name, plan, now_us)
    if standing is None:
        found = reaching.tested(name)
        if found is None:
            return None
        symbol, tone = ("circle-check", "ok") if found.is_answered else ("phone-call", "warn")
        return RowShown(name, tested_words(found, now_us, zone), "", symbol, tone)
    clock = clock_near(standing.occasion.since_us, now_us, zone)
    match standing.stage:
        case Stage.SPEAK:
            way = f"{standing.step.title} {standing.step.address}" if standing.step else ""
            told = _tr("to be called: {way}").format(way=way) if way else _tr("to be called")
            return RowShown(name, told, "", "phone-outgoing", "warn")
        case Stage.SILENT | Stage.DECLINED:
            return RowShown(name, _tr("does not answer, asked {clock}").format(clock=clock), "", "phone-call", "warn")
        case _:
            told = _tr("asked {clock}, no answer yet").format(clock=clock)
            return RowShown(name, told, "", "clock", "accent")


def until_words(each: ListNow, now_us: int, zone: tzinfo) -> str:
    """ "until 18:00, then Bo": what comes next; nothing where only the plan says who it is."""
    if each.until_us is None:
        return ""
    until, then = clock_near(each.until_us, now_us, zone), ", ".join(each.then) or _tr("nobody")
    return _tr("until {clock}, then {names}").format(clock=until, names=then)


def age_words(each: ListNow, now_us: int) -> str:
    """How old the list is."""
    if each.read_us is None:
        return _tr("by the plan")
    span = ago_words(each.read_us, now_us)
    return _tr("old: read {span}").format(span=span) if each.is_old(now_us) else _tr("read {span}").format(span=span)


def ago_words(then_us: int, now_us: int) -> str:
    """ "just now", "3 d 4 h ago"."""
    gone_us = now_us - then_us
    return _tr("just now") if gone_us < MINUTE_US else _tr("{span} ago").format(span=span_words(gone_us))


def tested_words(tested: Tested, now_us: int, zone: tzinfo) -> str:
    """What came of the last try of somebody."""
    told = _tr("answered {clock}") if tested.is_answered else _tr("did not answer {clock}")
    return told.format(clock=clock_near(tested.at_us, now_us, zone))


def gap_row(gap: Gap, now_us: int, zone: tzinfo) -> RowShown:
    """From when to when nobody will be on call."""
    start = clock_near(gap.start_us, now_us, zone)
    if gap.end_us is None:
        told = _tr("from {start} on: the list ends there").format(start=start)
    else:
        end, span = clock_near(gap.end_us, now_us, zone), span_words(gap.end_us - gap.start_us)
        told = _tr("{start} to {end}, for {span}").format(start=start, end=end, span=span)
    return RowShown(_tr("Nobody for {title}").format(title=gap.title), told, "", "clock-alert", "warn")


def stale_row(old: Sequence[Stale], plan: Plan) -> RowShown:
    """Whose contact nobody has checked for too long."""
    allowed_us = (plan.cadences.contact_check_s or CHECK_S) * SECOND_US
    allowed = (
        _tr("{count} days").format(count=allowed_us // DAY_US) if allowed_us >= 2 * DAY_US else span_words(allowed_us)
    )
    told = _tr("1 contact not checked for {span}") if len(old) == 1 else _tr("{count} contacts not checked for {span}")
    line = told.format(count=len(old), span=allowed)
    return RowShown(line, several([each.name for each in old]), "", "clock-fading", "warn")


def unreachable_row(names: Sequence[str]) -> RowShown:
    """Who is on call without a contact in the plan."""
    told = _tr("On call, and the plan has no way to reach them")
    return RowShown(several(names), told, "", "unplug", "warn")


def several(names: Sequence[str]) -> str:
    """Names, and how many more."""
    more = len(names) - NAMES_MOST
    shown = ", ".join(names[:NAMES_MOST])
    return shown if more <= 0 else _tr("{names} and {count} more").format(names=shown, count=more)


def shift_words(shift: Shift, now_us: int, zone: tzinfo) -> str:
    """ "28 Nov 08:00 to 20:00": when somebody is on call."""
    return _times(shift.start_us, shift.end_us, now_us, zone)


def change_words(each: Changed, now_us: int, zone: tzinfo) -> str:
    """Who it is now and who it was, when."""
    nobody = _tr("nobody")
    told = _tr("{times}: {now}, before {was}")
    times = _times(each.start_us, each.end_us, now_us, zone)
    return told.format(times=times, now=each.now or nobody, was=each.was or nobody)


def _times(start_us: int, end_us: int, now_us: int, zone: tzinfo) -> str:
    start, end = (clock_near(us, now_us, zone) for us in (start_us, end_us))
    return _tr("{start} to {end}").format(start=start, end=end)


def _tr(text: str) -> str:
    return QCoreApplication.translate("OnCallWords", text)
