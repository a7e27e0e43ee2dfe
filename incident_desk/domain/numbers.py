"""Short numbers that people say aloud: "task 3", "course 2".

A desk that writes alone counts on from what it knows, so two desks may give the same number at once. Neither number
changes then: both are called by the letters of their desk as well ("3-K7QM"), and the bare number is asked back.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from incident_desk.domain.errors import NotFound
from incident_desk.domain.ids import DeskNumber, desk_letters


class Numbered(Protocol):
    """What has a number of its own within its incident."""

    @property
    def number(self) -> int: ...
    @property
    def desk(self) -> DeskNumber: ...


K = TypeVar("K", bound=str)
N = TypeVar("N", bound=Numbered)


def next_number(among: Iterable[Numbered]) -> int:
    """The number after all that are known here."""
    return max((one.number for one in among), default=0) + 1


def label(one: Numbered, among: Iterable[Numbered]) -> str:
    """What it is called: "3", or "3-K7QM" where another desk gave the same number."""
    is_alone = not any(other is not one and other.number == one.number for other in among)
    return str(one.number) if is_alone else f"{one.number}-{desk_letters(one.desk)}"


def by_number(text: str, among: Sequence[N], what: str) -> N | None:
    """The one of this number; None if the text is no number.

    Raises: NotFound if there is none, or if several desks gave that number, naming what each is called.
    """
    number, _, letters = text.strip().removeprefix("#").partition("-")
    if not (number.isdecimal() and number.isascii()):
        return None
    found = [one for one in among if one.number == int(number)]
    if letters:
        found = [one for one in found if desk_letters(one.desk) == letters.upper()]
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFound(f"There is no {what} {text}.")
    several = " and ".join(label(one, among) for one in found)
    raise NotFound(f"Two desks gave the number {number} at once; say which {what}: {several}.")


def find(text: K, of: Mapping[K, N], named: Iterable[N], words: Callable[[N], str], what: str) -> N:
    """The one of this id or number, or whose words alone among those that may be named begin so. Raises: NotFound."""
    found = of.get(text) or by_number(text, list(of.values()), what)
    if found is not None:
        return found
    wanted = " ".join(text.split()).casefold()
    starts = [one for one in named if wanted and words(one).casefold().startswith(wanted)]
    if len(starts) == 1:
        return starts[0]
    raise NotFound(f"“{text}” is {f'several {what}s' if starts else f'no {what}'} of this incident; say its number.")
