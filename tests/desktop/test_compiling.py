"""Forms are compiled when a source changed, and whoever reads meanwhile never sees half of it."""

import subprocess
import sys
from pathlib import Path

import pytest

from incident_desk.desktop import compiling
from incident_desk.desktop.compiling import STAMP, FormError, compile_forms
from tests.support.places import ROOT

FORM = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0">
 <class>{name}</class>
 <widget class="QWidget" name="{name}">
  <property name="windowTitle"><string>{title}</string></property>
 </widget>
</ui>
"""
TRANSLATION = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context><name>states</name><message><source>Declared</source><translation>Gemeldet</translation></message></context>
</TS>
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A source tree with two forms."""
    (tmp_path / "ui").mkdir()
    (tmp_path / "incident_desk" / "desktop").mkdir(parents=True)
    for name in ("Calm", "Declare"):
        write_form(tmp_path, name, f"{name} at first")
    return tmp_path


def write_form(tree: Path, name: str, title: str) -> Path:
    path = tree / "ui" / f"{name.lower()}.ui"
    path.write_text(FORM.format(name=name, title=title), encoding="utf-8")
    return path


def compiled(tree: Path) -> dict[str, str]:
    """What lies in the folder of compiled forms."""
    folder = tree / "incident_desk" / "desktop" / "forms"
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.suffix == ".py"}


def test_every_form_becomes_a_module_and_is_left_alone_until_a_source_changes(tree: Path) -> None:
    assert compile_forms(tree)
    assert sorted(compiled(tree)) == ["__init__.py", "ui_calm.py", "ui_declare.py"]
    assert not compile_forms(tree)
    write_form(tree, "Calm", "Calm now")
    assert compile_forms(tree)
    assert "Calm now" in compiled(tree)["ui_calm.py"]
    assert "Declare at first" in compiled(tree)["ui_declare.py"]


def test_what_has_no_source_any_more_goes(tree: Path) -> None:
    compile_forms(tree)
    (tree / "ui" / "calm.ui").unlink()
    assert compile_forms(tree)
    assert sorted(compiled(tree)) == ["__init__.py", "ui_declare.py"]


def test_a_run_that_was_cut_off_is_done_again(tree: Path) -> None:
    compile_forms(tree)
    (tree / "incident_desk" / "desktop" / "forms" / STAMP).unlink()  # the stamp comes last
    assert compile_forms(tree)


def test_after_an_upgrade_of_qt_it_can_be_forced(tree: Path) -> None:
    compile_forms(tree)
    assert compile_forms(tree, is_forced=True)


def test_a_form_that_is_none_is_named_and_the_old_ones_stay(tree: Path) -> None:
    compile_forms(tree)
    before = compiled(tree)
    (tree / "ui" / "calm.ui").write_text("<ui", encoding="utf-8")
    with pytest.raises(FormError, match="calm.ui: "):
        compile_forms(tree)
    assert compiled(tree) == before
    assert list((tree / "incident_desk" / "desktop").glob(".forms-*")) == []


def test_a_translation_is_compiled_too(tree: Path) -> None:
    folder = tree / "incident_desk" / "resources" / "translations"
    folder.mkdir(parents=True)
    (folder / "desk_de.ts").write_text(TRANSLATION, encoding="utf-8")
    compile_forms(tree)
    assert (tree / "incident_desk" / "desktop" / "forms" / "desk_de.qm").stat().st_size > 0


def test_it_needs_nothing_but_the_standard_library() -> None:
    # the build hook loads it where the program's own requirements are not installed yet
    program = (
        "import importlib.util, sys\n"
        "before = set(sys.modules)\n"
        f"spec = importlib.util.spec_from_file_location('compiling', {compiling.__file__!r})\n"
        "module = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(module)\n"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "print(sorted(new - sys.stdlib_module_names))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"
