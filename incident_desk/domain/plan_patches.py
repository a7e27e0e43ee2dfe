"""A change of the plan as the lines that go and the lines that come, made from one version and put into another."""

from collections.abc import Sequence

import msgspec

from incident_desk.domain.errors import RuleError


class Change(msgspec.Struct, frozen=True):
    """One change: where, what it said before and what it says now; one of them is empty where nothing stood."""

    place: str
    before: str = ""
    after: str = ""

    @property
    def english(self) -> str:
        """In one line, for a sentence."""
        if not self.before:
            return f"{self.place}: {self.after}"
        return f"{self.place}: {self.before} → {self.after or 'nothing'}"


class Hunk(msgspec.Struct, frozen=True, gc=False):
    """One place of a change: from this line on, counted from 0, these go and those come."""

    at: int
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()


def hunks(before: str, after: str) -> tuple[Hunk, ...]:
    """What makes one text of another, place by place."""
    old, new = before.splitlines(), after.splitlines()
    return tuple(Hunk(i, tuple(old[i:j]), tuple(new[k:m])) for tag, i, j, k, m in _matched(old, new) if tag != "equal")


def patched(base: str, change: tuple[Hunk, ...], text: str) -> str:
    """A text that came of `base`, with a change that was made from `base`. What stands in it already is left alone.

    Raises: RuleError if the text was changed at the same place.
    """
    lines = text.splitlines()
    place = _places(base.splitlines(), lines)
    for hunk in reversed(change):
        at = place.get(hunk.at)
        end = place.get(hunk.at + len(hunk.gone))
        if at is None or end is None or tuple(lines[at:end]) != hunk.gone:
            if _stands(lines, hunk):
                continue
            raise RuleError(
                "The plan was changed at that place since this was proposed: put it in by hand in the plan room, "
                "then accept it."
            )
        lines[at:end] = hunk.come
    return "\n".join(lines) + "\n" * text.endswith("\n")


def _stands(lines: list[str], hunk: Hunk) -> bool:
    """Whether the lines that come are there, and those that go are not."""
    return bool(hunk.come) and all(line in lines for line in hunk.come) and not any(x in lines for x in hunk.gone if x)


def _places(base: list[str], lines: list[str]) -> dict[int, int]:
    """Where the lines of `base`, and the gaps before them, are by now; without those that are gone."""
    place: dict[int, int] = {}
    for tag, i, j, k, m in _matched(base, lines):
        if tag == "equal":
            place |= {i + step: k + step for step in range(j - i + 1)}
        elif m == k:  # only gone: what stood behind it stands where it stood
            place.setdefault(j, k)
    return place


def _matched(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    from difflib import SequenceMatcher  # only when a lesson changes the plan

    return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
