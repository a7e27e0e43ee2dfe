"""The plan made in advance: severities and what each opens, roles with duties and checklists, cadences, deadlines.

Read by `plan_text`; kept in the record as the text that was published, so that a running incident keeps its version.
A field named `…_s` is a span in seconds; the text calls it without the `_s` and gives a unit ("within: 5 min").
"""

import enum
import functools
import hashlib
from typing import Annotated, ClassVar, Final

import msgspec

from incident_desk.domain.addresses import ADDRESS
from incident_desk.domain.plan_alerts import OF_ALERTS, AlertMapping, AlertReading, AlertRules
from incident_desk.domain.plan_outgoing import (
    OUTGOING,
    Audience,
    IfAsked,
    Notification,
    Sending,
    Wording,
    usual_audiences,
)
from incident_desk.domain.plan_review_reports import USUAL as USUAL_REPORTS
from incident_desk.domain.plan_review_reports import ReportTemplate
from incident_desk.domain.plan_sections import (
    AROUND,
    Approval,
    Attention,
    Channel,
    ChannelKind,
    Contact,
    CustomerGroup,
    FactorClass,
    Ladder,
    Often,
    OnCall,
    PlannedPlace,
    Region,
    RoleKey,
    Runbook,
    Section,
    Service,
    Template,
)
from incident_desk.domain.plan_watch import WatchedSeries
from incident_desk.domain.severity import Severity


def _span(default: int | None = None, *, name: str) -> int | None:
    return msgspec.field(default=default, name=name)


class Step(Section, frozen=True):
    """One line of a checklist. `within_s` counts from the declaration; without it, `when` may say when it is due.

    `because` is the lesson it comes from, mostly the number of an incident; so it is wherever a part has it.
    """

    noun: ClassVar[str] = "step"
    named_by: ClassVar[str] = "key"

    key: str
    do: str
    within_s: int | None = _span(name="within")
    when: str = ""
    because: str = ""


class Role(Section, frozen=True):
    """A part in the response, fitted to the business. `deputy` is the role whose holder is offered it."""

    noun: ClassVar[str] = "role"
    named_by: ClassVar[str] = "key"

    key: str
    title: str
    short: str
    duties: str
    deputy: RoleKey = ""
    checklist: tuple[Step, ...] = ()


class Days(enum.StrEnum):
    """How days are counted."""

    CALENDAR = "calendar"
    BUSINESS = "business"


class ReviewDue(Section, frozen=True):
    """By when the review meeting is held, in days from the resolution."""

    days: Often
    counted: Days


class FirstTask(Section, frozen=True):
    """What a severity asks of a role besides its checklist. `within_s` counts from the declaration."""

    noun: ClassVar[str] = "task"
    named_by: ClassVar[str] = "key"

    key: str
    do: str
    role: RoleKey
    within_s: int | None = _span(name="within")
    because: str = ""


class Consequence(Section, frozen=True):
    """What a severity means in plain words, and what it triggers: roles, first tasks, and what is due when.

    The cadences here stand in place of those that hold for all severities. A `restricted` one is proposed to be seen
    by named people only. `in_alerts` is what monitors call it.
    """

    name: str
    means: str
    opens: tuple[RoleKey, ...]
    first_message_within_s: int | None = _span(name="first_message_within")
    review: ReviewDue | None = None
    tasks: tuple[FirstTask, ...] = ()
    public_update_s: Often | None = _span(name="public_update")
    internal_update_s: Often | None = _span(name="internal_update")
    call_out_s: Often | None = _span(name="call_out")
    restricted: bool = False
    in_alerts: tuple[str, ...] = ()


class Declaring(Section, frozen=True):
    """When to declare: any one of `triggers` is enough, or a problem unsolved after `unsolved_after_s`."""

    triggers: tuple[str, ...]
    unsolved_after_s: int = msgspec.field(name="unsolved_after")
    in_doubt: str = ""


