"""Links that hold what they are about, signed by the desk that sent them: any desk of the record can check them.

Nothing has to be written down for a link that nobody follows, and one outlives the desk that made it.
"""

import base64
import binascii
import struct
from typing import Final

from incident_desk.domain.errors import DeskError
from incident_desk.domain.ids import DeskNumber
from incident_desk.store.home import Home
from incident_desk.store.reader import Reader

SAID: Final = b"incident-desk link\n"
"""In front of what is signed, so that no signature of a desk for something else is one for a link."""
_HEAD: Final = struct.Struct(">i64s")
LONGEST: Final = 1200


class SignedLinks:
    """Read from where whoever made it reads."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def told(self, token: str) -> bytes | None:
        """What a link says; None if no desk that is known here has signed it."""
        from incident_desk.store.bundles.keys import known_desks
        from incident_desk.store.signatures import is_signed  # it loads libsodium

        try:
            whole = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)) if len(token) <= LONGEST else b""
        except (binascii.Error, ValueError):
            return None
        if len(whole) <= _HEAD.size:
            return None
        desk, signature = _HEAD.unpack_from(whole)
        said, known = whole[_HEAD.size :], known_desks(self._reader).get(DeskNumber(desk))
        return said if known is not None and is_signed(known.public_key, signature, SAID + said) else None


def signed(home: Home, desk: DeskNumber, said: bytes) -> str:
    """What stands in the link. Blocks for a moment. Raises: DeskError if this desk has no key."""
    from incident_desk.store.bundles.keys import signer

    sign = signer(home, desk)
    if sign is None:
        raise DeskError("This desk has no key to sign links with: a demo or a drill reaches nobody.")
    return base64.urlsafe_b64encode(_HEAD.pack(desk, sign(SAID + said)) + said).decode().rstrip("=")
