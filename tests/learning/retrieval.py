"""How well past incidents are found: the real reports, masked and halved, and what is asked of them."""

import hashlib
import json
import random
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec
import sqlcipher3.dbapi2 as sqlite

from incident_desk.domain.ids import IncidentId
from incident_desk.domain.similar import Asked, Past, Precedents
from tests.learning.typed_queries import TYPED

WORD: Final = re.compile(r"\w[\w.\-']*\w|\w")
DRAWS: Final = 1_000
Ask = Callable[[str, str], list[str]]
"""What is asked, and the report that is not to be found; the ids that were found, the likest first."""


class Report(msgspec.Struct):
    """What is read of a report."""

    id: str
    company: str
    summary: str
    cause_tags: tuple[str, ...] = ()

    @property
    def masked(self) -> str:
        """The words without the name of the company: it would give the answer away."""
        names = {self.company, self.company.replace(" ", ""), *re.findall(r"\w{2,}", self.company)}
        named = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        return re.sub(rf"\b(?:{named})\b", "", self.summary, flags=re.IGNORECASE)

    @property
    def half(self) -> int:
        """0: it was tuned on. 1: it was held out."""
        return int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % 2


class Question(msgspec.Struct, frozen=True):
    """What is asked, and which report is meant."""

    words: str
    wanted: Report


def reports(shared_data: Path) -> list[Report]:
    """All of them."""
    file = shared_data / "postmortems" / "dev.jsonl"
    return [msgspec.json.decode(line, type=Report) for line in file.read_bytes().splitlines()]


def ours(told: Sequence[Report], most: int = 10) -> Ask:
    """Ask as the desk does."""
    precedents = Precedents(Past(IncidentId(r.id), r.id, "", r.masked, factors=r.cause_tags) for r in told)

    def ask(words: str, but: str) -> list[str]:
        found = precedents.like(Asked(words, but=frozenset({IncidentId(but)})), most)
        return [each.past.number for each in found]

    return ask


def bare(told: Sequence[Report], tokenizer: str = "unicode61") -> Ask:
    """Ask FTS5 for any of the words, by its own bm25."""
    index = sqlite.connect(":memory:")
    index.execute(f"CREATE VIRTUAL TABLE reports USING fts5(id UNINDEXED, text, tokenize = '{tokenizer}')")
    index.executemany("INSERT INTO reports VALUES (?, ?)", [(r.id, r.masked) for r in told])

    def ask(words: str, but: str) -> list[str]:
        match = " OR ".join(f'"{word}"' for word in WORD.findall(words))
        query = "SELECT id FROM reports WHERE reports MATCH ? AND id != ? ORDER BY rank LIMIT 10"
        return [row[0] for row in index.execute(query, (match, but))]

    return ask


def typed(told: Iterable[Report], place: int) -> list[Question]:
    """What was written by hand. `place` 1: six words; 2: a full line."""
    of = {hashlib.sha256(report.id.encode()).hexdigest()[:10]: report for report in told}
    return [Question(each[place], of[each[0]]) for each in TYPED]


def mistyped(told: Iterable[Report], times: int = 4) -> list[Question]:
    """Six words of each report, every other with a slip of the finger or another ending."""
    chance = random.Random(7)
    said = [(report, [word for word in WORD.findall(report.masked) if len(word) > 3]) for report in told]
    return [
        Question(" ".join(_slipped(word, chance) for word in chance.sample(words, 6)), report)
        for report, words in said
        if len(words) >= 6
        for _ in range(times)
    ]


def _slipped(word: str, chance: random.Random) -> str:
    if len(word) < 5 or chance.random() < 0.4:
        return word
    at = chance.randrange(1, len(word) - 1)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return chance.choice((word[:at] + word[at + 1 :], swapped, word + "s", word[:-1]))


def found_within(ask: Ask, questions: Iterable[Question], most: int) -> list[float]:
    """For each question, 1 if what is meant is among the first so many."""
    return [float(each.wanted.id in ask(each.words, "")[:most]) for each in questions]


def of_the_cause(ask: Ask, told: Sequence[Report], half: int | None = None) -> list[float]:
    """For each report with a cause, how many of the five that are likest to it have the same; itself is not counted."""
    tags = {report.id: set(report.cause_tags) for report in told}
    asked = [r for r in told if r.cause_tags and half in (None, r.half)]
    return [sum(bool(tags[each] & tags[r.id]) for each in ask(r.masked, r.id)[:5]) / 5 for r in asked]


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def spread(values: Sequence[float]) -> tuple[float, float]:
    """Between which 95 of 100 means lie, if as many were drawn from these again (bootstrap)."""
    chance = random.Random(11)
    drawn = sorted(mean(chance.choices(values, k=len(values))) for _ in range(DRAWS))
    return drawn[DRAWS * 25 // 1000], drawn[DRAWS * 975 // 1000]


def row(name: str, values: Sequence[float]) -> str:
    """One line of the table."""
    low, high = spread(values)
    return f"{name:<34}{mean(values):.3f}  [{low:.2f}, {high:.2f}]  n={len(values)}"


def as_lines(told: Iterable[Report]) -> str:
    """Reports as a file that is imported."""
    return "".join(json.dumps({"id": r.id, "title": r.masked[:60], "summary": r.masked}) + "\n" for r in told)
