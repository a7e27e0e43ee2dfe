"""What became of the seal of a round: opened by whom, broken or not, and what was added in the light of the others."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.comparing.words import number_word
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.words import counted
from incident_desk.domain.findings import Findings
from incident_desk.domain.investigation_list import Piece, When

MOST = 6


class SealPanel(Section):
    """The moments of the seal, the oldest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("seal_panel", _tr("The seal"), parent)
        self.rows = [_Row() for _ in range(MOST)]
        self.body.setSpacing(7)
        for row in self.rows:
            self.body.addWidget(row)

    def show_seal(self, found: Findings, observed: ObservedIncident, bridge: Bridge) -> None:
        """What became of the seal of this round."""
        now_us, zone = bridge.now_us(), bridge.zone

        def clock(us: int | None) -> str:
            return "" if us is None else clock_near(us, now_us, zone)

        first = found.investigations[0]
        broken = [each for each in found.investigations if each.broken is not None]
        told = [("lock", _tr("Opened by {name}").format(name=bridge.name(first.opened_by)), clock(first.opened_us))]
        told += [
            (
                "octagon-alert",
                _tr("Seal of {letter} broken by {name}").format(
                    letter=observed.board.investigations.label(each), name=bridge.name(each.broken.by)
                ),
                clock(each.broken.at_us),
            )
            for each in broken[:2]
            if each.broken is not None
        ]
        told += self._opened(found, clock(self._last_us(found)))
        told += _reached(found, bridge)
        later = _later(found)
        if later:
            words = counted(
                len(later),
                _tr("1 addition in the light of the others"),
                _tr("{count} additions in the light of the others"),
            )
            told.append(("history", words, clock(max(each.added_us for each in later))))
        self.note.setText(_tr("broken") if broken else _tr("never broken"))
        self.note.set_tone("warn" if broken else "ok")
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(told))
            if at < len(told):
                row.tell(*told[at])

    def _opened(self, found: Findings, clock: str) -> list[tuple[str, str, str]]:
        if found.sealed:
            words = counted(found.sealed, _tr("1 of the round still sealed"), _tr("{count} of the round still sealed"))
            return [("lock", words, "")]
        count = len(found.investigations)
        words = {1: _tr("It is in and open"), 2: _tr("Last one in, both opened")}.get(
            count, _tr("Last one in, all {count} opened")
        )
        return [("circle-check", words.format(count=number_word(count)), clock)]

    def _last_us(self, found: Findings) -> int | None:
        moments = [
            us
            for each in found.investigations
            if (us := each.submitted_us or (each.broken.at_us if each.broken else None)) is not None
        ]
        return max(moments, default=None)


def _later(found: Findings) -> list[Piece]:
    return [
        piece
        for each in found.investigations
        for among in (each.hypotheses, each.evidence, each.questions, each.factors)
        for piece in among.values()
        if piece.when is When.IN_THEIR_LIGHT
    ]


def _reached(found: Findings, bridge: Bridge) -> list[tuple[str, str, str]]:
    """How many desks the opening reached, where there is a shared record that knows."""
    state = bridge.sharing.state
    if state is None or found.sealed:
        return []
    if not state.is_connected:
        return [("cloud-off", _tr("Other desks cannot be seen now"), "")]
    words = counted(state.desks, _tr("No other desk is in touch to read it"), _tr("{count} desks in touch read it"))
    return [("cloud-check", words, _tr("now"))]


class _Row(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._icon = Picture(symbol="lock", side_px=14)
        self.words = Elided("", 13, 400)
        self._clock = Label("", 12, 400, "text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self.words, 1)
        row.addWidget(self._clock)

    def tell(self, symbol: str, words: str, clock: str) -> None:
        self._icon.show_symbol(symbol, "text2")
        self.words.setText(words)
        self._clock.setText(clock)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Comparing", text)
