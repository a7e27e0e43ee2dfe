"""The left of the alerts room: how good the warnings of ours were."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout

from incident_desk.desktop.moments import span_words
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.domain.warning_worth import Worth


class WorthPanel(Section):
    """Not there while there was no warning."""

    def __init__(self) -> None:
        super().__init__("alert_worth", _tr("How good are our warnings?"))
        self.note.setText(_tr("30 days"))
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        self.values: dict[str, Label] = {}
        names = {
            "before": _tr("Before the rule fired"),
            "marked": _tr("Marked real, and false"),
            "raised": _tr("Series that have to stray further"),
        }
        for row, (key, name) in enumerate(names.items()):
            self.values[key] = Label("", 12, 600)
            grid.addWidget(Elided(name, 12, 400, "text2"), row, 0)
            grid.addWidget(self.values[key], row, 1)
        self.body.addLayout(grid)
        self.show_worth(Worth())

    def show_worth(self, worth: Worth) -> None:
        """As it is now."""
        self.setVisible(bool(worth.count))
        before = (
            _tr("{before} of {count}").format(before=worth.before, count=worth.of) if worth.of else _tr("no rule fired")
        )
        if worth.lead_us is not None:
            before = _tr("{told}, median {span}").format(told=before, span=span_words(worth.lead_us))
        said = _tr("{real} and {false} of {count}").format(real=worth.real, false=worth.false, count=worth.count)
        for key, words in (("before", before), ("marked", said), ("raised", str(worth.raised))):
            self.values[key].setText(words)


def _tr(text: str) -> str:
    return QCoreApplication.translate("AlertWorth", text)
