"""Who outside waits for a word of ours, in words: who asks, and what the law asks to be told. No widget."""

from datetime import tzinfo

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.due_words import due_words, waits_words
from incident_desk.desktop.moments import clock_near, span_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.two_lines import RowShown
from incident_desk.domain.board import Board
from incident_desk.domain.enquiry_entries import By
from incident_desk.domain.enquiry_list import Enquiry
from incident_desk.domain.ids import EntryId
from incident_desk.domain.if_asked import Offer, WhyNot, prepared
from incident_desk.domain.notifying import Stand, Standing, notifications
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.situation import Ask, Need

WORDS_LETTERS = 160
OUTSIDE = ("enquiry.", "notification.", "decision.", "impact.", "promise.")
"""The kinds of entries that this is read from, beside those of messages and facts."""


# who asks -------------------------------------------------------------------------------------------------------------


def by_word(by: By) -> str:
    """The way by which somebody asked."""
    return {
        By.PHONE: _tr("by phone"),
        By.MAIL: _tr("by mail"),
        By.PERSON: _tr("in person"),
        By.POST: _tr("by a post"),
        By.OTHER: _tr("otherwise"),
    }[by]


def asker(enquiry: Enquiry) -> str:
    """ "Jo Lee, Daily News"; where that was erased, what is left to say."""
    return ", ".join(filter(None, (enquiry.who, enquiry.outlet))) or _tr("(the words were erased)")


def asked_words(enquiry: Enquiry, board: Board) -> str:
    """What they asked, as it was corrected last."""
    return board.timeline.text_of(enquiry.id) or _tr("(the words were erased)")


def enquiry_row(observed: ObservedIncident, enquiry: Enquiry, now_us: int, zone: tzinfo) -> RowShown:
    """Its row in the room."""
    board = observed.board
    owner = enquiry.owner.value
    name = owner.now(observed.organisation.people).name if owner else _tr("nobody answers yet")
    if owner is None and (given := enquiry.answers.last):
        name = observed.organisation.people.name(given.by)
    if enquiry.owner.is_conflicted:
        name = _tr("{name}, also taken by another").format(name=name)
    words = f"{board.enquiries.label(enquiry)}  " + _short(f"{asker(enquiry)}: {asked_words(enquiry, board)}")
    aside, symbol, tone = _stand(enquiry, board, now_us)
    due = enquiry.due_us
    waits = _tr("waits until {clock}").format(clock=clock_near(due, now_us, zone)) if due and enquiry.is_open else ""
    return RowShown(words, " · ".join(filter(None, (name, waits))), aside, symbol, tone, detail_tone="text2")


def _stand(enquiry: Enquiry, board: Board, now_us: int) -> tuple[str, str, str]:
    if enquiry.closed and not enquiry.answers.history:
        return _tr("closed"), "circle-minus", "text3"
    if enquiry.withdrawn(board.facts):
        return _tr("put it right"), "triangle-alert", "bad"
    if enquiry.is_answered_twice:
        return _tr("answered twice"), "git-merge", "warn"
    if not enquiry.is_open:
        return _tr("answered"), "circle-check", "ok"
    if enquiry.due_us is None:
        return waits_words(enquiry.asked_us, now_us), "message-square", "warn"
    tone = "bad" if enquiry.due_us <= now_us else "warn"
    return due_words(enquiry.due_us, now_us), "message-square", tone


def may_be_said(observed: ObservedIncident, now_us: int) -> list[Offer]:
    """The prepared answers of the plan as they may be given now."""
    return prepared(observed.board, observed.board.enquiries, observed.plan, now_us)


def why_not_words(offer: Offer, observed: ObservedIncident) -> str:
    """Why a prepared answer may not be given now."""
    facts = observed.board.facts
    fact = facts.of.get(offer.about or EntryId(""))
    number = facts.label(fact) if fact else "?"
    titles = _tr(" or ").join(observed.plan.role_title(key) for key in offer.by)
    words = {
        WhyNot.BELIEVED: _tr("rests on fact {number}, which nobody has confirmed"),
        WhyNot.WITHDRAWN: _tr("rests on fact {number}, which is withdrawn"),
        WhyNot.MISSING: _tr("nothing of what it says is on the fact sheet, or promised"),
        WhyNot.UNAPPROVED: _tr("{titles} approves it first"),
        WhyNot.LAPSED: _tr("its words changed since it was approved; {titles} approves it anew"),
    }[offer.why_not or WhyNot.UNAPPROVED]
    return words.format(number=number, titles=titles)


