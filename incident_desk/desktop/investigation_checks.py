"""What is done and what is not before an investigation is submitted, in sentences. It stops nobody."""

import msgspec
from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.words import counted
from incident_desk.domain.investigation_list import Investigation
from incident_desk.domain.matrix import Matrix, matrix


class Check(msgspec.Struct, frozen=True):
    """One of them; `is_done` where nothing is left to do."""

    words: str
    is_done: bool = False


def checks(found: Investigation, observed: ObservedIncident, shown: Matrix | None = None) -> list[Check]:
    """All of them, what is done first. `shown` spares working out the matrix once more."""
    shown = shown or matrix(found, observed.board.timeline)
    timeline = observed.board.timeline
    factors = [each for each in found.factors.values() if each.stands(timeline)]
    bare = sum(not each.evidence for each in factors)
    told: list[Check] = []
    if factors and not bare:
        one, many = _tr("1 factor, with evidence"), _tr("{count} factors, each with evidence")
        told.append(Check(counted(len(factors), one, many), is_done=True))
    elif not factors:
        told.append(Check(_tr("No contributing factor yet")))
    split = len(shown.differing)
    unowned = sum(not (each.owner or each.answers) for each in found.questions.values() if each.stands(timeline))
    open_ = shown.size - shown.rated - split
    left = (
        (bare, _tr("1 factor without evidence"), _tr("{count} factors without evidence")),
        (open_, _tr("1 cell is not said yet"), _tr("{count} cells are not said yet")),
        (split, _tr("about 1 cell two of you differ"), _tr("about {count} cells two of you differ")),
        (unowned, _tr("1 open question has no owner"), _tr("{count} open questions have no owner")),
    )
    told += [Check(counted(count, one, many)) for count, one, many in left if count]
    return told


def _tr(text: str) -> str:
    return QCoreApplication.translate("InvestigationChecks", text)
