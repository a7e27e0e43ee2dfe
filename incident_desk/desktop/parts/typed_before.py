"""What was typed into the command line before, to be called back."""

MOST = 200


class TypedBefore:
    """The newest last. Going back keeps the line that was being typed, and going forward brings it back."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._at: int | None = None
        self._draft = ""

    def keep(self, line: str) -> None:
        """This was entered."""
        if line and self._lines[-1:] != [line]:
            self._lines = [*self._lines[-MOST + 1 :], line]
        self._at = None

    def older(self, now: str) -> str | None:
        """The one before; None if there is none.

        Args:
            now: what stands in the line.
        """
        if self._at is not None and now != self._lines[self._at]:
            self._at = None  # it was changed: a line of its own now
        if self._at is None:
            self._draft, self._at = now, len(self._lines)
        if self._at == 0:
            return None
        self._at -= 1
        return self._lines[self._at]

    def newer(self) -> str | None:
        """The one after, at last the line that was being typed; None if that is shown."""
        if self._at is None:
            return None
        self._at += 1
        if self._at >= len(self._lines):
            self._at = None
            return self._draft
        return self._lines[self._at]
