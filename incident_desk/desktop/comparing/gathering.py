"""From what a round found to the rows of its table."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.comparing.rows import (
    EmptyRow,
    EvidenceRow,
    FactorShown,
    FindingRow,
    HeadShown,
    LikenessRow,
    PieceShown,
    Row,
    SectionRow,
    TableShown,
)
from incident_desk.desktop.comparing.words import likeness_words, standing_note, standing_title, who_words
from incident_desk.desktop.investigation_words import PART_LOOKS, part_word
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.words import counted
from incident_desk.domain.comparing import finding_name
from incident_desk.domain.comparison_entries import Relation
from incident_desk.domain.concluding import said
from incident_desk.domain.evidence_used import EvidenceUse
from incident_desk.domain.findings import Finding, Findings, Standing
from incident_desk.domain.findings import Row as Found
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigation_entries import Trust
from incident_desk.domain.investigation_files import file_of
from incident_desk.domain.investigation_list import Factor, Investigation
from incident_desk.domain.resemblance import Likeness

ALL = "all"
SHOWN_MOST = 3
"""So many suggestions stand in the table at once; the next come when these are answered."""

Clock = Callable[[int], str]


def table_shown(
    found: Findings,
    used: Sequence[EvidenceUse],
    likely: Sequence[Likeness],
    *,
    observed: ObservedIncident,
    clock: Clock,
    only: str = ALL,
    is_writable: bool = False,
) -> TableShown:
    """What is shown: all of it, or only the findings that stand in one way.

    What may be one is suggested to those alone who may say so.
    """
    likely = likely if is_writable else ()
    investigations, timeline = observed.board.investigations, observed.board.timeline
    heads = tuple(
        HeadShown(each.id, investigations.label(each), each.question(timeline) or _tr("(the question was erased)"))
        for each in found.investigations
    )
    rows: list[Row] = []
    below = _below(likely, found)[:SHOWN_MOST] if only == ALL else []
    for standing in Standing:
        if only in (ALL, standing):
            rows += _section(standing, found, below, observed)
    if not rows:
        rows.append(EmptyRow(_tr("No contributing factor was named") if only == ALL else _tr("Nothing stands so")))
    if only == ALL:
        rows += _evidence(found, used, observed, clock)
    return TableShown(heads, rows, is_writable)


def _section(standing: Standing, found: Findings, below: Sequence[Likeness], observed: ObservedIncident) -> list[Row]:
    """What stands so, and below each finding the suggestions about it."""
    here = found.rows_of(standing)
    if not here:
        return []
    rows: list[Row] = [SectionRow(standing_title(standing), str(len(here)), standing_note(standing))]
    for row in here:
        rows.append(_finding(row, found, observed))
        own = {factor for each in row.findings for factor in each.factors}
        rows += [_likeness(each, observed) for each in below if each.other in own]
    return rows


def _below(likely: Sequence[Likeness], found: Findings) -> list[Likeness]:
    """The suggestions, each with the one of the two last that is shown further down."""
    order = {f: at for at, row in enumerate(found.rows) for each in row.findings for f in each.factors}
    known = [each for each in likely if each.one in order and each.other in order]
    return [_turned(each) if order[each.one] > order[each.other] else each for each in known]


def _turned(found: Likeness) -> Likeness:
    return Likeness(found.other, found.one, found.alike, found.words, found.evidence, found.is_disputed)


def _finding(row: Found, found: Findings, observed: ObservedIncident) -> FindingRow:
    investigations = observed.board.investigations
    cells: dict[int, tuple[FactorShown, ...]] = {}
    for at, each in enumerate(found.investigations):
        shown = [
            _factor(each.factors[factor], each, finding, observed)
            for finding in row.findings
            for factor in finding.factors
            if factor in each.factors
        ]
        if shown:
            cells[at] = tuple(shown)
    by = [each.apart or each.later for each in row.findings]
    letters = tuple(investigations.label(investigations.of[i]) for i in dict.fromkeys(i for each in by for i in each))
    if row.standing is Standing.CONTRADICTING:
        sides = (", ".join(investigations.label(investigations.of[i]) for i in each) for each in by)
        who = _tr("{one} against {other}").format(**dict(zip(("one", "other"), sides, strict=True)))
    else:
        who = who_words(letters, len(found.investigations))
    return FindingRow(row.standing, letters, who, cells, row.between, _note(row, observed))


def _note(row: Found, observed: ObservedIncident) -> str:
    if row.settlement is not None:
        return said(row.settlement.entry, observed.board.timeline)
    is_disputed = any(each.disputed for each in row.findings)
    return _tr("another desk keeps them apart") if is_disputed else ""


def _factor(factor: Factor, of: Investigation, finding: Finding, observed: ObservedIncident) -> FactorShown:
    symbol, ink = PART_LOOKS[factor.part]
    is_later = of.id not in finding.apart
    foot = [part_word(factor.part), factor.factor_class]
    pieces = [each for each in factor.evidence if each in of.evidence]
    return FactorShown(
        factor.id,
        finding_name(observed.board.investigations, of, factor),
        factor.words(observed.board.timeline) or _tr("(the words were erased)"),
        symbol,
        ink,
        " · ".join(filter(None, [*foot, _tr("in the light of the others") if is_later else ""])),
        counted(len(pieces), _tr("1 piece"), _tr("{count} pieces")) if pieces else "",
        is_later,
    )


def _likeness(found: Likeness, observed: ObservedIncident) -> LikenessRow:
    investigations = observed.board.investigations
    home = {piece: each for each in investigations.all for piece in (*each.factors, *each.evidence)}
    one, other = (finding_name(investigations, home[f], home[f].factors[f]) for f in (found.one, found.other))
    pieces = tuple(finding_name(investigations, home[e], home[e].evidence[e]) for e in found.evidence if e in home)
    title = _tr("Said both ways?") if found.is_disputed else _tr("Same thing?")
    words = _tr("{one} and {other}: {why}").format(one=one, other=other, why=likeness_words(found, pieces))
    return LikenessRow(found.one, found.other, title, words)


# evidence ------------------------------------------------------------------------------------------------------------


def _evidence(found: Findings, used: Sequence[EvidenceUse], observed: ObservedIncident, clock: Clock) -> list[Row]:
    """What somebody lacked, and what was matched by hand, so that it can be read and taken back."""
    use_of = {piece: each.pieces for each in used for piece in each.pieces}
    pairs = observed.board.comparison.related(Relation.SAME)
    matched = {use_of[one] for one, other in pairs if one in use_of and other in use_of}
    lacking = [each for each in used if each.is_lacking]
    shown = [each for each in used if each.is_lacking or each.pieces in matched]
    if len(found.investigations) < 2:
        return []
    whole = counted(len(used), _tr("1 piece"), _tr("{count} pieces"))
    told = _tr("{lacking} of {whole}; the others were used by all") if len(lacking) < len(used) else _tr("all {whole}")
    note = told.format(lacking=len(lacking), whole=whole)
    head = SectionRow(_tr("Evidence one used and another lacked"), "", note if used else "")
    if not used:
        return [head, EmptyRow(_tr("No evidence was written down"))]
    if not shown:
        return [head, EmptyRow(_tr("All of them used the same evidence"))]
    return [head, *(_piece(each, found, observed, clock, is_matched=each.pieces in matched) for each in shown)]


def _piece(
    used: EvidenceUse, found: Findings, observed: ObservedIncident, clock: Clock, *, is_matched: bool
) -> EvidenceRow:
    timeline = observed.board.timeline
    uses = tuple(used.uses[each.id] for each in found.investigations)
    words = said(used.pieces[0], timeline) or _tr("(the words were erased)")
    notes = (
        [_tr("flowed in {clock} to all").format(clock=clock(used.flowed_us))] if used.flowed_us else _own(used, found)
    )
    if used.trust is Trust.LOW:
        notes.append(_tr("trust low"))
    pieces = tuple(_own_words(each, found, observed) for each in used.pieces)
    if is_matched:
        notes.insert(0, _tr("matched: {names}").format(names=", ".join(each.name for each in pieces)))
    files = dict.fromkeys(filter(None, (_file(each, found, observed) for each in used.pieces)))
    return EvidenceRow(clock(used.at_us), words, uses, "; ".join(notes), pieces, ", ".join(files))


def _file(piece: EntryId, found: Findings, observed: ObservedIncident) -> str:
    home = next(each for each in found.investigations if piece in each.evidence)
    file = file_of(home.evidence[piece], observed.board.timeline)
    return file.name if file else ""


def _own_words(piece: EntryId, found: Findings, observed: ObservedIncident) -> PieceShown:
    home = next(each for each in found.investigations if piece in each.evidence)
    name = finding_name(observed.board.investigations, home, home.evidence[piece])
    words = said(piece, observed.board.timeline) or _tr("(the words were erased)")
    return PieceShown(piece, name, words, home.id)


def _own(used: EvidenceUse, found: Findings) -> list[str]:
    """Where a piece came from that did not stand on the timeline."""
    holding = [each for each in found.investigations if any(piece in each.evidence for piece in used.pieces)]
    source = next((each.evidence[p].source for each in holding for p in used.pieces if p in each.evidence), "")
    return [source] if source else [_tr("not on the timeline")]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Comparing", text)
