"""The strictness of the suite itself: each of these faults must fail the test that has it."""

import re

import pytest

from tests.support.places import ROOT

pytest_plugins = ["pytester"]

FAULTY = """
import asyncio, logging, threading, warnings
import pytest
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QWidget

kept = []

def test_logs_a_complaint():
    logging.getLogger("desk").warning("the disk is slow")

def test_announces_what_never_comes(announce):
    announce("the disk is slow")

def test_leaves_a_window(qapp):
    kept.append(QWidget())

def test_leaves_a_timer(qapp):
    kept.append(QTimer())
    kept[-1].start(1000)

def test_leaves_a_thread():
    stop = threading.Event()
    kept.append(stop)
    threading.Thread(target=stop.wait, daemon=True).start()

async def test_leaves_a_task():
    kept.append(asyncio.ensure_future(asyncio.sleep(60)))

def test_makes_qt_complain(qapp):
    qWarning("this is not how it is done")

def test_warns():
    warnings.warn("old habits", DeprecationWarning)
"""

FAULTLESS = """
import asyncio, logging, threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

def test_announces_its_complaint(announce):
    announce("disk is .*")
    logging.getLogger("desk").warning("the disk is slow")

def test_closes_what_it_opened(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    timer = QTimer(widget)
    timer.start(1000)

def test_joins_its_thread():
    threading.Thread(target=lambda: None).start()

async def test_awaits_its_task():
    assert await asyncio.ensure_future(asyncio.sleep(0.01, "done")) == "done"
"""


@pytest.fixture
def strict(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project of its own with the settings and plugins of this one."""
    pytester.makefile(".toml", pyproject=(ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pytester.makeconftest((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return pytester


def test_every_fault_fails_its_test(strict: pytest.Pytester) -> None:
    strict.makepyfile(FAULTY)
    result = strict.runpytest_subprocess("-p", "no:cacheprovider", ".")
    failed = set(re.findall(r"^(?:FAILED|ERROR) \S+::(\w+)", result.stdout.str(), re.MULTILINE))
    assert failed == set(re.findall(r"def (test_\w+)", FAULTY))


def test_a_faultless_test_passes(strict: pytest.Pytester) -> None:
    strict.makepyfile(FAULTLESS)
    strict.runpytest_subprocess("-p", "no:cacheprovider", ".").assert_outcomes(passed=4)
