"""The colours by name, one set for each theme."""

import json
from pathlib import Path

from PySide6.QtGui import QColor

FOLDER = Path(__file__).parents[2] / "resources"
"""A path, not importlib.resources: that costs 20 ms before the first frame, and Qt needs files anyway."""


class Tokens:
    """The set in use. Painters ask at every paint, so that a change of theme needs no one to be told."""

    def __init__(self) -> None:
        self._sets: dict[str, dict[str, str]] = json.loads((FOLDER / "tokens" / "tokens.json").read_bytes())
        self.theme = "dark"

    @property
    def all(self) -> dict[str, str]:
        return self._sets[self.theme]


_tokens = Tokens()


def use(theme: str) -> None:
    """Take colours from this theme from now on: "dark" or "light"."""
    _tokens.theme = theme


def is_dark() -> bool:
    return _tokens.theme == "dark"


def literals() -> dict[str, str]:
    """Every token as #RRGGBB, for the style sheet."""
    return _tokens.all


def colour(token: str) -> QColor:
    """The colour of a token in the theme in use."""
    return QColor(_tokens.all[token])
