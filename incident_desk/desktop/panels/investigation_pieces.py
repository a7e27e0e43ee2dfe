"""What the three lists of an investigation say of each piece: its words, when, who, from where, and its file."""

import msgspec
from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.evidence_files import file_shown
from incident_desk.desktop.investigation_words import piece_detail, trust_word
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.investigation_column import PieceShown
from incident_desk.desktop.parts.two_lines import RowShown
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigation_entries import Rating
from incident_desk.domain.investigation_list import Evidence, Investigation, OpenQuestion, Piece
from incident_desk.domain.several_lines import first_line


def evidence_pieces(
    found: Investigation, observed: ObservedIncident, bridge: Bridge, hypothesis: EntryId | None, rating: Rating
) -> list[PieceShown]:
    """The evidence that says this of a hypothesis, the newest first; none without a hypothesis."""
    if hypothesis is None:
        return []
    timeline = observed.board.timeline
    standing = [each for each in found.evidence.values() if each.stands(timeline)]
    said = [each for each in standing if found.rating(each.id, hypothesis) is rating]
    return [_evidence(each, observed, bridge) for each in reversed(said)]


def question_pieces(found: Investigation, observed: ObservedIncident, bridge: Bridge) -> list[PieceShown]:
    """The open questions, those that are answered last."""
    timeline = observed.board.timeline
    standing = [each for each in found.questions.values() if each.stands(timeline)]
    ordered = sorted(standing, key=lambda each: bool(each.answers))
    return [_piece(each, _owner(each), observed, bridge) for each in ordered]


def _evidence(piece: Evidence, observed: ObservedIncident, bridge: Bridge) -> PieceShown:
    trust = _tr("trust: {trust}").format(trust=trust_word(piece.trust).lower())
    file = file_shown(piece, observed, bridge)
    told = (file.words if file is not None else "", piece.source, trust)
    shown = _piece(piece, " · ".join(filter(None, told)), observed, bridge)
    if file is None:
        return shown
    return PieceShown(shown.key, msgspec.structs.replace(shown.row, symbol="paperclip", picture=file.picture))


def _piece(piece: Piece, detail: str, observed: ObservedIncident, bridge: Bridge) -> PieceShown:
    words = first_line(piece.words(observed.board.timeline))  # a row has one line
    return PieceShown(piece.id, RowShown(words, piece_detail(piece, detail, observed, bridge.now_us(), bridge.zone)))


def _owner(question: OpenQuestion) -> str:
    if question.answers:
        return _tr("answered")
    return _tr("for {name}").format(name=question.owner) if question.owner else _tr("nobody yet")


def _tr(text: str) -> str:
    return QCoreApplication.translate("InvestigationSheet", text)
