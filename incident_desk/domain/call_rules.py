"""What holds for every try to call somebody, for an incident or to test whether they can be reached."""

from collections.abc import Iterable
from typing import Final

from incident_desk.domain.call_entries import Settled
from incident_desk.domain.call_list import Called, Made, Stage, Standing
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.ids import EntryId
from incident_desk.domain.ladders import Step
from incident_desk.domain.moments import SECOND_US

LEAST_S: Final = 300
"""A try is worth this long, however soon the next rung comes."""
LINK_S: Final = 12 * 3600
"""A one-time link holds so long, if what it asks about does."""
SAID_LIMIT, TEXT_LIMIT = 500, 2000


def rung_due(found: Iterable[Standing], called: Called, rung: int, *, is_again: bool) -> tuple[Standing, Step]:
    """The call that is to be tried by this rung, and the rung.

    Args:
        found: how the call stands; nothing if it does not stand any more.
        is_again: it was tried before without a word of what came of it.
    Raises: RuleError.
    """
    standing = next(iter(found), None)
    if standing is None:
        raise RuleError("Nobody is called for that: it was answered, or it is over.")
    before = called.of_rung(rung)
    is_again = is_again and before is not None and before.settled is None
    if standing.step is None or standing.rung != rung or not (standing.stage is Stage.TRY or is_again):
        raise RuleError("That rung of the ladder is not due.")
    return standing, standing.step


def worth_until_us(step: Step, now_us: int) -> int:
    """Until when a try by this rung is worth it."""
    return now_us + max(LEAST_S, step.wait_s) * SECOND_US


def unsettled(called: Called, made: EntryId) -> Made:
    """The try that this entry wrote down. Raises: NotFound; RuleError if it is known what came of it."""
    found = next((each for each in called.made if each.entry == made), None)
    if found is None:
        raise NotFound(f"There is no try {made}.")
    if found.settled is not None:
        raise RuleError("What came of that is written down already.")
    return found


def settle_try(called: Called, made: EntryId, how: Settled) -> None:
    """Take in what came of a try; one that was sent stays so."""
    for each in called.made:
        if each.entry == made and each.settled is not Settled.SENT:
            each.settled = how
