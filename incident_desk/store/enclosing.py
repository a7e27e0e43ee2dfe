"""Files beside an encrypted record: enclosed under the same key, each bound to its name.

AES-256-GCM with a nonce of its own in front; what was changed, or put under another name, does not open.
"""

import os
from typing import Final

from incident_desk.domain.errors import RecordDamaged
from incident_desk.store.home import Home

NONCE_BYTES: Final = 12


def enclosed(home: Home, name: str, content: bytes) -> bytes:
    """What to write to the disk for `content`; itself in a home that lies open."""
    return content if home.key is None else sealed(home.key, name, content)


def disclosed(home: Home, name: str, raw: bytes) -> bytes:
    """The content again. Raises: RecordDamaged if it is not what was written under this name."""
    if home.key is None:
        return raw
    content = unsealed(home.key, name, raw)
    if content is None:
        raise RecordDamaged([f"{name} is not what was written"])
    return content


def sealed(key: bytes, name: str, content: bytes) -> bytes:
    """Encrypted with a key of 32 bytes."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # only where something is encrypted

    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, name.encode())


def unsealed(key: bytes, name: str, raw: bytes) -> bytes | None:
    """The content; None if the key is another one or a byte was changed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], name.encode())
    except (InvalidTag, ValueError):  # ValueError: too short to have a nonce
        return None
