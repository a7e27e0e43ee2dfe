"""What happened, line by line."""

import pytest

from incident_desk.domain.errors import BadInput, RuleError
from incident_desk.domain.searching import searchable
from incident_desk.domain.sentences import LineSort, Sentence
from incident_desk.domain.timeline import TEXT_LIMIT_BYTES, Attach, Mark, Note, NoteSort, Pin
from tests.domain.making import Hand, emptied, two_desks


@pytest.fixture
def ada() -> Hand:
    hand, _ = two_desks()
    hand.declare()
    return hand


def test_a_note_keeps_the_words_as_they_are(ada: Hand) -> None:
    text = "line one\n  <b>line two</b> {name} \u202e\0 end"
    said = ada.do(Note(f"\n {text} \t"))[0]
    assert ada.board().timeline.line(said.id).text == text


def test_what_somebody_said_by_phone_carries_their_name(ada: Hand) -> None:
    said = ada.do(Note("The fibre is cut", speaker=" network SME ", approximate=True))[0]
    line = ada.board().timeline.line(said.id)
    assert (line.author, line.speaker, line.is_approximate) == (ada.person, "network SME", True)


@pytest.mark.parametrize("sort", list(NoteSort))
def test_a_note_can_be_of_any_sort(ada: Hand, sort: NoteSort) -> None:
    said = ada.do(Note("It is the network", sort))[0]
    line = ada.board().timeline.line(said.id)
    assert line.sort == sort.value
    important = {NoteSort.DECISION, NoteSort.DETECTION, NoteSort.FINDING, NoteSort.MESSAGE}
    assert line.is_significant == (sort in important)


def test_a_line_holds_so_much_and_no_more(ada: Hand) -> None:
    ada.do(Note("ä" * (TEXT_LIMIT_BYTES // 2)))
    with pytest.raises(RuleError, match="at most 44 KiB; attach"):
        ada.do(Note("ä" * (TEXT_LIMIT_BYTES // 2) + "x"))
    for blank in ("", " \n\t"):
        with pytest.raises(RuleError, match="nothing to write down"):
            ada.do(Note(blank))


def test_a_line_can_be_marked_and_unmarked_against_its_sort(ada: Hand) -> None:
    said = ada.do(Note("Somebody watches the replica", NoteSort.FINDING))[0]
    ada.do(Mark(said.id, is_significant=False))
    assert not ada.board().timeline.line(said.id).is_significant
    with pytest.raises(RuleError, match="marked so already"):
        ada.do(Mark(said.id, is_significant=False))
    ada.do(Mark(said.id))
    assert ada.board().timeline.line(said.id).is_significant


def test_a_line_can_be_pinned_and_taken_down(ada: Hand) -> None:
    said = ada.do(Note("Bridge: room 4"))[0]
    ada.do(Pin(said.id))
    assert ada.board().timeline.line(said.id).is_pinned
    with pytest.raises(RuleError, match="pinned so already"):
        ada.do(Pin(said.id))
    ada.do(Pin(said.id, is_pinned=False))
    assert not ada.board().timeline.line(said.id).is_pinned


def test_a_file_is_named_by_its_digest(ada: Hand) -> None:
    added = ada.do(Attach("0a" * 32, "x" * 300, 12, "image/png", "Latency"))[0]
    line = ada.board().timeline.line(added.id)
    assert (line.sort, line.digest, line.text) == (LineSort.ATTACHMENT, "0a" * 32, "Latency")
    assert line.english == f"{'x' * 255}: Latency"


@pytest.mark.parametrize(("digest", "size"), [("", 1), ("0A" * 32, 1), ("../../etc/passwd", 1), ("0a" * 32, -1)])
def test_what_names_no_file_is_not_attached(ada: Hand, digest: str, size: int) -> None:
    with pytest.raises(BadInput, match="named by its SHA-256"):
        ada.do(Attach(digest, "graph.png", size))


def test_a_sentence_can_be_translated_and_holds_whatever_people_are_called() -> None:
    sentence = Sentence("{name} takes {role}", {"name": "{role} the Second", "role": "Scribe"})
    assert sentence.filled("{role}: {name}") == "Scribe: {role} the Second"


def test_words_can_be_searched_for_until_they_are_erased(ada: Hand) -> None:
    said = ada.do(Note("Failover started", speaker="Zoë"))[0]
    assert searchable(said) == "Failover started Zoë"
    assert searchable(emptied(said)) == ""
    assert searchable(ada.write_raw("holograph.shown", b"{}")) == ""
    assert searchable(next(e for e in ada.entries if e.kind == "incident.declared")) == "Checkout fails"
