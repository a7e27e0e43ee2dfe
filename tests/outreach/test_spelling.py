"""Words that no dictionary has are found, with what may have been meant; names of the house are none."""

import shutil
import time
from pathlib import Path

import hunspell
import pytest

from incident_desk.outreach import spelling
from incident_desk.outreach.checking import Stands
from incident_desk.outreach.spelling import check_spelling, misspelt, suggestions

HAS_GERMAN = Path("/usr/share/hunspell/de_DE.dic").exists()
HAS_SPANISH = Path("/usr/share/hunspell/es_ES.dic").exists()


def words(text: str, language: str = "en", *known: str) -> list[str]:
    return [each.word for each in misspelt(text, language, known) or ()]


def test_a_slip_is_found_where_it_stands_and_the_word_that_was_meant() -> None:
    text = "We recieve the orders agian."
    found = check_spelling(text, "en")
    assert [text[start:end] for start, end in found.spans] == ["recieve", "agian"]
    assert (found.stands, found.said.english, found.better) == (Stands.NOTE, "“recieve”?", "receive")
    assert "again" in suggestions("agian", "en")
    assert check_spelling("We receive the orders again.", "en").stands is Stands.OK


@pytest.mark.skipif(not HAS_GERMAN, reason="hunspell-de-de is not on this machine")
def test_german_has_its_own_dictionary_and_may_put_words_together() -> None:
    assert words("Eine Störrung im Rechenzentrum, ein Datenbankausfall.", "de") == ["Störrung"]
    assert suggestions("Störrung", "de")[0] == "Störung"


@pytest.mark.skipif(not HAS_SPANISH, reason="hunspell-es is not on this machine")
def test_spanish_too() -> None:
    assert words("El servisio está caído.", "es") == ["servisio"]


def test_names_of_the_house_signs_and_the_words_of_the_trade_are_left_alone() -> None:
    text = (
        "Frobnicator and GitLab fail since the rollback; the failover to pgbouncer.internal waits. See "
        "https://exmple.com/asdf, "
        "ask kmi@example.com, run `psqll`, on the 16th. It’s known, and doesn't matter. {{ nextt }} INCC-1 In Lagos "
        "too."
    )
    assert words(text, "en") == ["Frobnicator"]
    assert words(text, "en", "Frobnicator 2", "Kim Sato") == []


def test_without_a_dictionary_that_is_told_and_nothing_is_called_right() -> None:
    found = check_spelling("Hej alle", "xx")
    assert (found.stands, found.said.english) == (Stands.NOTE, "no dictionary here for “xx”")
    assert misspelt("Hej", "xx") is None


def test_a_text_in_another_language_is_asked_about_once() -> None:
    found = check_spelling("zwischen Störungen hatte niemand etwas gemerkt und jetzt wissen alle davon " * 20, "en")
    assert found.said.english == "is this “en”?"


def test_a_dictionary_of_the_region_is_taken_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundled = Path(str(hunspell.__file__)).parent / "dictionaries"
    for end in (".dic", ".aff"):
        shutil.copy(bundled / f"en_US{end}", tmp_path / f"qq_ZZ{end}")
    monkeypatch.setattr(spelling, "FOLDERS", (str(tmp_path),))
    assert misspelt("recieve", "qq-ZZ") != []
    assert misspelt("recieve", "qq") != []


@pytest.mark.parametrize(
    "hostile", ["x" * 10_000_000, "zq " * 3_000_000, "\x00\u202e" * 9_000, "ß’" * 9_000], ids=range(4)
)
def test_no_text_holds_it_up(hostile: str) -> None:
    check_spelling("loaded", "en")
    before = time.process_time()
    check_spelling(hostile, "en")
    assert time.process_time() - before < 2
