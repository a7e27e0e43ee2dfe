"""Whether it is us, from what the page says: a region counts where its name stands, not where its letters do."""

import pytest

from incident_desk.domain.ids import EntryId, IncidentId
from incident_desk.domain.page_verdict import wider_issue
from incident_desk.domain.report_matching import Asked
from incident_desk.domain.status_page import Mark, Page, PageIncident, PublicState, Update

TOLD_US = 1_800_000_000_000_000


def told(words: str) -> Page:
    update = Update(EntryId("e"), PublicState.INVESTIGATING, TOLD_US, {"": words}, Mark.PARTIAL, ("Sign-in",))
    incident = PageIncident(IncidentId("i"), (update,))
    return Page("House", "en", (incident,), (), {"Sign-in": Mark.PARTIAL}, {}, regions=("US", "EU"))


@pytest.mark.parametrize(
    ("words", "is_wider"),
    [
        ("Our customers cannot sign in.", True),
        ("Customers in the US cannot sign in.", False),
        ("Customers in the US and the EU cannot sign in.", True),
    ],
)
def test_a_region_is_told_of_by_its_name_as_a_word(words: str, *, is_wider: bool) -> None:
    asked = Asked("", TOLD_US + 60_000_000, "Sign-in", "EU", "cannot sign in")
    assert (wider_issue(told(words), asked) is not None) is is_wider
