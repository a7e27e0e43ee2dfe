"""The ids of the record: canonical lower-case UUID text, and the number of a desk."""

import base64
import hashlib
import re
import struct
from functools import lru_cache
from typing import Final, NewType

EntryId = NewType("EntryId", str)
IncidentId = NewType("IncidentId", str)
StreamId = NewType("StreamId", str)
PersonId = NewType("PersonId", str)
DeskNumber = NewType("DeskNumber", int)
TaskId = NewType("TaskId", str)
"""The entry that gave the task; for a first task of the plan, "plan." and its key there."""

NIL: Final = "00000000-0000-0000-0000-000000000000"
"""The open stream, and the incident of what belongs to none (plan, people)."""

FIRST_RESTRICTED: Final = 1_000_000
"""A shared database numbers restricted incidents from here on, by chance."""

NO_INCIDENT: Final = IncidentId(NIL)
DUTY_LOG: Final = "duty log"
"""What the timeline of what belongs to no incident is called."""
CUSTOMER_REPORTS: Final = IncidentId("00000000-0000-4000-9000-7265706f7274")
"""Where reports of customers are written: no incident, and not the duty log, which a flood of them would drown."""
PAGE_SUBSCRIBERS: Final = IncidentId("00000000-0000-4000-9000-737562736372")
"""Where it is written who gets the updates of the status page by e-mail, and who got which."""
WATCHED: Final = IncidentId("00000000-0000-4000-9000-776174636865")
"""Where warnings of ours are written, and what people say of them."""
ALERTS: Final = IncidentId("00000000-0000-4000-9000-616c65727473")
"""Where it is written what monitors say: a storm of theirs would drown everything else."""
OPEN_STREAM: Final = StreamId(NIL)


_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


def is_id(text: str) -> bool:
    """Whether the text is written as the ids of the record are."""
    return bool(_ID.fullmatch(text))


def is_digest(text: str) -> bool:
    """Whether the text is the name of a file of the record."""
    return bool(_DIGEST.fullmatch(text))


def derived(desk: DeskNumber, entry: EntryId) -> StreamId:
    """The id of the stream that `entry` opens: computed, so that nobody can knock at a guessed one (a UUIDv8)."""
    h = hashlib.sha256(struct.pack(">i", desk) + bytes.fromhex(entry.replace("-", ""))).hexdigest()
    return StreamId(f"{h[:8]}-{h[8:12]}-8{h[13:16]}-8{h[17:20]}-{h[20:32]}")


def named_after(*words: str) -> EntryId:
    """An id for what no entry of its own began: the same wherever the same words lead to it (a UUIDv8)."""
    h = hashlib.sha256("/".join(words).encode()).hexdigest()
    return EntryId(f"{h[:8]}-{h[8:12]}-8{h[13:16]}-8{h[17:20]}-{h[20:32]}")


def stream_by_form(incident: IncidentId) -> StreamId:
    """Where an incident is written as far as its id tells: a UUIDv8 is that of one restricted from its birth."""
    return StreamId(incident) if incident[14] == "8" else OPEN_STREAM


@lru_cache(maxsize=64)
def desk_letters(desk: DeskNumber) -> str:
    """Four base32 letters that mark the incident numbers of this desk; enrolment checks them for clashes."""
    return base64.b32encode(struct.pack(">i", desk)[1:])[:4].decode()


def shared_number(number: int) -> str:
    """The number a shared database gives: "INC-131"; "INC-R1234567" for a restricted one, so that no gap shows."""
    return f"INC-{number}" if number < FIRST_RESTRICTED else f"INC-R{number}"


def incident_number(desk: DeskNumber, count: int) -> str:
    """The number an incident gets when it is declared away from a shared database, and keeps: "INC-K7QM-1".

    Args:
        count: this desk's how-many-eth opening, from 1.
    """
    return f"INC-{desk_letters(desk)}-{count}"


def restricted_number(desk: DeskNumber, incident: IncidentId) -> str:
    """The number of an incident that is restricted from its birth: "INC-K7QM-R40213".

    It is drawn from the id and not counted, so that the numbers of the others show no gap.
    """
    return f"INC-{desk_letters(desk)}-R{10_000 + int(incident[:8], 16) % 90_000}"


def is_duty_log(text: str) -> bool:
    """Whether the duty log is meant, where an incident could be named."""
    return " ".join(text.replace("-", " ").split()).casefold() == DUTY_LOG
