"""A line that begins evidence, with a file to it: it goes into the form of the investigation, never on the timeline."""

from PySide6.QtWidgets import QDialog, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.given import Given
from incident_desk.domain.investigating import AddEvidence, meant
from incident_desk.domain.texts import Reading, read_line, slash_words


def begins_evidence(text: str) -> bool:
    """Whether the line says "/evidence", with or without more."""
    word = text.strip().partition(" ")[0]
    found = slash_words().get(word[1:].lower()) if word.startswith("/") else None
    return found is not None and found.command.fields is AddEvidence


def evidence_form(
    bridge: Bridge, observed: ObservedIncident, text: str, reading: Reading, *, given: Given, window: QWidget
) -> QDialog:
    """The form with what the line says and with what was given, open. Raises: DeskError; then nothing is taken."""
    from incident_desk.desktop.dialogs.evidence import Begun, EvidenceDialog

    has_words = bool(text.strip().partition(" ")[2].strip())
    said = read_line(text, reading) if has_words else AddEvidence("")
    assert isinstance(said, AddEvidence)
    found, words = meant(observed.board.investigations, bridge.me, said.investigation, said.text)
    begun = Begun(given, words, source=said.source, trust=said.trust, occurred_us=said.occurred_us)
    dialog = EvidenceDialog(bridge, observed, found.id, window, begun=begun)
    dialog.open()
    return dialog
