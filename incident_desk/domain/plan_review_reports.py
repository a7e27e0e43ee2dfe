"""What a report after an incident is made of, as the plan says: its parts, in their order, and who reads it."""

import enum
from typing import Annotated, ClassVar, Final

import msgspec

from incident_desk.domain.plan_sections import Section


class ReportPart(enum.StrEnum):
    """A part of a report that is drafted from the record."""

    SUMMARY = "summary"
    IMPACT = "impact"
    MEASURES = "measures"
    TIMELINE = "timeline"
    FACTORS = "factors"
    WELL = "went well"
    LUCKY = "lucky"
    WORSE = "worse"
    DECISIONS = "decisions"
    FOLLOW_UPS = "follow-ups"


class ReportTemplate(Section, frozen=True):
    """One sort of report. One for readers `outside` is saved without people, hosts and what is sealed."""

    noun: ClassVar[str] = "report template"
    named_by: ClassVar[str] = "key"

    key: str
    title: str
    parts: Annotated[tuple[ReportPart, ...], msgspec.Meta(min_length=1)]
    outside: bool = False


USUAL: Final = (
    ReportTemplate("review", "Review report", tuple(ReportPart)),
    ReportTemplate(
        "outside",
        "Report for readers outside",
        (ReportPart.SUMMARY, ReportPart.IMPACT, ReportPart.TIMELINE, ReportPart.FACTORS, ReportPart.FOLLOW_UPS),
        outside=True,
    ),
)
"""Those of a plan that names none."""
