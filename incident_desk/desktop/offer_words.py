"""What waits to be adopted, in the words of the timeline."""

from collections import Counter
from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.models.line_rows import line_words
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.words import counted
from incident_desk.domain.awaiting import Awaited
from incident_desk.domain.lines import Line
from incident_desk.domain.offers import Offer


def offer_words(offer: Offer, zone: tzinfo) -> str:
    """As its line would say it; the kind where it makes none of its own."""
    line = Line(offer.entry, offer.entry.occurred_us)
    return line_words(line, zone) or offer.entry.kind


def entries_counted(count: int) -> str:
    return counted(count, _tr("1 entry"), _tr("{count} entries"))


def told_elsewhere(awaited: Sequence[Awaited], bridge: Bridge) -> list[tuple[str, str]]:
    """Of what waits at other desks: how much by whom, and where since when; one for each bundle that came."""
    counts = Counter((each.name, each.at, each.since_us) for each in awaited)
    return [
        (
            _tr("{entries} by {name}").format(
                entries=entries_counted(count), name=bridge.organisation.people.outside(name)
            ),
            _tr("at the desk of {name}, since {clock}").format(
                name=bridge.name(at), clock=clock_near(since_us, bridge.now_us(), bridge.zone)
            ),
        )
        for (name, at, since_us), count in counts.items()
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("OfferWords", text)
