"""The window: the only place that knows Qt."""

from pathlib import Path

_ROOT = Path(__file__).parents[2]

if (_ROOT / "hatch_build.py").is_file():  # a checkout; an installed program carries its forms
    from incident_desk.desktop.compiling import compile_forms

    compile_forms(_ROOT)
