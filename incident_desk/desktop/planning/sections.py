"""Which sections a plan has, in the order of the room, and how each is shown."""

from datetime import date, timedelta
from typing import Any, cast

import msgspec
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from incident_desk.domain.plan_alerts import AlertMapping, AlertRules
from incident_desk.domain.plan_faults import Path
from incident_desk.domain.plan_outgoing import Audience, IfAsked, Notification, Pace, Sending, Wording
from incident_desk.domain.plan_outline import Outline
from incident_desk.domain.plan_review_reports import ReportTemplate
from incident_desk.domain.plan_schema import (
    Cadences,
    Consequence,
    Declaring,
    Escalation,
    FirstTask,
    Plan,
    Review,
    ReviewDue,
    Role,
    Step,
)
from incident_desk.domain.plan_sections import (
    Approval,
    Attention,
    Channel,
    Contact,
    CustomerGroup,
    FactorClass,
    Ladder,
    MovesOn,
    OnCall,
    PlannedPlace,
    Region,
    Runbook,
    RunbookStep,
    Rung,
    Section,
    Service,
    Template,
    Translation,
)
from incident_desk.domain.plan_watch import WatchedSeries

STALE = timedelta(days=90)
"""A contact that nobody has tried for a quarter is no contact any more."""


class Shown(msgspec.Struct, frozen=True):
    """One section: its name in the text, its icon, its words, and what one part of it is.

    `is_list`: it has many parts. `in_rows`: its parts are short, so they are shown as rows first.
    """

    key: str
    symbol: str
    words: object
    part: type[Section]
    is_list: bool = True
    in_rows: bool = False

    @property
    def title(self) -> str:
        return QCoreApplication.translate("PlanSections", str(self.words))


class Group(msgspec.Struct, frozen=True):
    """Fields of one form that stand together: where they are, what they belong to, and their heading."""

    path: Path
    part: type[Section]
    heading: str = ""
    only: tuple[str, ...] = ()


class Rows(msgspec.Struct, frozen=True):
    """Small parts below a form, as rows to type in: where they are, and which of their fields."""

    path: Path
    part: type[Section]
    heading: str
    columns: tuple[str, ...]


SECTIONS = (
    Shown("roles", "users", QT_TRANSLATE_NOOP("PlanSections", "Roles, duties"), Role),
    Shown("severities", "gauge", QT_TRANSLATE_NOOP("PlanSections", "Severities, triggers"), Consequence),
    Shown("declare_if", "siren", QT_TRANSLATE_NOOP("PlanSections", "Name, when to declare"), Declaring, is_list=False),
    Shown("cadences", "clock", QT_TRANSLATE_NOOP("PlanSections", "Cadences, clocks"), Cadences, is_list=False),
    Shown("attention", "bell-ring", QT_TRANSLATE_NOOP("PlanSections", "What comes first"), Attention, is_list=False),
    Shown("escalation", "phone-outgoing", QT_TRANSLATE_NOOP("PlanSections", "Escalation"), Escalation, in_rows=True),
    Shown("channels", "megaphone", QT_TRANSLATE_NOOP("PlanSections", "Channels"), Channel, in_rows=True),
    Shown("approvals", "shield-check", QT_TRANSLATE_NOOP("PlanSections", "Approvals"), Approval),
    Shown("templates", "file-text", QT_TRANSLATE_NOOP("PlanSections", "Templates"), Template),
    Shown("audiences", "users-round", QT_TRANSLATE_NOOP("PlanSections", "Audiences"), Audience),
    Shown("wording", "eye-off", QT_TRANSLATE_NOOP("PlanSections", "Words not to use"), Wording, in_rows=True),
    Shown("if_asked", "message-square", QT_TRANSLATE_NOOP("PlanSections", "Answers if asked"), IfAsked),
    Shown("notifications", "scale", QT_TRANSLATE_NOOP("PlanSections", "Legal notifications"), Notification),
    Shown("sending", "hourglass", QT_TRANSLATE_NOOP("PlanSections", "Sending"), Sending, is_list=False),
    Shown("services", "server", QT_TRANSLATE_NOOP("PlanSections", "Services, owners"), Service, in_rows=True),
    Shown("alerts", "bell-ring", QT_TRANSLATE_NOOP("PlanSections", "Alerts"), AlertRules, is_list=False),
    Shown("alert_mappings", "plug", QT_TRANSLATE_NOOP("PlanSections", "Alerts as JSON"), AlertMapping),
    Shown("watch", "activity", QT_TRANSLATE_NOOP("PlanSections", "Watched series"), WatchedSeries),
    Shown("contacts", "phone-call", QT_TRANSLATE_NOOP("PlanSections", "Contacts"), Contact, in_rows=True),
    Shown("ladders", "phone-outgoing", QT_TRANSLATE_NOOP("PlanSections", "Ladders of contacts"), Ladder),
    Shown("on_call", "user-check", QT_TRANSLATE_NOOP("PlanSections", "On call"), OnCall, in_rows=True),
    Shown("customer_groups", "users-round", QT_TRANSLATE_NOOP("PlanSections", "Customer groups"), CustomerGroup),
    Shown("runbooks", "route", QT_TRANSLATE_NOOP("PlanSections", "Runbooks"), Runbook),
    Shown("places", "link", QT_TRANSLATE_NOOP("PlanSections", "Bridges, links"), PlannedPlace, in_rows=True),
    Shown("regions", "globe", QT_TRANSLATE_NOOP("PlanSections", "Regions"), Region, in_rows=True),
    Shown(
        "factor_classes", "layers", QT_TRANSLATE_NOOP("PlanSections", "Classes of factors"), FactorClass, in_rows=True
    ),
    Shown("review_reports", "file-text", QT_TRANSLATE_NOOP("PlanSections", "Reports afterwards"), ReportTemplate),
    Shown("review", "history", QT_TRANSLATE_NOOP("PlanSections", "Review"), Review, is_list=False),
)
BY_KEY = {section.key: section for section in SECTIONS}


