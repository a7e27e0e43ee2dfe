"""The status page for programs: JSON in the shape of Statuspage's API (v2), and Atom (RFC 4287)."""

import re
import uuid
from collections.abc import Iterator, Mapping
from typing import Any, Final
from xml.etree import ElementTree as Xml

import msgspec

from incident_desk.domain.moments import iso
from incident_desk.domain.status_page import (
    IMPACT,
    Mark,
    Page,
    PageIncident,
    PageMaintenance,
    PublicState,
    Update,
    headline,
)
from incident_desk.outreach.status_page.words import words_in

ATOM: Final = "http://www.w3.org/2005/Atom"
SCHEDULED: Final = "scheduled"
IN_PROGRESS: Final = "in_progress"
MOST: Final = 50
"""So many incidents the API tells of, as Statuspage does."""
SPACE: Final = uuid.UUID("8f0c7d2e-5c1b-5a3e-9a55-6f2f0a9b7c11")
"""Ids of services and of the page itself are drawn from their names in it."""
INDICATOR: Final = {
    Mark.OPERATIONAL: ("none", "All Systems Operational"),
    Mark.MAINTENANCE: ("maintenance", "Service Under Maintenance"),
    Mark.DEGRADED: ("minor", "Partially Degraded Service"),
    Mark.PARTIAL: ("major", "Partial System Outage"),
    Mark.MAJOR: ("critical", "Major Service Outage"),
}
_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feeds(page: Page, address: str) -> Iterator[tuple[str, bytes]]:
    """Every document by its path. `address` is where the page is read; empty if nobody said."""
    told = Told(page, address.rstrip("/"))
    shown = [told.incident(each) for each in page.all[:MOST]]
    unresolved = [told.incident(each) for each in page.open]
    head = {"page": told.page()}
    status = {"status": dict(zip(("indicator", "description"), INDICATOR[page.mark], strict=True))}
    components = {"components": told.components()}
    running = [told.maintenance(each) for each in page.maintenances if each.is_running]
    to_come = [told.maintenance(each) for each in page.maintenances if not each.is_running]
    announced = [*running, *to_come]
    documents: dict[str, Mapping[str, Any]] = {
        "summary": {**head, **components, "incidents": unresolved, "scheduled_maintenances": announced, **status},
        "status": {**head, **status},
        "components": {**head, **components},
        "incidents": {**head, "incidents": shown},
        "incidents/unresolved": {**head, "incidents": unresolved},
        "scheduled-maintenances": {**head, "scheduled_maintenances": announced},
        "scheduled-maintenances/active": {**head, "scheduled_maintenances": running},
        "scheduled-maintenances/upcoming": {**head, "scheduled_maintenances": to_come},
    }
    for name, document in documents.items():
        yield f"api/v2/{name}.json", msgspec.json.encode(document)
    yield "history.atom", told.atom()


