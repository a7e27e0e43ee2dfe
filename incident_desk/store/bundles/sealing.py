"""Encrypts a bundle for named people, in the age format, to the keys that their desks sign with.

age takes Ed25519 keys as OpenSSH writes them, and derives from each another key to encrypt with; so whoever is known
by a pinned key can be written to, and no further key has to be kept, registered or lost.
"""

import base64
import struct
from collections.abc import Iterable
from typing import Final

import pyrage
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from incident_desk.domain.errors import BadInput

MAGIC: Final = b"age-encryption.org/v1\n"
SSH: Final = "ssh-ed25519"


def line_of(public_key: bytes) -> str:
    """A public key as OpenSSH writes it: what people hand to each other to be written to."""
    name = SSH.encode()
    framed = struct.pack(">I", len(name)) + name + struct.pack(">I", len(public_key)) + public_key
    return f"{SSH} {base64.b64encode(framed).decode()}"


def is_line(text: str) -> bool:
    """Whether this is a key and not a name."""
    return text.startswith((f"{SSH} ", "age1"))


def encrypt(content: bytes, lines: Iterable[str]) -> bytes:
    """For whoever holds one of these keys. Raises: BadInput if one is no key."""
    recipients: list[pyrage.ssh.Recipient | pyrage.x25519.Recipient] = []
    for line in dict.fromkeys(lines):
        make = pyrage.ssh.Recipient if line.startswith(SSH) else pyrage.x25519.Recipient
        try:
            recipients.append(make.from_str(line))
        except pyrage.RecipientError as e:
            raise BadInput("no public key that can be written to", f"“{line[:60]}”") from e
    return pyrage.encrypt(content, recipients)


def decrypt(content: bytes, private_keys: Iterable[bytes]) -> bytes | None:
    """The bundle inside, if one of these keys (32 bytes each) opens it; None if none does.

    Raises: BadInput if it was changed.
    """
    identities = [pyrage.ssh.Identity.from_buffer(_as_openssh(key)) for key in private_keys]
    try:
        return pyrage.decrypt(content, identities) if identities else None
    except pyrage.DecryptError as e:
        if "No matching keys" in str(e):
            return None
        raise BadInput("it was changed on its way, or is not complete; ask for it again") from e


def _as_openssh(key: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(key).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption()
    )
