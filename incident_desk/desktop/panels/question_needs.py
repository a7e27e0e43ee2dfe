"""Which questions are open: for whoever is asked at once, for whoever asked when nobody answers."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.moments import span_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.need_row import Need
from incident_desk.domain.ids import PersonId
from incident_desk.domain.moments import SECOND_US

QUESTION = "question:"
"""Before the entry of a question, where a need leads to one."""


def question_needs(observed: ObservedIncident, me: PersonId, now_us: int) -> Iterator[Need]:
    """The needs of an open incident; each leads to the answer."""
    board, people = observed.board, observed.organisation.people
    if not board.headline.is_open:
        return
    patience_us = observed.plan.cadences.acknowledge_s * SECOND_US
    for question in board.questions.open:
        asked = question.asked(board.roles)
        line = board.timeline.line(question.id)
        waited = span_words(now_us - question.asked_us)
        if asked is not None and asked.person == me:
            words = _tr("{name} asks: {text}").format(name=line.speaker or people.name(question.by), text=line.text)
            yield Need(QUESTION + question.id, words, waited, "message-square")
        elif question.by == me and now_us >= question.asked_us + patience_us:
            name = asked.now(people).name if asked else board.roles.held[question.role].title if question.role else ""
            words = _tr("{name} has not answered: {text}").format(name=name or _tr("Nobody"), text=line.text)
            yield Need(QUESTION + question.id, words, waited, "message-square")


def _tr(text: str) -> str:
    return QCoreApplication.translate("QuestionNeeds", text)
