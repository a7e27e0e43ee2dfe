"""What was changed near an incident: found by its services, in the order in which it may explain it."""

from incident_desk.domain.alert_list import Change
from incident_desk.domain.changes import Around, changed_in, likely_first
from incident_desk.domain.ids import EntryId
from incident_desk.domain.maintenance_list import Maintenances
from incident_desk.domain.moments import HOUR_US, MINUTE_US

NOW_US = 1_700_000_000_000_000
KNOWN = ("Website", "Card payments", "Mail")


def change(name: str, minutes_ago: float, summary: str, **more: object) -> Change:
    return Change(EntryId(name), "Deploys", summary, NOW_US - round(minutes_ago * MINUTE_US), **more)  # type: ignore[arg-type]


def titles(changes: list[Change], *services: str, hours: float = 24) -> list[str]:
    around = Around(NOW_US - round(hours * HOUR_US), NOW_US, KNOWN, services)
    return [each.title for each in likely_first(changed_in(around, changes, Maintenances(), NOW_US), NOW_US)]


def test_what_was_changed_on_its_services_stands_first_then_what_was_last_before_it() -> None:
    changes = [
        change("a", 600, "Website 8.17", services=("website",)),
        change("b", 5, "Mail relay moved", services=("Mail",)),
        change("c", 40, "Website 8.18", services=("Website",)),
        change("d", -30, "Website 8.19", services=("Website",)),
        change("e", 30 * 60, "Website 8.16", services=("Website",)),
    ]
    assert titles(changes, "Website") == ["Website 8.18", "Website 8.17", "Mail relay moved"]
    assert titles(changes) == ["Mail relay moved", "Website 8.18", "Website 8.17"]


def test_a_service_that_its_source_does_not_name_is_found_in_its_words() -> None:
    changes = [
        change("a", 3, "Deployed card-payments 2.1 to production"),
        change("b", 2, "Deployed", details={"subject": "repo/website"}),
        change("c", 1, "Mailbox quota raised"),
    ]
    found = changed_in(Around(0, NOW_US, KNOWN, ("card payments",)), changes, Maintenances(), NOW_US)
    assert [each.services for each in found] == [("Card payments",), ("Website",), ()]
    assert [each.touches for each in found] == [True, False, False]
