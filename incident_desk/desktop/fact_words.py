"""The fact sheet in words: for its rows, the card of a fact, and the form."""

from datetime import tzinfo

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.sheet_row import SheetRowShown
from incident_desk.desktop.parts.truth_glyph import TruthGlyph
from incident_desk.desktop.pending import TruthMark
from incident_desk.domain.board import Board
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.fact_list import Fact, FactState, Trouble, trouble
from incident_desk.domain.fact_uses import drafted, to_correct

SYMBOLS = {
    FactState.CONFIRMED: ("circle-check", "ok"),
    FactState.BELIEVED: ("circle-dashed", "text3"),
    FactState.WITHDRAWN: ("x", "text3"),
}


def field_word(field: FactField) -> str:
    """What a fact answers, in one word."""
    return {
        FactField.WHAT: _tr("What"),
        FactField.WHO: _tr("Who"),
        FactField.SINCE: _tr("Since"),
        FactField.SAFE: _tr("Safe"),
        FactField.DOING: _tr("Doing"),
        FactField.MEANWHILE: _tr("Meanwhile"),
        FactField.BACK: _tr("Back"),
        FactField.OTHER: _tr("Other"),
    }[field]


def field_question(field: FactField) -> str:
    """The question that a fact of this field answers."""
    return {
        FactField.WHAT: _tr("What happened?"),
        FactField.WHO: _tr("Who is affected?"),
        FactField.SINCE: _tr("Since when?"),
        FactField.SAFE: _tr("What works, what is safe?"),
        FactField.DOING: _tr("What do we do?"),
        FactField.MEANWHILE: _tr("What can people do meanwhile?"),
        FactField.BACK: _tr("When is it back?"),
        FactField.OTHER: _tr("What else is known?"),
    }[field]


def field_example(field: FactField) -> str:
    """How such a fact is said."""
    return {
        FactField.WHAT: _tr("The main database was emptied"),
        FactField.WHO: _tr("Everybody who uses the website"),
        FactField.SINCE: _tr("Site offline since 23:28 UTC"),
        FactField.SAFE: _tr("Repositories and wikis are safe"),
        FactField.DOING: _tr("We restore a copy of 17:20 UTC"),
        FactField.MEANWHILE: _tr("Work goes on in your own copy"),
        FactField.BACK: _tr("Back by 12:00 UTC"),
        FactField.OTHER: _tr("The copy is six hours old"),
    }[field]


def state_word(state: FactState) -> str:
    """How far a fact can be relied on."""
    return {
        FactState.BELIEVED: _tr("believed, not confirmed"),
        FactState.CONFIRMED: _tr("confirmed"),
        FactState.WITHDRAWN: _tr("withdrawn"),
    }[state]


def fact_words(fact: Fact) -> str:
    """Its words; where they were erased, that."""
    return fact.text or _tr("(the words were erased)")


def trouble_words(found: Trouble | None) -> str:
    """What became of the line that a fact was taken from; empty if it stands."""
    if found is None:
        return ""
    return {
        Trouble.RETRACTED: _tr("its line was taken back"),
        Trouble.CORRECTED: _tr("its line was corrected"),
        Trouble.ERASED: _tr("its line was erased"),
    }[found]


def is_told(fact: Fact, board: Board) -> bool:
    """Whether it is withdrawn, and a message that told it is still to be put right."""
    return bool(to_correct(fact, board.facts, board.messages))


def sheet_order(board: Board) -> list[Fact]:
    """The standing ones, and what is loud of the others, by what they answer, in the order of the sheet."""
    fields = list(FactField)
    gone = FactState.WITHDRAWN
    shown = [each for each in board.facts.all if each.state is not gone or each.is_disputed or is_told(each, board)]
    return sorted(shown, key=lambda fact: fields.index(fact.field))


def sheet_row(fact: Fact, observed: ObservedIncident, now_us: int, zone: tzinfo, *, with_lead: bool) -> SheetRowShown:
    """What its row says."""
    facts, lead = observed.board.facts, field_word(fact.field)
    symbol, tone = SYMBOLS[fact.state]
    aside, aside_tone = aside_words(fact, observed, now_us, zone)
    if fact.is_disputed:
        symbol, tone = "git-merge", "accent"
    elif facts.against(fact):
        symbol, tone = "git-merge", "warn"
    elif is_told(fact, observed.board):
        symbol, tone = "megaphone", "warn"
    is_gone = fact.state is FactState.WITHDRAWN and not fact.is_disputed
    is_waiting = observed.truth(fact.last.entry) is TruthMark.WAITING
    spoken = _tr("Fact {number}, {field}: {words}. {state}")
    told = state_word(fact.state) if fact.state is FactState.CONFIRMED or is_gone else ""
    return SheetRowShown(
        key=fact.id,
        words=fact_words(fact),
        lead=lead if with_lead else "",
        aside=aside,
        symbol=symbol,
        tone=tone,
        aside_tone=aside_tone,
        spoken=spoken.format(
            number=facts.label(fact),
            field=lead,
            words=fact_words(fact),
            state=" ".join(filter(None, (told, aside))),
        ),
        mark=TruthGlyph.WAITING if is_waiting else None,
        is_struck=is_gone,
        is_loud=aside_tone in ("warn", "accent"),
    )


def aside_words(fact: Fact, observed: ObservedIncident, now_us: int, zone: tzinfo) -> tuple[str, str]:
    """What stands at the end of its row, the loudest first, and the tone of that."""
    facts = observed.board.facts
    if in_messages := _in_messages(fact, observed.board):
        return in_messages, "warn"
    if fact.is_disputed:
        return _tr("two answers"), "accent"
    if against := facts.against(fact):
        return _tr("against {number}").format(number=", ".join(facts.label(each) for each in against)), "warn"
    found = trouble(fact, observed.board.timeline)
    if found is not None and fact.state is not FactState.WITHDRAWN:
        return trouble_words(found), "warn"
    if fact.state is FactState.BELIEVED:
        return _tr("not confirmed"), "text3"
    return clock_near(fact.last.occurred_us, now_us, zone), "text2"


def _in_messages(fact: Fact, board: Board) -> str:
    """Where a fact that is withdrawn went out, or is about to; empty for one that stands."""
    messages = board.messages
    if told := to_correct(fact, board.facts, messages):
        return _tr("told in {number}").format(number=", ".join(messages.label(each.message) for each in told))
    used = drafted(fact, messages) if fact.state is FactState.WITHDRAWN and not fact.is_disputed else []
    labels = ", ".join(messages.label(each) for each in used)
    return _tr("drafted in {number}").format(number=labels) if labels else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("FactWords", text)
