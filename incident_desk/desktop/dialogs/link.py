"""Linking this incident to another. A link destroys nothing and can be taken back."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.forms.ui_link import Ui_LinkForm
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.theme.dress import dress
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import EntryId
from incident_desk.domain.links import Add, Link, Relation, Remove


class LinkDialog(Dialog):
    """The other incident by its number, or a unique start of its title."""

    WIDTH_PX = 560

    def __init__(self, bridge: Bridge, observed: ObservedIncident, window: QWidget) -> None:
        title = QCoreApplication.translate("LinkDialog", "Link to another incident")
        super().__init__(window, "link_dialog", "link", title)
        self._bridge = bridge
        self._observed = observed
        self.form = Ui_LinkForm()
        self.form.setupUi(self.body)  # pyright: ignore[reportUnknownMemberType]
        dress(self.body)
        self.promise("undo-2", self.tr("A link destroys nothing and can be taken back"))
        self.go = self.add_button("link_go", self.tr("Link"), self._link, "primary", "link")
        self._fill()

    def first(self) -> QWidget:
        return self.form.relation

    def _fill(self) -> None:
        form = self.form
        form.link_fault.hide()
        for relation, word in self._relations().items():
            form.relation.addItem(word, relation)
        for board in self._bridge.headlines:
            if board.incident != self._observed.incident:
                headline = board.headline
                form.other_incident.addItem(f"{headline.number} · {headline.title.value or ''}", headline.number)
        form.relation.currentIndexChanged.connect(self._explain)
        self._explain()
        rows = form.standing_rows.layout()
        assert isinstance(rows, QVBoxLayout)
        links = self._observed.board.links.standing
        form.standing.setVisible(bool(links))
        for at, (entry, link) in enumerate(links.items(), 1):
            rows.addWidget(self._standing(at, entry, link))

    def _relations(self) -> dict[Relation, str]:
        return {
            Relation.DUPLICATE_OF: self.tr("a duplicate of"),
            Relation.PART_OF: self.tr("a part of"),
            Relation.CAUSED_BY: self.tr("caused by"),
            Relation.REPEAT_OF: self.tr("a repeat of"),
        }

    def _explain(self) -> None:
        merges = self.form.relation.currentData() == Relation.DUPLICATE_OF
        told = self.tr("This incident is then merged: work goes on in the other. Taking the link back reopens it.")
        self.form.link_note.setText(told if merges else self.tr("Both stay as they are; the link is a line here."))

    def _standing(self, at: int, entry: EntryId, link: Link) -> Button:
        word = self._relations()[link.relation]
        text = self.tr("Take back: {relation} {other}").format(relation=word, other=link.label)
        button = Button(text, "undo-2", "small", f"link_back_{at}")
        flow = Remove(entry)
        button.clicked.connect(
            lambda: self.attempt(
                self._bridge, self._bridge.do(flow, self._observed.incident), self.form.link_fault, button
            )
        )
        return button

    def _link(self) -> None:
        self.attempt(self._bridge, self._linked(), self.form.link_fault, self.go)

    async def _linked(self) -> list[Entry]:
        box = self.form.other_incident
        is_listed = box.currentIndex() >= 0 and box.itemText(box.currentIndex()) == box.currentText()
        other = str(box.currentData()) if is_listed else box.currentText().strip()
        relation = Relation(self.form.relation.currentData())
        return await self._bridge.do(Add(relation, other), self._observed.incident)
