"""Who is at the desk: asked once at the first start, and whenever somebody else sits down."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.forms.ui_person import Ui_Person
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.theme.dress import dress
from incident_desk.domain.ids import PersonId


class PersonDialog(Dialog):
    """A name is enough: somebody of this home by it, or somebody new."""

    WIDTH_PX = 560

    def __init__(self, bridge: Bridge, window: QWidget) -> None:
        title = QCoreApplication.translate("PersonDialog", "Who is at the desk?")
        super().__init__(window, "person_dialog", "user", title)
        self._bridge = bridge
        self.form = Ui_Person()
        self.form.setupUi(self.body)  # pyright: ignore[reportUnknownMemberType]
        dress(self.body)
        self.form.person_fault.hide()
        self.promise("shield-check", self.tr("Nothing is sent anywhere"))
        self.go = self.add_button("person_go", self.tr("That is me"), self._choose, "primary")
        self.form.person_name.textChanged.connect(self._show_name)
        self.form.person_name.returnPressed.connect(self._choose)
        self.form.person_name.setText(bridge.name(bridge.me))
        self.form.person_name.selectAll()
        self._show_known()

    def first(self) -> QWidget:
        return self.form.person_name

    def _show_name(self, name: str) -> None:
        self.form.person_avatar.set_person(name)
        self.go.setEnabled(bool(name.strip()))

    def _show_known(self) -> None:
        others = [p for p in self._bridge.people if p != self._bridge.me]
        self.form.known_people.setVisible(bool(others))
        column = self.form.known_rows.layout()
        assert isinstance(column, QVBoxLayout)
        for at, person in enumerate(others, 1):
            column.addWidget(self._known(at, person))

    def _known(self, at: int, person: PersonId) -> Button:
        name = self._bridge.name(person)
        row = Button(name, "user", "row", f"known_person_{at}")
        row.clicked.connect(lambda: self._switch(name))
        return row

    def _switch(self, name: str) -> None:
        self.form.person_name.setText(name)
        self._choose()

    def _choose(self) -> None:
        name = self.form.person_name.text()
        if name.strip():
            self.attempt(self._bridge, self._bridge.choose_person(name), self.form.person_fault, self.go)
