"""How each network counts the characters of a post."""

import functools
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final, cast

import regex

from incident_desk.domain.plan_sections import Network
from incident_desk.outreach.prose import sentences

LINK: Final = 23
"""What a link counts, however long it is, on X and on Mastodon."""
LONGEST_WORD: Final = 1_000
LONGEST_FOREIGN: Final = 300
MOST_DOTS: Final = 12
"""A word that is longer or has more full stops is no link, and X's own search for one in it would take seconds."""

_GRAPHEME: Final = regex.compile(r"\X")
_GAP: Final = re.compile(r"[ \t\r\n\f\v]+")
_MAY_BE_LINK: Final = re.compile(r"\.[^\W\d_]")
_PLAIN_SIGN: Final = re.compile("[©®](?!\ufe0f)")
"""Signs that X takes for emoji only with the selector that says so; the library takes them always."""
_MENTION: Final = re.compile(r"(?<![\w/@])@(\w+(?:[.-]+\w+)*)@[\w.-]*\w", re.ASCII)
_EMOJI: Final = regex.compile(r"\p{Extended_Pictographic}|\p{Emoji_Presentation}|[\U0001F1E6-\U0001F1FF]")


def characters(text: str) -> int:
    """As Python has them."""
    return len(text)


def graphemes(text: str) -> int:
    """What is seen as one character, by Unicode's own rule: so counts Bluesky."""
    if text.isascii():
        return len(text) - text.count("\r\n")
    return sum(1 for _ in _GRAPHEME.finditer(text))


def utf16(text: str) -> int:
    """Units of UTF-16, as most programs written for a browser count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def weighted(text: str) -> int:
    """As X weighs it: a link 23, an emoji 2, most characters of Asia 2.

    X's own rule is applied word by word, which says the same, as neither a link nor an emoji goes over a gap; and only
    to words in which it finds something, as it takes 50 ms for a page.
    """
    return sum(_weight(sentence) for _, sentence in sentences(unicodedata.normalize("NFC", text)))


@functools.lru_cache(maxsize=512)
def _weight(sentence: str) -> int:
    return len(sentence) + sum(_more(word) for word in _GAP.split(sentence) if _is_odd(word))


def _is_odd(word: str) -> bool:
    return not word.isascii() or _MAY_BE_LINK.search(word) is not None


@functools.lru_cache(maxsize=4096)
def _more(word: str) -> int:
    """How much more, or less, a word weighs than it has characters."""
    from twitter_text import parse_tweet  # 0.5 s

    plain = _PLAIN_SIGN.sub("¬", word)
    if not _can_be_link(plain):
        plain = plain.replace(".", "-")
    pieces = (plain[at : at + LONGEST_WORD] for at in range(0, len(plain), LONGEST_WORD))
    return sum(parse_tweet(piece).weightedLength for piece in pieces) - len(word)


def _can_be_link(word: str) -> bool:
    return len(word) <= (LONGEST_WORD if word.isascii() else LONGEST_FOREIGN) and word.count(".") <= MOST_DOTS


def tooted(text: str) -> int:
    """As Mastodon counts: what is seen as one character, a link 23, somebody elsewhere by their name."""
    near = _MENTION.sub(lambda mention: f"@{mention[1]}", text)
    return graphemes(" ".join(_link_counted(word) for word in near.split(" ")))


@functools.lru_cache(maxsize=4096)
def _link_counted(word: str) -> str:
    if "://" not in word or not _can_be_link(word):
        return word
    from twitter_text import extract_urls_with_indices

    for found in reversed(extract_urls_with_indices(word, extract_urls_without_protocol=False)):
        start, end = cast("tuple[int, int]", found["indices"])
        word = word[:start] + "x" * LINK + word[end:]
    return word


def threaded(text: str) -> int:
    """As Threads counts: an emoji by its bytes of UTF-8."""
    return sum(_bytes(each[0]) for each in _GRAPHEME.finditer(text)) if not text.isascii() else len(text)


def _bytes(piece: str) -> int:
    return len(piece.encode("utf-8", "surrogatepass")) if _EMOJI.search(piece) else 1


COUNTED: Final[Mapping[Network, tuple[int, Callable[[str], int]]]] = {
    Network.X: (280, weighted),
    Network.MASTODON: (500, tooted),
    Network.BLUESKY: (300, graphemes),
    Network.THREADS: (500, threaded),
    Network.LINKEDIN: (3_000, utf16),
    Network.FACEBOOK: (63_206, characters),
    Network.INSTAGRAM: (2_200, utf16),
}
"""By network: how long a post may be, and how it is counted. Mastodon's is that of a server that set nothing else."""
