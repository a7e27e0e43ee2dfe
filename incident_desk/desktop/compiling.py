"""Compiles Designer's forms, resource files and translations into `desktop/forms/`, whenever a source changed.

The build hook calls it for the wheel and the sdist, `make forms` calls it, and a checkout calls it at start. It imports
only the standard library: the build hook loads it before the program's own requirements are there.
"""

import hashlib
import importlib.util
import sys
from pathlib import Path

STAMP = "sources.sha256"
SOURCES = ("ui/*.ui", "ui/*.qrc", "incident_desk/resources/translations/*.ts")
FIRST_LINE = '"""Compiled from ui/ by incident_desk.desktop.compiling. Never edited, never committed."""\n'


class FormError(Exception):
    """A form could not be compiled; says which and why."""


def compile_forms(root: Path, *, is_forced: bool = False) -> bool:
    """Bring the compiled forms of a source tree up to date.

    Every file is written aside and renamed, and the stamp comes last: whoever reads meanwhile sees whole files, and a
    run that was cut off is done again.

    Args:
        root: the folder that holds `ui` and `incident_desk`.
        is_forced: compile even if no source changed, as after an upgrade of Qt.
    Returns: whether anything was compiled.
    Raises: FormError if a source cannot be compiled.
    """
    sources = sorted(path for pattern in SOURCES for path in root.glob(pattern))
    folder = root / "incident_desk" / "desktop" / "forms"
    digest = _digest(root, sources)
    if not is_forced and _stamped(folder) == digest:
        return False
    import tempfile  # here, because this and subprocess cost 15 ms, and most starts compile nothing

    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".forms-") as new:
        aside = Path(new)
        for source in sources:
            _compile(source, aside)
        (aside / "__init__.py").write_text(FIRST_LINE, encoding="utf-8")
        made = [path.name for path in aside.iterdir()]
        (aside / STAMP).write_text(digest, encoding="utf-8")
        for name in [*made, STAMP]:
            (aside / name).replace(folder / name)
    _drop(folder, [*made, STAMP])
    return True


def _digest(root: Path, sources: list[Path]) -> str:
    found = hashlib.sha256(FIRST_LINE.encode())
    for path in sources:
        content = path.read_bytes()
        found.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()


def _stamped(folder: Path) -> str:
    try:
        return (folder / STAMP).read_text(encoding="utf-8")
    except OSError:
        return ""


def _compile(source: Path, aside: Path) -> None:
    import subprocess

    match source.suffix:
        case ".ui":
            target = aside / f"ui_{source.stem}.py"
            options = ["-g", "python", "--from-imports", "--no-autoconnection", str(source), "-o", str(target)]
            command = [_tool("uic"), *options]
        case ".qrc":
            target = aside / f"{source.stem}_rc.py"
            command = [_tool("rcc"), "-g", "python", str(source), "-o", str(target)]
        case _:
            target = aside / f"{source.stem}.qm"
            command = [_tool("lrelease"), "-silent", str(source), "-qm", str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not target.exists():
        raise FormError(f"{source}: {(done.stderr or done.stdout).strip() or 'the compiler wrote nothing'}")


def _tool(name: str) -> str:
    """The compiler itself. Its scripts in `bin` are no help: a build environment may not have them on its path."""
    found = importlib.util.find_spec("PySide6")
    folders = list(found.submodule_search_locations or []) if found else []
    program = f"{name}.exe" if sys.platform == "win32" else name
    for folder in folders:
        for place in (Path(folder, "Qt", "libexec", program), Path(folder, program)):
            if place.is_file():
                return str(place)
    raise FormError(f"PySide6 has no {name}: install PySide6-Essentials, which brings it")


def _drop(folder: Path, kept: list[str]) -> None:
    """Remove what has no source any more, and Python's cache: it tells files apart by whole seconds only."""
    for path in [*folder.iterdir(), *folder.glob("__pycache__/*.pyc")]:
        if path.is_file() and path.name not in kept:
            path.unlink(missing_ok=True)


def main() -> int:
    """Compile now: `python -P incident_desk/desktop/compiling.py`."""
    try:
        changed = compile_forms(Path(__file__).parents[2], is_forced="--force" in sys.argv[1:])
    except FormError as e:
        print(e, file=sys.stderr)
        return 1
    print("forms compiled" if changed else "forms are up to date")
    return 0


if __name__ == "__main__":
    sys.exit(main())
