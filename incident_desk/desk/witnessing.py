"""A second person's yes at the sender's desk by their own key: their PIN opens it, any desk can check it."""

from pathlib import Path

from incident_desk.desk import console
from incident_desk.domain.errors import DeskError
from incident_desk.domain.ids import DeskNumber
from incident_desk.store.bundles.keys import signer


def sealed(installation: Path, desk: DeskNumber, pin: str, said: bytes) -> str:
    """The signature of somebody who has a PIN at this console, as it stands on the record. Blocks for a second.

    Raises: RuleError if it is not their PIN; NotFound; DeskError if their key is gone.
    """
    sign = signer(console.unlock(installation, desk, pin), desk)
    if sign is None:
        raise DeskError("The key of that person is no more at this console: let them say yes on the phone.")
    return f"{desk}:{sign(said).hex()}"
