"""What belongs to this installation and never leaves it, for whoever only reads."""

from incident_desk.domain.ids import DeskNumber, PersonId
from incident_desk.store.reader import Reader
from incident_desk.store.statements import IDENTITIES, PEOPLE, SETTING


def people(reader: Reader) -> list[PersonId]:
    """Those who can write here, in the order they came."""
    return [PersonId(person) for (person,) in reader.rows(PEOPLE)]


def desks(reader: Reader, person: str | None) -> list[DeskNumber]:
    """The desk numbers that somebody writes under here."""
    rows = reader.rows(IDENTITIES)
    return [DeskNumber(desk) for desk, of, _, _, is_retired in rows if of == person and not is_retired]


def setting(reader: Reader, key: str) -> str | None:
    """What was set under this name."""
    found = reader.rows(SETTING, key)
    return found[0][0] if found else None
