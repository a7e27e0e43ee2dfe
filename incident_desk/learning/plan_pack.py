"""The plan for a day without screens: the plan itself, whom to reach, and blank forms, as pages to print.

Written as the little HTML that a printer of documents understands; whatever somebody typed stands there as text.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

import msgspec

from incident_desk.domain.moments import from_us
from incident_desk.domain.on_call import OnCallLists
from incident_desk.domain.on_call_now import checked_us
from incident_desk.domain.place_list import Place
from incident_desk.domain.plan import Version
from incident_desk.domain.plan_schema import SPANS, Cadences, Plan, Role
from incident_desk.domain.plan_sections import Contact
from incident_desk.domain.plan_words import place, span
from incident_desk.domain.reach_list import Reaching
from incident_desk.learning.pack_on_call import on_call_pages
from incident_desk.learning.pack_outgoing import legal_rows, outgoing_pages
from incident_desk.learning.pack_runbooks import runbook_pages
from incident_desk.learning.paper import blank, cells, points, table, text

STALE: Final = timedelta(days=90)
LOG_ROWS, FORM_ROWS = 24, 10
STYLE: Final = """
body { font-family: Inter; font-size: 9pt; color: #000000; }
h1 { font-size: 18pt; } h2 { font-size: 13pt; } h3 { font-size: 10.5pt; }
p { margin-top: 2px; margin-bottom: 4px; } .meta { color: #444444; }
table { border-collapse: collapse; margin-top: 4px; margin-bottom: 8px; }
th { text-align: left; font-weight: 600; background-color: #eeeeee; }
"""


class Pack(msgspec.Struct, frozen=True):
    """Pages to print: their content, what they are called, and what stands at the foot of each."""

    html: str
    title: str
    foot: str


def packed(
    plan: Plan,
    version: Version | None,
    by: str,
    now_us: int,
    *,
    on_call: OnCallLists | None = None,
    reaching: Reaching | None = None,
) -> Pack:
    """The plan in pages.

    Args:
        version: as it was published; None for a plan that nobody published.
        by: the name of whoever published it.
        on_call: the shifts that were imported, and `reaching` who answered a test; None where there is no record.
    """
    today = from_us(now_us).date()
    parts = [
        _head(plan, version, by, today),
        _severities(plan),
        _contacts(plan, today, reaching or Reaching()),
        *on_call_pages(plan, on_call or OnCallLists(), now_us),
        _owners(plan),
        *(_role(role, plan) for role in plan.roles),
        *runbook_pages(plan),
        _templates(plan),
        *outgoing_pages(plan),
        *_forms(plan),
    ]
    body = "\n".join(part for part in parts if part)
    foot = f"{plan.name} · version {plan.digest[:8]} · printed {today.isoformat()}"
    return Pack(f"<html><head><style>{STYLE}</style></head><body>{body}</body></html>", plan.name, foot)


# the plan ------------------------------------------------------------------------------------------------------------


def _head(plan: Plan, version: Version | None, by: str, today: date) -> str:
    told = f"Version {plan.digest[:8]}, printed {today.isoformat()}."
    if version is not None and version.published_us:
        published = from_us(version.published_us).date().isoformat()
        told += f" Published {published} by {by}: {version.reason or 'no reason given'}."
    said = [f"<h1>{text(plan.name)}</h1>", f'<p class="meta">{text(told)}</p>']
    if plan.declare_if is not None:
        rows = [*plan.declare_if.triggers, f"It is unsolved after {span(plan.declare_if.unsolved_after_s)}"]
        said += ["<h2>Declare if any of these</h2>", points(rows), f"<p>{text(plan.declare_if.in_doubt)}</p>"]
    return "\n".join(said)


def _severities(plan: Plan) -> str:
    rows = [
        (
            f"{severity} {consequence.name}",
            consequence.means,
            ", ".join(role.short for role in plan.roles_for(severity)),
            span(within) if (within := consequence.first_message_within_s) else "none",
            span(plan.cadences_for(severity).public_update_s) if within else "none",
            span(plan.cadences_for(severity).internal_update_s),
        )
        for severity, consequence in plan.severities.items()
    ]
    heads = ("Severity", "What it means", "Opens", "First message", "Then every", "Inside every")
    tasks = [
        (severity, task.do, plan.role_title(task.role), _due(task.within_s, ""))
        for severity, consequence in plan.severities.items()
        for task in consequence.tasks
    ]
    said = ["<h2>Severities</h2>", table(heads, rows, (14, 34, 22, 10, 10, 10))]
    if tasks:
        said += ["<h3>First tasks</h3>", table(("Severity", "Task", "Who", "Within"), tasks, (12, 50, 26, 12))]
    if plan.escalation:
        said += [
            "<h3>If nobody answers</h3>",
            points(f"After {span(one.after_s)}: {one.do}" for one in plan.escalation),
        ]
    spans = [(_place(name), span(seconds)) for name, seconds in _cadences(plan.cadences)]
    if plan.places:
        rows = [(Place(one.kind, "", one.of).english, one.where) for one in plan.places]
        said += ["<h3>Bridge and links</h3>", table(("What", "Where"), rows, (30, 70))]
    return "\n".join([*said, "<h3>Clocks</h3>", table(("What", "Time"), spans, (70, 30))])


def _cadences(cadences: Cadences) -> list[tuple[str, int]]:
    names = zip(cadences.__struct_fields__, cadences.__struct_encode_fields__, strict=True)
    found = ((encoded, getattr(cadences, field)) for field, encoded in names if encoded in SPANS)
    return [(encoded, seconds) for encoded, seconds in found if seconds is not None]


def _contacts(plan: Plan, today: date, reaching: Reaching) -> str:
    said = ["<h2>Whom to reach</h2>"]
    if not plan.contacts:
        said.append("<p>This plan names nobody yet. Write them here.</p>")
        return "\n".join([*said, blank(("Name", "Team", "How to reach them"), (34, 26, 40), FORM_ROWS)])
    rows = [(one.name, one.team, ", ".join(one.reach), _checked(one, today, reaching)) for one in plan.contacts]
    said.append(
        table(("Name", "Team", "How to reach them, the first first", "Answered a test"), rows, (26, 20, 38, 16))
    )
    names = {one.key: one.name for one in plan.contacts}
    said += _ladders(plan, names)
    return "\n".join(said)


def _ladders(plan: Plan, names: dict[str, str]) -> list[str]:
    channels = {one.key: one.title for one in plan.channels}
    rows = [
        (
            one.title,
            ", ".join([*(names[key] for key in one.people), *map(plan.role_title, one.roles)]) or "everybody",
            ", then ".join(f"{channels[rung.channel]} for {span(rung.wait_s)}" for rung in one.rungs),
        )
        for one in plan.ladders
    ]
    heads = ("Ladder", "For", "How they are called until they answer")
    return ["<h3>How they are called in</h3>", table(heads, rows, (20, 30, 50))] if rows else []


def _checked(contact: Contact, today: date, reaching: Reaching) -> str:
    found_us = checked_us(contact, reaching)
    if found_us is None:
        return "never: try it"
    day = from_us(found_us).date()
    return day.isoformat() + (": try it again" if today - day > STALE else "")


def _owners(plan: Plan) -> str:
    lists = {one.key: one.title for one in plan.on_call}
    regions = {one.key: one.title for one in plan.regions}
    groups = {one.key: one.title for one in plan.customer_groups}
    channels = {one.key: one.title for one in plan.channels}
    services = [
        (
            one.name,
            one.owner,
            lists.get(one.on_call, ""),
            ", ".join(groups[key] for key in one.used_by),
            ", ".join(regions[key] for key in one.regions),
        )
        for one in plan.services
    ]
    heads = ("Service", "Owner", "On call", "Used by", "Where")
    said = ["<h2>Services and customers</h2>", table(heads, services, (24, 18, 18, 24, 16))]
    told = [(one.title, one.feels, ", ".join(channels[key] for key in one.told_by)) for one in plan.customer_groups]
    if told:
        said.append(table(("Customers", "What they feel", "Told by"), told, (26, 40, 34)))
    approvals = [
        (
            ", ".join(channels[key] for key in one.channels),
            ", ".join(map(plan.role_title, one.by)),
            str(one.needs),
            ", ".join(one.severities) or "all",
            one.words,
        )
        for one in plan.approvals
    ]
    if approvals:
        heads = ("Before words go out on", "Approved by any of", "How many", "For", "")
        said += ["<h3>Approvals</h3>", table(heads, approvals, (32, 28, 8, 10, 22))]
    classes = [(one.name, one.covers) for one in plan.factor_classes]
    if classes:
        heads = ("What contributed is classed as", "What belongs to it")
        said += ["<h3>Classes of contributing factors</h3>", table(heads, classes, (34, 66))]
    return "\n".join(said)


def _role(role: Role, plan: Plan) -> str:
    """A page for whoever holds the role: what it is, and its checklist with room to write when each was done."""
    deputy = plan.role_title(role.deputy) if role.deputy else "none"
    steps = [(step.do, _due(step.within_s, step.when), "", "") for step in role.checklist]
    said = [
        f'<h2 style="page-break-before: always">{text(role.title)}</h2>',
        "<p>Held by ______________________  since ____________  reached by ______________________</p>",
        f"<p>{text(role.duties)}</p>",
        f'<p class="meta">Deputy: {text(deputy)}</p>',
        table(("Step", "Due", "Done at", "By"), steps, (52, 16, 16, 16)) if steps else "",
        "<h3>Notes</h3>",
        blank(("Time", "What"), (16, 84), FORM_ROWS),
    ]
    return "\n".join(said)


def _templates(plan: Plan) -> str:
    if not plan.templates:
        return ""
    channels = {one.key: one.title for one in plan.channels}
    said = ['<h2 style="page-break-before: always">Words to send</h2>']
    for one in plan.templates:
        where = ", ".join(channels[key] for key in one.channels)
        said += [f"<h3>{text(one.title)}</h3>", f'<p class="meta">{text(f"{one.when}: {where}")}</p>']
        said.append(f"<p>{text(one.text)}</p>")
        said += [f"<p><b>{text(each.language)}</b> {text(each.text)}</p>" for each in one.translations]
    return "\n".join(said)


# blank forms ---------------------------------------------------------------------------------------------------------


def _forms(plan: Plan) -> Iterable[str]:
    yield _form("Who does what", ("Role", "Name", "Since", "Reached by"), (30, 30, 14, 26), _roles_to_fill(plan))
    yield _form("Log", ("Time", "What was seen, done, decided or said", "Who"), (14, 66, 20), LOG_ROWS)
    heads = ("Time", "Decision, and why", "What else was considered", "Objections", "By")
    yield _form("Decisions", heads, (12, 32, 24, 18, 14), FORM_ROWS)
    yield _form("Tasks", ("Given at", "Task", "To", "Until", "Done at"), (12, 48, 18, 11, 11), 2 * FORM_ROWS)
    said = ["What is to be done", "Effect", "Risk", "Way back", "Time, needs", "Steps, and who", "Decided, and why"]
    yield _form("A course of action", ("", ""), (28, 72), [(each, "<br/><br/>") for each in said])
    yield "<p>Proposed by __________________  decided by __________________  begun at ________  ended at ________</p>"
    heads = ("Time", "Where", "Words", "Approved by", "Next by")
    yield _form("Messages sent", heads, (11, 15, 46, 16, 12), FORM_ROWS)
    said = ["What happened", "Who is affected, who is not", "Since when", "What we do", "Meanwhile", "Next word by"]
    yield _form("A message", ("", ""), (28, 72), [(each, "<br/><br/>") for each in said])
    yield "<p>For ____________________  by ____________________  approved by ____________________  at ________</p>"
    heads = ("Time", "Who asks, and for whom", "Reach", "What they ask", "Until", "Answered, word for word")
    yield _form("Who else asks", heads, (9, 19, 15, 22, 9, 26), FORM_ROWS)
    heads = ("What", "Counts from", "By", "Sent at, reference", "Not to be told, because", "Who")
    yield _form("Told by law", heads, (22, 12, 12, 20, 22, 12), legal_rows(plan))
    said = [
        "The situation in three lines",
        "Under way now",
        "Promised, and by when",
        "What could still go wrong",
        "What worries me",
    ]
    yield _form("Handover", ("", ""), (28, 72), [(each, "<br/><br/><br/>") for each in said])
    yield "<p>Given by ____________________  taken by ____________________  at ____________</p>"


def _roles_to_fill(plan: Plan) -> list[tuple[str, ...]]:
    return [(text(role.title), "", "", "") for role in plan.roles]


def _form(title: str, heads: Sequence[str], widths: Sequence[int], rows: int | list[tuple[str, ...]]) -> str:
    said = f'<h2 style="page-break-before: always">{text(title)}</h2>'
    incident = "<p>Incident ____________________________  sheet ______</p>"
    made = blank(heads, widths, rows) if isinstance(rows, int) else cells(heads, rows, widths)
    return f"{said}\n{incident}\n{made}"


# words ---------------------------------------------------------------------------------------------------------------


def _place(name: str) -> str:
    return place(name).capitalize()


def _due(within_s: int | None, when: str) -> str:
    return span(within_s) if within_s is not None else when
