"""Which page of the manual speaks of what is in front."""

from typing import Final

from PySide6.QtWidgets import QDialog, QWidget

from incident_desk.desktop.shell import Shell

OF_A_ROOM: Final = {
    "rail_board": "Note what happens",
    "rail_investigations": "Investigate, each blind to the others",
    "rail_communications": "Say it outside: messages",
    "rail_customers": "Customers: is it us?",
    "rail_alerts": "Alerts of monitors",
    "rail_agenda": "Several incidents at once",
    "rail_review": "Review an incident",
    "rail_plan": "The plan",
    "rail_settings": "Looks",
}
OF_A_DIALOG: Final = {
    "first_run_dialog": "First start",
    "declare_dialog": "Declare",
    "correct_dialog": "Correct, take back, undo",
    "erase_dialog": "Erase",
    "handover_dialog": "Hand a role over, or the whole room",
    "incidents_dialog": "Several incidents at once",
    "search_dialog": "Look back",
    "restriction_dialog": "Keep it among a few",
    "pin_dialog": "A record of your own at a shared console",
    "lock_dialog": "A record of your own at a shared console",
    "person_dialog": "Two people at one desk",
    "bundle_dialog": "Bundles: a record in a file",
    "maintenance_dialog": "Scheduled maintenance",
    "maintenances_dialog": "Scheduled maintenance",
    "clocks_dialog": "Keep the clocks",
    "task_dialog": "Give tasks, and hear how they go",
    "task_new_dialog": "Give tasks, and hear how they go",
    "course_propose_dialog": "Propose, decide, carry out",
    "course_dialog": "Propose, decide, carry out",
    "decide_dialog": "Propose, decide, carry out",
    "enquiry_dialog": "Who else asks",
    "level_dialog": "Levels: who may do what in a shared record",
    "investigate_dialog": "Investigate, each blind to the others",
    "evidence_dialog": "Investigate, each blind to the others",
    "message_new_dialog": "Say it outside: messages",
    "message_dialog": "Say it outside: messages",
    "fact_dialog": "The fact sheet",
    "duty_handover_dialog": "Note what is odd before anything is wrong: the duty log",
    "link_dialog": "Several incidents at once",
    "split_dialog": "Several incidents at once",
    "state_dialog": "Say where it stands, who does what, and who is hurt",
    "severity_dialog": "Say where it stands, who does what, and who is hurt",
    "impact_dialog": "Say where it stands, who does what, and who is hurt",
    "on_call_list_dialog": "On-call lists",
    "on_call_import_dialog": "On-call lists",
    "seen_before_dialog": "Find what was like it",
}
OF_THE_CALM: Final = "First start"
OF_A_CONTROL: Final = {
    "needs_panel": "See what needs you now",
    "roles_panel": "Say where it stands, who does what, and who is hurt",
    "courses_panel": "Propose, decide, carry out",
    "tasks_panel": "Give tasks, and hear how they go",
    "facts_panel": "The fact sheet",
    "duty_log_panel": "Note what is odd before anything is wrong: the duty log",
    "settings_page_shared": "Share a record: many desks",
    "settings_page_you": "Two people at one desk",
    "settings_page_disk": "Backup and restore",
    "settings_page_attention": "What is heard, and what the desktop shows",
    "settings_page_channels": "Say it outside: messages",
    "settings_page_sources": "Warn before a rule does: the detector",
}
"""By the name of what has the keyboard, or of what that lies in."""


def topic(shell: Shell, *, is_calm: bool) -> str:
    """The title of the page: of the dialog that is open, of the part that has the keyboard, or of the room."""
    dialogs = [each for each in shell.findChildren(QDialog) if each.isVisible()]
    if dialogs:
        return OF_A_DIALOG.get(dialogs[-1].objectName(), "") or _of_the_room(shell, is_calm=is_calm)
    at: QWidget | None = shell.focusWidget()
    while at is not None:
        if found := OF_A_CONTROL.get(at.objectName()):
            return found
        at = at.parentWidget()
    return _of_the_room(shell, is_calm=is_calm)


def _of_the_room(shell: Shell, *, is_calm: bool) -> str:
    if is_calm:
        return OF_THE_CALM
    room = next((each.objectName() for each in shell.rooms if each.isChecked()), "")
    return OF_A_ROOM.get(room, OF_THE_CALM)
