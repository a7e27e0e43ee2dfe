"""Is it us? Answered on the page itself, while a visitor picks: which picks lead to which answer, as rules of style.

So it is answered without a script, and also while nothing of ours but the folder of the page is there.
"""

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from incident_desk.domain.ids import IncidentId
from incident_desk.domain.page_verdict import wider_issue
from incident_desk.domain.report_entries import Symptom
from incident_desk.domain.report_matching import Asked
from incident_desk.domain.status_page import Page

SERVICES_MOST: Final = 30
"""A longer list is picked from in a form, which `serve` answers."""
UNSURE: Final = ""
Row = tuple[str, ...]
T = TypeVar("T")


def can_be_picked(page: Page) -> bool:
    return len(page.services) <= SERVICES_MOST


def picks(page: Page) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """What is offered of service, region and symptom; not to be sure comes first."""
    return (UNSURE, *page.services), (UNSURE, *page.regions), (UNSURE, *(each.value for each in Symptom))


def rules(page: Page) -> str:
    """The style that shows the answer to what is picked: `.a0` the first open incident, `.an` that nothing is known."""
    services, regions, symptoms = picks(page)
    names = {each.id: f"a{at}" for at, each in enumerate(page.open)}
    matrices = [
        tuple(tuple(_answer(page, names, service, region, each) for each in symptoms) for region in regions)
        for service in services
    ]
    return "".join(
        f".pick{_any('s', which, len(services))}{rule}"
        for matrix, which in _alike(matrices)
        for rule in _rules_of(matrix)
    )


def _answer(page: Page, names: dict[IncidentId, str], service: str, region: str, symptom: str) -> str:
    if not (service or region or symptom):
        return ""
    newest_us = max((each.last.at_us for each in page.open), default=0)
    found = wider_issue(page, Asked("", newest_us, service, region, symptom))
    return names[found.id] if found is not None else "an"


def _rules_of(matrix: tuple[Row, ...]) -> Iterable[str]:
    """Of one service, or of several alike."""
    for row, regions in _alike(matrix):
        for answer, symptoms in _alike(row):
            if answer:
                picked = _any("r", regions, len(matrix)) + _any("y", symptoms, len(row))
                yield f"{picked} .{answer}{{display:block}}"


def _alike(found: Sequence[T]) -> list[tuple[T, list[int]]]:
    """The same ones together, with the places where they stand."""
    places: dict[T, list[int]] = {}
    for at, each in enumerate(found):
        places.setdefault(each, []).append(at)
    return list(places.items())


def _any(letter: str, places: Sequence[int], of: int) -> str:
    """That one of these is picked; where it is any of all, nothing has to be said."""
    if len(places) == of:
        return ""
    return f":has({','.join(f'#{letter}{at}:checked' for at in places)})"
