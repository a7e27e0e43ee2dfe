"""Which words of an entry can be searched for."""

from incident_desk.domain.entry import Entry
from incident_desk.domain.kinds import UNREADABLE, read_body


def searchable(entry: Entry) -> str:
    """The words of an entry as a person would look for them; empty if there are none or they were erased."""
    if entry.is_erased:
        return ""
    body = read_body(entry)
    if body is UNREADABLE:
        return ""
    sentence = body.sentence()
    said = " ".join(sentence.values.values()) if sentence else ""
    added = " ".join(value for each in body.adds() for value in each.values.values())
    return " ".join(part for part in (said, body.words(), added, getattr(body, "speaker", "")) if part)
