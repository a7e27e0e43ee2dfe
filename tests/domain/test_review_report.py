"""The report after an incident: begun, written at together, signed and dissented from, word for word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_desk.domain.corrections import Retract
from incident_desk.domain.draft_text import DraftText
from incident_desk.domain.drafts import changing
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.fold import Fold
from incident_desk.domain.review_report import (
    BeginReport,
    DissentReport,
    SignReport,
    digest_of,
    text_of,
)
from incident_desk.domain.review_report_text import known, reference, sentence_at, stated, unsupported
from incident_desk.domain.timeline import Note
from tests.domain.making import INCIDENT, Hand, two_desks
from tests.domain.night import of_incident, orders, share

TEXT = "# Review report\n\n## Summary\n\nOrders failed.\n"


def write(hand: Hand, text: str) -> None:
    """Change the report that was begun last, as the window does."""
    board = hand.board()
    report = board.review_reports.find("")
    changes = board.drafts.of.get(report.draft)
    draft = DraftText(report.beginning, changes.of.values() if changes else ())
    draft.write(text)
    beginning = [] if changes else [draft.beginning]
    for change in changing(report.draft, [*beginning, draft.drain()]):
        hand.do(change)


def says(hand: Hand) -> str:
    board = hand.board()
    return text_of(board.review_reports.find(""), board.drafts)


def test_it_begins_with_what_was_drafted_and_is_written_at_by_several() -> None:
    ada, tomas = two_desks()
    ada.declare()
    ada.do(BeginReport(TEXT))
    tomas.hear(ada)
    assert says(tomas) == TEXT
    write(ada, TEXT.replace("Orders failed", "All orders failed"))
    write(tomas, TEXT + "\nNobody was hurt.\n")
    ada.hear(tomas)
    tomas.hear(ada)
    assert says(ada) == says(tomas)
    assert "All orders failed.\n\nNobody was hurt." in says(ada)
    assert ada.board().timeline.lines[-1].english == "Report begun: Review report"


def test_who_signs_does_so_to_exact_words() -> None:
    ada, tomas = two_desks()
    ada.declare()
    ada.do(BeginReport(TEXT))
    read = digest_of(says(ada))
    tomas.hear(ada)
    tomas.do(SignReport(digest=read))
    with pytest.raises(RuleError, match="signed these words already"):
        tomas.do(SignReport())
    write(ada, TEXT + "More.\n")
    with pytest.raises(RuleError, match="read it again"):
        ada.do(SignReport(digest=read))
    ada.do(DissentReport("The summary leaves the cause out."))
    ada.hear(tomas)
    report = ada.board().review_reports.find("")
    said = {each.person: each for each in ada.board().review_reports.answered(report.id)}
    assert said[tomas.person].is_agreeing
    assert said[tomas.person].digest == read != digest_of(says(ada))
    assert not said[ada.person].is_agreeing
    dissent = ada.board().timeline.at[said[ada.person].entry]
    assert dissent.english == "Dissents from the report: The summary leaves the cause out."


def test_bad_input_is_told_and_nothing_is_written() -> None:
    ada, _ = two_desks()
    ada.declare()
    before = len(ada.entries)
    with pytest.raises(NotFound, match="No report was begun"):
        ada.do(SignReport())
    with pytest.raises(RuleError, match="at most"):
        ada.do(BeginReport("x" * 60_000))
    with pytest.raises(RuleError, match="title"):
        ada.do(BeginReport(TEXT, title=" "))
    assert len(ada.entries) == before


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_order_of_arrival_gives_the_same_report_and_the_same_answers(data: st.DataObject) -> None:
    ada, tomas = two_desks()
    ada.declare()
    ada.do(BeginReport(TEXT))
    tomas.hear(ada)
    write(ada, "Ada's.\n" + TEXT)
    write(tomas, TEXT + "Tomas'.\n")
    tomas.do(SignReport())
    ada.do(DissentReport("Too short"))
    ada.do(BeginReport("Another.", "Report for readers outside", "outside"))
    share(ada, tomas)
    tomas.do(SignReport("after all", next(iter(ada.board().review_reports.of))))
    ada.do(DissentReport("Still too short", next(iter(ada.board().review_reports.of))))
    share(ada, tomas)
    entries = of_incident(ada)
    board = ada.board()
    arrived = Fold(INCIDENT)
    for at in data.draw(orders(len(entries))):
        arrived.add([entries[at]])
    assert arrived.board.review_reports == board.review_reports
    for report in board.review_reports.of.values():
        assert text_of(report, arrived.board.drafts) == text_of(report, board.drafts)


def test_a_sentence_stands_on_the_entries_that_it_names() -> None:
    ada, _ = two_desks()
    ada.declare()
    note = ada.do(Note("The disk was full"))[0]
    name, lines = reference(note.id), known(ada.board().timeline.lines)
    text = f"# R\n\n## S\n\nIt was full. {name} Nobody saw it. (Who?)\n\n- Two. Sentences. {name}\n- E.g. v1.2 is old"
    said = [(each.words, each.head, bool(each.references)) for each in stated(text)]
    assert said == [
        ("It was full.", "S", True),
        ("Nobody saw it.", "S", False),
        ("(Who?)", "S", False),
        ("Two. Sentences.", "S", True),
        ("E.g. v1.2 is old", "S", False),
    ]
    assert [each.words for each in unsupported(text, lines)] == ["Nobody saw it.", "E.g. v1.2 is old"]
    at = sentence_at(text, text.index("[#") + 3)
    assert at is not None
    assert at.words == "It was full."
    ada.do(Retract(note.id))
    lines = known(ada.board().timeline.lines)
    assert "It was full." in [each.words for each in unsupported(text, lines)]


@given(st.text(alphabet="ab .!?#-*()[]0123456789\n", max_size=120))
def test_whatever_is_typed_every_sentence_stands_where_it_says(text: str) -> None:
    for each in stated(text):
        assert text[each.start : each.end] == each.words
