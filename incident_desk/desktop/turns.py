"""Why somebody's turn at the window ends."""

import msgspec

from incident_desk.domain.ids import PersonId


class Leaving(msgspec.Struct, frozen=True):
    """Why the work in a record ends: "close" the window, "lock" it, "set" a PIN or "unset" it, "renew" the window."""

    way: str
    pin: str = ""
    person: PersonId = PersonId("")
    """Whose PIN is set."""


CLOSE = Leaving("close")
LOCK = Leaving("lock")
RENEW = Leaving("renew")
"""The same record in a new window, which speaks another language."""
