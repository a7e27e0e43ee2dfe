"""The window in other languages: what is missing is named, what is filled in stands there, one is chosen any time."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QRect, Qt
from PySide6.QtWidgets import QApplication, QTableView

from docs.generating.words import CATALOGUES, Said, gathered, read
from incident_desk.desktop.language import NAMES, meant, speech
from incident_desk.desktop.language_choice import LanguageChoice
from incident_desk.desktop.parts.timeline_row import TimelineDelegate, TimelineRow
from incident_desk.desktop.shell import Shell
from incident_desk.desktop.turns import RENEW
from incident_desk.desktop.window_state import WindowState
from tests.desktop.test_first_run import a_start

WHOLE = ("de", "es")
NEW_AT_MOST = 0.05
"""So much may be new since the catalogues were gathered last (`make words`); the test says what."""
FIELD = re.compile(r"\{[a-z_]*\}")


@pytest.fixture(scope="module")
def wanted() -> set[Said]:
    return gathered()


@pytest.fixture
def spoken(app: QApplication) -> Iterator[QApplication]:
    yield app
    speech.speak(app, "en")


@pytest.mark.parametrize("language", WHOLE)
def test_what_has_no_words_in_a_language_is_named(
    wanted: set[Said], language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = read(CATALOGUES / f"{language}.ts").missing(wanted)
    with capsys.disabled():
        for context, source in missing:
            print(f"\n{language} lacks “{source}” ({context})", end="")
    assert len(missing) <= NEW_AT_MOST * len(wanted)


@pytest.mark.parametrize("file", sorted(CATALOGUES.glob("*.ts")), ids=lambda file: file.stem)
def test_what_is_filled_in_stands_in_the_translation_too(file: Path) -> None:
    words = read(file).words
    assert words
    wrong = {
        said: told for said, told in words.items() if sorted(FIELD.findall(said[1])) != sorted(FIELD.findall(told))
    }
    assert wrong == {}


@pytest.mark.parametrize("file", sorted(CATALOGUES.glob("*.ts")), ids=lambda file: file.stem)
def test_nothing_is_called_reviewed_before_somebody_has(file: Path) -> None:
    assert read(file).reviewed == set()


def test_texts_of_short_functions_tables_and_the_record_are_gathered(wanted: set[Said]) -> None:
    assert ("SharedWay", "not tried yet") in wanted
    assert ("sentences", "{role} assigned to {name}") in wanted
    assert ("commands", "Say what a person is called") in wanted
    assert ("Person", "Who are you?") in wanted


def test_the_window_speaks_and_comes_back(spoken: QApplication, home: Path) -> None:
    speech.speak(spoken, "de")
    shell = Shell(WindowState(home))
    assert shell.board.text() == "Tafel"
    assert QLocale().monthName(3) == "März"
    assert QCoreApplication.translate("sentences", "{role} assigned to {name}") == "{role} {name} zugewiesen"
    shell.deleteLater()
    speech.speak(spoken, "en")
    shell = Shell(WindowState(home))
    assert shell.board.text() == "Board"
    shell.deleteLater()


def test_each_language_is_read_from_its_side(spoken: QApplication) -> None:
    for language in NAMES:
        speech.speak(spoken, language)
        is_from_the_right = spoken.layoutDirection() == Qt.LayoutDirection.RightToLeft
        assert is_from_the_right == (language == "ar")


def test_a_language_that_is_not_there_is_english() -> None:
    assert meant("xx") in NAMES
    assert meant("de") == "de"


async def test_another_language_is_kept_and_asks_for_another_window(app: QApplication, home: Path) -> None:
    async with a_start(home) as start:
        start.ways.first_run()
        asked: list[object] = []
        start.ways.left.connect(asked.append)
        choice = start.shell.findChild(LanguageChoice, "first_language")
        assert isinstance(choice, LanguageChoice)
        choice.setCurrentIndex(choice.findData("de"))
        assert asked == [RENEW]
        assert WindowState(home).language == "de"


def test_a_line_of_the_timeline_begins_where_the_window_is_read_from(spoken: QApplication) -> None:
    row = TimelineRow("23:27:00", "pen-line", "Note", "text2", "Pushes fail", "Ada", is_pinned=True, is_corrected=True)
    view = QTableView()
    delegate = TimelineDelegate(view)
    rect = QRect(0, 0, 800, 26)
    from_the_left = delegate.columns(rect, row)
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    from_the_right = delegate.columns(rect, row)
    assert from_the_left.time.left() < from_the_left.text.left() < from_the_left.who.left()
    assert from_the_right.time.left() > from_the_right.text.left() > from_the_right.who.left()
    assert from_the_right.time.right() == rect.right() - from_the_left.time.left()
    view.deleteLater()
