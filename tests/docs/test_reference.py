"""The reference names everything there is, says what the code says, and its tables leave nothing out."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from docs import generating
from docs.generating import cli, entries, keys, settings
from incident_desk.cli import terminal
from incident_desk.cli.main import STOPPED
from incident_desk.domain.commands import commands
from incident_desk.domain.kinds import known_kinds
from incident_desk.domain.texts import outside_name, slash_words
from tests.support.places import ROOT


def page(name: str) -> str:
    """A page as it is committed."""
    return (generating.REFERENCE / name).read_text(encoding="utf-8")


def section(name: str, heading: str) -> str:
    """What stands below one heading."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", page(name), re.MULTILINE | re.DOTALL)
    assert found, f"docs/reference/{name} has no heading “{heading}”"
    return found[1]


@pytest.mark.parametrize("name", generating.PAGES)
def test_a_page_says_what_the_code_says(name: str, qapp: QApplication) -> None:
    assert page(name) == generating.PAGES[name](), "run `make docs`"


def test_writing_again_changes_nothing(tmp_path: Path, qapp: QApplication) -> None:
    assert generating.write(tmp_path) == list(generating.PAGES)
    assert generating.write(tmp_path) == []


def test_every_command_has_a_heading_with_all_its_fields() -> None:
    for command in commands():
        text = section("commands.md", command.name)
        assert command.help in text
        assert re.findall(r"^\| `(\w+)`", text, re.MULTILINE) == [
            outside_name(field) for field in command.fields.__struct_fields__
        ]


def test_every_slash_word_stands_at_its_command() -> None:
    for word, meaning in slash_words().items():
        assert f"`/{word}`" in section("commands.md", meaning.command.name)


def test_every_kind_has_a_heading_with_its_body() -> None:
    assert tuple(sorted(entries.bodies())) == known_kinds()
    for kind, body in entries.bodies().items():
        assert re.findall(r"^\| `(\w+)`", section("entries.md", kind), re.MULTILINE) == list(body.__struct_fields__)


def test_every_exit_code_has_a_heading() -> None:
    codes = {terminal.DONE, terminal.NO, terminal.WRONG_USE, STOPPED}
    assert codes == set(cli.EXIT_CODES)
    assert re.findall(r"^### (\d+)$", page("cli.md"), re.MULTILINE) == [str(code) for code in cli.EXIT_CODES]


def test_every_verb_of_the_command_line_has_a_heading() -> None:
    verbs = [parser.prog for parser, _ in cli.commands()]
    assert {"incident-desk", "incident-desk declare", "incident-desk plan use"} < set(verbs)
    for verb in verbs:
        assert section("cli.md", verb)


def strings(*folders: str) -> Iterator[str]:
    """Every text in the code of these folders."""
    for folder in folders:
        for path in sorted((ROOT / "incident_desk" / folder).rglob("*.py")):
            if "forms" not in path.parts:
                nodes = ast.walk(ast.parse(path.read_bytes()))
                yield from (n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str))


def test_every_setting_of_the_window_is_told() -> None:
    kept = {
        text
        for text in strings("desktop")
        if re.fullmatch(r"(window|look|attention|declare|plan|layout|console|tour)/\w*", text)
    }
    assert kept == {name.replace("…", "") for name in settings.WINDOW}


def test_every_setting_of_the_home_is_told() -> None:
    used: set[str] = set()
    for path in (ROOT / "incident_desk").rglob("*.py"):
        used |= set(re.findall(r"setting\(([A-Z]+)\b", path.read_text(encoding="utf-8")))
    told = Path(settings.__file__).read_text(encoding="utf-8")
    assert "PERSON" in used
    assert [name for name in sorted(used) if f"{name}: " not in told] == []


def test_every_variable_of_the_environment_is_told() -> None:
    asked: set[str] = set()
    for path in (ROOT / "incident_desk").rglob("*.py"):
        asked |= set(re.findall(r"environ\S*[\[(]\"([A-Z_]+)\"", path.read_text(encoding="utf-8")))
    assert asked <= set(settings.ENVIRONMENT)


def test_every_key_of_the_window_is_told() -> None:
    shortcut = re.compile(r"(?:(?:Ctrl|Alt|Shift|Meta)\+)+(?:\S|\w+)|F\d{1,2}")
    told = page("keys.md")
    missing = {text for text in strings("desktop") if shortcut.fullmatch(text) and text not in told}
    for form in (ROOT / "ui").glob("*.ui"):
        named = re.findall(r'name="shortcut">\s*<string[^>]*>([^<]+)<', form.read_text(encoding="utf-8"))
        missing |= {text for text in named if text not in told}
    assert missing == set()
    assert [keys for keys, _ in keys.window_keys()] != []
