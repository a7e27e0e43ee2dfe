"""Where somebody else writes in the plan."""

import msgspec


class Caret(msgspec.Struct, frozen=True):
    """Line and column from 1; column 0 for whoever is in the form."""

    name: str
    line: int
    column: int
