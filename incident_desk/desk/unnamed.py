"""Files whose line never came to be: taken away when a command refuses the line, or at the next start after a kill.

A file is put down before the entry that names it. Only a file that was put down here, and carries the mark of that, is
ever taken away: what is on its way from another desk is named already.
"""

import contextlib
import logging
from collections.abc import Callable
from typing import Final

from incident_desk.domain.adoption import ADOPTED, seen
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import BadInput, NotFound, RecordError, RuleError
from incident_desk.domain.kinds import kind_named, read_body
from incident_desk.domain.timeline import AttachmentAdded
from incident_desk.store import attachments
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader

log = logging.getLogger(__name__)
ATTACHED: Final = kind_named(AttachmentAdded)


def named(home: Home, digest: str, write: Callable[[], list[Entry]]) -> list[Entry]:
    """Write the entry that names a file; a file that no entry names is not kept.

    Where the disk refuses it is not sure what is on it: then the next start finds out.
    """
    try:
        entries = write()
    except (RuleError, BadInput, NotFound):
        with contextlib.suppress(RecordError):
            attachments.erase(home, digest)
        raise
    attachments.is_named(home, digest)
    return entries


def sweep(home: Home) -> None:
    """Take away what a kill left unnamed. What cannot be taken away now waits for the next start."""
    marked = attachments.unnamed(home)
    if not marked:
        return
    try:
        with Reader.open(home) as reader:
            known = _named(reader)
        for digest in marked:
            if digest in known:
                attachments.is_named(home, digest)
            else:
                attachments.erase(home, digest)
    except RecordError as e:
        log.warning("Files that no line names are still there: %s", e)


def _named(reader: Reader) -> set[str]:
    bodies = [read_body(seen(entry)) for entry in reader.entries_of_kinds([ATTACHED, ADOPTED])]
    return {body.digest for body in bodies if isinstance(body, AttachmentAdded)}
