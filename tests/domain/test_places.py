"""Where the people of an incident meet: from the plan, set on the incident, the same on every desk."""

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_desk.desk.resources import ready_plans
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.errors import RuleError
from incident_desk.domain.handovers import Offer
from incident_desk.domain.place_list import opened_address
from incident_desk.domain.places import SetPlace
from incident_desk.domain.plan import Use
from incident_desk.domain.plan_adoption import AdoptPlan
from incident_desk.domain.plan_sections import PlaceKind
from incident_desk.domain.roles import Assign
from incident_desk.domain.showing import shown
from incident_desk.domain.texts import Reading, read_line
from incident_desk.learning.exports import as_markdown
from incident_desk.learning.state_document import state_document
from tests.domain.making import Hand, two_desks

BRIDGE = "https://meet.example.org/7"


@pytest.fixture
def desks() -> tuple[Hand, Hand]:
    ada, tomas = two_desks()
    ada.declare()
    tomas.hear(ada)
    return ada, tomas


def told(hand: Hand) -> list[tuple[str, str, str, list[str]]]:
    places = shown(hand.board(), hand.organisation.people)["places"]
    return [(p["place"], p["of"], p["where"], p["conflicts"]) for p in places]


def typed(line: str) -> SetPlace:
    fields = read_line(line, Reading(0, UTC))
    assert isinstance(fields, SetPlace)
    return fields


def test_an_incident_has_what_its_plan_names_with_its_own_number(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(Use(ready_plans()["online-service"]))
    board = ada.board(ada.declare_another())
    places = shown(board, ada.organisation.people)["places"]
    assert places[0]["where"] == f"https://meet.example.com/{board.headline.number}"
    assert [place["place"] for place in places] == ["bridge", "dial-in", "fallback", "chat", "ticket"]


def test_a_running_incident_that_adopts_a_newer_plan_gets_only_the_places_it_lacks(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(SetPlace(PlaceKind.BRIDGE, BRIDGE))
    ada.do(Use(ready_plans()["online-service"]))
    ada.do(AdoptPlan())
    assert told(ada)[0] == ("bridge", "", BRIDGE, [])
    assert [place[0] for place in told(ada)] == ["bridge", "dial-in", "fallback", "chat", "ticket"]


def test_a_place_is_set_anew_and_taken_away_and_both_stand_on_the_timeline(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(SetPlace(PlaceKind.BRIDGE, BRIDGE))
    ada.do(SetPlace(PlaceKind.VENDOR_CASE, "https://tac.example.org/1", "Cisco"))
    ada.do(SetPlace(PlaceKind.VENDOR_CASE, "case 4711", "Oracle"))
    tomas.hear(ada)
    assert told(tomas)[1:] == [
        ("vendor case", "Cisco", "https://tac.example.org/1", []),
        ("vendor case", "Oracle", "case 4711", []),
    ]
    ada.do(SetPlace(PlaceKind.BRIDGE))
    assert [place[0] for place in told(ada)] == ["vendor case", "vendor case"]
    assert [line.english for line in ada.board().timeline.lines[-2:]] == [
        "Vendor case, Oracle: case 4711",
        "Bridge taken away",
    ]


def test_what_two_desks_set_at_once_is_both_kept_until_one_sets_it_again(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    ada.do(SetPlace(PlaceKind.CHAT, "https://a.example.org"))
    tomas.do(SetPlace(PlaceKind.CHAT, "https://t.example.org"))
    ada.hear(tomas)
    tomas.hear(ada)
    assert told(ada) == told(tomas)
    [(_, _, where, others)] = told(ada)
    assert {where, *others} == {"https://a.example.org", "https://t.example.org"}
    ada.do(SetPlace(PlaceKind.CHAT, where))
    assert told(ada) == [("chat", "", where, [])]


def test_a_link_with_a_password_in_it_can_be_erased(desks: tuple[Hand, Hand]) -> None:
    ada, tomas = desks
    wrong = ada.do(SetPlace(PlaceKind.BRIDGE, "https://meet.example.org/7?pwd=hunter2"))[0]
    ada.do(Ask(wrong.id, "a password"))
    tomas.hear(ada)
    tomas.do(Confirm(wrong.id))
    assert told(tomas) == []


def test_the_slash_words_take_what_is_typed_behind_them_whole() -> None:
    assert typed(f"/bridge {BRIDGE}") == SetPlace(PlaceKind.BRIDGE, BRIDGE)
    assert typed("/dial-in +1 202 555 0110, code 2580#") == SetPlace(PlaceKind.DIAL_IN, "+1 202 555 0110, code 2580#")
    assert typed("/vendor-case of=Cisco https://tac.example.org/1").of == "Cisco"
    assert typed("/vendor-case https://tac.example.org/1 of=Cisco").where == "https://tac.example.org/1"
    assert typed("/place ticket OPS-12").where == "OPS-12"


@pytest.mark.parametrize("where", ["", " "])
def test_a_place_that_says_nothing_is_refused_in_words(desks: tuple[Hand, Hand], where: str) -> None:
    with pytest.raises(RuleError, match=r"Say where: /vendor-case https://… or a number to dial\."):
        desks[0].do(SetPlace(PlaceKind.VENDOR_CASE, where))


@pytest.mark.parametrize(
    ("where", "opens"),
    [
        (BRIDGE, BRIDGE),
        ("HTTPS://Meet.example.org/7#x", "HTTPS://Meet.example.org/7#x"),
        ("tel:+12025550110", "tel:+12025550110"),
        ("+1-202-555-0110", "tel:+1-202-555-0110"),
        ("https://meet.example.org@evil.example/", None),
        ("https:///etc/passwd", None),
        ("https://a.example/\u202egpj.exe", None),
        ("https://a.example\\@evil.example", None),
        ("https:evil", None),
        ("file:///etc/passwd", None),
        ("javascript:alert(1)", None),
        ("ssh://root@host", None),
        ("smb://host/share", None),
        ("tel:*#06#;rm -rf", None),
        ("Extension 5130, code 2580", None),
        ("12", None),
        ("", None),
    ],
)
def test_only_http_https_and_numbers_are_opened(where: str, opens: str | None) -> None:
    assert opened_address(where) == opens


@given(st.text(max_size=60))
def test_whatever_is_typed_nothing_else_is_ever_opened(where: str) -> None:
    address = opened_address(where)
    assert address is None or address.lower().startswith(("http://", "https://", "tel:"))


def test_whoever_takes_a_role_over_or_comes_in_new_is_told_where_to_meet(desks: tuple[Hand, Hand]) -> None:
    ada, _ = desks
    ada.do(SetPlace(PlaceKind.BRIDGE, BRIDGE))
    ada.do(Assign("incident manager", "me"))
    ada.do(Offer("incident manager", "Tomas"))
    board, organisation = ada.board(), ada.organisation
    assert f"Meet: Bridge: {BRIDGE}" in board.timeline.lines[-1].text
    assert f"Where people meet\n- Bridge: {BRIDGE}" in state_document(board, organisation, ada.clock()).as_text()
    assert f"| Bridge | {BRIDGE} |" in as_markdown(board, organisation)
