"""One-time tokens: random, told once, and kept only as their hash."""

import secrets
from hashlib import sha256
from typing import Final

TOKEN_BYTES: Final = 24


def new_token() -> tuple[str, str]:
    """A token of 192 random bits, and its hash."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return token, hash_of(token)


def hash_of(token: str) -> str:
    """What is kept of a token, in hex."""
    return sha256(token.encode()).hexdigest()
