"""What an investigation comes to so far, what is unfinished in it, and the press that submits it."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.investigation_checks import checks
from incident_desk.desktop.investigation_words import confidence_word
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture
from incident_desk.domain.investigating import called
from incident_desk.domain.investigation_list import Investigation, Stage
from incident_desk.domain.matrix import Matrix

MOST_CHECKS = 5


class SubmitPanel(Section):
    """Submitting is for whoever leads; more time is asked for by them and by whoever manages the incident."""

    submit_asked = Signal()
    time_asked = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("investigation_submit_panel", _tr("Submit"), parent)
        self._bridge = bridge
        self.leading = Elided("", 12, 600)
        self.sure = Elided("", 12, 600)
        self.words = Label("", 13, 400, wraps=True)
        self.checks = [_CheckLine() for _ in range(MOST_CHECKS)]
        self.told = Label("", 12, 400, "text2", wraps=True)
        self.submit = Button("", "check", "primary", "room_submit")
        self.time = Button(_tr("10 min more"), "clock", "plain", "room_more_time")
        self.body.setSpacing(4)
        for name, value in ((_tr("Leading hypothesis"), self.leading), (_tr("Confidence"), self.sure)):
            row = QHBoxLayout()
            row.setSpacing(16)
            row.addWidget(Label(name, 12, 400, "text2"))
            row.addStretch(1)
            row.addWidget(value)
            self.body.addLayout(row)
        self.body.addWidget(self.words)
        self.body.addSpacing(4)
        for line in self.checks:
            self.body.addWidget(line)
        self.body.addSpacing(4)
        self.body.addWidget(self.told)
        self.body.addSpacing(4)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.submit, 1)
        buttons.addWidget(self.time)
        self.body.addLayout(buttons)
        self.submit.clicked.connect(self.submit_asked)
        self.time.clicked.connect(self.time_asked)
        bridge.rights.rule(self.submit, self.time)

    def show_investigation(self, found: Investigation, observed: ObservedIncident, shown: Matrix) -> None:
        """Show how far this one is."""
        investigations = observed.board.investigations
        stage, label = investigations.stage(found), investigations.label(found)
        me = self._bridge.me
        self.leading.setText(_leading(found, shown))
        conclusion = found.conclusion
        self.sure.setText(
            f"{conclusion.confidence} % {confidence_word(conclusion.confidence)}"
            if conclusion
            else _tr("said at the end")
        )
        line = observed.board.timeline.at.get(conclusion.entry) if conclusion else None
        self.words.setText(line.text if line else "")
        self.words.setVisible(line is not None)
        told = checks(found, observed, shown) if stage is Stage.SEALED else []
        for at, row in enumerate(self.checks):
            row.setVisible(at < len(told))
            if at < len(told):
                row.say(told[at].words, is_done=told[at].is_done)
        self.submit.setText(_tr("Submit {letter}, final").format(letter=label))
        self.submit.setVisible(stage is Stage.SEALED and found.lead == me)
        self.time.setVisible(stage is Stage.SEALED and (found.lead == me or me in observed.board.restriction.managers))
        self.told.setText(self._final_words(found, observed, stage))

    def _final_words(self, found: Investigation, observed: ObservedIncident, stage: Stage) -> str:
        if stage is Stage.OPEN:
            return _tr("It is open. What is added now is marked “in the light of the others”.")
        if stage is Stage.SUBMITTED:
            return _tr("It is in. It opens with the last of its round; more can be added then.")
        round_ = [
            observed.board.investigations.label(each) for each in observed.board.investigations.of_round(found.round)
        ]
        final = (
            _tr("Final. With the last of {letters} all of them open to everybody. What is added later is marked.")
            if len(round_) > 1
            else _tr("Final. It opens to everybody at once. What is added later is marked.")
        )
        if found.lead == self._bridge.me:
            return final.format(letters=", ".join(round_))
        name = observed.organisation.people.name(found.lead)
        return _tr("{name} leads, and submits it.").format(name=name)


class _CheckLine(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._picture = Picture(side_px=14)
        self._words = Elided("", 13, 500)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        row.addWidget(self._picture)
        row.addWidget(self._words, 1)

    def say(self, words: str, *, is_done: bool) -> None:
        self._picture.show_symbol("circle-check" if is_done else "triangle-alert", "ok" if is_done else "warn")
        self._words.setText(words)


def _leading(found: Investigation, shown: Matrix) -> str:
    """Who stands first, and who comes next."""
    if not shown.hypotheses:
        return _tr("none yet")
    names = [called(found.hypotheses[each], found.hypotheses.values(), "H") for each in shown.hypotheses]
    if shown.ranked.leading is None:
        tied = sum(rank.place == 1 for rank in shown.ranked.ranks)
        return _tr("none alone: {names}").format(names=", ".join(names[:tied]))
    return _tr("{first}, runner-up {second}").format(first=names[0], second=names[1]) if len(names) > 1 else names[0]


def _tr(text: str) -> str:
    return QCoreApplication.translate("SubmitPanel", text)
