"""What readers outside must not read is taken out of a text: people, hosts and addresses, and what is sealed.

People become what they were in the incident, hosts become numbers. What is looked for to take it out is looked for
again in the finished file (redaction_proof.py).
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from incident_desk.domain.board import Board
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.review_report_text import each_sentence
from incident_desk.domain.sentences import LineSort
from incident_desk.domain.state import State

SEALED, HIDDEN = "(sealed)", "(hidden)"
SHORTEST_PART: Final = 3
"""A part of a name that is shorter is no name of somebody."""
SHORTEST_SEALED: Final = 8
_ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LINK: Final = re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s<>\"”)\]]+", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\+\d[\d ()/.-]{6,}\d")
_IP: Final = re.compile(
    r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?:[:/]\d+)?(?![\d.]*\d)"
    r"|(?<![\w:])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}(?![\w:])",
    re.IGNORECASE,
)
_DOTTED: Final = re.compile(r"(?<![\w@.-])(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}(?::\d+)?(?![\w-])", re.IGNORECASE)
_COUNTED: Final = re.compile(r"(?<![\w.-])[a-z]{2,}(?:-[a-z]+)*-?\d{1,4}(?:[a-z])?(?![\w-])", re.IGNORECASE)
HOSTS: Final = (_IP, _DOTTED, _COUNTED)
KEPT: Final = re.compile(
    r"SEV\d|utf-?8|utf-?16|ipv[46]|sha-?\d+|md5|http[123s]?|oauth2|ec2|s3|i18n|e\.g|i\.e|INC-[\w-]+|log4j",
    re.IGNORECASE,
)
"""What only looks like a host."""
_WORDS: Final = frozenset({"you", "me", "somebody", "nobody", "everybody", *State, *(str(sort) for sort in LineSort)})
"""What somebody may be called and everybody says."""


class Redaction:
    """Takes out of a text what must not be read outside, and finds what is left of it."""

    def __init__(
        self, people: dict[str, str], hidden: Iterable[str], sealed: Iterable[str], kept: Iterable[str]
    ) -> None:
        """`people` are names and what stands in their place; `kept` are words that are public, whatever they look
        like."""
        self._stand_in = {_folded(name): said for name, said in people.items() if len(name.split()) > 1}
        self._parts = {part: said for name, said in people.items() for part in _parts(name)}
        self._phrases = {_folded(each): HIDDEN for each in hidden if each.strip()}
        self._phrases |= {_folded(each): SEALED for each in sealed if len(each) >= SHORTEST_SEALED}
        self._kept = {each.casefold() for each in kept}
        self._hosts: dict[str, str] = {}
        self._phrase, self._name = _any(self._phrases, re.IGNORECASE), _any(self._stand_in, re.IGNORECASE)
        self._part = _any(self._parts, 0)

    def clean(self, text: str) -> str:
        """The text without it: whole phrases first, and addresses before the names in them."""
        text = self._phrase.sub(lambda found: self._phrases[_folded(found[0])], text)
        for shape, instead in ((_LINK, "(link)"), (_ADDRESS, "(address)"), (_NUMBER, "(number)")):
            text = shape.sub(instead, text)
        text = self._name.sub(lambda found: self._stand_in[_folded(found[0])], text)
        for shape in HOSTS:
            text = shape.sub(lambda found: self._host(found[0]), text)
        return self._part.sub(lambda found: self._parts[found[0]], text)

    def _host(self, found: str) -> str:
        if self._is_kept(found):
            return found
        return self._hosts.setdefault(found.casefold(), f"host {len(self._hosts) + 1}")

    def _is_kept(self, found: str) -> bool:
        return found.casefold() in self._kept or KEPT.fullmatch(found) is not None

    def left(self, text: str) -> list[str]:
        """What stands in a text that was to be taken out of it."""
        shapes = (self._phrase, self._name, self._part, _LINK, _ADDRESS, _NUMBER)
        found = [each[0] for shape in shapes for each in shape.finditer(text)]
        for shape in HOSTS:
            found += [each[0] for each in shape.finditer(text) if not self._is_kept(each[0])]
        return list(dict.fromkeys(found))

    def secrets(self) -> list[str]:
        """The words themselves, for whoever looks for them in bytes: long enough to stand nowhere by chance."""
        all_ = [*self._phrases, *self._stand_in, *self._parts, *self._hosts]
        return sorted({each for each in all_ if len(each.encode()) > 4})


def for_outside(board: Board, organisation: Organisation, hidden: Iterable[str] = ()) -> Redaction:
    """What must not be read outside of this incident: everybody the record knows, and whatever is `hidden` besides."""
    plan = organisation.plans.of(board.headline)
    held = _roles(board, organisation)
    names = dict.fromkeys([*held, *_named(board, organisation, plan)])
    stand_ins: dict[str, str] = {}
    for at, name in enumerate((each for each in names if each not in held), 1):
        stand_ins[name] = f"person {at}"
    places = [place.where for place in board.places.standing]
    reach = [way.partition(":")[2].strip() or way for contact in plan.contacts for way in contact.reach]
    label = board.headline.label
    public = [label, *label.split("-"), *(board.impact.services.value or ()), *plan.service_names]
    return Redaction(held | stand_ins, [*hidden, *places, *filter(_is_own, reach)], _sealed(board), public)


def _is_own(way: str) -> bool:
    """Whether a way to reach somebody is theirs: a number, an address."""
    return any(letter.isdigit() or letter == "@" for letter in way)


def _roles(board: Board, organisation: Organisation) -> dict[str, str]:
    """Whoever held a role, and which: the first of several."""
    found: dict[str, str] = {}
    for holding in board.roles.held.values():
        for setting in holding.holder.history:
            if setting.value is not None:
                said = f"the {holding.title[:1].lower()}{holding.title[1:]}"
                found.setdefault(setting.value.now(organisation.people).name, said)
                found.setdefault(setting.value.name, said)
    return found


def _named(board: Board, organisation: Organisation, plan: Plan) -> Iterator[str]:
    people = organisation.people
    yield from (name for _, name in people.all())
    yield from (contact.name for contact in plan.contacts)
    for line in board.timeline.at.values():
        yield from (line.speaker, people.name(line.author))


def _sealed(board: Board) -> Iterator[str]:
    """The words of what is sealed here, sentence by sentence."""
    told = {line.entry for line in board.timeline.lines}
    for entry, line in board.timeline.at.items():
        if entry not in told and line.text:
            yield from (line.text, *each_sentence(" ".join(line.text.split())))


def _folded(words: str) -> str:
    """Without what people write in several ways."""
    return " ".join(words.split()).casefold()


def _parts(name: str) -> list[str]:
    """Each word of a name, as somebody is called by it."""
    parts = (part for part in re.split(r"[\s,.()]+", name) if part.casefold() not in _WORDS)
    return [part for part in parts if len(part) >= SHORTEST_PART and part[:1].isupper()]


def _any(words: Iterable[str], flags: int) -> re.Pattern[str]:
    """Any of these as whole words, whatever blanks stand between; nothing if there are none."""
    longest_first = sorted(words, key=len, reverse=True)
    said = (r"\s+".join(re.escape(part) for part in each.split()) for each in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(said)})(?!\w)" if longest_first else r"(?!)", flags)
