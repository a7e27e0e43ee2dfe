"""Whether somebody asked their desktop not to be disturbed, where only a program of that desktop can say so.

Plasma and dunst say it on the bus (`notifying`). GNOME, Cinnamon and Xfce keep it among their settings.
"""

import os
import subprocess
from typing import Final

from PySide6.QtCore import QStandardPaths

PATIENCE_S: Final = 1.0
ASKED: Final = {
    "GNOME": (("gsettings", "get", "org.gnome.desktop.notifications", "show-banners"), "false"),
    "X-CINNAMON": (("gsettings", "get", "org.cinnamon.desktop.notifications", "display-notifications"), "false"),
    "XFCE": (("xfconf-query", "-c", "xfce4-notifyd", "-p", "/do-not-disturb"), "true"),
}
"""By the name of the desktop in XDG_CURRENT_DESKTOP: what is run, and what it says when nobody is to be disturbed."""


def is_not_to_be_disturbed() -> bool:
    """On a worker thread; False where nothing says so."""
    names = os.environ.get("XDG_CURRENT_DESKTOP", "").upper().split(":")
    return any(_says(*ASKED[name]) for name in names if name in ASKED)


def _says(call: tuple[str, ...], word: str) -> bool:
    program = QStandardPaths.findExecutable(call[0])
    if not program:
        return False
    try:
        done = subprocess.run(
            [program, *call[1:]], stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=PATIENCE_S
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.stdout.decode(errors="replace").strip() == word
