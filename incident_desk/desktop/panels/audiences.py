"""Who must hear, whoever hears next first; and below it who says yes before words go out, by the plan."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.message_words import variant_name
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.audience_row import AudienceRow
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.promise_words import counts, row
from incident_desk.desktop.tab_order import TabPlace
from incident_desk.domain.approvals import rule_for
from incident_desk.domain.promises import Standing


class AudiencesPanel(Section):
    """`chosen` carries the key of the audience that was pressed."""

    chosen = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("audiences_panel", _tr("Who must hear"), parent)
        self._bridge = bridge
        self.rows: list[AudienceRow] = []
        self._place = TabPlace(self)
        self._observed: ObservedIncident | None = None
        self.body.setContentsMargins(0, 0, 0, 0)
        self.receipts = Button(_tr("Who has it…"), "check-check", "ghost", "audiences_received")
        self.receipts.clicked.connect(self._open_receipts)
        self.receipts.hide()
        self.head.addWidget(self.receipts)
        bridge.rights.rule(self.receipts)

    def show_standings(self, observed: ObservedIncident, found: Sequence[Standing], chosen: str) -> None:
        """These, of which one is written for."""
        self._observed = observed
        self.receipts.setVisible(any(each.silent for each in found))
        self.note.setText(counts(list(found)))
        now_us, zone = self._bridge.now_us(), self._bridge.zone
        while len(self.rows) < len(found):
            made = AudienceRow()
            made.setObjectName(f"audience_{len(self.rows) + 1}")
            made.clicked.connect(lambda _=False, made=made: self.chosen.emit(made.shown.key))
            self.body.addWidget(made)
            self.rows.append(made)
            self._place.put(self.rows)
        for at, made in enumerate(self.rows):
            made.setVisible(at < len(found))
            if at < len(found):
                made.show_audience(row(observed, found[at], now_us, zone))
                made.setChecked(found[at].key == chosen)

    def _open_receipts(self) -> None:
        if self._observed is not None:
            from incident_desk.desktop.dialogs.received import ReceivedDialog

            ReceivedDialog(self._bridge, self._observed, self.window()).open()


class RulesPanel(Section):
    """For each channel whose yes it takes, as the plan has it for the severity that holds now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("rules_panel", _tr("Who says yes"), parent)
        self.note.setText(_tr("from the plan"))
        self._rows: list[tuple[QWidget, Elided, Elided]] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.body.addLayout(self._column)

    def show_rules(self, observed: ObservedIncident) -> None:
        """As they hold now."""
        said = [(variant_name(observed.plan, each.key), _words(observed, each.key)) for each in observed.plan.channels]
        while len(self._rows) < len(said):
            name, words = Elided("", 13, 500), Elided("", 12, 400, "text2")
            holder = QWidget()
            line = _two(holder)
            line.addWidget(name)
            line.addStretch(1)
            line.addWidget(words)
            self._column.addWidget(holder)
            self._rows.append((holder, name, words))
        for at, (holder, name, words) in enumerate(self._rows):
            holder.setVisible(at < len(said))
            if at < len(said):
                name.setText(said[at][0])
                words.setText(said[at][1])


def _words(observed: ObservedIncident, channel: str) -> str:
    rule = rule_for(observed.plan, observed.board.headline.severity.value, channel)
    if not rule.needs and not rule.legal:
        return _tr("nobody has to")
    short = {role.key: role.short for role in observed.plan.roles}
    whole = observed.plan.role_title(rule.by[0]) if len(rule.by) == 1 else ""
    titles = whole or _tr(" or ").join(short.get(key, key) for key in rule.by)
    words = titles if rule.needs <= 1 else _tr("{count} of {titles}").format(count=rule.needs, titles=titles)
    legal = _tr(" or ").join(short.get(key, key) for key in rule.legal)
    return _tr("{words}, and {legal}").format(words=words, legal=legal) if legal else words


def _two(holder: QWidget) -> QHBoxLayout:
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    return line


def _tr(text: str) -> str:
    return QCoreApplication.translate("AudiencesPanel", text)
