"""How long a text takes to read, and to say."""

from typing import Final

READ_A_MINUTE: Final = {"en": 228, "de": 179, "es": 218}
"""Words that people read in a minute. Source: IReST, Trauzettel-Klosinski and Dietz, IOVS 53(9), 2012."""
USUAL_A_MINUTE: Final = 184
"""That study's mean over seventeen languages."""


def read_s(text: str, language: str) -> int:
    """Seconds that somebody needs to read it."""
    words = len(text.split())
    return -(-words * 60 // READ_A_MINUTE.get(language[:2], USUAL_A_MINUTE))
