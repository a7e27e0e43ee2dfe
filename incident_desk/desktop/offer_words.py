"""What waits to be adopted, in the words of the timeline."""

from datetime import tzinfo

from incident_desk.desktop.models.line_rows import line_words
from incident_desk.domain.lines import Line
from incident_desk.domain.offers import Offer


def offer_words(offer: Offer, zone: tzinfo) -> str:
    """As its line would say it; the kind where it makes none of its own."""
    line = Line(offer.entry, offer.entry.occurred_us)
    return line_words(line, zone) or offer.entry.kind
