"""What investigations need, in words: of any that it is late, of one's own what is to be settled or answered."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from incident_desk.domain.differences import Difference, differences
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigation_list import Investigation
from incident_desk.domain.needs_of_investigations import SLASH, inside, places
from incident_desk.domain.situation import Ask, Need, Situation


def investigation_words(need: Need, at: Situation) -> str:
    """What one need is about."""
    if found := inside(need, at):
        return _of_difference(need, found, at) if need.ask is Ask.SETTLE else _of_question(need, found, at)
    letter = at.investigations.label(at.investigations.of[EntryId(need.about)])
    late = _tr("Investigation {letter}: its time is over")
    return (late if need.ask is Ask.FINISH else _tr("Investigation {letter}: all others are in")).format(letter=letter)


def many_differences(group: Sequence[Need], at: Situation) -> str:
    """Those of one investigation in one line."""
    found = inside(group[0], at)
    assert found is not None
    words = _tr("Investigation {letter}: {count} differences to settle")
    return words.format(letter=at.investigations.label(found), count=len(group))


def outside_words(need: Need, at: Situation) -> str | None:
    """What may be said of it outside the window: that it asks, and none of its words. None if it is not sealed."""
    found = inside(need, at)
    if found is None:
        return None
    words = _tr("Investigation {letter}: members differ")
    if need.ask is not Ask.SETTLE:
        words = _tr("Investigation {letter}: a question is open")
    return words.format(letter=at.investigations.label(found))


def difference_key(need: Need, at: Situation) -> str:
    """The differences of one investigation that ask the same people stand in one line."""
    found = inside(need, at) if need.ask is Ask.SETTLE else None
    return f"{need.kind}:{need.ask}:{found.id}:{need.is_mine}" if found else need.id


def _of_difference(need: Need, found: Investigation, at: Situation) -> str:
    each = next(each for each in differences(found, at.timeline) if each.last == need.turn)
    words = _tr("Investigation {letter}: {names} differ about {about}")
    if each.piece in found.hypotheses:
        words = _tr("Investigation {letter}: {about} was named twice at once, by {names}")
    elif each.piece in found.questions:
        words = _tr("Investigation {letter}: {names} gave {about} to two people at once")
    elif each.hypothesis is None:
        words = _tr("Investigation {letter}: {names} trust {about} differently")
    letter = at.investigations.label(found)
    return words.format(letter=letter, names=_names(each, at), about=" × ".join(places(need, found)))


def _names(each: Difference, at: Situation) -> str:
    names = [_tr("you") if person == at.me else at.people.name(person) for person in each.by]
    return _tr(" and ").join(sorted(names, key=lambda name: name != _tr("you")))


def _of_question(need: Need, found: Investigation, at: Situation) -> str:
    question = found.questions[EntryId(need.about.rpartition(SLASH)[2])]
    words = _tr("Find out: {text}")
    if need.ask is Ask.FILL:
        words = _tr("Nobody finds out: {text}")
    elif not at.is_me(need.holder):
        words = _tr("{name} has not found out: {text}")
    return words.format(text=question.words(at.timeline), name=need.holder.name if need.holder else "")


def _tr(text: str) -> str:
    return QCoreApplication.translate("InvestigationNeeds", text)
