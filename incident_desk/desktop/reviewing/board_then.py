"""The left of the review: the board at that moment, what was known of it and what was not, who held what, what was
decided."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import clock, clock_minutes, clock_near, span_words
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.chip import Chip
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.past_list import PastList, PastRow
from incident_desk.desktop.reviewing.changed_then import ChangedThen
from incident_desk.desktop.reviewing.replayed import Replayed
from incident_desk.desktop.reviewing.signals_then import SignalsThen
from incident_desk.desktop.words import counted, severity_word, state_word
from incident_desk.domain.review_then import Then
from incident_desk.domain.reviewing import Learned

KNOWN, NOT_YET = 6, 6
"""So many of each are shown; how many more there are is said."""
ROLES = 7
WORDS = 400


class ThenPanel(Section):
    """Where the incident stood, in a few rows."""

    def __init__(self, bridge: Bridge, replayed: Replayed, parent: QWidget | None = None) -> None:
        super().__init__("review_then", _tr("The board then"), parent)
        self._bridge = bridge
        self.state = Chip()
        self.state.setObjectName("review_state")
        self.head.addWidget(self.state)
        self.rows = PastList("review_then_rows")
        self.body.addWidget(self.rows)
        self._replayed = replayed

    def show_then(self, then: Then) -> None:
        """Show this moment."""
        zone = self._bridge.zone
        self.title.setText(_tr("The board at {time}").format(time=clock(then.at_us, zone)))
        self.state.show_words(state_word(then.state) if then.state else _tr("Not declared yet"), "", "accent")
        rows = [PastRow("gauge", "text2", severity_word(then.severity))]
        rows.append(PastRow("users", "sev2" if then.harm_from_us else "text3", self._harm(then)))
        if then.services:
            rows.append(PastRow("server", "text2", ", ".join(then.services)))
        rows += [PastRow("route", "accent", words, _tr("under way")) for words in then.courses[:2]]
        tasks = counted(then.tasks, _tr("1 open task"), _tr("{count} open tasks"))
        sent = counted(then.sent, _tr("1 message sent"), _tr("{count} messages sent"))
        rows.append(PastRow("clipboard-list", "text3", f"{tasks} · {sent}", ink="text2"))
        self.rows.show_rows(tuple(rows))

    def _harm(self, then: Then) -> str:
        zone = self._bridge.zone
        if then.harm_from_us is None:
            return then.affected or _tr("Impact not said")
        since = clock_near(then.harm_from_us, then.at_us, zone)
        if then.harm_to_us is None:
            words = _tr("Felt since {since}").format(since=since)
        else:
            until = clock_near(then.harm_to_us, then.at_us, zone)
            words = _tr("Felt from {since} to {until}").format(since=since, until=until)
        return f"{words} · {then.affected}" if then.affected else words


class KnownPanel(Section):
    """What was so: known here, and not known yet, with when it became known and how long that took."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("review_known", _tr("Known to the desk then"), parent)
        self._bridge = bridge
        self.known = PastList("review_known_rows")
        self.nothing = Label(_tr("Nothing was noted yet"), 13, 400, "text3")
        self.not_yet_title = Label(_tr("Not known yet"), 13, 600)
        self.not_yet = PastList("review_not_yet_rows")
        self.nothing_hidden = Label("", 13, 400, "text3", wraps=True)
        for part in (self.known, self.nothing):
            self.body.addWidget(part)
        self.body.addSpacing(10)
        for part in (self.not_yet_title, self.not_yet, self.nothing_hidden):
            self.body.addWidget(part)

    def show_then(self, then: Then, is_imported: bool) -> None:
        """Show this moment."""
        zone = self._bridge.zone
        known = tuple(
            PastRow("circle-check", "ok", self._words(each), clock_minutes(each.learned_us, zone))
            for each in then.was_known[:KNOWN]
        )
        self.known.show_rows(known)
        self.note.setText(_tr("{count} in all").format(count=then.known_count) if then.known_count > KNOWN else "")
        self.nothing.setVisible(not known)
        not_yet = tuple(self._not_yet(each, then.at_us) for each in then.not_yet[:NOT_YET])
        self.not_yet.show_rows(not_yet)
        more = then.not_yet_count - len(not_yet)
        self.not_yet_title.setText(_tr("Not known yet") + (f" · {then.not_yet_count}" if more > 0 else ""))
        self.nothing_hidden.setVisible(not not_yet)
        imported = _tr("This record was written down afterwards: what was known when stands nowhere")
        self.nothing_hidden.setText(imported if is_imported else _tr("Nothing: all that is on the record was known"))

    def _not_yet(self, each: Learned, at_us: int) -> PastRow:
        """The words of what nobody here knew are dim: they are only known now."""
        zone = self._bridge.zone
        came = clock_near(each.learned_us, at_us, zone)
        gap = _tr("We learned it {span} after it was so").format(span=span_words(each.gap_us))
        return PastRow("circle-dashed", "text3", self._words(each), f"{came}  +{span_words(each.gap_us)}", "text2", gap)

    def _words(self, each: Learned) -> str:
        """Only somebody's own words: the number of a fact would push them out of sight."""
        return " ".join(each.line.text.split())[:WORDS]


