"""Subscribers of the status page in a shared record: two desks erase who left, and nobody else may."""

from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.desk.signed_links import signed
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import PAGE_SUBSCRIBERS
from incident_desk.domain.levels import SetLevel
from incident_desk.domain.powers import Level
from incident_desk.domain.subscribers import ForgetLeft, JoinPage, LeavePage, Subscribers
from tests.shared.test_restricted import meet


def subscribers(desk: Desk) -> Subscribers:
    return desk.reading.fold(PAGE_SUBSCRIBERS).board.subscribers


def test_who_left_is_erased_by_two_and_is_in_no_file_of_either(ada: Desk, bea: Desk, tmp_path: Path) -> None:
    bea.record(JoinPage("kim.secret@example.org")).result()
    bea.record(LeavePage("kim.secret@example.org")).result()
    meet(ada, bea)
    with pytest.raises(RuleError, match="Managers and administrators erase"):
        bea.record(ForgetLeft()).result()
    ada.record(ForgetLeft()).result()
    meet(ada, bea)
    assert len(subscribers(bea).kept_of_left) == 1
    ada.record(SetLevel("Bea", Level.MANAGER, "she is on duty")).result()
    meet(ada, bea)
    bea.record(ForgetLeft()).result()
    meet(ada, bea)
    meet(ada, bea)
    for desk in (ada, bea):
        assert subscribers(desk).kept_of_left == []
        files = (file for file in desk.home.path.rglob("*") if file.is_file())
        assert not [file for file in files if b"kim.secret" in file.read_bytes()]


def test_a_link_of_one_desk_holds_at_the_other_and_none_of_a_stranger_does(
    ada: Desk, bea: Desk, tmp_path: Path
) -> None:
    meet(ada, bea)  # whose desks there are, with their keys
    token = signed(bea.home, bea.shared.desk_number(), b"said")
    assert ada.reading.signed.told(token) == b"said"
    with Desk.open(tmp_path / "stranger") as stranger:
        forged = signed(stranger.home, stranger.shared.desk_number(), b"said")
        assert stranger.reading.signed.told(forged) == b"said"
    assert ada.reading.signed.told(forged) is None
