"""Files that come with the program."""

from pathlib import Path

FOLDER = Path(__file__).parent.parent / "resources"
"""importlib.resources would answer the same, 20 ms later: the package is never run from a zip (Qt needs files)."""
PLANS = FOLDER / "plans"
DEFAULT = "default"


def default_plan() -> str:
    """The text of the plan that is in force until another is published."""
    return (PLANS / f"{DEFAULT}.yaml").read_text(encoding="utf-8")


def ready_plans() -> dict[str, str]:
    """The texts of the plans that come with the program, by name; the default first."""
    names = sorted((path.stem for path in PLANS.glob("*.yaml")), key=lambda name: (name != DEFAULT, name))
    return {name: (PLANS / f"{name}.yaml").read_text(encoding="utf-8") for name in names}
