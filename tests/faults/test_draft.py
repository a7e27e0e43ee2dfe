"""kill -9 of a window in whose draft of a message somebody types: what was typed up to a second before is there."""

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.draft_text import text_of
from tests.faults.draft_typist import LETTERS
from tests.faults.test_pad import typed_until_killed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

LONG = [pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 20)]


@pytest.mark.parametrize("seed", [0, *LONG])
def test_what_was_typed_into_a_draft_up_to_a_second_before_a_kill_is_there_again(
    app: "QApplication", tmp_path: Path, seed: int
) -> None:
    home = tmp_path / "home"
    told = typed_until_killed(home, Random(seed).randint(80, 160), "tests.faults.draft_typist")
    assert len(told) >= 80
    typed = "".join(LETTERS[at % len(LETTERS)] for at in range(len(told) + 1))  # one letter may not be told of yet
    with Desk.open(home) as desk:
        [incident] = [each.incident for each in desk.reading.headlines() if each.headline.is_open]
        board = desk.reading.fold(incident).board
    [message] = board.messages.all
    kept = text_of(board.drafts.of[message.draft_name("inside")].of.values())
    assert typed.startswith(kept)
    assert len(kept) >= sum(each <= told[-1] - 1 for each in told)
