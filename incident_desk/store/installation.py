"""What belongs to this installation and never leaves it, for whoever only reads."""

from incident_desk.domain.ids import PersonId
from incident_desk.store.reader import Reader
from incident_desk.store.statements import PEOPLE, SETTING


def people(reader: Reader) -> list[PersonId]:
    """Those who can write here, in the order they came."""
    return [PersonId(person) for (person,) in reader.rows(PEOPLE)]


def setting(reader: Reader, key: str) -> str | None:
    """What was set under this name."""
    found = reader.rows(SETTING, key)
    return found[0][0] if found else None
