"""Where a press on a change leads: to the form of the maintenance, or to what was said of the change."""

from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.domain.ids import EntryId


def open_change(bridge: Bridge, window: QWidget, key: str) -> None:
    """What is known of it."""
    entry = EntryId(key)
    if entry in bridge.organisation.maintenances.of:
        from incident_desk.desktop.dialogs.maintenance import MaintenanceDialog

        MaintenanceDialog(bridge, window, entry).open()
        return
    found = next((each for each in bridge.alerts.view.changes if each.entry == entry), None)
    if found is not None:
        from incident_desk.desktop.dialogs.change_told import ChangeToldDialog

        ChangeToldDialog(bridge, window, found).open()


def note_change(bridge: Bridge, window: QWidget) -> None:
    """The form for one that nobody told of."""
    from incident_desk.desktop.dialogs.change import ChangeDialog

    ChangeDialog(bridge, window).open()
