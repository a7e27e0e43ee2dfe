"""The build hook: wheel and sdist carry the compiled forms."""

import importlib.util
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
