"""What of a plan is about words that go out, on paper: who is told, who says yes, what is not said, what is answered,
and what the law asks."""

from collections.abc import Iterator

from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_words import span
from incident_desk.learning.paper import table, text


def outgoing_pages(plan: Plan) -> Iterator[str]:
    """A section for each part that the plan has."""
    yield _audiences(plan)
    if plan.approvals:
        yield _approvals(plan)
    if plan.wording:
        heads, widths = ("Do not write", "Why not", "Write instead"), (40, 16, 44)
        rows = [(", ".join(each.words), each.kind.value, each.use or each.why) for each in plan.wording]
        yield f"<h2>What is not said</h2>{table(heads, rows, widths)}"
    if plan.if_asked:
        rows = [(each.asked, each.answer, _roles(each.by, plan)) for each in plan.if_asked]
        yield f"<h2>If asked</h2>{table(('Asked', 'Answer', 'Approved first by'), rows, (28, 52, 20))}"
    if plan.notifications:
        yield _notifications(plan)


def _audiences(plan: Plan) -> str:
    titles = {each.key: each.title for each in plan.channels}
    regions = {each.key: each.title for each in plan.regions}
    rows = [
        (
            each.title,
            ", ".join(titles[key] for key in each.channels),
            span(each.first_within_s) if each.first_within_s else "by the clocks",
            span(each.every_s) if each.every_s else "by the clocks",
            ", ".join(each.languages),
            ", ".join(regions[key] for key in each.confirms),
        )
        for each in plan.audiences_or_default
    ]
    heads = ("Who", "By", "First within", "Then every", "Languages", "Say that they received it")
    return f"<h2>Who must hear</h2>{table(heads, rows, (20, 28, 11, 11, 10, 20))}" if rows else ""


def _approvals(plan: Plan) -> str:
    titles = {each.key: each.title for each in plan.channels}
    rows = [
        (
            ", ".join(titles[key] for key in each.channels) or "all channels",
            ", ".join(each.severities) or "all",
            f"{each.needs} of {_roles(each.by, plan)}" if each.needs else "nobody has to",
            _roles(each.legal, plan),
        )
        for each in plan.approvals
    ]
    return f"<h2>Who says yes</h2>{table(('Channels', 'Severities', 'Approved by', 'And'), rows, (34, 14, 32, 20))}"


def _notifications(plan: Plan) -> str:
    rows = [
        (
            each.title,
            each.trigger,
            each.recipient,
            f"{'without delay, at most ' if each.without_delay else ''}{span(each.within_s)}",
            _roles(each.decides, plan),
            each.law,
        )
        for each in plan.notifications
    ]
    heads = ("What", "When", "To whom", "Within", "Decides", "Law")
    return f"<h2>What the law asks</h2>{table(heads, rows, (17, 27, 18, 12, 12, 14))}"


def legal_rows(plan: Plan) -> list[tuple[str, ...]]:
    """The rows of the blank form: what is there to be told, with room for when and by whom it was."""
    return [(text(each.title), "", "", "<br/><br/>", "", "") for each in plan.notifications] or [("<br/>",) + ("",) * 5]


def _roles(keys: tuple[str, ...], plan: Plan) -> str:
    return " or ".join(plan.role_title(key) for key in keys)
