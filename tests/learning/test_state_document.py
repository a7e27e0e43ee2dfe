"""The state document: where it stands, who has what, what is due, for whoever comes in new; typed words stay words."""

from collections.abc import Generator
from pathlib import Path

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.courses import Approve, Propose
from incident_desk.domain.enquiries import NoteEnquiry
from incident_desk.domain.handovers import Offer
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import Declare, SetState
from incident_desk.domain.legal_notifications import RaiseNotification
from incident_desk.domain.messages import BeginMessage
from incident_desk.domain.moments import HOUR_US
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.domain.state import State
from incident_desk.domain.tasks import Give, SayStuck
from incident_desk.domain.timeline import Note, NoteSort
from incident_desk.learning.state_document import StateDocument, state_document


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with Desk.open(tmp_path / "home") as made:
        yield made


def document(desk: Desk, incident: IncidentId) -> StateDocument:
    return state_document(desk.board(incident), desk.reading.organisation(), desk.now_us())


def declared(desk: Desk, title: str = "Orders fail") -> IncidentId:
    desk.choose_person("Ada").result()
    return desk.record(Declare(title, Severity.SEV2)).result()[-1].incident


def parts(desk: Desk, incident: IncidentId) -> dict[str, tuple[str, ...]]:
    return {part.head: part.lines for part in document(desk, incident).parts}


def test_it_tells_where_it_stands_who_has_what_and_what_is_due(desk: Desk) -> None:
    incident = declared(desk)
    does = [
        Assign("operations_manager", "Tomas"),
        Offer("operations_manager", "Kim", promises=(), risks=()),
        Note("Restore the copy of 17:20", NoteSort.DECISION),
        Propose("Fail over", steps="Stop the writers; Look"),
        Give("Tomas", 600, "Read the logs"),
        SayStuck("2", "no key"),
        SetState(State.INVESTIGATING),
    ]
    for fields in does:
        desk.record(fields, incident).result()
    found = parts(desk, incident)
    assert found["Where it stands"][0].startswith("SEV2, investigating since ")
    assert "Operations manager: Tomas, not acknowledged, offered to Kim" in found["Who holds what"]
    assert "Incident manager: nobody" in found["Who holds what"]
    assert found["Courses of action"] == ("1. Fail over: proposed, 0 of 2 steps",)
    assert "2. Read the logs: Tomas, stuck" in found["Tasks that run"]
    assert any("Say by name that you lead (Incident manager" in line for line in found["Due next by the plan"])
    assert found["Decisions"][-1].endswith("Restore the copy of 17:20 (Ada)")
    assert "Stuck: Read the logs" in found["Open risks"]


def test_an_incident_with_nothing_yet_and_one_that_is_over_have_one_too(desk: Desk) -> None:
    incident = declared(desk)
    assert "Decisions" not in parts(desk, incident)
    desk.record(SetState(State.RESOLVED), incident).result()
    assert "Due next by the plan" not in parts(desk, incident)
    assert document(desk, incident).as_text().startswith(desk.board(incident).headline.number)


def test_what_somebody_typed_stays_text_on_paper(desk: Desk) -> None:
    incident = declared(desk, "<img src=x> & <b>all</b>\nof it")
    made = document(desk, incident)
    assert "&lt;img src=x&gt; &amp; &lt;b&gt;all&lt;/b&gt; of it" in made.as_pages().html
    assert "<img" not in made.as_pages().html
    assert "<img src=x> & <b>all</b> of it\n" in made.as_text()


def test_it_tells_what_those_outside_are_owed_and_who_sees_to_it(desk: Desk) -> None:
    incident = declared(desk)
    owed = "Owed to those outside"
    promised = parts(desk, incident)[owed]
    assert any("Customers: the first word (Incident manager)" in line for line in promised)  # as nobody else is there
    does = [
        Assign("communications_manager", "Tomas"),
        BeginMessage("Orders fail", channels=("status_page",)),
        NoteEnquiry("Jo Lee", "Is data lost?", "Daily News", owner="Tomas"),
        RaiseNotification("personal data", "Rows were read by a stranger", desk.now_us() - 73 * HOUR_US),
    ]
    for fields in does:
        desk.record(fields, incident).result()
    told = parts(desk, incident)[owed]
    assert any("Customers: the first word (Communications manager)" in line for line in told)
    assert "Message 1, Orders fail: being written for Status page (Communications manager)" in told
    assert "Enquiry 1 from Jo Lee, Daily News: not answered (Tomas)" in told
    law = next(line for line in told if "By law: Personal data, to the authority" in line)
    assert law.endswith("(Incident manager, late)")
    made = document(desk, incident)
    assert all(line in made.as_text() for line in told)
    assert f"<h2>{owed}</h2>" in made.as_pages().html


def test_a_word_that_was_said_about_something_is_told_with_it(desk: Desk) -> None:
    incident = declared(desk)
    for fields in (Assign("incident_manager", "me"), Propose("Fail over"), Approve("1", "nothing else helps")):
        desk.record(fields, incident).result()
    found = parts(desk, incident)
    assert found["Decisions"][-1].endswith("Course 1 approved: nothing else helps (Ada)")
    assert found["What is known"][-1].endswith("Course 1 approved: nothing else helps")
    desk.record(Offer("incident_manager", "Kim"), incident).result()
    situation = desk.board(incident).timeline.lines[-1].text.splitlines()
    assert "Course 1 approved: nothing else helps" in situation
