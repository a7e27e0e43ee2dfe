"""What the wall says, as plain values: of one incident, or that nothing is open."""

import msgspec

from incident_desk.domain.severity import Severity


class WallClock(msgspec.Struct, frozen=True):
    """`share` is how much of a promise's time is over, from 0 to 1; None for a clock that has no end."""

    caption: str
    figures: str
    small: str = ""
    tone: str = "text"
    share: float | None = None
    share_tone: str = "accent"


class WallRow(msgspec.Struct, frozen=True):
    """A role, a course of action or a line: `head` and `end` are quieter than `words`."""

    words: str
    head: str = ""
    end: str = ""
    symbol: str = ""
    symbol_tone: str = "text2"
    tone: str = "text"
    head_tone: str = "text2"
    end_tone: str = "text2"
    severity: Severity | None = None


class WallPart(msgspec.Struct, frozen=True):
    """Rows under a head, what needs somebody first. Those that have no room are counted; of the latest they go."""

    head: str
    rows: tuple[WallRow, ...]
    nothing: str = ""
    is_latest: bool = False

    @property
    def spoken(self) -> str:
        """All of it, for whoever hears the window."""
        told = (" ".join(filter(None, (row.head, row.words, row.end))) for row in self.rows)
        return f"{self.head}: {'; '.join(told) or self.nothing}"


class WallShown(msgspec.Struct, frozen=True):
    """One incident. `others` are those that are open beside it."""

    severity: Severity | None
    severity_words: tuple[str, str]
    number: str
    title: str
    state: str
    truth: str
    truth_tone: str
    clocks: tuple[WallClock, ...]
    roles: WallPart
    doing: WallPart
    lines: WallPart
    others: tuple[WallRow, ...] = ()

    @property
    def spoken(self) -> str:
        """All of it but the running figures, for whoever hears the window."""
        told = [" ".join((*self.severity_words, self.number)), self.title, f"{self.state}. {self.truth}"]
        told += [part.spoken for part in (self.roles, self.doing, self.lines)]
        told += [" ".join(filter(None, (row.head, row.words, row.end))) for row in self.others]
        return "\n".join(told)


class CalmWall(msgspec.Struct, frozen=True):
    """Nothing is open: what time it is, who would be called, what was last."""

    clock: str
    day: str
    title: str
    truth: str
    truth_tone: str
    on_call: WallPart
    last: WallPart

    @property
    def spoken(self) -> str:
        """All of it but the time, for whoever hears the window."""
        return f"{self.title}\n{self.truth}\n{self.on_call.spoken}\n{self.last.spoken}"
