"""Whether a signature is by a desk's key. It loads what checks signatures; import it where one is checked."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def is_signed(public_key: bytes, sig: bytes, said: bytes) -> bool:
    """Whether the signature is by this key over what was said."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(sig, said)
    except (InvalidSignature, ValueError):
        return False
    return True
