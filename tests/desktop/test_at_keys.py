"""While somebody types, their keys go first; what can wait takes its turn behind one of them."""

import asyncio
import time
from collections.abc import Generator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from incident_desk.desktop.at_keys import NEXT_S, AtKeys, at_keys
from incident_desk.desktop.drafting.text import DraftEdit
from tests.support.loop import until


class Fields(QWidget):
    """One of each sort that takes words."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(400, 300)
        self.line, self.text, self.draft = QLineEdit(self), QPlainTextEdit(self), DraftEdit(self)
        for at, each in enumerate((self.line, self.text, self.draft)):
            each.setGeometry(0, at * 100, 400, 90)


@pytest.fixture
def fields(app: QApplication) -> Generator[Fields]:
    made = Fields()
    made.show()
    made.activateWindow()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def keys(fields: Fields) -> AtKeys:
    keys = at_keys()
    while keys.is_typing:  # in the test before
        QTest.qWait(50)
    return keys


async def typed_into(field: QWidget, letters: str) -> None:
    await until(field.window().isActiveWindow)
    field.setFocus()
    QTest.keyClicks(field, letters)
    await asyncio.sleep(0.02)


async def test_typing_is_heard_in_every_field_and_only_while_it_goes_on(fields: Fields, keys: AtKeys) -> None:
    assert not keys.is_typing
    for field in (fields.line, fields.text, fields.draft):
        await typed_into(field, "a")
        assert keys.is_typing
        await until(lambda: not keys.is_typing)


async def test_what_others_write_into_a_draft_is_no_key(fields: Fields, keys: AtKeys) -> None:
    fields.draft.setFocus()
    fields.draft.show_text("Pushes fail")
    await asyncio.sleep(0.02)
    assert not keys.is_typing


async def test_behind_each_key_one_call_takes_its_turn(fields: Fields, keys: AtKeys) -> None:
    done: list[str] = []

    def first() -> None:
        done.append("first")

    def second() -> None:
        done.append("second")

    keys.in_turn(first)
    assert done == ["first"]  # nobody types
    await typed_into(fields.line, "a")
    for call in (first, second, first):
        keys.in_turn(call)
    assert done == ["first"]
    await typed_into(fields.line, "b")
    assert done == ["first", "first"]
    await typed_into(fields.line, "c")
    assert done == ["first", "first", "second"]


async def test_where_no_key_comes_any_more_nothing_waits_for_one(fields: Fields, keys: AtKeys) -> None:
    done: list[float] = []
    await typed_into(fields.line, "a")
    began = time.monotonic()
    keys.in_turn(lambda: done.append(time.monotonic()))
    keys.in_turn(lambda: done.append(time.monotonic()))
    await until(lambda: len(done) == 2)
    assert NEXT_S - 0.1 <= done[0] - began < 2 * NEXT_S + 1


async def test_what_comes_when_no_key_is_near_overtakes_nothing_that_waits(fields: Fields, keys: AtKeys) -> None:
    """Two variants typed one after the other are written in that order, else the translation seems to be the newer."""
    done: list[str] = []

    def second() -> None:
        done.append("second")

    await typed_into(fields.line, "a")
    keys.in_turn(lambda: done.append("first"))
    end = time.monotonic() + NEXT_S
    while time.monotonic() < end:  # busy: the timers of the window come late
        pass
    keys.in_turn(second)
    assert done == ["first", "second"]
    await asyncio.sleep(2 * NEXT_S)
    assert done == ["first", "second"]


async def test_many_that_come_to_wait_do_not_make_the_first_wait_for_ever(fields: Fields, keys: AtKeys) -> None:
    done: list[float] = []
    await typed_into(fields.line, "a")
    began = time.monotonic()
    keys.in_turn(lambda: done.append(time.monotonic()))
    while not done:
        keys.in_turn(lambda: None)
        await asyncio.sleep(0.01)
    assert done[0] - began < 2 * NEXT_S + 1


class Gone(QObject):
    """Is called after its end."""

    calls = 0

    def call(self) -> None:
        Gone.calls += 1


async def test_what_ended_meanwhile_is_passed_over(fields: Fields, keys: AtKeys) -> None:
    done: list[str] = []
    gone = Gone(fields)
    await typed_into(fields.line, "a")
    keys.in_turn(gone.call)
    keys.in_turn(lambda: done.append("after it"))
    gone.deleteLater()
    await until(lambda: done)
    assert Gone.calls == 0
