"""E-mail addresses: what may be written down as one."""

import re
from typing import Final

from incident_desk.domain.errors import BadInput

ADDRESS: Final = "address"
"""How a field of the plan is marked that holds one."""
ADDRESS_LETTERS: Final = 254
_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9._%+=~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
"""What mail servers take everywhere: nothing that could be a second address, or a line of a header."""


def is_address(text: str) -> bool:
    """Whether it is one, and nothing else."""
    return len(text) <= ADDRESS_LETTERS and _ADDRESS.fullmatch(text) is not None and ".." not in text


def checked_address(text: str) -> str:
    """An address as it is written down. Raises: BadInput; it never repeats what was given."""
    address = text.strip()
    if not is_address(address):
        raise BadInput("write one e-mail address, like kim@example.org", "address")
    return address