class Cadences(Section, frozen=True):
    """How often whom is told what, in seconds. Message and scope count from the declaration.

    `contact_check_s` is how old the last check of a contact may be.
    """

    first_public_message_s: int = msgspec.field(name="first_public_message")
    scope_s: int = msgspec.field(name="scope")
    public_update_s: Often = msgspec.field(name="public_update")
    public_update_for_s: int = msgspec.field(name="public_update_for")
    later_update_s: Often = msgspec.field(name="later_update")
    internal_update_s: Often = msgspec.field(name="internal_update")
    call_out_s: Often = msgspec.field(name="call_out")
    acknowledge_s: Often = msgspec.field(name="acknowledge")
    state_document_s: Often = msgspec.field(name="state_document")
    reassessment_s: Often | None = _span(name="reassessment")
    contact_check_s: Often | None = _span(name="contact_check")


class Escalation(Section, frozen=True):
    """What is done when nobody has acknowledged a role for `after_s`."""

    after_s: int = msgspec.field(name="after")
    do: str
    because: str = ""


class Review(Section, frozen=True):
    """What a review needs besides its meeting. Follow-ups are due by their priority."""

    draft_before_s: int = msgspec.field(name="draft_before")
    follow_ups_high_s: int = msgspec.field(name="follow_ups_high")
    follow_ups_normal_s: int = msgspec.field(name="follow_ups_normal")


USUAL_FACTOR_CLASSES: Final = (
    "software change",
    "configuration",
    "load",
    "dependency",
    "hardware",
    "network",
    "data",
    "human–system interface",
    "monitoring gap",
    "process",
    "knowledge",
)


