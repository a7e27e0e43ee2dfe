"""The record's fixed words in the language of the window."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from incident_desk.domain.incident import State
from incident_desk.domain.sentences import Sentence
from incident_desk.domain.severity import Severity

_STATES = {
    State.DETECTED: QT_TRANSLATE_NOOP("states", "Detected"),
    State.DECLARED: QT_TRANSLATE_NOOP("states", "Declared"),
    State.INVESTIGATING: QT_TRANSLATE_NOOP("states", "Investigating"),
    State.MITIGATING: QT_TRANSLATE_NOOP("states", "Mitigating"),
    State.MONITORING: QT_TRANSLATE_NOOP("states", "Monitoring"),
    State.RESOLVED: QT_TRANSLATE_NOOP("states", "Resolved"),
    State.REVIEWED: QT_TRANSLATE_NOOP("states", "Reviewed"),
    State.FALSE_ALARM: QT_TRANSLATE_NOOP("states", "False alarm"),
    State.MERGED: QT_TRANSLATE_NOOP("states", "Merged"),
}


def state_word(state: State) -> str:
    """What a state is called on the screen."""
    return QCoreApplication.translate("states", str(_STATES[state]))


def severity_word(severity: Severity | None) -> str:
    """SEV 2, or that there is none yet."""
    if severity is None:
        return QCoreApplication.translate("states", "No severity yet")
    return QCoreApplication.translate("states", "SEV {number}").format(number=severity[-1])


def said(sentence: Sentence) -> str:
    """A sentence of the record, its template translated and its values put in."""
    return sentence.filled(QCoreApplication.translate("sentences", sentence.template))


def reason(refusal: str) -> str:
    """Why the disk refused, for where it stands already that nothing was saved."""
    return refusal.removeprefix("Not saved: ")


def counted(count: int, one: str, many: str) -> str:
    """ "1 role", "5 roles": both given in the window's language, `many` with {count} in it."""
    return one if count == 1 else many.format(count=count)
