"""The gallery shows every part there is, in each of its states, as it is."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QWidget

from incident_desk.desktop import parts
from incident_desk.desktop.gallery.rendering import taken
from incident_desk.desktop.gallery.sheet import specimens
from incident_desk.desktop.gallery.specimen import Look, Specimen, shown
from incident_desk.desktop.gallery.swatches import INKS, MEANINGS, contrast
from incident_desk.desktop.theme import apply, colour

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@pytest.fixture(params=["dark", "light"])
def theme(app: "QApplication", request: pytest.FixtureRequest) -> Iterator[str]:
    apply(app, request.param)
    yield request.param
    apply(app, "dark")


@pytest.fixture
def dark(app: "QApplication") -> None:
    apply(app, "dark")


def widgets_of(module: str) -> list[type[QWidget]]:
    """What a module of parts has to show: its own public widgets, except bases that paint nothing themselves."""
    found = importlib.import_module(f"{parts.__name__}.{module}")
    classes = [c for _, c in inspect.getmembers(found, inspect.isclass) if c.__module__ == found.__name__]
    own = [c for c in classes if issubclass(c, QWidget) and not c.__name__.startswith("_")]
    return [c for c in own if c.paintEvent is not QAbstractButton.paintEvent]


def test_every_part_is_in_it() -> None:
    there = {module.name for module in pkgutil.iter_modules(parts.__path__)}
    in_it = {specimen.part for specimen in specimens()}
    assert {module for module in there if widgets_of(module)} - in_it == set()
    assert in_it - there == set()


def test_every_picture_has_a_name_of_its_own() -> None:
    names = [specimen.name for specimen in specimens()]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.usefixtures("dark")
@pytest.mark.parametrize("specimen", specimens(), ids=lambda s: s.name)
def test_a_specimen_is_of_its_part_and_paints_something(specimen: Specimen) -> None:
    with shown(specimen) as ground:
        modules = {type(each).__module__.rpartition(".")[2] for each in ground.findChildren(QObject)}
    assert specimen.part in modules or specimen.part == "truth_glyph"  # an answer, which others paint
    assert colours(taken(specimen, 1.0)) != {colour("pane").rgb()}


def colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}


@pytest.mark.usefixtures("dark")
def test_mouse_and_keyboard_are_seen_on_what_they_are_on() -> None:
    by_name = {specimen.name: specimen for specimen in specimens()}
    for kind in ("primary", "plain", "small", "ghost", "danger"):
        rest, hover, focus = (taken(by_name[f"button-{kind}-{look.value}"], 1.0) for look in Look)
        assert rest != hover, kind
        assert rest != focus, kind
        assert rest.size() == focus.size(), kind  # nothing moves when the keyboard comes


def test_the_window_of_a_specimen_has_the_colours_of_its_theme(theme: str) -> None:
    first = next(specimen for specimen in specimens() if specimen.name == "button-primary-rest")
    assert taken(first, 1.0).pixelColor(20, 4) == colour("accentfill")


@pytest.mark.usefixtures("dark")
def test_a_picture_has_twice_the_pixels_at_twice_the_scale() -> None:
    first = specimens()[0]
    once, twice = taken(first, 1.0), taken(first, 2.0)
    assert twice.size() == once.size() * 2
    assert isinstance(once.size(), QSize)


def test_every_ink_is_read_on_a_card(theme: str) -> None:
    assert contrast(QColor("#000000"), QColor("#FFFFFF")) == pytest.approx(21)
    assert min(contrast(colour(token), colour("card")) for token in (*INKS, *MEANINGS)) >= 4.5


@pytest.mark.usefixtures("app")
def test_it_lies_in_the_folder_with_a_sheet_of_them_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from incident_desk.desktop.gallery import render, sheet

    monkeypatch.setattr(sheet, "COLUMNS", sheet.COLUMNS[3:])  # one column is enough here
    pictures = render(tmp_path / "made", "dark", 1.0)
    assert pictures[0] == tmp_path / "made" / "components-dark.png"
    assert {path.name for path in (tmp_path / "made").iterdir()} == {path.name for path in pictures}
    assert len(pictures) == 1 + len(specimens())
    assert QImage(str(pictures[0])).width() == 524
