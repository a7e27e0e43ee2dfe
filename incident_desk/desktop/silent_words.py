"""What an entry is called that says nothing on a timeline, for a list of entries as they are."""

from PySide6.QtCore import QCoreApplication


def silent_words(kind: str) -> str:
    """What an entry of this kind is; the kind itself where this version does not know it."""
    words = {
        "cause.linked": _tr("Cause map: a link"),
        "comparison.related": _tr("Findings compared"),
        "draft.changed": _tr("Letters typed in a draft"),
        "entry.retracted": _tr("A line was taken back"),
        "gov.erase.asked": _tr("Erasure asked for"),
        "gov.erased": _tr("Words were erased"),
        "gov.incident.opened": _tr("An incident was opened"),
        "gov.lead.named": _tr("Who leads an investigation"),
        "gov.level.asked": _tr("Change of somebody's rights asked for"),
        "gov.level.set": _tr("Somebody's rights were changed"),
        "gov.rule.set": _tr("Who approves what goes out"),
        "gov.severity.set": _tr("Severity, for what goes out"),
        "message.changed": _tr("A message was changed"),
        "oncall.confirmed": _tr("Contacts were checked"),
        "oncall.imported": _tr("An on-call list was read in"),
        "person.named": _tr("Somebody's name"),
        "plan.published": _tr("A version of the plan"),
        "reach.asked": _tr("Somebody is asked whether they can be reached"),
        "reach.tried": _tr("Somebody was tried, to see whether they answer"),
        "report.held_back": _tr("Reports of customers were turned away"),
        "report.judged": _tr("What reports of customers come to"),
        "report.mail_asked_again": _tr("An answer is to go to customers by e-mail once more"),
        "report.mail_begun": _tr("An answer begins to go to customers by e-mail"),
        "report.mail_ended": _tr("An answer went to customers by e-mail"),
        "report.reach_given": _tr("How to reach a customer"),
        "report.rise_noted": _tr("More reports of customers than usual"),
        "report.taken": _tr("Reports of customers"),
        "subscriber.joined": _tr("Somebody subscribed to the status page"),
        "subscriber.left": _tr("Somebody wants no more of the status page"),
        "subscriber.mailing_begun": _tr("An update begins to go to subscribers"),
        "subscriber.mailing_ended": _tr("An update went to subscribers"),
        "timeline.marked": _tr("A mark on a line"),
        "timeline.pinned": _tr("A line was pinned"),
    }
    return words.get(kind) or _of_monitoring().get(kind, kind)


def _of_monitoring() -> dict[str, str]:
    """What monitors say, and our own watch."""
    return {
        "alert.acknowledged": _tr("Somebody looks after alerts"),
        "alert.change_noted": _tr("Something was changed"),
        "alert.counted": _tr("How often alerts were repeated"),
        "alert.given_back": _tr("Nobody looks after alerts any more"),
        "alert.held_back": _tr("Alerts were turned away"),
        "alert.linked": _tr("Alerts belong to an incident"),
        "alert.received": _tr("Alerts of a monitor"),
        "alert.silence_ended": _tr("A silence for alerts is over"),
        "alert.silenced": _tr("Alerts are silenced"),
        "alert.source_added": _tr("A monitor may send alerts"),
        "alert.source_heard": _tr("A monitor is heard"),
        "alert.source_removed": _tr("A monitor may send no more alerts"),
        "alert.source_silent": _tr("A monitor fell silent"),
        "alert.unlinked": _tr("Alerts do not belong to an incident"),
        "warning.ended": _tr("An early warning is over"),
        "warning.marked": _tr("Whether an early warning was right"),
        "warning.raised": _tr("An early warning"),
    }


def _tr(text: str) -> str:
    return QCoreApplication.translate("SilentWords", text)
