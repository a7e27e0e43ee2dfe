"""The first start: who is at the desk, and how they want to begin. Nothing leaves the machine before they say so."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from incident_desk.desktop import theme
from incident_desk.desktop.beginning import alone_card, demo_card, join_card
from incident_desk.desktop.beginning.alone_card import AloneCard
from incident_desk.desktop.beginning.demo_card import DemoCard
from incident_desk.desktop.beginning.join_card import JoinCard
from incident_desk.desktop.beginning.who import WhoPart
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.language_choice import LanguageChoice
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.parts.line import Line
from incident_desk.desktop.parts.picture import Picture
from incident_desk.desktop.window_state import WindowState
from incident_desk.domain.plan import Use

SIDE_PX = 32
DEMO_SHARE, OTHERS_SHARE = 10, 9
THEME_PX = 172


class FirstRunDialog(Dialog):
    """`demo_asked` carries which. It is accepted when the record is theirs; `wants_file` if they were given one."""

    WIDTH_PX = 1040
    demo_asked = Signal(str)
    language_changed = Signal()

    def __init__(self, bridge: Bridge, state: WindowState, window: QWidget) -> None:
        super().__init__(window, "first_run_dialog", "siren", "Incident Desk", "bad")
        self._bridge = bridge
        self._state = state
        self.wants_file = False
        self.who = WhoPart(bridge.name(bridge.me))
        self.demo = DemoCard(bridge)
        self.alone = AloneCard(bridge)
        self.join = JoinCard(bridge)
        self.fault = Label("", 12, 500, "bad", "first_fault", wraps=True)
        self.fault.hide()
        self.open_file = Button(self.tr("Open a file"), "", "small", "first_file_go")
        self._put_below_the_name()
        self._offer_languages()
        self._offer_themes()
        self._lay_out()
        self.promise("shield-check", self.tr("No account, no telemetry, no network until you join a room."))
        self.foot.addWidget(Label(self.tr("Tab moves; Enter behind the name starts alone"), 12, 400, "text2"))
        self._connect()

    def _put_below_the_name(self) -> None:
        self.head.removeWidget(self.heading)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(
            Label(self.tr("One record of everything that happens, on your own disk first"), 13, 400, "text2")
        )
        self.head.insertLayout(1, column)
        self.head.setContentsMargins(SIDE_PX, 16, 16, 16)
        self.foot.setContentsMargins(SIDE_PX, 15, SIDE_PX, 15)

    def _offer_themes(self) -> None:
        self.looks = Choice()
        self.looks.setObjectName("first_theme")
        self.looks.setAccessibleName(self.tr("Light or dark"))
        self.looks.setFixedWidth(THEME_PX)
        choices = (("system", self.tr("Like the desktop")), ("dark", self.tr("Dark")), ("light", self.tr("Light")))
        for choice, words in choices:
            self.looks.addItem(words, choice)
        self.looks.setCurrentIndex(max(0, self.looks.findData(self._state.theme)))
        self.looks.currentIndexChanged.connect(self._wear)
        self.head.insertWidget(self.head.count() - 1, self.looks)

    def _offer_languages(self) -> None:
        self.language = LanguageChoice(self._state, "first_language")
        self.language.setFixedWidth(THEME_PX)
        self.language.changed.connect(self.language_changed)
        self.head.insertWidget(self.head.count() - 1, self.language)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(SIDE_PX, 16, SIDE_PX, 14)
        column.setSpacing(10)
        asks = self.tr("Who are you?"), self.tr("written next to everything you do")
        column.addLayout(_question("1", *asks))
        column.addWidget(self.who)
        column.addSpacing(6)
        column.addWidget(Line())
        column.addSpacing(6)
        asks = self.tr("How do you want to begin?"), self.tr("you can do the others later")
        column.addLayout(_question("2", *asks))
        column.addWidget(self.fault)
        ways = QHBoxLayout()
        ways.setSpacing(12)
        others = QVBoxLayout()
        others.setSpacing(12)
        others.addWidget(self.alone, 1)
        others.addWidget(self.join)
        ways.addWidget(self.demo, DEMO_SHARE)
        ways.addLayout(others, OTHERS_SHARE)
        column.addLayout(ways, 1)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Picture(symbol="archive"))
        words = self.tr(
            "Somebody gave you a file: a bundle, or incidents of the past. It comes into a record of yours."
        )
        row.addWidget(Label(words, 13, 400, "text2", wraps=True), 1)
        row.addWidget(self.open_file)
        column.addSpacing(4)
        column.addLayout(row)

    def _connect(self) -> None:
        self.who.entered.connect(self._start_alone)
        self.who.name.textChanged.connect(self._show)
        self.demo.asked.connect(self.demo_asked)
        self.alone.asked.connect(self._start_alone)
        self.join.asked.connect(self._join)
        self.open_file.clicked.connect(self._open_file)
        self.add_key(demo_card.KEY, self.demo.take)
        self.add_key(alone_card.KEY, self._start_alone)
        self.add_key(join_card.KEY, self._join_or_paste)
        self.who.name.selectAll()
        self._show()

    def first(self) -> QWidget:
        return self.who.name

    def _show(self) -> None:
        has_name = bool(self.who.given)
        self.alone.go.setEnabled(has_name)
        self.open_file.setEnabled(has_name)

    def _wear(self) -> None:
        choice = str(self.looks.currentData())
        self._state.keep("look/theme", choice)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, choice)

    # beginning --------------------------------------------------------------------------------------------------------

    def _start_alone(self) -> None:
        if self._may_begin():
            self.wants_file = False
            self.attempt(self._bridge, self._seat(), self.fault, self.alone.go)

    def _join(self) -> None:
        if self.join.given and self._may_begin():
            self.attempt(self._bridge, self.join.join(self._seat), self.fault, self.join.go)

    def _join_or_paste(self) -> None:
        if self.join.given:
            self._join()
        else:
            self.join.line.setFocus()

    def _open_file(self) -> None:
        if self._may_begin():
            self.wants_file = True
            self.attempt(self._bridge, self._seat(), self.fault, self.open_file)

    def _may_begin(self) -> bool:
        if not self.who.given:
            self._complain(self.tr("Say first what others call you; it is written next to everything you do."))
            self.who.name.setFocus()
        return bool(self.who.given) and not self.is_busy

    def _complain(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.show()

    async def _seat(self) -> None:
        """Who they are, and the plan they chose: a plan that is there already is not put there again."""
        bridge, text = self._bridge, self.alone.text
        await bridge.choose_person(self.who.given)
        if text and bridge.organisation.plans.current.text != text:
            reason = QCoreApplication.translate("FirstRunDialog", "Chosen at the first start")
            await bridge.do(Use(text, reason))


def _question(number: str, words: str, note: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(Label(number, 13, 600, "accent"))
    row.addWidget(Label(words, 15, 600))
    row.addStretch(1)
    row.addWidget(Label(note, 12, 400, "text2"))
    return row
