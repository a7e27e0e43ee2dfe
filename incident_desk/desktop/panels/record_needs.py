"""What of the record itself needs whoever is at this desk: words that are not on the disk, a fault, a merging both
ways; a warning of ours; and mails to customers that did not arrive. None of it can be put off."""

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.need_words import NeedLine
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.report_bulk import ANSWERS, UPDATES
from incident_desk.desktop.parts.need_row import NeedShown
from incident_desk.desktop.pending import TruthMark
from incident_desk.desktop.report_words import undelivered_words, unmailed_words
from incident_desk.desktop.warning_words import warning_words
from incident_desk.desktop.words import counted
from incident_desk.domain.leading import lead_of

RECORD = "record:"
"""Before what it leads to, in the key of a line."""
UNSAVED, DAMAGE, REFUSED, WARNING = "unsaved", "damage", "refused", "warning"
MISSED, ALERTS = "missed:", "alerts"


def record_lines(bridge: Bridge, observed: ObservedIncident) -> list[NeedLine]:
    """They come before everything else: what is not kept is lost."""
    truth = bridge.truth
    lines = sum(line.mark is TruthMark.NOT_SAVED for line in observed.pending)
    said = {
        DAMAGE: counted(len(truth.damage), _tr("1 fault in the record"), _tr("{count} faults in the record"))
        if truth.damage
        else "",
        UNSAVED: counted(lines, _tr("1 line is not saved"), _tr("{count} lines are not saved")) if lines else "",
        REFUSED: _tr("This disk refused the last save") if truth.refused and not lines else "",
    }
    lines_of_record = [
        NeedLine(NeedShown(RECORD + key, words, "", "octagon-alert", "bad"), ()) for key, words in said.items() if words
    ]
    near = (*_alert_lines(bridge), *_warning_lines(bridge), *_missed_lines(bridge, observed))
    return [*lines_of_record, *near]


def _alert_lines(bridge: Bridge) -> list[NeedLine]:
    """Alerts that somebody should have taken by now, by the plan: Enter leads to them."""
    late = bridge.alerts.view.late
    if not late:
        return []
    told = counted(len(late), _tr("{title} is nobody's"), _tr("{count} alerts are nobody's"))
    words = told.replace("{title}", late[0].title)
    return [NeedLine(NeedShown(RECORD + ALERTS, words, _tr("show"), "bell-ring", "bad"), ())]


def _warning_lines(bridge: Bridge) -> list[NeedLine]:
    """A series has left its pattern, or more customers report than usual: Enter declares an incident."""
    warning = bridge.customers.view.fresh_warning
    if warning is None:
        return []
    words = warning_words(warning, bridge.zone)
    return [NeedLine(NeedShown(RECORD + WARNING, words, _tr("declare"), "diamond", "warn"), ())]


def _missed_lines(bridge: Bridge, observed: ObservedIncident) -> list[NeedLine]:
    """Mails that did not arrive: to whoever wrote what was in them, and to whoever leads."""
    view, board = bridge.customers.view, observed.board
    lead = lead_of(board.roles, bridge.organisation.plans, board.headline)
    holder = lead.holder.value if lead is not None else None
    leads = holder is None or holder.person == bridge.me  # where nobody leads, everybody is told
    said = {
        ANSWERS: undelivered_words(view.undelivered) if leads or bridge.me in view.undelivered.by else "",
        UPDATES: unmailed_words(view.unmailed) if leads else "",
    }
    counts = {ANSWERS: view.undelivered.count, UPDATES: view.unmailed.count}
    return [
        NeedLine(NeedShown(RECORD + MISSED + what, words, "", "circle-alert", "warn"), ())
        for what, words in said.items()
        if words and counts[what]
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("RecordNeeds", text)
