"""What is done about reports: one by one, or about all that are ticked at once."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Signal

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.panels.report_sheet import ReportSheet
from incident_desk.desktop.words import said
from incident_desk.domain.commands import Fields
from incident_desk.domain.report_entries import Verdict
from incident_desk.domain.report_view import Row
from incident_desk.domain.reports import AnswerReports, HandOnReports, JudgeReports, MailAgain

VERDICTS = {"same": Verdict.SAME_ISSUE, "isolated": Verdict.ISOLATED, "unknown": Verdict.UNKNOWN}


class ReportActs(QObject):
    """`done` tells that it is on the disk; the words of a refusal stand below the answer."""

    done = Signal()

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge

    def act(self, what: str, rows: Sequence[Row], sheet: ReportSheet) -> None:
        """Do what a key or a button stands for, about these."""
        if why := self._bridge.rights.why_not():
            sheet.fault.say(why)
        elif rows:
            try:
                commands = self._commands(what, rows, sheet)
            except _Lacking as e:
                sheet.fault.say(str(e))
                return
            sheet.fault.say("")
            self._bridge.soon(self._do(commands), sheet.fault.say)

    async def _do(self, commands: Sequence[Fields]) -> None:
        await self._bridge.do(commands)
        self.done.emit()

    def _commands(self, what: str, rows: Sequence[Row], sheet: ReportSheet) -> list[Fields]:
        ids, words = tuple(row.id for row in rows), sheet.answer.toPlainText().strip()
        if what in VERDICTS:
            return _judged(VERDICTS[what], rows, sheet.label)
        if what == "answer_same":
            return [*_judged(Verdict.SAME_ISSUE, rows, sheet.label), *_answered(ids, words)]
        if what == "confirm":
            fitting = [row for row in rows if row.label and not row.is_judged]
            judged = [
                each for group in _by_label(fitting) for each in _judged(Verdict.SAME_ISSUE, group, group[0].label)
            ]
            return [*judged, *(_answered(tuple(row.id for row in fitting), words) if words else [])]
        if what == "answer":
            return _answered(ids, words)
        if what == "mail_again":
            return _mailed_again(rows)
        known = sheet.report.suggestion.because if sheet.report is not None else None
        isolated = [row for row in rows if not (row.is_judged and row.verdict is Verdict.ISOLATED)]
        return [
            *(_judged(Verdict.ISOLATED, isolated, "") if isolated else []),
            HandOnReports(ids, text=said(known) if known is not None else ""),
        ]


class _Lacking(Exception):
    """Something has to be said first."""


def _judged(verdict: Verdict, rows: Sequence[Row], label: str) -> list[Fields]:
    new = [row for row in rows if not (row.is_judged and row.verdict is verdict and row.label in ("", label))]
    if not new:
        return []
    incident = label if verdict is Verdict.SAME_ISSUE else ""
    if verdict is Verdict.SAME_ISSUE and not incident:
        raise _Lacking(_tr("No incident is open that it could be the same issue as: declare one first."))
    suggested = sum(row.verdict is verdict and not row.is_judged for row in new)
    return [JudgeReports(tuple(row.id for row in new), verdict, incident, suggested)]


def _answered(ids: tuple[str, ...], words: str) -> list[Fields]:
    if not words:
        raise _Lacking(_tr("Write first what they are told."))
    return [AnswerReports(ids, words)]


def _mailed_again(rows: Sequence[Row]) -> list[Fields]:
    """Those that certainly did not arrive."""
    lost = tuple(row.id for row in rows if row.may_mail_again)
    if not lost:
        raise _Lacking(_tr("None of these failed for certain: answer anew what must be told again."))
    return [MailAgain(lost)]


def _by_label(rows: Sequence[Row]) -> list[list[Row]]:
    """By the incident that each is suggested to be of."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.label, []).append(row)
    return list(found.values())


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReportActs", text)
