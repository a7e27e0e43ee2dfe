"""The right of the review: how long it took from clock end to clock end, what waited, and who knew first."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import clock_near, span_words
from incident_desk.desktop.panels.report_heaps import KnewPanel
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.measure_row import MeasureRow, MeasureShown
from incident_desk.desktop.parts.past_list import PastList, PastRow
from incident_desk.desktop.reviewing.replayed import Replayed
from incident_desk.desktop.words import counted
from incident_desk.domain.measuring import (
    ENDS,
    Clocked,
    End,
    Lost,
    Measure,
    Measured,
    Usual,
    Waiting,
    usual,
    usually_kept,
)

LONG = 2.0
"""So many times the median is long."""
PROMISES = "promises"


class MeasuresColumn(QWidget):
    """Of the whole incident, whichever moment is shown."""

    def __init__(self, bridge: Bridge, replayed: Replayed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._replayed = replayed
        self.panel = Section("review_measures", _tr("Measures"))
        names = [*(str(what) for what in Clocked), PROMISES]
        self.rows = {name: MeasureRow(f"measure_{name.replace(' ', '_')}") for name in names}
        for row in self.rows.values():
            self.panel.body.addWidget(row)
        self.waiting = Section("review_waiting", _tr("Time lost waiting"))
        self.waits = PastList("review_waits")
        self.waiting.body.addWidget(self.waits)
        self.knew = KnewPanel(bridge)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.panel, self.waiting, self.knew):
            column.addWidget(part)
        replayed.opened.connect(self._show)
        replayed.measured.connect(self._show)
        bridge.zone_changed.connect(self._show)

    def _show(self) -> None:
        whole, others = self._replayed.whole, self._replayed.others
        if whole is None:
            return
        found = whole.measured
        count = counted(len(others), _tr("1 other incident"), _tr("{count} other incidents"))
        self.panel.note.setText(_tr("beside {others}").format(others=count) if others else _tr("no other incident yet"))
        for each in found.measures:
            self.rows[str(each.what)].show_measure(self._measure(each, found, usual(each.what, others)))
        self.rows[PROMISES].show_measure(self._promises(found, usually_kept(others)))
        self.waits.show_rows(tuple(_waited(each) for each in found.waiting))
        self.knew.show_knew(self._replayed.knew if self._replayed.knew else None)

    def _measure(self, measure: Measure, found: Measured, other: Usual) -> MeasureShown:
        start, end = ENDS[measure.what]
        name, took_us = measure_word(measure.what), measure.took_us
        foot = _tr("{start} → {end}").format(
            start=self._end(start, measure.start_us, found), end=self._end(end, measure.end_us, found)
        )
        if took_us is None:
            is_wrong = measure.start_us is not None and measure.end_us is not None
            foot = _tr("wrong way round: {foot}").format(foot=foot) if is_wrong else foot
            return MeasureShown(name, "–", foot, _beside(other), tone="text3")
        if other.median is None:  # a bar with nothing to compare it with would say nothing
            return MeasureShown(name, span_words(took_us), foot, _beside(other))
        most = max(took_us, other.median) * 1.15 or 1
        tone = "bad" if took_us >= LONG * other.median and took_us > 0 else "text"
        return MeasureShown(name, span_words(took_us), foot, _beside(other), took_us / most, other.median / most, tone)

    def _end(self, end: End, at_us: int | None, found: Measured) -> str:
        """A clock end with its time, or that the record does not say when."""
        if at_us is None:
            return _tr("{end} ?").format(end=end_word(end))
        began = min((each.start_us for each in found.measures if each.start_us is not None), default=at_us)
        return f"{end_word(end)} {clock_near(at_us, began, self._bridge.zone)}"

    def _promises(self, found: Measured, other: Usual) -> MeasureShown:
        name = _tr("Promises kept")
        if found.promised_us is None:
            return MeasureShown(name, "–", _tr("nothing was promised"), tone="text3")
        first, last = (clock_near(us, found.promised_us[0], self._bridge.zone) for us in found.promised_us)
        value = _tr("{kept} of {all}").format(kept=found.kept, all=found.promised)
        foot = _tr("first due {first} → last due {last}").format(first=first, last=last)
        share = found.kept / found.promised
        if other.median is None:
            beside = _few(other)
        else:
            beside = _tr("median {percent} %").format(percent=round(100 * other.median))
        is_bad = other.median is not None and share < other.median / LONG
        return MeasureShown(name, value, foot, beside, share, other.median, "bad" if is_bad else "text")


def _beside(other: Usual) -> str:
    if other.median is None:
        return _few(other)
    return _tr("median {span} of {count}").format(span=span_words(round(other.median)), count=other.count)


def _few(other: Usual) -> str:
    """Nothing where no other has it: the head says already how many others there are."""
    return "" if not other.count else counted(other.count, _tr("1 other: too few"), _tr("{count} others: too few"))


def _waited(waiting: Waiting) -> PastRow:
    words = {
        Lost.UNACKNOWLEDGED: _tr("Not acknowledged yet"),
        Lost.OVERDUE: _tr("Overdue words and tasks"),
        Lost.UNDECIDED: _tr("Courses that nobody decided about"),
    }[waiting.what]
    if not waiting.count:
        return PastRow("circle-check", "ok", words, _tr("none"), "text2")
    return PastRow("hourglass", "warn", f"{words} · {waiting.count}", span_words(waiting.lost_us))


def measure_word(what: Clocked) -> str:
    """What a measure is called."""
    return {
        Clocked.DETECT: _tr("Time to detect"),
        Clocked.DECLARE: _tr("Time to declare"),
        Clocked.FILL_ROLES: _tr("Time to fill the roles"),
        Clocked.FIRST_MESSAGE: _tr("Time to first customer message"),
        Clocked.IDENTIFY: _tr("Time to identify the cause"),
        Clocked.MITIGATE: _tr("Time to mitigate"),
        Clocked.RESOLVE: _tr("Time to resolve"),
    }[what]


def end_word(end: End) -> str:
    """What an end of a clock is called."""
    return {
        End.BEGAN: _tr("impact"),
        End.DETECTED: _tr("detected"),
        End.DECLARED: _tr("declared"),
        End.ROLES: _tr("roles filled"),
        End.WORDS: _tr("first message"),
        End.CAUSE: _tr("cause"),
        End.MITIGATED: _tr("mitigated"),
        End.RESOLVED: _tr("resolved"),
    }[end]


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReviewRoom", text)