class Plan(Section, frozen=True):
    """One version of the plan. `digest` names it: the sha256 of its text.

    `answers_at` is where `serve` is reached from outside: one-time links lead there. `keeps_reach` says for how long it
    is kept how to reach customers who reported, once they were answered or their incident was over. `support` is the
    address of whoever looks after reports that are handed on.
    """

    name: str
    severities: dict[Severity, Consequence]
    roles: tuple[Role, ...]
    services: tuple[Service, ...]
    cadences: Cadences
    declare_if: Declaring | None = None
    escalation: tuple[Escalation, ...] = ()
    review: Review | None = None
    answers_at: str = ""
    keeps_reach_s: Often = msgspec.field(default=30 * 86_400, name="keeps_reach")
    support: Annotated[str, msgspec.Meta(extra={"written": ADDRESS})] = ""
    channels: tuple[Channel, ...] = ()
    approvals: tuple[Approval, ...] = ()
    templates: tuple[Template, ...] = ()
    audiences: tuple[Audience, ...] = ()
    wording: tuple[Wording, ...] = ()
    if_asked: tuple[IfAsked, ...] = ()
    notifications: tuple[Notification, ...] = ()
    sending: Sending | None = None
    contacts: tuple[Contact, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    on_call: tuple[OnCall, ...] = ()
    customer_groups: tuple[CustomerGroup, ...] = ()
    regions: tuple[Region, ...] = ()
    runbooks: tuple[Runbook, ...] = ()
    places: tuple[PlannedPlace, ...] = ()
    factor_classes: tuple[FactorClass, ...] = ()
    watch: tuple[WatchedSeries, ...] = ()
    attention: Attention | None = None
    alerts: AlertRules | None = None
    alert_mappings: tuple[AlertMapping, ...] = ()
    review_reports: tuple[ReportTemplate, ...] = ()
    text: str = ""

    @property
    def digest(self) -> str:
        return digest_of(self.text)

    @property
    def attention_or_default(self) -> Attention:
        """What people are shown first, also of a plan that says nothing about it."""
        return self.attention or Attention()

    @property
    def alerts_or_default(self) -> AlertRules:
        """How alerts are read, also by a plan that says nothing about it."""
        return self.alerts or AlertRules()

    @property
    def alert_reading(self) -> AlertReading:
        """What the plan makes of the labels of alerts."""
        severities = {severity: each.in_alerts for severity, each in self.severities.items()}
        services = {service.name: service.in_alerts for service in self.services}
        return AlertReading(self.alerts_or_default, severities, services)

    @property
    def audiences_or_default(self) -> tuple[Audience, ...]:
        """Who is told: of a plan that names nobody, customers by what is public, our own people by the rest."""
        return self.audiences or usual_audiences(self.channels)

    @property
    def review_reports_or_default(self) -> tuple[ReportTemplate, ...]:
        """What reports after incidents are made of, also by a plan that says nothing about it."""
        return self.review_reports or USUAL_REPORTS

    @property
    def sending_or_default(self) -> Sending:
        """How words are sent, also by a plan that says nothing about it."""
        return self.sending or Sending()

    @property
    def factor_class_names(self) -> tuple[str, ...]:
        """What contributing factors are classed by, also in a plan that says nothing about it."""
        return tuple(each.name for each in self.factor_classes) or USUAL_FACTOR_CLASSES

    @property
    def service_names(self) -> tuple[str, ...]:
        return tuple(service.name for service in self.services)

    @property
    def public_channels(self) -> frozenset[str]:
        """The keys of those that everybody can read."""
        return frozenset(each.key for each in self.channels if each.is_public)

    @property
    def mail_channels(self) -> tuple[str, ...]:
        """The keys of those by e-mail, the public ones first."""
        mails = (each for each in self.channels if each.kind is ChannelKind.EMAIL)
        return tuple(each.key for each in sorted(mails, key=lambda each: not each.is_public))

    def role(self, key: str) -> Role | None:
        """The role of this key; of one more expert of the same field ("sme_database#2"), that of the first."""
        field, mark, count = key.rpartition("#")
        wanted = field if mark and count.isdigit() else key
        return next((r for r in self.roles if r.key == wanted), None)

    def role_title(self, key: str) -> str:
        """What that role is called; the key where there is none."""
        role = self.role(key)
        return role.title if role else key

    def is_expert(self, key: str) -> bool:
        """Whether a role is called by choice, so that several people can hold it: no severity opens it."""
        return not any(key in consequence.opens for consequence in self.severities.values())

    def roles_for(self, severity: Severity | None) -> tuple[Role, ...]:
        """The roles a declaration opens; with no severity yet, those of the highest."""
        opened = self.severities[severity or Severity.SEV1].opens
        return tuple(r for r in self.roles if r.key in opened)

    def first_message_within_s(self, severity: Severity | None) -> int | None:
        """How soon customers hear of it first; None if the plan asks for no message."""
        return self.severities[severity or Severity.SEV1].first_message_within_s

    def cadences_for(self, severity: Severity | None) -> Cadences:
        """How often whom is told what while that severity holds."""
        consequence = self.severities[severity or Severity.SEV1]
        own = {name: getattr(consequence, name) for name in _OWN if getattr(consequence, name) is not None}
        return msgspec.structs.replace(self.cadences, **own)

    def tasks_for(self, severity: Severity | None) -> tuple[FirstTask, ...]:
        """The first tasks that a severity gives; with no severity yet, those of the highest."""
        return self.severities[severity or Severity.SEV1].tasks

    def checklist(self, key: str) -> tuple[Step, ...]:
        """What a role does, step by step."""
        own = self.role(key)
        return own.checklist if own else ()


_OWN = ("public_update_s", "internal_update_s", "call_out_s")


@functools.lru_cache(maxsize=64)
def digest_of(text: str) -> str:
    """The name of a version of the plan."""
    return hashlib.sha256(text.encode()).hexdigest()


SECTIONS: tuple[type[Section], ...] = (
    Plan,
    Consequence,
    ReviewDue,
    FirstTask,
    Role,
    Step,
    Declaring,
    Cadences,
    Escalation,
    Review,
    *AROUND,
    *OUTGOING,
    *OF_ALERTS,
    WatchedSeries,
    ReportTemplate,
)
"""Every part of a plan, for whoever asks which names there are."""

SPANS: frozenset[str] = frozenset(
    encoded
    for section in SECTIONS
    for field, encoded in zip(section.__struct_fields__, section.__struct_encode_fields__, strict=True)
    if field.endswith("_s")
)
"""The names in the text that hold a span of time."""
