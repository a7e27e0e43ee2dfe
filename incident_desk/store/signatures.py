"""Signatures by a desk's key: making them, and checking others'. Import it where one is needed: it loads libsodium."""

from collections.abc import Callable
from typing import Final

from nacl.bindings import crypto_sign, crypto_sign_open, crypto_sign_seed_keypair
from nacl.exceptions import BadSignatureError

SIGNATURE_BYTES: Final = 64


def signer(private_key: bytes) -> Callable[[bytes], bytes]:
    """What signs with this key, of 32 bytes, as it was drawn."""
    _, pair = crypto_sign_seed_keypair(private_key)
    return lambda said: crypto_sign(said, pair)[:SIGNATURE_BYTES]


def is_signed(public_key: bytes, sig: bytes, said: bytes) -> bool:
    """Whether the signature is by this key over what was said.

    By libsodium, which needs a third of OpenSSL's time for it: it is asked for with every entry that arrives.
    """
    if len(sig) != SIGNATURE_BYTES:
        return False
    try:
        crypto_sign_open(sig + said, public_key)
    except (BadSignatureError, ValueError):
        return False
    return True
