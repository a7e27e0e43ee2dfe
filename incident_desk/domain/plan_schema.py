"""The plan made in advance: severities and what each opens, roles with duties and checklists, cadences.

Read by `plan_text`; kept in the record as the text that was published, so that a running incident keeps its version.
"""

import hashlib

import msgspec

from incident_desk.domain.severity import Severity


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a checklist. `within_s` counts from the declaration; None: no due time, `when` may say so."""

    key: str
    do: str
    within_s: int | None = None
    when: str = ""


class Role(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part in the response, fitted to the business."""

    key: str
    title: str
    short: str
    duties: str
    deputy: str = ""
    checklist: tuple[Step, ...] = ()


class Consequence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a severity means in plain words, and which roles it opens."""

    name: str
    means: str
    opens: tuple[str, ...]
    first_message_within_s: int | None = None


class Cadences(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How often whom is told what, in seconds."""

    first_public_message_s: int
    scope_s: int
    public_update_s: int
    internal_update_s: int
    call_out_s: int
    acknowledge_s: int
    state_document_s: int


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One version of the plan. `digest` names it: the sha256 of its text."""

    name: str
    severities: dict[Severity, Consequence]
    roles: tuple[Role, ...]
    services: tuple[str, ...]
    cadences: Cadences
    text: str = ""

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    def role(self, key: str) -> Role | None:
        return next((r for r in self.roles if r.key == key), None)

    def roles_for(self, severity: Severity | None) -> tuple[Role, ...]:
        """The roles a declaration opens; with no severity yet, those of the highest."""
        opened = self.severities[severity or Severity.SEV1].opens
        return tuple(r for r in self.roles if r.key in opened)
