"""What belongs to this installation and never leaves it, for whoever only reads."""

from typing import Final

from sqlalchemy import bindparam, literal_column, select

from incident_desk.domain.ids import PersonId
from incident_desk.store.engine import sql
from incident_desk.store.reader import Reader
from incident_desk.store.schema import identities, settings

_PEOPLE: Final = sql(
    select(identities.c.person)
    .where(identities.c.retired == literal_column("0"))
    .order_by(identities.c.created_us, identities.c.desk)
)
_SETTING: Final = sql(select(settings.c.value).where(settings.c.key == bindparam("key")))


def people(reader: Reader) -> list[PersonId]:
    """Those who can write here, in the order they came."""
    return [PersonId(person) for (person,) in reader.rows(_PEOPLE)]


def setting(reader: Reader, key: str) -> str | None:
    """What was set under this name."""
    found = reader.rows(_SETTING, key)
    return found[0][0] if found else None
