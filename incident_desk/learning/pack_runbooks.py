"""The runbooks of a plan on paper: each step with who does it, what must hold before, and room to tick it off."""

from collections.abc import Iterator

from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import Runbook, RunbookStep
from incident_desk.domain.plan_words import span
from incident_desk.learning.paper import table, text

HEADS, WIDTHS = ("Step", "Who", "Within", "Before it", "Done at", "By"), (38, 16, 9, 21, 8, 8)


def runbook_pages(plan: Plan) -> Iterator[str]:
    """Each on a page of its own, for whoever carries it out."""
    for one in plan.runbooks:
        rows = [_step(number, step, plan) for number, step in enumerate(one.steps, 1)]
        head = f'<h2 style="page-break-before: always">Runbook: {text(one.title)}</h2>'
        yield f"{head}{_told(one)}{table(HEADS, rows, WIDTHS)}"


def _told(one: Runbook) -> str:
    takes = span(one.takes_s) if one.takes_s is not None else ""
    said = (
        ("Effect", one.effect),
        ("Risk", one.risk),
        ("Way back", one.undo),
        ("Needs", one.requires),
        ("Takes", takes),
    )
    return "".join(f"<p><b>{head}:</b> {text(words)}</p>" for head, words in said if words)


def _step(number: int, step: RunbookStep, plan: Plan) -> tuple[str, ...]:
    before = (
        step.precondition,
        "A second person reads it back" if step.read_back else "",
        "Wait for a word of whoever leads" if step.hold else "",
    )
    within = span(step.within_s) if step.within_s is not None else ""
    who = plan.role_title(step.role) if step.role else ""
    return f"{number}. {step.do}", who, within, ". ".join(filter(None, before)), "", ""
