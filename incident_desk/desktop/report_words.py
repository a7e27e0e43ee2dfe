"""What the window says of reports of customers."""

from datetime import tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.moments import clock, span_words
from incident_desk.desktop.words import counted, said
from incident_desk.domain.knew_first import Knew, Step
from incident_desk.domain.report_entries import CameBy, Verdict
from incident_desk.domain.report_list import Mailed
from incident_desk.domain.report_matching import Aspect, Fit, Sign
from incident_desk.domain.report_queues import Queue
from incident_desk.domain.report_view import Detail, Missed, Row

LOOKS: Final = {
    Verdict.SAME_ISSUE: ("circle-check", "ok"),
    Verdict.ISOLATED: ("diamond", "warn"),
    Verdict.UNKNOWN: ("circle-question-mark", "sev4"),
}
QUEUE_LOOKS: Final = {
    Queue.TO_JUDGE: ("circle-dashed", "accent"),
    Queue.SAME_ISSUE: LOOKS[Verdict.SAME_ISSUE],
    Queue.ISOLATED: LOOKS[Verdict.ISOLATED],
    Queue.UNKNOWN: ("circle-question-mark", "text2"),
    Queue.UNDELIVERED: ("circle-alert", "warn"),
}
FIT_LOOKS: Final = {
    Fit.FITS: ("circle-check", "ok"),
    Fit.AGAINST: ("diamond", "warn"),
    Fit.UNSAID: ("circle-dashed", "text3"),
}
WAY_LOOKS: Final = {
    CameBy.FORM: "globe",
    CameBy.API: "plug",
    CameBy.EMAIL: "mail",
    CameBy.FILE: "file-text",
    CameBy.PHONE: "phone-call",
}
STEP_LOOKS: Final = {
    Step.ALERT: ("bell-ring", "ok"),
    Step.HARM: ("circle-alert", "bad"),
    Step.REPORT: ("users", "warn"),
    Step.WARNING: ("diamond", "ok"),
    Step.DECLARED: ("siren", "text2"),
    Step.WORDS: ("megaphone", "ok"),
}


def verdict_word(verdict: Verdict) -> str:
    return {
        Verdict.SAME_ISSUE: _tr("Same issue"),
        Verdict.ISOLATED: _tr("Isolated"),
        Verdict.UNKNOWN: _tr("Unknown"),
    }[verdict]


def queue_word(queue: Queue) -> str:
    return {
        Queue.TO_JUDGE: _tr("To judge"),
        Queue.SAME_ISSUE: _tr("Same issue"),
        Queue.ISOLATED: _tr("Isolated"),
        Queue.UNKNOWN: _tr("Unknown"),
        Queue.UNDELIVERED: _tr("Not delivered"),
    }[queue]


def way_word(way: CameBy) -> str:
    return {
        CameBy.FORM: _tr("Form on the page"),
        CameBy.API: _tr("Programs"),
        CameBy.EMAIL: _tr("E-mail"),
        CameBy.FILE: _tr("Files"),
        CameBy.PHONE: _tr("Phone, by hand"),
    }[way]


def step_word(step: Step) -> str:
    return {
        Step.ALERT: _tr("First alert"),
        Step.HARM: _tr("Harm begins"),
        Step.REPORT: _tr("First report"),
        Step.WARNING: _tr("Our warning"),
        Step.DECLARED: _tr("Declared"),
        Step.WORDS: _tr("First public words"),
    }[step]


def aspect_word(aspect: Aspect) -> str:
    return {
        Aspect.SERVICE: _tr("Service"),
        Aspect.TIME: _tr("Time"),
        Aspect.SYMPTOM: _tr("Symptom"),
        Aspect.REGION: _tr("Region"),
        Aspect.ACCOUNT: _tr("Account"),
    }[aspect]


def sign_words(sign: Sign, zone: tzinfo) -> tuple[str, str]:
    """What they say, and what is known."""
    if sign.aspect is Aspect.TIME:
        heard = _tr("since about {time}").format(time=_time(sign.said, zone)) if sign.said else _tr("not said")
        return heard, _tr("the fault began {time}").format(time=_time(sign.known, zone))
    if sign.aspect is Aspect.ACCOUNT:
        if sign.fit is Fit.AGAINST:
            return _tr("only theirs"), _tr("no fault is known on one account alone")
        return _tr("not said"), _tr("no fault is known on one account alone")
    return sign.said or _tr("not said"), sign.known or _tr("nothing is known of it")


def _time(us: str, zone: tzinfo) -> str:
    return clock(int(us), zone) if us else ""


def knew_words(knew: Knew) -> tuple[str, str]:
    """Who was first, and the tone of it; empty where no customer told of it."""
    if knew.by_us is None:
        return "", ""
    by = span_words(abs(knew.by_us))
    if knew.is_ours:
        return _tr("We did, by {span}").format(span=by), "ok"
    return _tr("A customer, by {span}").format(span=by), "warn"


def row_words(row: Row, zone: tzinfo) -> str:
    """All of a row, for whoever does not see it."""
    state = (
        verdict_word(row.verdict)
        if row.is_judged
        else _tr("suggested: {verdict}").format(verdict=verdict_word(row.verdict))
    )
    lost = _tr("not delivered") if row.fault else ""
    parts = (clock(row.came_us, zone), row.service, row.region, row.text, state, row.label, lost, because_words(row))
    return ", ".join(filter(None, parts))


def because_words(row: Row) -> str:
    """Why that is suggested; of what is judged, what was done since."""
    if row.fault:  # the heap, and the words for whoever does not see it, say that it was not delivered
        return row.fault
    if not row.is_judged:
        return said(row.because)
    if row.is_handed_on:
        return _tr("with support")
    if row.is_answered:
        return _tr("answered")
    return _tr("wants an answer") if row.awaits else _tr("judged")


def came_words(found: Detail, zone: tzinfo) -> str:
    """By which way it came, when, and whether they want to hear."""
    way = found.source or way_word(found.came_by)
    wants = _tr("wants an answer: {reach}").format(reach=found.reach) if found.reach else _tr("wants no answer")
    return " · ".join((f"{way}, {clock(found.came_us, zone)}", wants))


def mail_words(mail: Mailed) -> str:
    """How far an answer has come by e-mail."""
    if mail.fault:
        return _tr("not delivered by e-mail: {fault}").format(fault=mail.fault)
    if mail.is_waiting:
        return _tr("to be sent once more by e-mail")
    return _tr("sent by e-mail") if mail.is_over else _tr("on its way by e-mail")


def undelivered_words(missed: Missed) -> str:
    """So many answers did not arrive, and why the last of them did not."""
    count = counted(
        missed.count, _tr("1 mail about a report did not arrive"), _tr("{count} mails about reports did not arrive")
    )
    return f"{count}: {missed.why}" if missed.why else count


def unmailed_words(missed: Missed) -> str:
    """So many subscribers of the page missed an update, and why the last of them did."""
    count = counted(
        missed.count,
        _tr("1 subscriber of the status page missed an update"),
        _tr("{count} subscribers of the status page missed an update"),
    )
    return f"{count}: {missed.why}" if missed.why else count


def reports_words(count: int) -> str:
    return counted(count, _tr("1 report"), _tr("{count} reports"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reports", text)
