"""What became of one text: the stretches in which another differs from it."""

import difflib

import msgspec


class Edit(msgspec.Struct, frozen=True):
    """The characters from `at` to `end` gave way to these. Several edits count in the text before all of them."""

    at: int
    end: int
    words: str


def edits_between(before: str, after: str) -> list[Edit]:
    """What became of one text: few edits, each as short as its lines allow, in the order of the text."""
    whole = _trimmed(before, after, 0)
    if whole.at == whole.end and not whole.words:
        return []
    old, new = before[whole.at : whole.end], whole.words
    if "\n" not in old or "\n" not in new:
        return [whole]
    return _line_by_line(old, new, whole.at)


def _line_by_line(old: str, new: str, offset: int) -> list[Edit]:
    a, b = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts = [offset]
    for line in a:
        starts.append(starts[-1] + len(line))
    found = difflib.SequenceMatcher(None, a, b).get_opcodes()
    return [_trimmed("".join(a[i:j]), "".join(b[k:m]), starts[i]) for what, i, j, k, m in found if what != "equal"]


def _trimmed(old: str, new: str, offset: int) -> Edit:
    start = _same(old, new)
    tail = _same(old[start:][::-1], new[start:][::-1])
    return Edit(offset + start, offset + len(old) - tail, new[start : len(new) - tail])


def _same(a: str, b: str) -> int:
    """How many characters both begin with."""
    low, high = 0, min(len(a), len(b))
    while low < high:  # comparing slices is far quicker than going from character to character
        middle = (low + high + 1) // 2
        if a[:middle] == b[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
