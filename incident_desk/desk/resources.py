"""Files that come with the program."""

from pathlib import Path

FOLDER = Path(__file__).parent.parent / "resources"
"""importlib.resources would answer the same, 20 ms later: the package is never run from a zip (Qt needs files)."""


def default_plan() -> str:
    """The text of the plan that is in force until another is published."""
    return (FOLDER / "plans" / "default.yaml").read_text(encoding="utf-8")