class Told:
    """One page, as programs read it."""

    def __init__(self, page: Page, address: str) -> None:
        self._page = page
        self._address = address
        self._id = _drawn(page.title)
        moments = [update.at_us for each in page.all for update in each.updates]
        self._newest = iso(max(moments, default=0))

    def page(self) -> dict[str, Any]:
        return {
            "id": self._id,
            "name": self._page.title,
            "url": self._address,
            "time_zone": "Etc/UTC",
            "updated_at": self._newest,
        }

    def components(self) -> list[dict[str, Any]]:
        return [self._component(name, mark, at) for at, (name, mark) in enumerate(self._page.services.items(), 1)]

    def _component(self, name: str, mark: Mark, position: int) -> dict[str, Any]:
        return {
            "id": _drawn(f"{self._page.title}\n{name}"),
            "name": name,
            "status": mark.value,
            "created_at": iso(0),
            "updated_at": self._newest,
            "position": position,
            "description": None,
            "showcase": True,
            "start_date": None,
            "group_id": None,
            "page_id": self._id,
            "group": False,
            "only_show_if_degraded": False,
        }

    def incident(self, incident: PageIncident) -> dict[str, Any]:
        services = {service for update in incident.updates for service in update.services}
        monitoring_us = incident.entered_us(PublicState.MONITORING)
        return {
            "id": incident.id,
            "name": incident.name(),
            "status": incident.last.state.value,
            "created_at": iso(incident.began_us),
            "updated_at": iso(incident.last.at_us),
            "monitoring_at": None if monitoring_us is None else iso(monitoring_us),
            "resolved_at": None if incident.ended_us is None else iso(incident.ended_us),
            "impact": IMPACT.get(incident.worst, "none"),
            "shortlink": self._link(incident),
            "started_at": iso(incident.began_us),
            "page_id": self._id,
            "incident_updates": [self._update(incident, each) for each in reversed(incident.updates)],
            "components": [each for each in self.components() if each["name"] in services],
            "reminder_intervals": None,
        }

    def maintenance(self, one: PageMaintenance) -> dict[str, Any]:
        """Statuspage takes it for an incident with a time before it."""
        status = IN_PROGRESS if one.is_running else SCHEDULED
        at = {name: iso(one.announced_us) for name in ("created_at", "updated_at")}
        update = {
            "id": str(uuid.uuid5(SPACE, one.id)),
            "status": status,
            "body": one.text,
            "incident_id": one.id,
            "display_at": iso(one.announced_us),
            **at,
        }
        return {
            "id": one.id,
            "name": headline(one.text),
            "status": status,
            "impact": "maintenance",
            "scheduled_for": iso(one.from_us),
            "scheduled_until": iso(one.until_us),
            "monitoring_at": None,
            "resolved_at": None,
            "started_at": iso(one.from_us),
            "shortlink": f"{self._address}/",
            "page_id": self._id,
            "incident_updates": [update],
            "components": [each for each in self.components() if each["name"] in one.services],
            **at,
        }

    def _update(self, incident: PageIncident, update: Update) -> dict[str, Any]:
        return {
            "id": update.id,
            "status": update.state.value,
            "body": update.text(),
            "incident_id": incident.id,
            "created_at": iso(update.at_us),
            "updated_at": iso(update.at_us),
            "display_at": iso(update.at_us),
            "affected_components": [
                {"code": _drawn(f"{self._page.title}\n{service}"), "name": service, "new_status": update.mark.value}
                for service in update.services
                if service in self._page.services
            ],
            "deliver_notifications": True,
            "custom_tweet": None,
            "tweet_id": None,
        }

    def _link(self, incident: PageIncident) -> str:
        return f"{self._address}/incidents/{incident.id}.html"

    def atom(self) -> bytes:
        """An entry an incident, the newest first, with all that was told of it."""
        feed = Xml.Element("feed", {"xmlns": ATOM, "xml:lang": self._page.language})
        _put(feed, "id", f"urn:uuid:{self._id}")
        _put(feed, "title", words_in(self._page.language).status.format(title=self._page.title))
        _put(feed, "updated", self._newest)
        _put(Xml.SubElement(feed, "author"), "name", self._page.title)
        if self._address:
            Xml.SubElement(feed, "link", {"rel": "self", "href": f"{self._address}/history.atom"})
            Xml.SubElement(feed, "link", {"rel": "alternate", "href": f"{self._address}/"})
        for incident in self._page.all[:MOST]:
            self._entry(Xml.SubElement(feed, "entry"), incident)
        return Xml.tostring(feed, encoding="utf-8", xml_declaration=True)

    def _entry(self, entry: Xml.Element, incident: PageIncident) -> None:
        words = words_in(self._page.language)
        told = (f"{words.moment(u.at_us)} · {words.state(u.state)}\n{u.text()}" for u in reversed(incident.updates))
        _put(entry, "id", f"urn:uuid:{incident.id}")
        _put(entry, "title", incident.name())
        _put(entry, "published", iso(incident.began_us))
        _put(entry, "updated", iso(incident.last.at_us))
        if self._address:
            Xml.SubElement(entry, "link", {"rel": "alternate", "href": self._link(incident)})
        _put(entry, "content", "\n\n".join(told))


def _put(above: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(above, name).text = _NOT_IN_XML.sub("\ufffd", text)


def _drawn(name: str) -> str:
    return str(uuid.uuid5(SPACE, name))
