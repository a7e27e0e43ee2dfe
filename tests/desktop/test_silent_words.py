"""No list shows the name that the code has for a kind of entry."""

from collections.abc import Generator

import pytest

import incident_desk.domain.board  # pyright: ignore[reportUnusedImport]
import incident_desk.domain.organisation  # noqa: F401  # pyright: ignore[reportUnusedImport]  all kinds there are
from incident_desk.desktop.silent_words import silent_words
from incident_desk.domain.kinds import Body, kind_named, known_kinds


def bodies(of: type[Body] = Body) -> Generator[type[Body]]:
    for each in of.__subclasses__():
        yield each
        yield from bodies(each)


def silent() -> list[str]:
    """The kinds whose entries say nothing by themselves."""
    mute = [each for each in bodies() if each.sentence is Body.sentence and each.words is Body.words]
    return sorted({kind_named(each) for each in mute if not each.__subclasses__()} & set(known_kinds()))


@pytest.mark.parametrize("kind", silent())
def test_what_says_nothing_by_itself_has_words(kind: str) -> None:
    assert silent_words(kind) != kind


def test_the_kinds_that_say_nothing_are_found() -> None:
    assert "gov.rule.set" in silent()


def test_a_kind_of_a_newer_version_is_shown_as_it_is() -> None:
    assert silent_words("gov.newer.thing") == "gov.newer.thing"
