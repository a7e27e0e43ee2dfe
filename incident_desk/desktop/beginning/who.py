"""The first question: what somebody is called, and what they mostly are."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incident_desk.desktop.parts.avatar import Avatar
from incident_desk.desktop.parts.choice import Choice
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.theme import font
from incident_desk.domain.people import NAME_LIMIT

MOSTLY = {
    "incident_manager": QT_TRANSLATE_NOOP("WhoPart", "Incident manager"),
    "operations_manager": QT_TRANSLATE_NOOP("WhoPart", "Operations manager"),
    "communications_manager": QT_TRANSLATE_NOOP("WhoPart", "Communications manager"),
    "expert": QT_TRANSLATE_NOOP("WhoPart", "Subject matter expert"),
    "liaison": QT_TRANSLATE_NOOP("WhoPart", "Customer liaison"),
    "reviewer": QT_TRANSLATE_NOOP("WhoPart", "Reviewer of past incidents"),
}
FIELD_PX = 36
CHOICE_PX = 280


class WhoPart(QWidget):
    """`entered` is told when Enter was pressed behind the name."""

    entered = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = QLineEdit(name)
        self.name.setObjectName("first_name")
        self.name.setMaxLength(NAME_LIMIT)
        self.name.setFont(font(15, 500))
        self.name.setMinimumHeight(FIELD_PX)
        self.name.setAccessibleName(self.tr("Name, as others call you"))
        self.mostly = Choice()
        self.mostly.setObjectName("first_mostly")
        self.mostly.setMinimumHeight(FIELD_PX)
        self.mostly.setFixedWidth(CHOICE_PX)
        self.mostly.setAccessibleName(self.tr("Mostly you are"))
        for key, words in MOSTLY.items():
            self.mostly.addItem(QCoreApplication.translate("WhoPart", str(words)), key)
        self._avatar = Avatar(name, 40)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(_under(self.name), 1)
        row.addLayout(_under(self.mostly))
        disc = QVBoxLayout()
        disc.addStretch(1)
        disc.addWidget(self._avatar)
        row.addLayout(disc)
        self.name.textChanged.connect(self._avatar.set_person)
        self.name.returnPressed.connect(self.entered)

    @property
    def given(self) -> str:
        """The name without stray spaces."""
        return " ".join(self.name.text().split())

    @property
    def key(self) -> str:
        """What they mostly are."""
        return str(self.mostly.currentData())


def _under(field: QWidget) -> QVBoxLayout:
    """A field below its name."""
    column = QVBoxLayout()
    column.setSpacing(5)
    words = Label(field.accessibleName(), 12, 500, "text2")
    words.setBuddy(field)
    column.addWidget(words)
    column.addWidget(field)
    return column
