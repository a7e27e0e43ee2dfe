"""Announced maintenance for customers: words of its own, which somebody else allows before they stand on the page.

What is announced inside names who does it and what may go wrong; none of that is ever shown. There is no incident yet,
so nobody holds a role: by the plan's mildest rule for the page a second person is asked, whoever may approve.
"""

from incident_desk.domain.approvals import rule_for
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import EntryId
from incident_desk.domain.levels import Levels
from incident_desk.domain.maintenance import checked_words, must_go_on
from incident_desk.domain.maintenance_entries import MaintenanceHidden, MaintenanceShown, MaintenanceWorded
from incident_desk.domain.maintenance_list import Maintenance, Maintenances
from incident_desk.domain.plan import Plans
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.powers import Power
from incident_desk.domain.severity import Severity
from incident_desk.domain.status_page import page_channel


class WordMaintenance(Fields, frozen=True):
    """`text` is what customers read; where the plan asks nobody, it is shown at once."""

    maintenance: str
    text: str


class ShowMaintenance(Fields, frozen=True):
    """`worded` is the entry of the words that were read: if they were changed since, they are read again."""

    maintenance: str
    worded: str = ""


class HideMaintenance(Fields, frozen=True):
    maintenance: str
    reason: str = ""


@command("maintenance.word", help="Propose what customers read of maintenance", slash=("word-maintenance",), alone=True)
def word(maintenances: Maintenances, plans: Plans, context: Context, fields: WordMaintenance) -> list[Draft]:
    one = maintenances.find(fields.maintenance)
    must_go_on(maintenances, one)
    _must_have_page(plans.current)
    text = checked_words(fields.text)
    if not text:
        raise RuleError("Say what customers read: what is done, and what they notice meanwhile.")
    if one.for_customers is not None and one.for_customers.text == text:
        raise RuleError(f"{maintenances.label(one)} says so already.")
    own = EntryId(context.new_id())
    drafts = [Draft(MaintenanceWorded(one.id, one.number, text), id=own)]
    return drafts if needs_second(plans.current) else [*drafts, Draft(MaintenanceShown(one.id, one.number, own))]


@command(
    "maintenance.show",
    help="Let customers read of maintenance on the status page",
    slash=("show-maintenance",),
    alone=True,
    who="somebody who may approve, and did not write the words",
)
def show(
    maintenances: Maintenances, plans: Plans, levels: Levels, context: Context, fields: ShowMaintenance
) -> list[Draft]:
    one = maintenances.find(fields.maintenance)
    must_go_on(maintenances, one)
    label, words = maintenances.label(one), one.for_customers
    if words is None or not words.text:
        raise RuleError(f"Nobody has said what customers read of {label}: /word-maintenance.")
    if fields.worded and fields.worded != words.entry:
        raise RuleError(f"The words of {label} were changed; read them again.")
    if levels.of:
        levels.must_hold(context.by, Power.APPROVE)
    if levels.of and words.by == context.by and needs_second(plans.current):
        raise RuleError(f"You wrote the words of {label}: somebody else says that customers may read them.")
    if context.by in words.allowed:
        raise RuleError(f"{label} is shown already.")
    return [Draft(MaintenanceShown(one.id, one.number, words.entry))]


@command("maintenance.hide", help="Take maintenance off the status page", slash=("hide-maintenance",), alone=True)
def hide(maintenances: Maintenances, fields: HideMaintenance) -> list[Draft]:
    one = maintenances.find(fields.maintenance)
    if one.for_customers is None:
        raise RuleError(f"Customers read nothing of {maintenances.label(one)}.")
    return [Draft(MaintenanceHidden(one.id, one.number, checked_words(fields.reason)))]


def _must_have_page(plan: Plan) -> None:
    if page_channel(plan) is None:
        raise RuleError("The plan has no public channel of the kind “status page”.")


def needs_second(plan: Plan) -> bool:
    """Whether somebody else has to allow the words: by what the plan asks of the page for the mildest incident."""
    channel = page_channel(plan)
    return channel is not None and rule_for(plan, Severity.SEV4, channel.key).needs > 0


def public_words(one: Maintenance, plan: Plan, levels: Levels) -> str:
    """What customers read of it; empty if nothing may be shown. Nobody allows their own, whatever a desk wrote."""
    words = one.for_customers
    if words is None:
        return ""
    allowed = words.allowed
    if levels.of and needs_second(plan):
        allowed = tuple(each for each in allowed if each != words.by and not levels.why_not(each, Power.APPROVE))
    return words.text if allowed else ""
