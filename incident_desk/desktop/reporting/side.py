"""Beside the report: what the sentence stands on, what is wrong with the text, who signed, and saving it."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import whole
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.column_scroll import ColumnScroll
from incident_desk.desktop.parts.growing_text import GrowingText
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.toggle_chip import ToggleChip
from incident_desk.desktop.reporting.looking import Seen
from incident_desk.desktop.theme import font
from incident_desk.desktop.words import counted
from incident_desk.domain.lines import Line
from incident_desk.domain.review_report import Answer

MOST_SHOWN = 4


class ReportSide(QWidget):
    """`moment_asked`: the moment of what a sentence stands on is wanted."""

    moment_asked = Signal(object)
    next_asked = Signal()
    sign_asked = Signal()
    dissent_asked = Signal()
    save_asked = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("report_side")
        self._bridge = bridge
        self._line: Line | None = None
        self.stands_on = Label("", 12, 400, "text2", "report_stands_on", wraps=True)
        self.to_moment = Button(_tr("To that moment (F6)"), "history", "small", "report_to_moment")
        self.checks = Label("", 12, 400, "text2", "report_checks", wraps=True)
        self.next = Button(_tr("To the next one (F8)"), "", "small", "report_next")
        self.answers = Label("", 12, 400, "text2", "report_answers", wraps=True)
        self.why = GrowingText("report_why", _tr("Why, if you dissent; or a word beside your name"))
        self.sign = Button(_tr("Sign"), "", "primary", "report_sign")
        self.dissent = Button(_tr("Dissent"), "", "plain", "report_dissent")
        self.outside = ToggleChip(_tr("For readers outside"))
        self.outside.setObjectName("report_outside")
        self.hide_also = QLineEdit()
        self.hide_also.setObjectName("report_hide")
        self.hide_also.setFont(font(13))
        for say in (self.hide_also.setAccessibleName, self.hide_also.setPlaceholderText):
            say(_tr("What else stays inside, with commas between"))
        self.save = Button(_tr("Save… (Ctrl+S)"), "download", "plain", "report_save")
        self.told = Label("", 12, 500, "text2", "report_told", wraps=True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        scroll = ColumnScroll("report_side_scroll")
        column.addWidget(scroll)
        answering, sides = QWidget(), QHBoxLayout()
        sides.setContentsMargins(0, 0, 0, 0)
        for button in (self.sign, self.dissent):
            sides.addWidget(button)
        answering.setLayout(sides)
        parts: dict[tuple[str, str], Sequence[QWidget]] = {
            ("report_sentence", _tr("What this sentence stands on")): (self.stands_on, self.to_moment),
            ("report_looked", _tr("Looked into")): (self.checks, self.next),
            ("report_signed", _tr("Signed and dissented")): (self.answers, self.why, answering),
            ("report_saving", _tr("Save it")): (self.outside, self.hide_also, self.save, self.told),
        }
        for (name, title), widgets in parts.items():
            section = Section(name, title)
            section.body.setSpacing(8)
            for widget in widgets:
                section.body.addWidget(widget)
            scroll.add(section)

    def _connect(self) -> None:
        self.to_moment.clicked.connect(self.go_to_moment)
        self.next.clicked.connect(self.next_asked)
        self.sign.clicked.connect(self.sign_asked)
        self.dissent.clicked.connect(self.dissent_asked)
        self.save.clicked.connect(self.save_asked)
        self.outside.toggled.connect(self.hide_also.setVisible)
        self.hide_also.hide()

    def go_to_moment(self) -> None:
        """Whoever wants to know more sees the board as it was."""
        if self._line is not None:
            self.moment_asked.emit(self._line.occurred_us)

    @property
    def hidden(self) -> list[str]:
        """What else nobody outside may read."""
        return [words for each in self.hide_also.text().split(",") if (words := each.strip())]

    # showing ----------------------------------------------------------------------------------------------------------

    def show_lines(self, lines: Sequence[Line]) -> None:
        """What the sentence at the caret stands on."""
        self._line = lines[0] if lines else None
        zone = self._bridge.zone
        said = [f"{whole(line.occurred_us, zone)}: {' '.join(line.english.split())}" for line in lines[:MOST_SHOWN]]
        self.stands_on.setText("\n\n".join(said) or _tr("Nothing on the record. Name an entry behind it, or leave it."))
        self.to_moment.setEnabled(self._line is not None)

    def show_seen(self, seen: Seen) -> None:
        """What was found in the text."""
        loose = counted(len(seen.unsupported), _tr("1 sentence stands on no entry"), _tr("{count} stand on no entry"))
        gaps = counted(len(seen.gaps), _tr("1 gap to fill"), _tr("{count} gaps to fill"))
        blames = counted(len(seen.blaming), _tr("1 place blames"), _tr("{count} places blame"))
        lines = [
            counted(seen.count, _tr("1 sentence"), _tr("{count} sentences")),
            loose if seen.unsupported else _tr("Each stands on the record"),
            *([gaps] if seen.gaps else []),
            blames if seen.blaming else _tr("Blames nobody"),
        ]
        self.checks.setText("\n".join(lines))
        self.next.setEnabled(bool(seen.unsupported or seen.gaps or seen.blaming))

    def show_answers(self, answers: Sequence[tuple[Answer, str]], now: str) -> None:
        """Who signed or dissented, with their words, and whether the text was changed since."""
        said: list[str] = []
        for each, words in answers:
            how = _tr("{name} signed") if each.is_agreeing else _tr("{name} dissents")
            since = "" if each.digest == now else _tr(", before the words were changed")
            said.append(how.format(name=self._bridge.name(each.person)) + since + (f": {words}" if words else ""))
        self.answers.setText("\n".join(said) or _tr("Nobody yet"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReportSheet", text)
