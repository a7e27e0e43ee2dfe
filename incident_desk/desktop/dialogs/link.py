"""Linking this incident to another. A link destroys nothing and can be taken back."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget
from shiboken6 import isValid

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.attending import name_incident
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.dialogs.merging_words import merging_words
from incident_desk.desktop.forms.ui_link import Ui_LinkForm
from incident_desk.desktop.lesson_words import met_row
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.theme.dress import dress
from incident_desk.domain.board import Board
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import NotFound
from incident_desk.domain.ids import CUSTOMER_REPORTS, EntryId
from incident_desk.domain.links import Add, Link, Relation, Remove
from incident_desk.domain.merging import preview
from incident_desk.domain.repeats import guarded

FEW = 4
"""So many follow-ups of the other are told of."""


class LinkDialog(Dialog):
    """The other incident by its number, or a unique start of its title."""

    WIDTH_PX = 640

    def __init__(
        self, bridge: Bridge, observed: ObservedIncident, window: QWidget, relation: Relation | None = None
    ) -> None:
        title = QCoreApplication.translate("LinkDialog", "Link to another incident")
        super().__init__(window, "link_dialog", "link", title)
        self._bridge = bridge
        self._observed = observed
        self._asked = 0
        self._relation = relation
        self._begins_at: QWidget | None = None
        name_incident(self, observed)
        self.form = Ui_LinkForm()
        self.form.setupUi(self.body)  # pyright: ignore[reportUnknownMemberType]
        dress(self.body)
        self.promise("undo-2", self.tr("A link destroys nothing and can be taken back"))
        self.go = self.add_button("link_go", self.tr("Link"), self._link, "primary", "link")
        self.add_key("Ctrl+Return", self._link)
        self._fill()

    def first(self) -> QWidget:
        if self._begins_at is not None:
            return self._begins_at
        return self.form.relation if self._relation is None else self.form.other_incident

    def _fill(self) -> None:
        form = self.form
        form.link_fault.hide()
        gives_way = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        form.other_incident.setSizeAdjustPolicy(gives_way)  # a long title must not push the field out of the card
        form.other_incident.setMinimumContentsLength(20)
        for relation, word in self._relations().items():
            if relation is not Relation.SPLIT_FROM:  # that comes with a split
                form.relation.addItem(word, relation)
        for board in self._bridge.headlines:
            if board.incident != self._observed.incident:
                headline = board.headline
                form.other_incident.addItem(f"{headline.number} · {headline.title.value or ''}", headline.number)
        if self._relation is not None:
            form.relation.setCurrentIndex(form.relation.findData(self._relation))
        form.relation.currentIndexChanged.connect(self._explain)
        form.other_incident.currentIndexChanged.connect(self._explain)
        self._explain()
        rows = form.standing_rows.layout()
        assert isinstance(rows, QVBoxLayout)
        links = self._observed.board.links.standing
        form.standing.setVisible(bool(links))
        for at, (entry, link) in enumerate(links.items(), 1):
            rows.addWidget(self._standing(at, entry, link))

    def name_other(self, text: str) -> None:
        """The incident of this number, or with this start of its title; what nobody is called stands there as typed."""
        box, wanted = self.form.other_incident, text.casefold()
        titles = [" ".join(box.itemText(at).partition(" · ")[2].split()).casefold() for at in range(box.count())]
        exact = [at for at in range(box.count()) if str(box.itemData(at)).casefold() == wanted]
        found = exact or [at for at, title in enumerate(titles) if title.startswith(wanted)]
        if len(found) == 1:
            box.setCurrentIndex(found[0])
        else:
            box.setEditText(text)
        self._begins_at = self.go if len(found) == 1 else box
        self._explain()

    def _relations(self) -> dict[Relation, str]:
        return {
            Relation.DUPLICATE_OF: self.tr("a duplicate of"),
            Relation.PART_OF: self.tr("a part of"),
            Relation.CAUSED_BY: self.tr("caused by"),
            Relation.REPEAT_OF: self.tr("a repeat of"),
            Relation.SPLIT_FROM: self.tr("split from"),
        }

    def _explain(self) -> None:
        self._asked += 1
        self.form.link_note.setText(self.tr("Both stay as they are; the link is a line here."))
        if self.form.relation.currentData() == Relation.REPEAT_OF and (told := self._guarded()):
            self.form.link_note.setText(told)
        if self.form.relation.currentData() == Relation.DUPLICATE_OF:
            self.form.link_note.setText(self.tr("This incident is then merged: work goes on in the other."))
            other = self._listed()
            if other is not None:
                self._bridge.soon(self._preview(other, self._asked))

    def _guarded(self) -> str:
        """Which follow-ups of the other would have met this, and whether they were done."""
        other = self._listed()
        if other is None:
            return ""
        rows = [met_row(met) for met in guarded(other, self._observed.board.headline.since_us or 0)]
        return "\n".join(f"{row.detail}: {row.line}" for row in rows[:FEW])

    async def _preview(self, other: Board, asked: int) -> None:
        """What becomes of everything here, with the other as the desk has it now."""
        try:
            fold, customers = await self._bridge.read(
                lambda desk: (desk.fold(other.incident), desk.fold(CUSTOMER_REPORTS))
            )
        except NotFound:
            return
        if asked == self._asked and isValid(self):
            board, plan = self._observed.board, self._bridge.organisation.plans.current
            told = preview(board, fold.board, plan, customers.board.reports)
            self.form.link_note.setText(merging_words(told, board, fold.board))
            self.body.updateGeometry()
        for each in (fold, customers):
            self._bridge.free(each)

    def _listed(self) -> Board | None:
        """The incident that is chosen from the list; None while something is typed."""
        box = self.form.other_incident
        if box.currentIndex() < 0 or box.itemText(box.currentIndex()) != box.currentText():
            return None
        return next((b for b in self._bridge.headlines if b.headline.number == box.currentData()), None)

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
        if self.go.isEnabled():
            self.attempt(self._bridge, self._linked(), self.form.link_fault, self.go)

    async def _linked(self) -> list[Entry]:
        listed = self._listed()
        other = listed.headline.number if listed is not None else self.form.other_incident.currentText().strip()
        relation = Relation(self.form.relation.currentData())
        return await self._bridge.do(Add(relation, other), self._observed.incident)
