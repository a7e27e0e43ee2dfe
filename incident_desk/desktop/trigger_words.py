"""What a severity triggers, in the words that stand before somebody sets it."""

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop import words
from incident_desk.desktop.moments import span_words
from incident_desk.domain.holdings import Roles
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.plan_schema import Plan, Role
from incident_desk.domain.plan_triggers import difference, triggered
from incident_desk.domain.severity import Severity
from incident_desk.domain.task_list import Tasks


def _tr(text: str) -> str:
    return QCoreApplication.translate("TriggerWords", text)


def triggered_words(plan: Plan, severity: Severity | None) -> str:
    """Roles, first message, first tasks and how often whom is told; with no severity yet, those of the highest."""
    found = triggered(plan, severity)
    count = words.counted(len(found.roles), _tr("1 role"), _tr("{count} roles"))
    told = [_tr("The plan opens {count}: {roles}.").format(count=count, roles=_titles(found.roles))]
    if found.first_message_s:
        told.append(_tr("First customer message due in {span}.").format(span=_span(found.first_message_s)))
    else:
        told.append(_tr("No customer message due."))
    if found.tasks:
        told.append(_tr("First: {tasks}.").format(tasks=", ".join(task.do for task in found.tasks)))
    inside = _span(found.cadences.internal_update_s)
    told.append(_tr("Our own people hear every {span}.").format(span=inside))
    if found.is_restricted:
        told.append(_tr("The plan proposes that only named people see it."))
    return " ".join(told)


def difference_words(plan: Plan, roles: Roles, tasks: Tasks, before: Severity | None, after: Severity) -> str:
    """What a change of the severity brings and takes away; empty if nothing."""
    found = difference(plan, roles, tasks, before, after)
    told: list[str] = []
    if found.opens:
        told.append(_tr("Opens {roles}.").format(roles=_titles(found.opens)))
    if found.closes:
        told.append(_tr("Closes {roles}: nobody holds it.").format(roles=_titles(found.closes)))
    if found.tasks:
        told.append(_tr("First: {tasks}.").format(tasks=", ".join(task.do for task in found.tasks)))
    if found.drops:
        dropped = ", ".join(task.do for task in found.drops)
        told.append(_tr("No longer asked for: {tasks}.").format(tasks=dropped))
    names = {
        "first_message_s": _tr("First customer message"),
        "public_update_s": _tr("Customers"),
        "internal_update_s": _tr("Our own people"),
        "call_out_s": _tr("Call-out of the time"),
    }
    for name, was, now in found.spans:
        told.append(f"{names[name]}: {_span(was)} → {_span(now)}.")
    return " ".join(told)


def _span(seconds: int | None) -> str:
    return _tr("none") if seconds is None else span_words(seconds * SECOND_US)


def _titles(roles: tuple[Role, ...]) -> str:
    return ", ".join(role.title for role in roles)
