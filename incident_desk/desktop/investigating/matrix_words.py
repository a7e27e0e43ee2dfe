"""What the heads and cells of a matrix say."""

from collections.abc import Mapping, Sequence

import msgspec

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.evidence_files import file_shown
from incident_desk.desktop.investigating.matrix_looks import LETTERS
from incident_desk.desktop.investigating.matrix_model import CellShown, EvidenceShown, HypothesisShown
from incident_desk.desktop.investigation_words import piece_detail, trust_word
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.domain.competing import Rank
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigating import called
from incident_desk.domain.investigation_entries import Rating
from incident_desk.domain.investigation_list import Investigation
from incident_desk.domain.matrix import At, Matrix, reasons
from incident_desk.domain.several_lines import first_line
from incident_desk.domain.timeline import Timeline

SHORT_LETTERS = 28
"""What stands before a colon is the short name of a hypothesis, if it is no longer than this."""
NOT_YET = "–"


def place_words(rank: Rank) -> str:
    """ "4", or "4=" where several share the place."""
    return f"{rank.place}=" if rank.is_tied else str(rank.place)


def hypotheses_shown(
    found: Investigation, observed: ObservedIncident, shown: Matrix, order: Sequence[EntryId]
) -> list[HypothesisShown]:
    """The heads of the columns, in this order."""
    ranks = shown.ranks
    most = max((rank.against for rank in ranks.values()), default=0.0)
    heads: list[HypothesisShown] = []
    for key in order:
        piece, rank = found.hypotheses[key], ranks[key]
        name, words = called(piece, found.hypotheses.values(), "H"), piece.words(observed.board.timeline)
        place, against = place_words(rank), f"{rank.against:.1f}"
        share = rank.against / most if most else 0.0
        spoken = f"{name}: {words} · {place} · {against}"
        heads.append(HypothesisShown(key, name, short_name(words), words, place, against, share, spoken))
    return heads


def short_name(words: str) -> str:
    """What stands before a colon, where that is short; else all of it."""
    name, colon, _ = words.partition(":")
    return name if colon and 0 < len(name) <= SHORT_LETTERS else words


def evidence_shown(
    found: Investigation,
    observed: ObservedIncident,
    shown: Matrix,
    order: Sequence[EntryId],
    bridge: Bridge,
) -> list[EvidenceShown]:
    """The heads of the rows, in this order."""
    rows: list[EvidenceShown] = []
    for key in order:
        piece = found.evidence[key]
        name = called(piece, found.evidence.values(), "E")
        words = first_line(piece.words(observed.board.timeline))  # a row has one line
        file = file_shown(piece, observed, bridge)
        source = " · ".join(filter(None, (file.words if file is not None else "", piece.source)))
        detail = piece_detail(piece, source, observed, bridge.now_us(), bridge.zone)
        trust = trust_word(piece.trust)
        spoken = " · ".join(filter(None, (f"{name}: {words}", detail, trust)))
        silent = key in shown.ranked.tells_none_apart
        row = EvidenceShown(key, name, words, detail, piece.trust, trust, silent, spoken)
        if file is not None:
            row = msgspec.structs.replace(row, has_file=True, picture=file.picture)
        rows.append(row)
    return rows


def cells_shown(
    shown: Matrix, writing: Mapping[At, Rating | None], found: Investigation, timeline: Timeline
) -> dict[At, CellShown]:
    """The cells that say something; `writing` are those that are not on the disk yet."""
    reasoned = {at for at in found.reasons if reasons(found, at, timeline)}
    cells = {at: CellShown(has_reason=True) for at in reasoned}
    for at, cell in shown.cells.items():
        letters = tuple(letter(each.value) for each in cell.differing)
        cells[at] = CellShown(cell.rating, letters, at in reasoned)
    for at, rating in writing.items():
        cells[at] = CellShown(rating, (), at in reasoned, is_writing=True)
    return cells


def letter(rating: Rating | None) -> str:
    """C, I or N, as the key is called; a dash for what is not yet said."""
    return LETTERS[rating] if rating else NOT_YET
