"""The status page: only what was approved and sent there, with the states that held when it went out."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import incident_desk
from incident_desk.domain.approving import ApproveMessage
from incident_desk.domain.erasure import Ask, Confirm
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.impact import SetImpact
from incident_desk.domain.incident import SetSeverity, SetState
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.plan import Plans
from incident_desk.domain.releasing import ReleaseMessage, SentByHand
from incident_desk.domain.severity import Severity
from incident_desk.domain.state import State
from incident_desk.domain.status_page import (
    NAME_MOST,
    Mark,
    Page,
    PageIncident,
    PublicState,
    headline,
    on_page,
    page_channel,
    page_of,
    rest,
)
from tests.domain.making import INCIDENT, MINUTE_US, PLAN
from tests.domain.night import of_incident, orders
from tests.domain.test_messages import war_room
from tests.domain.test_tasks import meet

ONLINE = Plans((Path(incident_desk.__file__).parent / "resources/plans/online-service.yaml").read_text("utf-8")).current
WORDS = "Paying by card fails since 16:04 UTC. Nothing is charged twice. Next update by {{ next_update }}."


class Room:
    """Ada leads and approves, Tomas writes."""

    def __init__(self) -> None:
        self.ada, self.tomas = war_room()

    def send(self, words: str = WORDS, *more: str, channel: str = "status_page") -> None:
        keys = (channel, *more)
        [begun, *_] = self.tomas.do(BeginMessage("Inside it is called so", channels=keys))
        next_us = self.tomas.clock() + 25 * MINUTE_US
        self.tomas.do(ProposeMessage(begun.id, dict.fromkeys(keys, words), next_update_us=next_us))
        meet(self.ada, self.tomas)
        self.ada.do(ApproveMessage(begun.id))
        meet(self.ada, self.tomas)
        self.tomas.do(ReleaseMessage(begun.id))
        for key in dict.fromkeys(key.partition("/")[0] for key in keys):
            self.tomas.do(SentByHand(begun.id, key))
        meet(self.ada, self.tomas)

    @property
    def told(self) -> PageIncident | None:
        return on_page(self.tomas.board(), "status_page")

    @property
    def page(self) -> Page:
        return page_of(filter(None, [self.told]), ONLINE)


@pytest.fixture
def room() -> Room:
    return Room()


def test_the_page_is_the_first_public_channel_of_its_kind() -> None:
    channel = page_channel(Plans(PLAN).current)
    assert channel is not None
    assert channel.key == "status_page"


def test_nothing_is_on_the_page_before_something_was_sent_there(room: Room) -> None:
    room.tomas.do(BeginMessage("Card payments", channels=("status_page",)))
    assert room.told is None
    room.send(channel="social")
    assert room.told is None


def test_the_words_are_those_that_went_out(room: Room) -> None:
    room.send()
    assert room.told is not None
    [update] = room.told.updates
    assert update.text().startswith("Paying by card fails since 16:04 UTC.")
    assert "{{" not in update.text()
    assert room.told.name() == "Paying by card fails since 16:04 UTC"


@pytest.mark.parametrize(
    ("state", "public"),
    [
        (State.INVESTIGATING, PublicState.INVESTIGATING),
        (State.MITIGATING, PublicState.IDENTIFIED),
        (State.MONITORING, PublicState.MONITORING),
        (State.RESOLVED, PublicState.RESOLVED),
    ],
)
def test_each_state_is_told_as_statuspage_has_it(room: Room, state: State, public: PublicState) -> None:
    room.ada.do(SetState(state))
    meet(room.ada, room.tomas)
    room.send()
    assert room.told is not None
    assert room.told.last.state is public


def test_a_state_is_public_once_a_message_has_told_it(room: Room) -> None:
    room.send()
    room.ada.do(SetState(State.RESOLVED))
    meet(room.ada, room.tomas)
    assert [each.last.state for each in room.page.open] == [PublicState.INVESTIGATING]
    room.send("It works again. Thank you for your patience.")
    assert room.page.open == ()
    assert [each.ended_us for each in room.page.past] == [room.told.last.at_us if room.told else None]


def test_so_are_the_services_that_are_hurt_and_how_much(room: Room) -> None:
    service = "Sign-in"
    assert room.page.services[service] is Mark.OPERATIONAL
    room.ada.do(SetImpact(services=(service,)))
    room.ada.do(SetSeverity(Severity.SEV1, "it is worse"))
    meet(room.ada, room.tomas)
    room.send()
    assert room.page.services[service] is Mark.MAJOR
    assert room.page.mark is Mark.MAJOR
    room.ada.do(SetSeverity(Severity.SEV3, "most is back"))
    meet(room.ada, room.tomas)
    assert room.page.mark is Mark.MAJOR
    room.send("Most of it is back. Some still wait. Next update by {{ next_update }}.")
    assert room.page.mark is Mark.DEGRADED


def test_services_that_no_customer_uses_are_not_named(room: Room) -> None:
    assert "Main database" in {each.name for each in ONLINE.services}
    assert "Main database" not in room.page.services


def test_a_translation_stands_beside_the_words_it_translates(room: Room) -> None:
    room.send(WORDS, "status_page/de")
    assert room.told is not None
    assert set(room.told.last.texts) == {"", "de"}
    assert room.page.languages == ("de",)
    assert len(room.told.updates) == 1


def test_what_was_erased_is_on_the_page_no_more(room: Room) -> None:
    room.send()
    [sent] = [entry for entry in room.tomas.entries if entry.kind == "message.sent"]
    room.ada.do(Ask(sent.id, "a name was in it"))
    meet(room.ada, room.tomas)
    room.tomas.do(Confirm(sent.id))
    assert room.told is None


def an_incident(name: str, merged_into: str | None = None) -> PageIncident:
    room = Room()
    room.send(f"{name}. Next update by {{{{ next_update }}}}.")
    assert room.told is not None
    return PageIncident(IncidentId(name), room.told.updates, IncidentId(merged_into) if merged_into else None)


def test_a_merged_incident_leads_to_the_other_once_that_is_on_the_page() -> None:
    one, other, away = an_incident("one", "other"), an_incident("other"), an_incident("away", "nowhere")
    page = page_of([one, other, away], ONLINE)
    assert page.moved == {"one": "other"}
    assert {each.id for each in page.open} == {"other", "away"}


def test_incidents_merged_in_a_circle_stay() -> None:
    page = page_of([an_incident("one", "other"), an_incident("other", "one")], ONLINE)
    assert page.moved == {}
    assert len(page.open) == 2


@given(data=st.data())
def test_in_whatever_order_the_entries_came_the_page_is_the_same(data: st.DataObject) -> None:
    room = Room()
    room.send()
    room.ada.do(SetState(State.MONITORING))
    meet(room.ada, room.tomas)
    room.send("It works again. We keep an eye on it.")
    record = of_incident(room.tomas)
    arrival = data.draw(orders(len(record)))
    there = Fold(INCIDENT, [record[place] for place in arrival]).board
    assert on_page(there, "status_page") == room.told


@pytest.mark.parametrize(
    ("text", "head", "more"),
    [
        ("Logins fail.", "Logins fail", ""),
        ("Logins fail. Data is safe.", "Logins fail", "Data is safe."),
        ("Logins fail\n\nData is safe.", "Logins fail", "Data is safe."),
        ("Is it us? Yes.", "Is it us?", "Yes."),
    ],
)
def test_a_message_begins_with_its_headline(text: str, head: str, more: str) -> None:
    assert headline(text) == head
    assert rest(text) == more


def test_a_beginning_that_is_too_long_is_cut_in_the_headline_and_whole_below() -> None:
    text = "word " * 60 + "end."
    assert len(headline(text)) <= NAME_MOST
    assert rest(text) == text
