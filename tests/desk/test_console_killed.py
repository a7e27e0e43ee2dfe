"""A process that is killed at any step of setting, changing or taking away a PIN leaves the old or the new, whole."""

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest

from incident_desk.desk import Desk, console, health
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.timeline import Attach, Note
from tests.desk import pin_works
from tests.desk.conftest import declared, texts
from tests.desk.pin_works import NEW, PIN
from tests.store.dying import killed_at

SAID = {"of Ada", "of Bea"}
Killed = Callable[..., list[Path]]
CHUNK = 4
"""Steps tried in one process; those it lives through are wasted."""
STRIDES = [67, pytest.param(7, marks=pytest.mark.long)]


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


@pytest.fixture
def killed(tmp_path: Path) -> Killed:
    """Copies of a home in which a work was killed, each at another step, and one that lived."""

    def at_each_step(work: str, home: Path, stride: int) -> list[Path]:
        homes: list[Path] = []
        step = 0
        while True:
            steps = range(step, step + CHUNK * stride, stride)
            died, lived = killed_at(steps, f"tests.desk.pin_works:{work}", home, tmp_path / work)
            homes += died
            if lived:
                assert len(homes) > 1
                return [*homes, lived[0]]
            step += CHUNK * stride

    return at_each_step


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "home"
    with Desk.open(made) as desk:
        desk.choose_person("Ada").result()
        bea = desk.add_person("Bea").result()
        incident = declared(desk)
        desk.record(Note("of Ada"), incident).result()
        desk.record(Note("of Bea"), incident, by=bea).result()
        desk.attach(b"content", Attach("", "dump.txt", 0), incident).result()
    return made


def theirs(home: Path) -> tuple[dict[str, set[str]], bool]:
    """Who works where now, with which words, after the next start looked after it; and whether Ada has a PIN."""
    found: dict[str, set[str]] = {}
    with Desk.open(home) as desk:
        people = desk.reading.organisation().people
        for person in desk.people().result() if desk.reading.headlines() else ():
            found[people.name(person)] = set(texts(desk, _only(desk)))
            desk.record(Note("goes on"), _only(desk), by=person).result()
    assert health.verified(home) == []
    has_pin = False
    for pin in (PIN, NEW):
        with contextlib.suppress(RuleError, NotFound):
            own = console.unlock(home, console.called(home, "Ada").desk, pin)
            has_pin = True
            with Desk.open(own) as desk:
                assert "Ada" not in found, "she writes in two records"
                found["Ada"] = set(texts(desk, _only(desk)))
                desk.record(Note("goes on"), _only(desk)).result()
            assert health.verified(own) == []
    return found, has_pin


def _only(desk: Desk) -> IncidentId:
    (board,) = desk.reading.headlines()
    return board.incident


@pytest.mark.parametrize("stride", STRIDES)
def test_a_pin_is_set_or_not(killed: Killed, home: Path, stride: int) -> None:
    seen: set[bool] = set()
    for each in killed("set_pin", home, stride):
        found, has_pin = theirs(each)
        seen.add(has_pin)
        assert found.keys() == {"Ada", "Bea"}
        assert all(words >= SAID for words in found.values())
        assert not console.is_unfinished(each)
    assert seen == {False, True}


def test_a_pin_is_changed_or_not(killed: Killed, home: Path) -> None:
    pin_works.set_pin(home)
    seen: set[str] = set()
    for each in killed("change_pin", home, 3):
        for pin in (PIN, NEW):
            with contextlib.suppress(RuleError):
                console.unlock(each, console.called(each, "Ada").desk, pin)
                seen.add(pin)
        assert theirs(each)[0].keys() == {"Ada", "Bea"}
    assert seen == {PIN, NEW}


@pytest.mark.parametrize("stride", STRIDES)
@pytest.mark.parametrize("is_last", [False, True])
def test_a_pin_is_taken_away_or_not(killed: Killed, home: Path, is_last: bool, stride: int) -> None:
    if is_last:
        with Desk.open(home) as desk:
            people = desk.reading.organisation().people
        console.set_pin(home, people.find("Bea"), NEW)
    pin_works.set_pin(home)
    seen: set[bool] = set()
    for each in killed("remove_pin", home, stride):
        found, has_pin = theirs(each)
        seen.add(has_pin)
        assert found["Ada"] >= SAID
    assert seen == {False, True}
