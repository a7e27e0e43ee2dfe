"""Whether a signature is by a desk's key. It loads what checks signatures; import it where one is checked."""

from typing import Final

from nacl.bindings import crypto_sign_open
from nacl.exceptions import BadSignatureError

SIGNATURE_BYTES: Final = 64


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
