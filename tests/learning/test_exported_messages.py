"""What was said to others, who else asked and what the law was told, in the exports: who, what, when, by whose yes."""

import json
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from incident_desk.desk import Desk
from incident_desk.domain.approving import ApproveMessage, DeclineMessage
from incident_desk.domain.commands import Fields
from incident_desk.domain.enquiries import AnswerEnquiry, NoteEnquiry
from incident_desk.domain.entry import Entry
from incident_desk.domain.incident import Declare
from incident_desk.domain.legal_notifications import RaiseNotification, SendNotification
from incident_desk.domain.messages import BeginMessage, ProposeMessage
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.promising import TellAudience
from incident_desk.domain.releasing import ReleaseMessage, SentByHand
from incident_desk.domain.roles import Assign
from incident_desk.domain.severity import Severity
from incident_desk.learning.exported_page import as_html
from incident_desk.learning.exports import as_json, as_markdown

HOSTILE = "<script>alert(1)</script> | ## x `` ``` [a](javascript:b) \u202egnp.exe"


class War:
    """Ada leads, Grace writes to customers."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.ada = desk.choose_person("Ada").result()
        self.grace = desk.add_person("Grace").result()
        self.id = desk.record(Declare("Orders fail", Severity.SEV3)).result()[-1].incident
        self.do(Assign("incident manager", "me"))
        self.do(Assign("communications manager", "Grace"))

    def do(self, *commands: Fields, by: str = "ada") -> Entry:
        return self.desk.record(commands, self.id, by=getattr(self, by)).result()[0]

    def sent(self, text: str, *, minutes: float = 30) -> None:
        """Grace writes it, Ada says yes, and it is read out."""
        message = self.do(BeginMessage("Orders fail", channels=("status_page",)), by="grace").id
        next_us = self.desk.now_us() + round(minutes * MINUTE_US)
        self.do(ProposeMessage(message, {"status_page": text}, next_update_us=next_us), by="grace")
        self.do(ApproveMessage(message))
        self.do(ReleaseMessage(message), by="grace")
        self.do(SentByHand(message, receipt="posted at 10:02"), by="grace")

    @property
    def markdown(self) -> str:
        return as_markdown(self.desk.reading.fold(self.id).board, self.desk.reading.organisation())

    @property
    def page(self) -> str:
        return as_html(self.desk.reading.fold(self.id).board, self.desk.reading.organisation())

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(as_json(self.desk.reading.fold(self.id).board, self.desk.reading.organisation()))


@pytest.fixture
def war(tmp_path: Path) -> Generator[War]:
    with Desk.open(tmp_path / "home") as desk:
        yield War(desk)


def part(markdown: str, head: str) -> str:
    return markdown.partition(f"## {head}\n")[2].partition("\n## ")[0]


def test_each_text_stands_as_it_went_out_with_who_wrote_it_said_yes_and_sent_it(war: War) -> None:
    war.sent("Orders fail.\n\nWe look into it, and say more at {{ next_update }}.")
    second = war.do(BeginMessage("Worse", channels=("email",)), by="grace").id
    war.do(ProposeMessage(second, {"email": "It is the disk."}), by="grace")
    war.do(DeclineMessage(second, "Nobody knows that"))
    said = part(war.markdown, "Messages")
    assert "### Message 1: Orders fail" in said
    assert "- Proposed by Grace on " in said
    assert "- Approved by Ada (incident_manager) on " in said
    assert "**status_page**, the 1st — sent " in said
    assert "by Grace; by hand; receipt: posted at 10:02; promises the next update by " in said
    assert "```\nOrders fail.\n\nWe look into it, and say more at " in said
    assert "{{ next_update }}" not in said
    assert "- Declined by Ada on " in said
    assert "**email** — declined:\n\n```\nIt is the disk.\n```" in said
    assert "It is the disk." in war.page


def test_promises_stand_there_kept_missed_and_never_told(war: War) -> None:
    assert "Who was told, and promises" not in war.markdown
    war.sent("Orders fail.")
    rows = part(war.markdown, "Who was told, and promises").splitlines()
    customers = next(row for row in rows if row.startswith("| Customers"))
    assert "| 1 | 0 |" in customers
    assert " kept" in customers
    assert "| never | nothing yet |" in next(row for row in rows if row.startswith("| Our own people"))
    war.do(TellAudience("inside", "by phone"))
    assert "never" not in part(war.markdown, "Who was told, and promises")
    promises = {each["audience"]: each for each in war.json["measures"]["promises"]}
    assert (promises["customers"]["kept"], promises["customers"]["missed"]) == (1, 0)
    assert promises["customers"]["rounds"][0]["kept"]
    assert war.json["measures"]["first_word_after_min"] == 0.0


def test_who_else_asked_and_what_the_law_was_told_stand_there_with_their_proof(war: War) -> None:
    now_us = war.desk.now_us()
    war.do(NoteEnquiry("Jo Lee", "Is data lost?", "Daily News", due_us=now_us + 5 * MINUTE_US))
    assert "| not yet |" in part(war.markdown, "Who else asked")
    war.do(AnswerEnquiry("1", text="We know of none."))
    war.do(RaiseNotification("personal_data", "names were read", known_us=now_us - 80 * 60 * MINUTE_US))
    assert "| has to be told |" in part(war.markdown, "Told by law")
    war.do(SendNotification("personal_data", reference="A-77"))
    asked, law = part(war.markdown, "Who else asked"), part(war.markdown, "Told by law")
    assert "| 1 | Jo Lee, Daily News |" in asked
    assert "by Ada: We know of none." in asked
    assert " min late | A-77" in law
    measured = war.json["measures"]
    [owed] = [each for each in measured["notifications"] if each["key"] == "personal_data"]
    assert (owed["stands"], owed["late_min"]) == ("sent", 8 * 60)
    [enquiry] = measured["enquiries"]
    assert (enquiry["answered_after_min"], enquiry["late_min"]) == (0, 0)
    for words in ("Jo Lee", "We know of none.", "A-77"):
        assert words in war.page


def test_hostile_words_stay_words_in_every_export(war: War) -> None:
    war.sent(HOSTILE)
    war.do(NoteEnquiry("<b>Jo</b>", HOSTILE, "[x](http://x)"))
    war.do(AnswerEnquiry("1", text=HOSTILE))
    page = war.page
    assert "<script" not in page
    assert "<b>Jo" not in page
    assert 'href="http' not in page
    assert "\u202e" not in page
    assert "\u202e" not in war.markdown
