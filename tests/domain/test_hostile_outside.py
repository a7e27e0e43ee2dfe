"""Whatever is put into the fields of enquiries and notifications is taken as text, or refused in one line."""

import json
from collections.abc import Callable

import pytest

from incident_desk.domain.commands import Fields
from incident_desk.domain.enquiries import AnswerEnquiry, CloseEnquiry, NoteEnquiry, PutOffEnquiry
from incident_desk.domain.errors import DeskError
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.facts import FACT_LETTERS, StateFact
from incident_desk.domain.legal_notifications import RaiseNotification, SendNotification, WaiveNotification
from incident_desk.domain.roles import Assign
from incident_desk.domain.showing import shown
from tests.domain.making import two_desks

TEXTS = {
    "html": '<img src="http://example.org/x.png"><b>bold</b>',
    "script": "<script>alert(1)</script>",
    "bidi": "safe \u202eevas ton\u202c",
    "zero-width": "no\u200b\u200d\ufeffbody",
    "template": "{{ ''.__class__.__mro__ }}{% for x in y %}{{ next_update }}",
    "places": "{who} {number} %s %(x)s",
    "ten megabytes": "x" * 10_000_000,
}
FIELDS: dict[str, Callable[[str], Fields]] = {
    "who": lambda text: NoteEnquiry(text, "Why?"),
    "asked": lambda text: NoteEnquiry("Jo", text),
    "outlet": lambda text: NoteEnquiry("Jo", "Why?", outlet=text),
    "reach": lambda text: NoteEnquiry("Jo", "Why?", reach=text),
    "owner": lambda text: NoteEnquiry("Jo", "Why?", owner=text),
    "answer": lambda text: AnswerEnquiry("1", text),
    "answered by": lambda text: AnswerEnquiry("1", "No", speaker=text),
    "line": lambda text: AnswerEnquiry("1", line=text),
    "closed": lambda text: CloseEnquiry("1", text),
    "which enquiry": PutOffEnquiry,
    "raised": lambda text: RaiseNotification("personal_data", text),
    "which notification": RaiseNotification,
    "reference": lambda text: SendNotification("personal_data", reference=text),
    "sent": lambda text: SendNotification("personal_data", text),
    "sent by": lambda text: SendNotification("personal_data", "sent", speaker=text),
    "file": lambda text: SendNotification("personal_data", file=text),
    "waived": lambda text: WaiveNotification("personal_data", text),
    "fact": lambda text: StateFact(FactField.WHO, text, is_confirmed=True),
}
MOST_BYTES = 200_000
"""What one entry may add to what a board shows."""


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("fields", FIELDS.values(), ids=FIELDS)
def test_it_stands_there_as_it_was_typed_or_is_refused_in_one_line(fields: Callable[[str], Fields], text: str) -> None:
    ada, _ = two_desks()
    ada.declare()
    ada.do(Assign("incident manager", "me"))
    ada.do(NoteEnquiry("Jo Lee", "Who is hit?"))
    entries = len(ada.entries)
    refused = ""
    try:
        ada.do(fields(text))
    except DeskError as e:
        refused = str(e)
    if refused:
        assert len(ada.entries) == entries
        assert len(refused) < 1000
        assert "\n" not in refused
        return
    assert len(text) < max(FACT_LETTERS, 1000)
    said = json.dumps(shown(ada.board(), ada.organisation.people), ensure_ascii=False)
    assert json.dumps(text, ensure_ascii=False)[1:-1] in said
    assert len(said) < MOST_BYTES
