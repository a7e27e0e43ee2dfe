"""The window: the only place that knows Qt."""

import builtins
import importlib
from pathlib import Path

_ROOT = Path(__file__).parents[2]


def _import_plainly() -> None:
    """Have Qt loaded, and imports as quick as before.

    PySide puts a hook before every import that reads the source of what is imported, to see whether it wants methods
    spelt like_this. Nothing here does, and a start of the window would wait some 50 ms for it.
    """
    plain = builtins.__import__
    importlib.import_module("PySide6.QtCore")
    builtins.__import__ = plain


_import_plainly()

if (_ROOT / "hatch_build.py").is_file():  # a checkout; an installed program carries its forms
    from incident_desk.desktop.compiling import compile_forms

    compile_forms(_ROOT)
