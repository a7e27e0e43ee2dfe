"""Files and pictures as evidence: within the seal of their investigation, and a line like any file after it."""

import pytest

from incident_desk.domain.errors import BadInput, RuleError
from incident_desk.domain.investigating import AddEvidence, Hypothesis
from incident_desk.domain.investigation_entries import Rating, Trust
from incident_desk.domain.investigation_files import AttachEvidence, file_of
from incident_desk.domain.investigation_list import Evidence, Investigation
from incident_desk.domain.investigations import Investigate, Submit
from incident_desk.domain.timeline import Attach
from tests.domain.making import Hand, two_desks

DIGEST = "d" * 64


@pytest.fixture
def ada() -> Hand:
    ada, _ = two_desks()
    ada.declare()
    ada.do(Investigate(text="Why? | Ada"))
    return ada


def investigation(hand: Hand) -> Investigation:
    return hand.board().investigations.all[0]


def only(hand: Hand) -> Evidence:
    (piece,) = investigation(hand).evidence.values()
    return piece


def attached(text: str = "") -> AttachEvidence:
    return AttachEvidence(DIGEST, "lag.png", 12, "image/png", text)


def test_a_picture_is_evidence_with_its_words_its_source_and_how_much_it_is_trusted(ada: Hand) -> None:
    ada.do(AttachEvidence(DIGEST, "lag.png", 12, "image/png", "Lag rose in steps", None, "", "Grafana", Trust.MEDIUM))
    piece, timeline = only(ada), ada.board().timeline
    assert (piece.words(timeline), piece.source, piece.trust) == ("Lag rose in steps", "Grafana", Trust.MEDIUM)
    file = file_of(piece, timeline)
    assert file is not None
    assert (file.name, file.digest) == ("lag.png", DIGEST)


def test_without_words_its_name_stands_for_it(ada: Hand) -> None:
    ada.do(attached())
    assert only(ada).words(ada.board().timeline) == "lag.png"


def test_a_name_that_begins_like_the_words_of_evidence_is_a_name(ada: Hand) -> None:
    ada.do(Hypothesis("A bulk delete"))
    ada.do(AttachEvidence(DIGEST, "against H1 review.png", 12, "image/png"))
    assert only(ada).words(ada.board().timeline) == "against H1 review.png"
    assert investigation(ada).ratings == {}


def test_it_may_say_at_once_what_it_speaks_for(ada: Hand) -> None:
    ada.do(Hypothesis("A bulk delete"))
    ada.do(attached(text="for H1 Lag rose in steps"))
    (hypothesis,) = investigation(ada).hypotheses
    assert investigation(ada).rating(only(ada).id, hypothesis) is Rating.CONSISTENT


def test_nothing_of_it_stands_where_others_read_until_it_opens(ada: Hand) -> None:
    file, piece, *_ = ada.do(attached(text="Lag rose in steps"))
    assert file.stream == piece.stream == investigation(ada).stream
    assert not {file.id, piece.id} & {line.source.id for line in ada.board().timeline.lines}
    ada.do(Submit("A", 80, "A bulk delete"))
    assert {file.id, piece.id} <= {line.source.id for line in ada.board().timeline.lines}


def test_evidence_that_was_taken_from_a_file_on_the_timeline_has_that_file(ada: Hand) -> None:
    line = ada.do(Attach(DIGEST, "lag.png", 12))[0]
    ada.do(AddEvidence("Lag rose in steps", of=line.id))
    file = file_of(only(ada), ada.board().timeline)
    assert file is not None
    assert file.digest == DIGEST
    said = ada.do(AddEvidence("Somebody remembers it"))[0]
    assert file_of(investigation(ada).evidence[said.id], ada.board().timeline) is None


def test_what_names_no_file_and_whoever_works_on_nothing_are_refused() -> None:
    ada, tomas = two_desks()
    ada.declare()
    tomas.hear(ada)
    ada.hear(tomas)
    ada.do(Investigate(text="Why? | Ada"))
    tomas.hear(ada)
    with pytest.raises(RuleError, match="work on no investigation"):
        tomas.do(attached())
    with pytest.raises(BadInput, match="SHA-256"):
        ada.do(AttachEvidence("../../etc/passwd", "x", 1))
