"""The build hook: wheel and sdist carry the compiled forms, and the pages of the help."""

import importlib.util
import shutil
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FormsHook(BuildHookInterface[Any]):
    """Compiles the forms before the files of a distribution are gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        # loaded by its path: the package itself would ask for requirements that a build environment lacks
        spec = importlib.util.spec_from_file_location("compiling", root / "incident_desk" / "desktop" / "compiling.py")
        assert spec is not None
        assert spec.loader is not None
        compiling = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(compiling)
        compiling.compile_forms(root)
        if version != "editable":  # in a checkout the window reads docs/ itself
            _carry_help(root)


def _carry_help(root: Path) -> None:
    """The manual and the reference, for the help of the window."""
    carried = root / "incident_desk" / "resources" / "docs"
    shutil.rmtree(carried, ignore_errors=True)
    shutil.copytree(root / "docs" / "reference", carried / "reference")
    shutil.copy(root / "docs" / "manual.md", carried)