def groups(section: Shown, step: str | int | None) -> list[Group]:
    """What the form of a part shows."""
    if section.part is Declaring:
        return [
            Group((), Plan, only=("name", "answers_at", "keeps_reach", "support")),
            Group(("declare_if",), Declaring, _tr("Declare if any of these")),
        ]
    if not section.is_list or step is None:
        return [Group((section.key,), section.part)]
    path: Path = (section.key, step)
    if section.part is Consequence:
        return [Group(path, Consequence), Group((*path, "review"), ReviewDue, _tr("Review meeting"))]
    if section.part is Approval:
        return [Group(path, Approval), Group((*path, "moves_on"), MovesOn, _tr("If nobody answers"))]
    return [Group(path, section.part)]


_ROWS: dict[type[Section], tuple[str, type[Section], object, tuple[str, ...]]] = {
    Role: (
        "checklist",
        Step,
        QT_TRANSLATE_NOOP("PlanSections", "Checklist"),
        ("do", "within", "when", "because", "key"),
    ),
    Consequence: (
        "tasks",
        FirstTask,
        QT_TRANSLATE_NOOP("PlanSections", "First tasks"),
        ("do", "role", "within", "because", "key"),
    ),
    Runbook: (
        "steps",
        RunbookStep,
        QT_TRANSLATE_NOOP("PlanSections", "Steps"),
        ("do", "role", "within", "precondition", "read_back", "hold", "because"),
    ),
    Audience: (
        "paces",
        Pace,
        QT_TRANSLATE_NOOP("PlanSections", "At some severities otherwise"),
        ("severities", "first_within", "every"),
    ),
    Template: ("translations", Translation, QT_TRANSLATE_NOOP("PlanSections", "Translations"), ("language", "text")),
    Ladder: ("rungs", Rung, QT_TRANSLATE_NOOP("PlanSections", "Rungs, the first first"), ("channel", "wait")),
}
"""Which small parts a part has: their name in the text, what one is, their heading, and their columns."""


def rows(section: Shown, step: str | int | None) -> Rows | None:
    """The small parts below the form; None if it has none."""
    if step is None or section.part not in _ROWS:
        return None
    name, part, heading, columns = _ROWS[section.part]
    return Rows((section.key, step, name), part, _tr(str(heading)), columns)


def all_rows(section: Shown) -> Rows:
    """Every part of a section side by side."""
    fields = zip(section.part.__struct_fields__, section.part.__struct_encode_fields__, strict=True)
    hidden = ("review", "text", "moves_on", "answer", *(name for name, *_ in _ROWS.values()))
    names = tuple(encoded for _, encoded in fields if encoded not in hidden)
    first = tuple(name for name in ("title", "name") if name in names)[:1]
    return Rows((section.key,), section.part, "", (*first, *(name for name in names if name not in first)))


def steps(outline: Outline, section: Shown) -> list[tuple[str | int, str]]:
    """The parts of a section: the last step of the way to each, and what it is called."""
    found = outline.at((section.key,))
    if isinstance(found, dict):
        named = cast("dict[str, Any]", found)
        return [(key, " ".join(filter(None, (key, _called(part))))) for key, part in named.items()]
    listed = cast("list[Any]", found) if isinstance(found, list) else []
    return [(number, _called(part) or str(number + 1)) for number, part in enumerate(listed)]


def _called(part: Any) -> str:
    """What a part is called; of one that has no name, what it holds for."""
    if not isinstance(part, dict):
        return part if isinstance(part, str) else ""
    named = cast("dict[str, Any]", part)
    for field in ("title", "name", "do", "asked", "key"):
        if isinstance(said := named.get(field), str) and said.strip():
            return said
    channels = named.get("channels")
    return ", ".join(map(str, cast("list[Any]", channels))) if isinstance(channels, list) else ""


def changed_in(before: Outline | None, after: Outline | None) -> dict[str, int]:
    """How many parts of each section are new, other or gone."""
    if before is None or after is None:
        return {}
    found = {section.key: _differing(before.at((section.key,)), after.at((section.key,))) for section in SECTIONS}
    found["declare_if"] += before.at(("name",)) != after.at(("name",))
    return {key: count for key, count in found.items() if count}


def _differing(before: Any, after: Any) -> int:
    if isinstance(before, dict) and isinstance(after, dict):
        was, now = cast("dict[str, Any]", before), cast("dict[str, Any]", after)
        return sum(was.get(key) != now.get(key) for key in was.keys() | now.keys())
    if isinstance(before, list) and isinstance(after, list):
        was, now = cast("list[Any]", before), cast("list[Any]", after)
        return max(sum(part not in was for part in now), sum(part not in now for part in was))
    return int((before or None) != (after or None))


def unchecked(contacts: Any, today: date) -> int:
    """How many contacts nobody has tried for too long."""
    listed = cast("list[Any]", contacts) if isinstance(contacts, list) else []
    parts = [cast("dict[str, Any]", part) for part in listed if isinstance(part, dict)]
    return sum(not _is_fresh(str(part.get("checked", "")), today) for part in parts)


def _is_fresh(checked: str, today: date) -> bool:
    try:
        return today - date.fromisoformat(checked) <= STALE
    except ValueError:
        return False


def _tr(text: str) -> str:
    return QCoreApplication.translate("PlanSections", text)
