"""Words that are in no dictionary of their language, and what may have been meant.

Takes a tenth of a second for the first word of a language and for each suggestion: on a worker only. The dictionaries
are Hunspell's: an English one comes along, others are those of the system or of LibreOffice.
"""

import functools
import re
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from incident_desk.domain.sentences import Sentence
from incident_desk.outreach.checking import Check, Stands

if TYPE_CHECKING:  # not there on every machine, and loaded by whoever asks for the first word
    from hunspell import Hunspell

LONGEST: Final = 20_000
MOST: Final = 50
"""A text with more unknown words is in another language than was said."""
MOST_SUGGESTED: Final = 4
LONGEST_WORD: Final = 60

FOLDERS: Final = (
    "/usr/share/hunspell",
    "/usr/share/myspell/dicts",
    "/usr/local/share/hunspell",
    "/opt/homebrew/share/hunspell",
    "/Library/Spelling",
    "~/Library/Spelling",
    "~/.local/share/hunspell",
)
_USUAL: Final = {"en": "en_US", "de": "de_DE", "es": "es_ES", "pt": "pt_PT", "nb": "nb_NO"}
_NOT_PROSE: Final = re.compile(
    r"https?://\S{1,2000}|\S{1,64}@\S{1,200}|\{\{[^}]{0,60}\}\}|`[^`\n]{0,200}`|(?<!\S)[@#/~]\S{1,100}|\w{1,60}(?:[._]\w{1,60}){1,20}"
)
_WORD: Final = re.compile(r"(?<![\d_])[^\W\d_]+(?:['’][^\W\d_]+)?(?![\w/])")
_TRADE_WORDS: Final = """
allowlist analysing api apis auth autocomplete autoscaler autoscaling backend backends backoff cancelled cancelling
changelog config configs dashboards datacenter datacenters datastore failover failovers frontend frontends hotfix
http https kubernetes login logins microservice microservices misconfiguration misconfigured mitigation mitigations
onboarding pod pods postmortem queueing remediation remediations repo repos rollback rollbacks rollout runbook
runbooks sharding signup signups sysadmin timeframe timeout timeouts uptime url urls webhook webhooks workaround
workarounds workflow workflows
"""
_TRADE: Final = frozenset(_TRADE_WORDS.split())
"""What the trade writes every day and dictionaries do not know yet."""


class Misspelt(msgspec.Struct, frozen=True):
    """A word that is in no dictionary, and where it stands."""

    start: int
    end: int
    word: str


def misspelt(text: str, language: str, known: Iterable[str] = ()) -> list[Misspelt] | None:
    """The words of a text that its dictionary lacks; None if there is no dictionary of the language here.

    Args:
        known: names that are right as they are written: services, regions, people, words of the incident's title.
    """
    dictionary = _dictionary(language)
    if dictionary is None:
        return None
    right = {part.casefold() for name in known for part in re.findall(r"[^\W\d_]+", name)}
    return list(_unknown(text[:LONGEST], dictionary, right, is_german=language.startswith("de")))


def suggestions(word: str, language: str) -> tuple[str, ...]:
    """What may have been meant, the likeliest first."""
    dictionary = _dictionary(language)
    return dictionary.suggest(word) if dictionary is not None and len(word) <= LONGEST_WORD else ()


def check_spelling(text: str, language: str, known: Iterable[str] = ()) -> Check:
    """As a row among the other checks; the better word is the first suggestion for the first place."""
    name, found = Sentence("Spelling"), misspelt(text, language, known)
    if found is None:
        return Check(
            "spelling", name, Stands.NOTE, Sentence("no dictionary here for “{language}”", {"language": language})
        )
    if not found:
        return Check("spelling", name, Stands.OK, Sentence("clear"))
    spans, first = tuple((each.start, each.end) for each in found), found[0].word
    if len(found) >= MOST:
        return Check("spelling", name, Stands.NOTE, Sentence("is this “{language}”?", {"language": language}), spans)
    better = next(iter(suggestions(first, language)), "")
    return Check("spelling", name, Stands.NOTE, Sentence("“{word}”?", {"word": first}), spans, better)


def _unknown(text: str, dictionary: "_Dictionary", right: set[str], *, is_german: bool) -> Iterator[Misspelt]:
    prose = _NOT_PROSE.sub(lambda match: " " * len(match[0]), text)
    count = 0
    for match in _WORD.finditer(prose):
        word = match[0]
        if _is_name(match, prose, is_german=is_german) or word.casefold() in right or dictionary.has(word):
            continue
        yield Misspelt(*match.span(), word)
        count += 1
        if count >= MOST:
            return


def _is_name(match: re.Match[str], text: str, *, is_german: bool) -> bool:
    """Whether no dictionary is asked: capitals, one amid a word, and where only names have one, one at its head."""
    word = match[0]
    if len(word) == 1 or len(word) > LONGEST_WORD or word[1:] != word[1:].lower():
        return True
    if is_german or not word[0].isupper():
        return False
    before = text[: match.start()].rstrip(" \"“'(*_-–")
    return bool(before) and before[-1] not in ".!?:\n"


class _Dictionary:
    """One language. Hunspell knows nothing of threads: one asks at a time."""

    def __init__(self, hunspell: "Hunspell") -> None:
        self._hunspell = hunspell
        self._one_at_a_time = threading.Lock()
        self._has: dict[str, bool] = {}
        self._suggested: dict[str, tuple[str, ...]] = {}

    def has(self, word: str) -> bool:
        """Whether it is a word. One that the dictionary has no letters for is none of its language, and left alone."""
        word = word.replace("’", "'")
        if word.casefold() in _TRADE:
            return True
        with self._one_at_a_time:
            if word not in self._has:
                try:
                    self._has[word] = self._hunspell.spell(word)
                except UnicodeEncodeError:
                    self._has[word] = True
            return self._has[word]

    def suggest(self, word: str) -> tuple[str, ...]:
        """The likeliest first."""
        with self._one_at_a_time:
            if word not in self._suggested:
                try:
                    self._suggested[word] = self._hunspell.suggest(word.replace("’", "'"))[:MOST_SUGGESTED]
                except UnicodeEncodeError:
                    self._suggested[word] = ()
            return self._suggested[word]


@functools.lru_cache(maxsize=8)
def _dictionary(language: str) -> _Dictionary | None:
    try:
        import hunspell
    except ImportError:  # no wheel for this machine: a Mac with an Intel processor
        return None
    folders = [*(Path(folder).expanduser() for folder in FOLDERS), Path(str(hunspell.__file__)).parent / "dictionaries"]
    found = _file(language, folders)
    if found is None:
        return None
    return _Dictionary(hunspell.Hunspell(found.stem, hunspell_data_dir=str(found.parent)))


def _file(language: str, folders: Iterable[Path]) -> Path | None:
    """The dictionary for a language as a plan writes it: "de", "de-AT", "pt-BR"."""
    base = language.replace("-", "_")
    wanted = [base] if "_" in base else [_USUAL.get(base, f"{base}_{base.upper()}"), base]
    here = [folder for folder in folders if folder.is_dir()]
    for name in (*wanted, f"{base[:2]}_*"):
        for folder in here:
            for file in sorted(folder.glob(f"{name}.dic")):
                if file.with_suffix(".aff").exists():
                    return file
    return None
