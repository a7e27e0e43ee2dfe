"""What can go wrong, as one tree; every message is a sentence for the person at the desk.

DeskError
├── RuleError            a command's rule says no
├── BadInput             something from outside cannot be read: what, where, how to mend it
├── NotFound             no incident, person, entry or file by that name, or several
└── RecordError
    ├── RecordConflict   the same place in a chain holds another entry
    ├── RecordDamaged    what is on the disk is not what was written
    ├── NotSaved         the disk refused; nothing was written
    └── HomeLocked       another process writes in this home
"""


class DeskError(Exception):
    """Base of every error that is shown to a person as it stands."""


class RuleError(DeskError):
    """A command's rule says no; the message says which, and what would be allowed."""


class BadInput(DeskError):
    """Something from outside cannot be read; nothing was written.

    Args:
        what: the fault in one sentence.
        where: file, line, field; empty when the place is plain.
    """

    def __init__(self, what: str, where: str = "") -> None:
        self.what = what
        self.where = where
        super().__init__(f"{where}: {what}" if where else what)


class NotFound(DeskError):
    """No incident, person, entry or file by that name, or more than one."""


class RecordError(DeskError):
    """The record could not be read or written."""


class RecordConflict(RecordError):
    """The same place in a chain, or the same id, already holds another entry."""


class RecordDamaged(RecordError):
    """What lies on the disk is not what was written.

    Args:
        problems: one sentence each, at least one.
    """

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("The record is damaged: " + "; ".join(problems))


class NotSaved(RecordError):
    """The disk refused the write. Nothing of the command was kept; the words are still with whoever typed them."""


class HomeLocked(RecordError):
    """Another process writes in this home; the message names it."""
