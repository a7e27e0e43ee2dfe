"""The part of a plan about alerts: what belongs together, how bad it is, whose it is, and what is too much of it.

A field named `…_s` is a span in seconds; the text calls it without the `_s` and gives a unit ("within: 5 min").
"""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Final

import msgspec

from incident_desk.domain.plan_sections import Often, Section
from incident_desk.domain.severity import Severity

Labels = Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]


class AlertMapping(Section, frozen=True):
    """How JSON of a monitor is read that no other shape fits: where in it what stands ("data.check.name").

    `each` leads to a list of alerts, where one request brings several. It is over where `state` is one of `over`.
    `key` is what tells one alert from others.
    """

    noun: ClassVar[str] = "mapping"
    named_by: ClassVar[str] = "key"

    key: str
    title: str
    state: str = ""
    over: tuple[str, ...] = ("ok", "up", "resolved", "recovered", "closed")
    each: str = ""
    identity: str = ""
    summary: str = ""
    severity: str = ""
    service: str = ""
    region: str = ""
    since: str = ""
    link: str = ""
    runbook: str = ""


class AlertRules(Section, frozen=True):
    """How alerts are read: those with the same of `group_by` are one line; who has to take them, and how soon.

    More than `storm` that begin within `storm_within_s` are told as one. What changed `flaps` times within
    `flaps_within_s` flaps, until it holds for `holds_s`.
    """

    group_by: Labels = ("service", "alertname")
    service_labels: Labels = ("service", "app", "application", "component", "job")
    severity_labels: Labels = ("severity", "priority", "level")
    region_labels: Labels = ("region", "zone", "location")
    to_acknowledge: tuple[Severity, ...] = (Severity.SEV1, Severity.SEV2)
    acknowledge_within_s: Often = msgspec.field(default=300, name="acknowledge_within")
    storm: Often = 30
    storm_within_s: Often = msgspec.field(default=120, name="storm_within")
    flaps: Often = 5
    flaps_within_s: Often = msgspec.field(default=1200, name="flaps_within")
    holds_s: Often = msgspec.field(default=600, name="holds")

    def region_of(self, labels: Mapping[str, str]) -> str:
        """Where it is; empty if its source does not say."""
        return next((said for name in self.region_labels if (said := labels.get(name))), "")


class AlertReading:
    """What a plan makes of labels: how bad, of which service, where."""

    def __init__(
        self, rules: AlertRules, severities: Mapping[Severity, tuple[str, ...]], services: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.rules = rules
        self._severities = {word.casefold(): severity for severity, words in severities.items() for word in words}
        self._services = {_plain(word): name for name, words in services.items() for word in (name, *words)}

    def severity_of(self, labels: Mapping[str, str]) -> Severity:
        """How bad it is, by what its source says; what says nothing is minor."""
        for name in self.rules.severity_labels:
            said = labels.get(name, "").casefold()
            if found := self._severities.get(said) or USUAL_WORDS.get(said):
                return found
        return Severity.SEV3

    def service_of(self, labels: Mapping[str, str]) -> str:
        """Which service it is about, as the plan calls it; else what its source says; empty if it says nothing."""
        given = [said for name in self.rules.service_labels if (said := labels.get(name))]
        found = (self._services.get(_plain(said)) for said in given)
        return next((name for name in found if name), given[0] if given else "")


def _plain(text: str) -> str:
    return " ".join(text.replace("-", " ").replace("_", " ").casefold().split())


USUAL_WORDS: Final = {
    **dict.fromkeys(("critical", "page", "emergency", "disaster", "fatal", "p1", "sev1", "1"), Severity.SEV1),
    **dict.fromkeys(("error", "high", "major", "alert", "p2", "sev2", "2"), Severity.SEV2),
    **dict.fromkeys(("warning", "warn", "average", "medium", "minor", "p3", "sev3", "3"), Severity.SEV3),
    **dict.fromkeys(("info", "information", "notice", "none", "low", "debug", "p4", "p5", "sev4"), Severity.SEV4),
}
"""What monitors call a severity where the plan says nothing."""

OF_ALERTS: tuple[type[Section], ...] = (AlertRules, AlertMapping)
