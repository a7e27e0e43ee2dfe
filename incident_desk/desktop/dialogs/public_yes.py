"""The yes that a public channel of a restricted incident takes: one press more, on the names of the channels."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.parts.toggle_chip import ToggleChip
from incident_desk.domain.message_entries import channel_of


class PublicYes(ToggleChip):
    """Hidden as long as nothing has to be asked; off again when other channels are ticked."""

    def __init__(self, observed: ObservedIncident) -> None:
        super().__init__("")
        self.setObjectName("message_public_yes")
        self._observed = observed
        self._asked: tuple[str, ...] = ()
        self.hide()

    def ask(self, ticked: Iterable[str]) -> bool:
        """Ask about the public ones of these channels. Returns: whether it was said, or nothing has to be."""
        plan, restriction = self._observed.plan, self._observed.board.restriction
        public = {each.key: each.title for each in plan.channels if each.is_public and restriction.is_restricted}
        asked = tuple(public[key] for key in dict.fromkeys(map(channel_of, ticked)) if key in public)
        if asked != self._asked:
            self._asked = asked
            self.setChecked(False)
            words = QCoreApplication.translate("PublicYes", "Everybody may know of it: {channels}")
            self.setText(words.format(channels=", ".join(asked)))
            self.setAccessibleName(self.text())
            self.setToolTip(tip(self.text()))
            self.updateGeometry()
            self.setVisible(bool(asked))
        return not asked or self.isChecked()