class RolesThenPanel(Section):
    """Who held what."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("review_roles", _tr("Roles then"), parent)
        self._bridge = bridge
        self.rows = PastList("review_roles_rows")
        self.nobody = Label(_tr("Nobody held a role"), 13, 400, "text3")
        for part in (self.rows, self.nobody):
            self.body.addWidget(part)

    def show_then(self, then: Then) -> None:
        """Show this moment."""
        rows = tuple(PastRow("user-check", "text2", held.name, held.title) for held in then.roles[:ROLES])
        self.rows.show_rows(rows)
        self.nobody.setVisible(not rows)
        self.note.setText(counted(len(then.roles), _tr("1 held"), _tr("{count} held")) if rows else "")


class DecidedPanel(Section):
    """What was decided last, why, and instead of what."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("review_decided", _tr("Decided last"), parent)
        self._bridge = bridge
        self.text = Label("", 13, 500, wraps=True)
        self.why = Label("", 13, 400, "text2", wraps=True)
        self.body.setSpacing(4)
        self.body.addWidget(self.text)
        self.body.addWidget(self.why)

    def show_then(self, then: Then) -> None:
        """Show this moment."""
        decided = then.decided
        self.text.set_tone("text" if decided else "text3")
        if decided is None:
            self.title.setText(_tr("Decided last"))
            words, told = _tr("Nothing was decided yet"), ""
        else:
            at = clock_near(decided.at_us, then.at_us, self._bridge.zone)
            self.title.setText(_tr("Decided at {time}").format(time=at))
            words = decided.text or _tr("(the words were erased)")
            told = self._told(decided.why, decided.instead, decided.objections)
        if words != self.text.text():
            self.text.setText(words[:WORDS])
        if told != self.why.text():
            self.why.setText(told)
        self.why.setVisible(bool(told))

    def _told(self, why: str, instead: str, objections: int) -> str:
        parts = [
            _tr("Because {why}").format(why=why) if why else "",
            _tr("Instead of: {other}").format(other=instead) if instead else "",
            counted(objections, _tr("1 objection"), _tr("{count} objections")) if objections else "",
        ]
        return ". ".join(part[:WORDS] for part in parts if part)


class BoardThen(QWidget):
    """All of it, one below the other."""

    def __init__(self, bridge: Bridge, replayed: Replayed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._replayed = replayed
        self.board = ThenPanel(bridge, replayed)
        self.signals = SignalsThen(bridge, replayed)
        self.changed = ChangedThen(bridge, replayed)
        self.known = KnownPanel(bridge)
        self.roles = RolesThenPanel(bridge)
        self.decided = DecidedPanel(bridge)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.board, self.signals, self.known, self.changed, self.roles, self.decided):
            column.addWidget(part)
        replayed.looked.connect(self._show)
        replayed.looked_on.connect(self._show_rest)

    def _show(self) -> None:
        then, found = self._replayed.then, self._replayed.reviewed
        if then is not None and found is not None:
            self.known.show_then(then, found.is_imported)

    def _show_rest(self) -> None:
        if (then := self._replayed.then) is not None:
            self.board.show_then(then)
            self.signals.show_moment(then.at_us)
            self.changed.show_moment(then.at_us)
            self.roles.show_then(then)
            self.decided.show_then(then)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReviewRoom", text)
