"""Who knew first, the business or its customers, and whether customers heard of it before they had to tell."""

from collections.abc import Iterable
from typing import Any

import msgspec

from incident_desk.domain.board import Board
from incident_desk.domain.message_entries import channel_of
from incident_desk.domain.moments import iso
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.report_list import Reports
from incident_desk.domain.sentences import LineSort
from incident_desk.domain.state import State
from incident_desk.domain.timeline import Noted


class FirstKnown(msgspec.Struct, frozen=True):
    """The first moment of each kind; None where there was none. Microseconds since the epoch, UTC."""

    noticed_us: int | None = None
    """When an alert fired or somebody here saw it: the first line that says so."""
    declared_us: int | None = None
    report_us: int | None = None
    """When the first report came of which somebody said that it is this."""
    public_us: int | None = None
    """When the first words to the public went out."""

    @property
    def known_us(self) -> int | None:
        """When the business knew."""
        return min((us for us in (self.noticed_us, self.declared_us) if us is not None), default=None)

    @property
    def was_business(self) -> bool | None:
        """Whether the business knew before a customer told it; None where none did."""
        if self.report_us is None or self.known_us is None:
            return None
        return self.known_us < self.report_us

    @property
    def was_told_first(self) -> bool | None:
        """Whether customers could read of it before the first of them told; None where none did."""
        if self.report_us is None:
            return None
        return self.public_us is not None and self.public_us < self.report_us


class Shares(msgspec.Struct, frozen=True):
    """Over several incidents: of those of which customers reported, in how many the business was first."""

    reported: int = 0
    knew: int = 0
    told: int = 0
    unreported: int = 0
    """No customer reported them, as far as the record says."""


def first_known(board: Board, plan: Plan, reports: Reports) -> FirstKnown:
    """Of one incident. `plan` says which channels are public."""
    standing = [line for line in board.timeline.lines if not line.is_retracted]
    noticed = (line.occurred_us for line in standing if line.sort is LineSort.DETECTION)
    noted = (
        line.occurred_us for line in standing if line.sort is LineSort.MESSAGE and isinstance(line.body, Noted)
    )  # of an import, or written down by hand
    public = {channel.key for channel in plan.channels if channel.is_public}
    sent = (each.sent_us for _, each in board.messages.sent if channel_of(each.variant) in public)
    came = (report.came_us for report in reports.judged_to(board.incident))
    return FirstKnown(
        min(noticed, default=None),
        board.headline.entered_us.get(State.DECLARED),
        min(came, default=None),
        min((*noted, *sent), default=None),
    )


def shares(found: Iterable[FirstKnown]) -> Shares:
    """Over all of them."""
    all_of_them = list(found)
    reported = [each for each in all_of_them if each.was_business is not None]
    return Shares(
        len(reported),
        sum(each.was_business is True for each in reported),
        sum(each.was_told_first is True for each in reported),
        len(all_of_them) - len(reported),
    )


def first_known_shown(found: FirstKnown) -> dict[str, Any]:
    """As plain values; times are ISO 8601 UTC."""
    moments = {
        "noticed_at": found.noticed_us,
        "declared_at": found.declared_us,
        "first_report_at": found.report_us,
        "first_public_message_at": found.public_us,
    }
    told = {name: None if us is None else iso(us) for name, us in moments.items()}
    return {**told, "business_was_first": found.was_business, "told_before_reported": found.was_told_first}
