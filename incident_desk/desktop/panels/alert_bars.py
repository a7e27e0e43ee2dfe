"""Above the alerts: which of them are shown; and that alerts are nobody's, for the calm board."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from incident_desk.desktop.alert_words import head_words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.chip_choice import ChipChoice
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label, tip
from incident_desk.desktop.parts.picture import Picture
from incident_desk.domain.alert_view import HELD, Line, Standing, View
from incident_desk.domain.moments import MINUTE_US

BAR_PX = 46
WHOLE_FROM_PX = 860
ONE_STORY_US = 5 * MINUTE_US
"""What begins so shortly after another may be one story."""


class AlertFilter(QWidget):
    """`chosen` tells that other lines are to be shown."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(BAR_PX)
        self.choice = ChipChoice("alert_filter", [(key, key) for key in FILTERS])
        self.choice.turn_on("open")
        self.choice.chosen.connect(self._tell)
        self.today = Label("", 12, 400, "text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        self._title = Label(_tr("Alerts"), 15, 600)
        row.addWidget(self._title)
        row.addWidget(self.choice)
        row.addStretch(1)
        row.addWidget(self.today)
        self.show_view(View())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, it is for what can be chosen."""
        super().resizeEvent(event)
        for part in (self._title, self.today):
            part.setVisible(self.width() >= WHOLE_FROM_PX)

    def _tell(self, _: str) -> None:
        self.chosen.emit()

    def show_view(self, view: View) -> list[Line]:
        """Say how many there are of each. Returns: the lines to be shown."""
        words = {
            "open": _tr("Open {count}"),
            "mine": _tr("Mine {count}"),
            "nobody": _tr("Nobody's {count}"),
            "notices": _tr("Notices {count}"),
            "held": _tr("Held {count}"),
            "ended": _tr("Ended {count}"),
        }
        of = {key: [line for line in view.lines if _belongs(key, line)] for key in FILTERS}
        for key, chip in zip(FILTERS, self.choice.chips, strict=True):
            chip.setText(words[key].format(count=len(of[key])))
            chip.setAccessibleName(chip.text())
            chip.setToolTip(tip(chip.text()))
        self.today.setText(_tr("{count} began today").format(count=view.today) if view.today else "")
        return of[self.choice.key or "open"]


FILTERS = ("open", "mine", "nobody", "notices", "held", "ended")


def _belongs(key: str, line: Line) -> bool:
    match key:
        case "mine":
            return line.is_mine and line.standing is not Standing.ENDED
        case "nobody":
            return line.asks
        case "notices":
            return line.standing is Standing.NOTICE
        case "held":
            return line.standing in HELD
        case "ended":
            return line.standing is Standing.ENDED
        case _:
            return line.standing is not Standing.ENDED and line.standing not in HELD


class _Bar(QFrame):
    def __init__(self, name: str, ground: str, symbol: str, ink: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("kind", ground)
        self.setMinimumHeight(BAR_PX)
        self.words = Elided("", 13, 600, ink)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(16, 6, 16, 6)
        self.row.setSpacing(8)
        self.row.addWidget(Picture(symbol=symbol, ink=ink, side_px=16))
        self.row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(400, BAR_PX)


class StoryBar(_Bar):
    """Several began within a short while: `asked` carries that one incident is declared of all of them."""

    asked = Signal(object)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("alert_story", "accentbar", "workflow", "accent")
        self.lines: list[Line] = []
        self.join = Button(_tr("Declare as one…"), "siren", "plain", "alert_story_declare")
        self.join.setShortcut("Alt+D")
        self.join.setToolTip(_tr("Declare one incident of all of these, filled in (Alt+D)"))
        bridge.rights.rule(self.join)
        self.row.addWidget(self.join)
        self.join.clicked.connect(lambda: self.asked.emit(self.lines))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Of what asks somebody, those that began together."""
        asking = sorted((line for line in lines if line.asks), key=lambda line: line.since_us)
        last_us = asking[-1].since_us if asking else 0
        self.lines = [line for line in asking if last_us - line.since_us <= ONE_STORY_US]
        self.setVisible(len(self.lines) > 1)
        if len(self.lines) > 1:
            minutes = max((last_us - self.lines[0].since_us) // MINUTE_US, 1)
            names = ", ".join(line.title for line in self.lines[:4])
            told = _tr("One story? {names}: {count} began within {minutes} min")
            self.words.setText(told.format(names=names, count=len(self.lines), minutes=minutes))


class AlertsBar(_Bar):
    """That alerts are nobody's; one press leads to them."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__("alerts_bar", "warnbar", "bell-ring", "warn")
        self.show_ = Button(_tr("Show"), "arrow-right", "plain", "alerts_bar_show")
        self.show_.clicked.connect(self.asked)
        self.row.addWidget(self.show_)

    def show_view(self, view: View) -> None:
        """As it is now."""
        asking = view.asking
        self.setVisible(bool(asking))
        if asking:
            head, late = head_words(view)
            names = ", ".join(dict.fromkeys(line.title for line in asking[:3]))
            self.words.setText(" · ".join(filter(None, (head, names, late))))


def _tr(text: str) -> str:
    return QCoreApplication.translate("AlertBars", text)
