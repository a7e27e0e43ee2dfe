"""The transport of the review: to the ends, play, pause, how fast, as it was or as we knew it, skip to what counts."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import clock, date_words, span_words
from incident_desk.desktop.parts.button import Button, IconButton
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label, tip
from incident_desk.desktop.reviewing.replayed import SPEEDS, Replayed
from incident_desk.domain.reviewing import TURNING, MomentSort

HEIGHT_PX = 48
SKIPS: Final = {
    "decision": frozenset({MomentSort.DECISION}),
    "turn": TURNING,
    "missed": frozenset({MomentSort.MISSED}),
}


class Transport(QWidget):
    """`skip_asked` tells which of `SKIPS` is wanted."""

    skip_asked = Signal(str)

    def __init__(self, bridge: Bridge, replayed: Replayed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("review_transport")
        self.setFixedHeight(HEIGHT_PX)
        self._bridge = bridge
        self._replayed = replayed
        self.start = IconButton("skip-back", _tr("To the beginning (Home)"), "review_start")
        self.play = Button("", "play", "primary", "review_play")
        self.end = IconButton("skip-forward", _tr("To the end (End)"), "review_end")
        self.clock = Label("", 20, 600, "text", "review_clock")
        self.since = Elided("", 13, 400, "text2")
        self.speeds = {speed: self._choice(f"review_speed_{speed}", f"{speed}×") for speed in SPEEDS}
        self.was = self._choice("review_was", _tr("As it was"))
        self.knew = self._choice("review_knew", _tr("As we knew it"))
        self.skips = {
            "decision": Button(_tr("Decision"), "gavel", "small", "skip_decision"),
            "turn": Button(_tr("Turning point"), "git-branch", "small", "skip_turn"),
            "missed": Button(_tr("Missed promise"), "clock-alert", "small", "skip_missed"),
        }
        self._lay_out()
        self._connect()

    def _choice(self, name: str, words: str) -> Button:
        button = Button(words, "", "ghost", name)
        button.setCheckable(True)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        for part in (self.start, self.play, self.end):
            row.addWidget(part)
        row.addSpacing(8)
        row.addWidget(self.clock)
        row.addWidget(self.since, 1)
        for group in (list(self.speeds.values()), [self.was, self.knew]):
            together = QButtonGroup(self)
            for button in group:
                together.addButton(button)
                row.addWidget(button)
            row.addSpacing(12)
        for button in self.skips.values():
            row.addWidget(button)

    def _connect(self) -> None:
        replayed = self._replayed
        self.start.clicked.connect(lambda: replayed.go_to(replayed.ends[0]))
        self.end.clicked.connect(lambda: replayed.go_to(replayed.ends[1]))
        self.play.clicked.connect(replayed.play_or_pause)
        for speed, button in self.speeds.items():
            button.clicked.connect(lambda _=False, speed=speed: self.choose_speed(speed))
        self.was.clicked.connect(lambda: replayed.show_known(False))
        self.knew.clicked.connect(lambda: replayed.show_known(True))
        for key, button in self.skips.items():
            button.clicked.connect(lambda _=False, key=key: self.skip_asked.emit(key))
        replayed.played.connect(self._show_playing)
        replayed.opened.connect(self._show_record)
        replayed.moved.connect(self._show_moment)
        self.choose_speed(replayed.speed)
        self._show_playing(False)
        self.was.setChecked(True)
        tips = {
            "decision": _tr("The next decision (D, with Shift the one before)"),
            "turn": _tr("The next change of state or severity, handover or end of a course (T, with Shift back)"),
            "missed": _tr("The next promise that was not kept (P, with Shift back)"),
        }
        for key, words in tips.items():
            self.skips[key].setToolTip(tip(words))
        for at, (speed, button) in enumerate(self.speeds.items(), 1):
            words = _tr("{speed} times as fast as it was ({key})").format(speed=speed, key=at)
            button.setToolTip(tip(words))
            button.setAccessibleName(words)

    def show_short(self, is_short: bool) -> None:
        """Where there is little width the words of the skips give way to their icons."""
        words = {"decision": _tr("Decision"), "turn": _tr("Turning point"), "missed": _tr("Missed promise")}
        for key, button in self.skips.items():
            button.setText("" if is_short else words[key])
            button.setAccessibleName(_tr("Skip to: {what}").format(what=words[key]))

    def choose_speed(self, speed: int) -> None:
        """So many times as fast as it was."""
        self._replayed.set_speed(speed)
        self.speeds[speed].setChecked(True)

    def _show_playing(self, is_playing: bool) -> None:
        words = _tr("Pause (Space)") if is_playing else _tr("Play (Space)")
        self.play.set_symbol("pause" if is_playing else "play")
        self.play.setAccessibleName(words)
        self.play.setToolTip(tip(words))

    def _show_record(self) -> None:
        found, known = self._replayed.reviewed, self._replayed.known
        (self.knew if known else self.was).setChecked(True)
        is_imported = found is not None and found.is_imported
        self.knew.setEnabled(not is_imported)
        why = _tr("This record was written down afterwards: what was known when stands nowhere")
        told = _tr("What the record knew at that moment (S)")
        self.knew.setToolTip(tip(why if is_imported else told))
        self.was.setToolTip(tip(_tr("What was so at that moment, by all that is known now (S)")))
        sorts = {moment.sort for moment in found.moments} if found else set[MomentSort]()
        for key, button in self.skips.items():
            button.setEnabled(not sorts.isdisjoint(SKIPS[key]))

    def _show_moment(self) -> None:
        zone, at_us = self._bridge.zone, self._replayed.at_us
        self.clock.setText(clock(at_us, zone))
        started_us = self._replayed.ends[0]
        words = _tr("{date} · {span} in")
        self.since.setText(words.format(date=date_words(at_us, started_us, zone), span=span_words(at_us - started_us)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReviewRoom", text)
