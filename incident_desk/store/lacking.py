"""What a shared database lacks of the record."""

from typing import Final

from sqlalchemy import bindparam, literal_column, select

from incident_desk.domain.entry import Entry
from incident_desk.store.engine import sql
from incident_desk.store.reader import COLUMNS, Reader, entries_of
from incident_desk.store.schema import entries

_NEWEST: Final = sql(
    select(*COLUMNS)
    .where(entries.c.acked == literal_column("0"))
    .order_by(entries.c.hlc.desc(), entries.c.seq.desc())
    .limit(bindparam("most"))
    .offset(literal_column("0"))
)


def newest(reader: Reader, most: int) -> list[Entry]:
    """The newest entries that no shared database has acknowledged, the newest first."""
    return entries_of(reader.rows(_NEWEST, most))
