"""Where the tour stops, and what is said there: the same five for everybody but the room that is theirs."""

import msgspec
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

ROOMS = {
    "incident_manager": "rail_board",
    "operations_manager": "rail_agenda",
    "communications_manager": "rail_communications",
    "expert": "rail_investigations",
    "liaison": "rail_customers",
    "reviewer": "rail_review",
}
"""Where somebody mostly works, by what they mostly are."""
THEIRS = {
    "incident_manager": QT_TRANSLATE_NOOP(
        "Tour",
        "The board is your place. It shows who does what, what is tried, what is due, and first of all what needs you "
        "now (F7).",
    ),
    "operations_manager": QT_TRANSLATE_NOOP(
        "Tour",
        "Here are the tasks and promises of all incidents, the most urgent first (F3). On the board, courses of action "
        "are approved and carried out.",
    ),
    "communications_manager": QT_TRANSLATE_NOOP(
        "Tour",
        "Here the words that go out are written, checked, approved and sent (Ctrl+M), and you see who is owed an "
        "update by when.",
    ),
    "expert": QT_TRANSLATE_NOOP(
        "Tour",
        "Here you investigate (Ctrl+I). Several can look into the same question apart, blind to each other, and "
        "compare what they found.",
    ),
    "liaison": QT_TRANSLATE_NOOP(
        "Tour", "“Is it us?” Here reports of customers come in, are judged, and are answered (Ctrl+U)."
    ),
    "reviewer": QT_TRANSLATE_NOOP(
        "Tour",
        "Here an incident of the past is replayed to any moment, as it was and as it was known (Ctrl+R).",
    ),
}


class Stop(msgspec.Struct, frozen=True):
    """`places` are names of controls, of which the first that is in sight is pointed at; none: the middle."""

    title: str
    words: str
    places: tuple[str, ...]


def stops(mostly: str) -> tuple[Stop, ...]:
    """The five, in turn, for whoever is mostly this."""
    theirs = mostly if mostly in ROOMS else "incident_manager"
    return (
        Stop(
            _tr("When something is wrong, declare"),
            _tr(
                "One key from anywhere: Ctrl+D. A title and how bad it is are enough; everything else can wait, and "
                "you can stand down later."
            ),
            ("declare", "rail_board"),
        ),
        Stop(
            _tr("Write as you go"),
            _tr(
                "Plain words in this line are a note. “/” offers everything that can be done, “@19:30” in front says "
                "when it happened. Nothing is ever overwritten: you correct it, and both stay."
            ),
            ("command_edit",),
        ),
        Stop(_tr("Your place"), _tr(str(THEIRS[theirs])), (ROOMS[theirs],)),
        Stop(
            _tr("What is saved, and what is shared"),
            _tr(
                "This mark says whether your last word is on the disk, and whether other desks have it. With no "
                "network you work on; it goes out by itself later."
            ),
            ("truth", "calm_truth"),
        ),
        Stop(
            _tr("Help is one key away"),
            _tr(
                "F1 explains what you are looking at, without a network. Ctrl+Shift+P finds everything that can be "
                "done, with its key. This tour is there, too."
            ),
            ("rail_settings",),
        ),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Tour", text)
