"""The colours by name: one file for each theme, read once."""

from functools import lru_cache
from pathlib import Path

import msgspec
from PySide6.QtGui import QColor

FOLDER = Path(__file__).parents[2] / "resources"
"""A path, not importlib.resources: that costs 20 ms before the first frame, and Qt needs files anyway."""

THEMES = ("dark", "light")
ALIASES = {"bad": "sev1", "badsoft": "sev1soft", "badfill": "sev1fill", "warn": "sev3", "warnsoft": "sev3soft"}
"""Names by meaning for colours that severities have, too."""


class Tokens(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The colours of one theme, each as #RRGGBB. What each is for stands in the manual under "Looks"."""

    canvas: str
    pane: str
    card: str
    field: str
    hover: str
    band: str
    line: str
    line2: str
    edge: str
    text: str
    text2: str
    text3: str
    accent: str
    accentsoft: str
    accentfill: str
    accenthover: str
    sev1: str
    sev1soft: str
    sev1fill: str
    sev2: str
    sev2soft: str
    sev3: str
    sev3soft: str
    sev4: str
    sev4soft: str
    ok: str
    oksoft: str
    spark: str
    onfill: str


@lru_cache(maxsize=len(THEMES))
def load(theme: str) -> Tokens:
    """The tokens of "dark" or "light"."""
    return msgspec.json.decode((FOLDER / "tokens" / f"{theme}.json").read_bytes(), type=Tokens)


class _InUse:
    """Which theme is shown. Painters ask at every paint, so that a change of theme needs no one to be told."""

    theme = "dark"
    colours: dict[str, QColor] = {}


def use(theme: str) -> None:
    """Take colours from this theme from now on."""
    _InUse.theme = theme
    _InUse.colours = {name: QColor(value) for name, value in literals().items()}


def is_dark() -> bool:
    """Whether the dark theme is shown."""
    return _InUse.theme == "dark"


def literals() -> dict[str, str]:
    """Every token and alias of the theme in use as #RRGGBB, for the style sheet."""
    tokens = load(_InUse.theme)
    named = {name: str(getattr(tokens, name)) for name in Tokens.__struct_fields__}
    return named | {alias: named[name] for alias, name in ALIASES.items()}


def colour(token: str) -> QColor:
    """The colour of a token in the theme in use; a copy, so that a painter may thin it."""
    if not _InUse.colours:
        use(_InUse.theme)
    return QColor(_InUse.colours[token])