def enquiry_need(need: Need, board: Board) -> str:
    """What a need of an enquiry is about."""
    enquiry = board.enquiries.of[EntryId(need.about)]
    words = {
        Ask.CORRECT: _tr("{who} was told what is withdrawn by now: enquiry {number}"),
        Ask.SETTLE: _tr("{who} was answered twice: enquiry {number}"),
    }.get(need.ask, _tr("{who} asks: {words}"))
    said = _short(asked_words(enquiry, board))
    return words.format(who=asker(enquiry), number=board.enquiries.label(enquiry), words=said)


# what the law asks ----------------------------------------------------------------------------------------------------


def legal(observed: ObservedIncident) -> list[Standing]:
    """The notifications of the plan: what is owed first, the nearest first, then the rest in the plan's order."""
    found = notifications(observed.board, observed.plan)
    return sorted(found, key=lambda each: (_PLACE[each.stand], (each.due_us or 0) if each.is_owed else 0))


_PLACE = {Stand.OPEN: 0, Stand.DUE: 0, Stand.FOLLOWS: 1, Stand.SENT: 2, Stand.WAIVED: 3, Stand.QUIET: 4}


def notification_row(standing: Standing, now_us: int, zone: tzinfo) -> RowShown:
    """Its row in the room."""
    due_us = standing.due_us
    told = [_tr("to {recipient}").format(recipient=standing.recipient)]
    if standing.is_owed and due_us is not None:
        told.append(_tr("by {clock}").format(clock=clock_near(due_us, now_us, zone)))
    if standing.sent_us is not None:
        told.append(_tr("told {clock}").format(clock=clock_near(standing.sent_us, now_us, zone)))
    aside, symbol, tone = _legal_stand(standing, now_us)
    return RowShown(standing.title, " · ".join(told), aside, symbol, tone, detail_tone="text2")


def _legal_stand(standing: Standing, now_us: int) -> tuple[str, str, str]:
    if standing.is_sent_twice:
        return _tr("told twice"), "git-merge", "warn"
    if standing.stand is Stand.SENT:
        if standing.late_us:
            return _tr("{span} late").format(span=span_words(standing.late_us)), "circle-check", "bad"
        return _tr("told"), "circle-check", "ok"
    if standing.is_owed and standing.due_us is not None:
        tone = "bad" if standing.is_loud(now_us) else "warn"
        return due_words(standing.due_us, now_us), "scale", tone
    words = {
        Stand.WAIVED: _tr("not to be told"),
        Stand.FOLLOWS: _tr("after the one before"),
    }.get(standing.stand, _tr("not asked for"))
    return words, "circle-minus" if standing.stand is Stand.WAIVED else "scale", "text3"


def stand_sentence(standing: Standing, now_us: int, zone: tzinfo) -> str:
    """How it stands, in one sentence, for its card."""
    if standing.is_disputed:
        return _tr("Two desks said at once that it has to be told, and that it has not: say which")
    due = clock_near(standing.due_us, now_us, zone) if standing.due_us is not None else ""
    start = clock_near(standing.start_us, now_us, zone) if standing.start_us is not None else ""
    late = span_words(standing.late_by_us(now_us)) if standing.late_by_us(now_us) else ""
    words = {
        Stand.OPEN: _tr("By the plan it may have to be told, by {due}: its time counts from {start}. Decide."),
        Stand.DUE: _tr("It has to be told by {due}: its time counts from {start}."),
        Stand.FOLLOWS: _tr("Its time counts from when the one before is told."),
        Stand.WAIVED: _tr("It was decided that it has not to be told."),
        Stand.QUIET: _tr("Nothing asks for it so far."),
        Stand.SENT: _tr("It was told.") if not late else _tr("It was told, {late} too late."),
    }[standing.stand]
    if standing.is_owed and late:
        words = _tr("It had to be told by {due}, and is {late} late.")
    return words.format(due=due, start=start, late=late)


def notification_need(need: Need, plan: Plan) -> str:
    """What a need of a notification is about."""
    one = next((each for each in plan.notifications if each.key == need.about), None)
    title, recipient = (one.title, one.recipient) if one else (need.about, "")
    is_open = need.turn.startswith(Stand.OPEN)
    words = _tr("Has it to be told? {title}") if is_open else _tr("{title}: tell {recipient}")
    return words.format(title=title, recipient=recipient)


# both -----------------------------------------------------------------------------------------------------------------


def outside_counts(observed: ObservedIncident) -> str:
    """ "2 ask, 1 to notify"; empty for none."""
    asking = len(observed.board.enquiries.open)
    owed = sum(each.is_owed for each in legal(observed)) if observed.plan.notifications else 0
    told = (
        _tr("{count} ask").format(count=asking) if asking else "",
        _tr("{count} to notify").format(count=owed) if owed else "",
    )
    return ", ".join(filter(None, told))


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= WORDS_LETTERS else line[: WORDS_LETTERS - 1] + "…"


def _tr(text: str) -> str:
    return QCoreApplication.translate("OutsideWords", text)
