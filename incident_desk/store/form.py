"""The form that the tables have, for whoever must know it without loading SQLAlchemy."""

from typing import Final

from incident_desk.domain.entry import Entry

HEAD: Final = "0005"
"""The newest migration; a database made from the tables of `schema` is stamped with it."""

FIELDS: Final = Entry.__struct_fields__
"""The columns that make an entry, in the order in which they are read."""

COVERED: Final = (
    *("desk", "stream", "seq", "id", "incident", "kind", "author", "subject", "hlc", "occurred_us", "recorded_us"),
    *("prev_hash", "hash", "digest", "salt", "body"),
)
STAMPED: Final = ("sig", "refused", "number", "acked", "heard_us")
"""The columns in the order of the table: what the hash of an entry covers, what a shared database and this desk add."""

STAMPED_ANEW: Final = "its clock was wrong, and it was stamped anew"
"""Why the old form of an entry is parked, without its words: others never had it, and its hash is remembered."""

NEWER: Final = "This record was written by a newer version of Incident Desk. Update the program; nothing was changed."
