"""The left of the alerts room: where alerts come from, with when each was heard, and what is silenced."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.alert_words import SOURCE_LOOKS, silence_words, source_words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.beats import Beats
from incident_desk.desktop.parts.button import Button, IconButton
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture
from incident_desk.domain.alert_list import AlertSource, Silence
from incident_desk.domain.alert_view import View
from incident_desk.domain.ids import EntryId

R = TypeVar("R", bound=QWidget)
SHOWN_MOST = 30


class SourcesPanel(Section):
    """Where alerts come from. `asked` tells that one is to be let in, `removed` carries one that is to be let out."""

    asked = Signal()
    removed = Signal(str)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("alert_sources", _tr("Where alerts come from"))
        self._bridge = bridge
        self.add = Button(_tr("Source…"), "plus", "small", "alert_source_new")
        self.add.setToolTip(_tr("Let a monitor send alerts"))
        self.add.clicked.connect(self.asked)
        bridge.rights.rule(self.add)
        self.head.addWidget(self.add)
        self.body.setContentsMargins(0, 0, 0, 4)
        self.rows: list[SourceRow] = []
        self.none = Label(
            _tr("No monitor sends alerts yet: let one in, and put what it is told into its settings."),
            *(12, 400, "text2"),
            wraps=True,
        )
        self.none.setContentsMargins(16, 0, 16, 8)
        self.body.addWidget(self.none)

    def show_view(self, view: View) -> None:
        """As it is now: what is silent first."""
        sources = sorted(view.sources, key=lambda each: (each.silent_since_us is None, each.name.casefold()))
        sources = sources[:SHOWN_MOST]
        self.none.setVisible(not sources)
        held = _tr("{count} turned away").format(count=view.held_back) if view.held_back else ""
        self.note.setText(held)
        for row, source in zip(_as_many(self.rows, len(sources), self._made), sources, strict=True):
            row.show_source(source, view.at_us)

    def _made(self) -> "SourceRow":
        row = SourceRow(self._bridge)
        row.removed.connect(self.removed)
        self.body.addWidget(row)
        return row


class SourceRow(QFrame):
    """One monitor; a silent one stands on a soft ground."""

    removed = Signal(str)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.source = ""
        self.setObjectName("alert_source")
        self._picture = Picture(symbol="activity", ink="text2", side_px=16)
        self.name = Elided("", 13, 600)
        self.ago = Label("", 12, 400, "text2")
        self._every = Elided("", 12, 400, "text2")
        self._beats = Beats()
        top, below, words = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.ago)
        below.addWidget(self._every, 1)
        below.addWidget(self._beats)
        words.setSpacing(2)
        words.addLayout(top)
        words.addLayout(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(10)
        row.addWidget(self._picture)
        row.addLayout(words, 1)
        self.remove = IconButton("x", _tr("Let it send no more alerts…"), "alert_source_remove")
        self.remove.clicked.connect(lambda: self.removed.emit(self.source))
        bridge.rights.rule(self.remove)
        row.addWidget(self.remove)

    def show_source(self, source: AlertSource, now_us: int) -> None:
        ago, every = source_words(source, now_us)
        is_silent = source.silent_since_us is not None
        self.source = source.name
        self.remove.setAccessibleName(_tr("Let {name} send no more alerts").format(name=source.name))
        self.remove.setVisible(bool(source.digest))
        symbol = "unplug" if is_silent else SOURCE_LOOKS.get(source.kind, "plug")
        self._picture.show_symbol(symbol, "warn" if is_silent else "text2")
        self._stand_on("warnbar" if is_silent else "plain")
        self.name.setText(source.name)
        self.ago.setText(ago)
        self.ago.set_tone("warn" if is_silent else "text2")
        self._every.setText(every)
        self._beats.show_beats(len(source.heard_us), is_silent=is_silent)
        self.setAccessibleName(f"{source.name}: {ago}, {every}")

    def _stand_on(self, kind: str) -> None:
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            self.style().unpolish(self)
            self.style().polish(self)


class SilencesPanel(Section):
    """What is silenced. `ended` carries a silence that is to be over, `asked` that a new one is wanted."""

    ended = Signal(str)
    asked = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("alert_silences", _tr("Silences"))
        self._bridge = bridge
        self.make = Button(_tr("Silence…"), "eye-off", "small", "alert_silence_new")
        self.make.clicked.connect(self.asked)
        bridge.rights.rule(self.make)
        self.head.addWidget(self.make)
        self.rows: list[SilenceRow] = []
        self.none = Label(_tr("Nothing is silenced."), 12, 400, "text3")
        self.body.addWidget(self.none)

    def show_view(self, view: View) -> None:
        """As it is now: what ends soonest first."""
        silences = view.silences[:SHOWN_MOST]
        self.none.setVisible(not silences)
        for row, silence in zip(_as_many(self.rows, len(silences), self._made), silences, strict=True):
            row.show_silence(silence, view.at_us)

    def _made(self) -> "SilenceRow":
        row = SilenceRow(self._bridge)
        row.ended.connect(self.ended)
        self.body.addWidget(row)
        return row


class SilenceRow(QWidget):
    """One silence, and the button that ends it."""

    ended = Signal(str)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._silence: EntryId | None = None
        self.words = Elided("", 13, 500)
        self._until = Label("", 12, 400, "text2")
        self._why = Elided("", 12, 400, "text2")
        self.end = IconButton("x", _tr("End this silence now"), "alert_silence_end")
        self.end.clicked.connect(lambda: self.ended.emit(str(self._silence)))
        bridge.rights.rule(self.end)
        top, words = QHBoxLayout(), QVBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.words, 1)
        top.addWidget(self._until)
        words.setSpacing(0)
        words.addLayout(top)
        words.addWidget(self._why)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        row.addWidget(Picture(symbol="eye-off", ink="text3", side_px=14))
        row.addLayout(words, 1)
        row.addWidget(self.end)

    def show_silence(self, silence: Silence, now_us: int) -> None:
        self._silence = silence.id
        by = silence.by_name or self._bridge.name(silence.by)
        what, until, why = silence_words(silence, by, now_us, self._bridge.zone)
        self.words.setText(what)
        self._until.setText(until)
        self._why.setText(why)
        self.end.setAccessibleName(_tr("End the silence for {what}").format(what=what))


def _as_many(rows: list[R], count: int, make: Callable[[], R]) -> list[R]:
    """So many of them, made where there are too few; those beyond stay, hidden."""
    while len(rows) < count:
        rows.append(make())
    for at, row in enumerate(rows):
        row.setVisible(at < count)
    return rows[:count]


def _tr(text: str) -> str:
    return QCoreApplication.translate("AlertSources", text)
