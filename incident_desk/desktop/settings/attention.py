"""Settings, sound and messages: how a new need is heard, whether the desktop tells of it, and when all is quiet."""

from collections.abc import Mapping
from functools import partial
from typing import Final

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.notifying import notifying_of
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.quiet import DAY_MIN, NO_QUIET, keep_quiet, minute_text, tomorrow_us
from incident_desk.desktop.sounding import OFF, sounding_of
from incident_desk.desktop.ticking import tick
from incident_desk.desktop.window_state import LOCAL, WindowState, zone_named
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.severity import Severity

TRIED: Final = "try"
"""The key of the message that is shown to see what one looks like."""
STEP_MIN: Final = 30
NIGHT_MIN: Final = (22 * 60, 7 * 60)
FOR_MIN: Final = (30, 60, 240)
TOMORROW: Final = -1
MUTED: Final = -2
CONTROL_PX: Final = 160
TIME_PX: Final = 104


class AttentionPage(QWidget):
    """Each can be tried here; what stands in the way is said below it."""

    def __init__(self, bridge: Bridge, state: WindowState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._state = state
        self._sounding = sounding_of(bridge)
        self._notifying = notifying_of(bridge)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._lay_out_sound()
        self._lay_out_messages()
        self._lay_out_quiet()
        self._column.addStretch(1)
        self._sounding.changed.connect(self._show)
        self._notifying.changed.connect(self._show)
        tick().follow(self, self._show_quiet)
        self._show()
        self._show_quiet()

    # sound ------------------------------------------------------------------------------------------------------------

    def _lay_out_sound(self) -> None:
        volumes = {OFF: _tr("Off"), "soft": _tr("Soft"), "normal": _tr("Normal"), "loud": _tr("Loud")}
        self.sound = _choice("sound_choice", _tr("Sound"), volumes, self._state.sound)
        self.sound_note = _note("sound_note")
        self._row(_tr("A sound for what newly needs you"), self.sound_note, self.sound)
        self.plays: dict[Severity, Button] = {}
        for number, severity in enumerate(Severity, 1):
            play = self.plays[severity] = Button(f"SEV {number}", "play", "small", f"sound_play_{number}")
            play.setAccessibleName(_tr("Play the sound of severity {number}").format(number=number))
            play.setToolTip(play.accessibleName())
            play.clicked.connect(partial(self._play, severity))
        self._row(
            _tr("Play it"), _note("", _tr("The worse the incident, the more urgent it sounds")), *self.plays.values()
        )
        self._column.addWidget(Line())
        self.sound.currentIndexChanged.connect(self._use_sound)

    def _use_sound(self) -> None:
        self._state.keep("look/sound", str(self.sound.currentData()))
        self._show()
        self._play(Severity.SEV3)

    def _play(self, severity: Severity) -> None:
        self._sounding.play(self._state.sound, severity)

    # messages ---------------------------------------------------------------------------------------------------------

    def _lay_out_messages(self) -> None:
        on = {"off": _tr("Off"), "": _tr("On")}
        self.notify = _choice(
            "notify_choice", _tr("Messages of the desktop"), on, "" if self._state.notifies else "off"
        )
        self.notify_note = _note("notify_note")
        self.try_notify = Button(_tr("Try it"), "bell-ring", "small", "notify_try")
        self.try_notify.setAccessibleName(_tr("Try a message"))
        self._row(_tr("Messages of the desktop"), self.notify_note, self.try_notify, self.notify)
        self._column.addWidget(Line())
        self.notify.currentIndexChanged.connect(self._use_notify)
        self.try_notify.clicked.connect(self._try_notify)

    def _use_notify(self) -> None:
        self._state.keep("look/notify", str(self.notify.currentData()))
        self._show()

    def _try_notify(self) -> None:
        self._notifying.tell(TRIED, "Incident Desk", _tr("This is how a message looks"))

    def _show(self) -> None:
        told = _tr("One short sound for each, never two for one, and none again after a restart")
        self.sound_note.setText(self._sounding.trouble or told)
        told = _tr("While this window is not in front. Of a restricted incident it says nothing but that it needs you")
        self.notify_note.setText(self._notifying.trouble or told)
        for play in self.plays.values():
            play.setEnabled(self._state.sound != OFF)
        self.try_notify.setEnabled(self._state.notifies)

    # quiet ------------------------------------------------------------------------------------------------------------

    def _lay_out_quiet(self) -> None:
        quiet = self._bridge.quiet
        start, end = quiet.hours
        begins = {-1: _tr("Off"), **_times(start)}
        self.begins = _choice("quiet_begins", _tr("Quiet hours, from"), begins, -1 if start == end else start, TIME_PX)
        self.ends = _choice(
            "quiet_ends", _tr("Quiet hours, until"), _times(end), NIGHT_MIN[1] if start == end else end, TIME_PX
        )
        said = _tr("No sound, no message and no voice, every day. The list in the window goes on")
        self._row(_tr("Quiet hours"), _note("", said), self.begins, Label("–", 13, 400, "text3"), self.ends)
        spans = {0: _tr("No")} | {span: _for_words(span) for span in FOR_MIN} | {TOMORROW: _tr("Until tomorrow")}
        self.mute = _choice("quiet_now", _tr("Quiet from now on"), spans, 0)
        self.mute_note = _note("quiet_note")
        self._row(_tr("Quiet from now on"), self.mute_note, self.mute)
        worst = {"": _tr("Told all the same"), "quiet": _tr("Quiet, too")}
        self.worst = _choice("quiet_worst", _tr("Severity 1 meanwhile"), worst, "" if quiet.lets_worst else "quiet")
        self._row(_tr("Severity 1 meanwhile"), _note("", _tr("What may not wait is heard at night, too")), self.worst)
        for choice in (self.begins, self.ends):
            choice.currentIndexChanged.connect(self._use_hours)
        self.mute.activated.connect(self._use_mute)
        self.worst.currentIndexChanged.connect(self._use_worst)

    def _use_hours(self) -> None:
        start, end = int(self.begins.currentData()), int(self.ends.currentData())
        self._keep_quiet(hours=NO_QUIET if start < 0 else (start, end))

    def _use_mute(self) -> None:
        span, now_us = int(self.mute.currentData()), self._bridge.now_us()
        if span == MUTED:
            return
        if span == TOMORROW:
            until_us = tomorrow_us(now_us, zone_named(LOCAL), NIGHT_MIN[1])
        else:
            until_us = now_us + span * MINUTE_US if span else 0
        self._keep_quiet(until_us=until_us)

    def _use_worst(self) -> None:
        self._keep_quiet(lets_worst=not self.worst.currentData())

    def _keep_quiet(self, **changed: object) -> None:
        self._bridge.quiet = msgspec.structs.replace(self._bridge.quiet, **changed)
        keep_quiet(self._state, self._bridge.quiet)
        self._show_quiet()

    def _show_quiet(self) -> None:
        now_us, quiet = self._bridge.now_us(), self._bridge.quiet
        self.ends.setEnabled(int(self.begins.currentData()) >= 0)
        self._show_mute(quiet.until_us, now_us)

    def _show_mute(self, until_us: int, now_us: int) -> None:
        """The moment until which it is quiet is one more choice as long as it is to come."""
        is_muted = now_us < until_us
        until = clock_near(until_us, now_us, zone_named(LOCAL)) if is_muted else ""
        told = _tr("Quiet until {moment}") if is_muted else _tr("For a call, or while somebody else keeps watch")
        self.mute_note.setText(told.format(moment=until))
        if is_muted and self.mute.hasFocus():
            return  # whoever chooses by the arrow keys is not sent elsewhere
        if (there := self.mute.findData(MUTED)) >= 0 and not is_muted:
            self.mute.removeItem(there)
        if not is_muted:
            self.mute.setCurrentIndex(0)
        if is_muted:
            if there < 0:
                self.mute.addItem("", MUTED)
            self.mute.setItemText(self.mute.findData(MUTED), _tr("Until {moment}").format(moment=until))
            self.mute.setCurrentIndex(self.mute.findData(MUTED))

    def _row(self, head: str, note: Label, *controls: QWidget) -> None:
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(Label(head, 13, 600))
        said.addWidget(note)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(said, 1)
        for control in controls:
            row.addWidget(control)
        self._column.addLayout(row)


def _choice(
    name: str, words: str, items: Mapping[str, str] | Mapping[int, str], chosen: object, width_px: int = CONTROL_PX
) -> Choice:
    choice = Choice()
    choice.setObjectName(name)
    choice.setAccessibleName(words)
    choice.setMinimumWidth(width_px)
    for key, said in items.items():
        choice.addItem(said, key)
    choice.setCurrentIndex(max(0, choice.findData(chosen)))
    return choice


def _note(name: str, words: str = "") -> Label:
    return Label(words, 12, 400, "text2", name, wraps=True)


def _times(chosen: int) -> dict[int, str]:
    """Every half hour of the day, and what was chosen by hand in the file."""
    return {minute: minute_text(minute) for minute in sorted({*range(0, DAY_MIN, STEP_MIN), chosen})}


def _for_words(minutes: int) -> str:
    if minutes < 60:
        return _tr("For {count} minutes").format(count=minutes)
    return _tr("For 1 hour") if minutes == 60 else _tr("For {count} hours").format(count=minutes // 60)


def _tr(text: str) -> str:
    return QCoreApplication.translate("AttentionPage", text)
