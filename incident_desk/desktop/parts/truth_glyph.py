"""What is known about where words are kept: one glyph, one colour and one sentence for each answer."""

import enum
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication


@dataclass(frozen=True)
class _Look:
    symbol: str
    tone: str
    words: object
    """Marked for translation; Qt's types call that an object."""


class TruthGlyph(enum.Enum):
    """The order is that of trust: from being typed to being shared, then what may stand in the way."""

    WRITING = _Look("pen-line", "text3", QT_TRANSLATE_NOOP("TruthGlyph", "Writing: not on the disk yet"))
    SAVED_HERE = _Look("hard-drive", "text2", QT_TRANSLATE_NOOP("TruthGlyph", "Saved here: a power cut cannot take it"))
    SHARED = _Look("cloud-check", "ok", QT_TRANSLATE_NOOP("TruthGlyph", "Shared: other desks can read it"))
    SHARING = _Look("refresh-cw", "text2", QT_TRANSLATE_NOOP("TruthGlyph", "Saved here, on its way to other desks"))
    WAITING = _Look("cloud-off", "warn", QT_TRANSLATE_NOOP("TruthGlyph", "Saved here; goes out when a way opens"))
    NO_NETWORK = _Look("hard-drive", "warn", QT_TRANSLATE_NOOP("TruthGlyph", "No network: this desk keeps all of it"))
    CONFLICT = _Look(
        "git-merge", "accent", QT_TRANSLATE_NOOP("TruthGlyph", "Two desks wrote it: both kept, choose one")
    )
    NOT_SAVED = _Look("octagon-alert", "bad", QT_TRANSLATE_NOOP("TruthGlyph", "Not saved: this disk refused it"))

    @property
    def symbol(self) -> str:
        """The name of its icon."""
        return self.value.symbol

    @property
    def tone(self) -> str:
        """The token of its colour."""
        return self.value.tone

    @property
    def tone_in_rows(self) -> str:
        """Quiet where all is well: a green mark on each of forty lines would drown the one that waits."""
        return "text3" if self is TruthGlyph.SHARED else self.tone

    @property
    def words(self) -> str:
        """What it means, in the reader's language."""
        return QCoreApplication.translate("TruthGlyph", str(self.value.words))
