"""What can be set, and where it is kept."""

from docs.generating import markdown
from incident_desk.desk.addresses import ADDRESS
from incident_desk.desk.identities import APART, CHOSEN, PERSON
from incident_desk.intake.alerts.beside import SETTING
from incident_desk.outreach.channels import CHANNELS
from incident_desk.outreach.status_page.place import PAGE
from incident_desk.store.appending import OWED
from incident_desk.store.shared.place import PLACE
from incident_desk.watch.sources import SOURCES

TITLE = "Settings"
INTRODUCTION = """Everything works with nothing set. What the window remembers and what a home knows lies in the home
and moves with it."""

ENVIRONMENT: dict[str, str] = {
    "INCIDENT_DESK_HOME": "the home, where `--home` does not name one",
    "INCIDENT_DESK_PIN_FILE": "a file of yours alone with your PIN in its first line, where no terminal asks for it",
    "PYTHON_KEYRING_BACKEND": "which keyring holds the key of a desk; `keyring.backends.null.Keyring`: the home itself",
    "DISPLAY": "with `WAYLAND_DISPLAY`: whether there is a screen to open a window on",
    "WAYLAND_DISPLAY": "see `DISPLAY`",
    "QT_QPA_PLATFORM": "`offscreen` paints without a screen",
    "QT_SCALE_FACTOR": "how many pixels of the screen one of the window takes; `demo --scale` sets it",
    "CREDENTIALS_DIRECTORY": "set by systemd for a service: secrets lie there, as `LoadCredential=` names them",
    "NOTIFY_SOCKET": "set by systemd for a service: `serve` tells there when it listens and when it ends",
    "XDG_CURRENT_DESKTOP": "which desktop is asked whether nobody is to be disturbed: GNOME, X-Cinnamon or XFCE",
    "DBUS_SESSION_BUS_ADDRESS": "without it no keyring of the desktop is asked, and the desktop shows no messages",
}

WINDOW: dict[str, str] = {
    "look/theme": "`system`, `dark` or `light`; Settings in the window",
    "look/language": "`system`, `en`, `de`, `es` or `ar`: the language of the window; Settings in the window",
    "tour/step": "at which step of the tour somebody closed the window; gone once it was left",
    "tour/as": "what somebody said at the first start that they mostly are",
    "look/zone": "`local`, `UTC` or a name like `Europe/Berlin`; Settings in the window",
    "look/speech": "`on`: what is due by the plan is said aloud, by espeak-ng; Settings in the window",
    "look/sound": "`off`, `soft`, `normal` or `loud`: how a new need is heard; Settings in the window",
    "look/notify": "`off`: the desktop shows no message of a new need while the window is not in front",
    "look/quiet_hours": "every day quiet, as `22:00-07:00` by the clock of this machine; Settings in the window",
    "look/quiet_until": "quiet until then, in microseconds since 1970; Settings in the window",
    "look/quiet_worst": "`quiet`: severity 1 is not told either while it is quiet; Settings in the window",
    "attention/told": "the needs that were heard of, so that none is heard of twice",
    "window/geometry": "size and place of the window",
    "window/boards": "the incidents whose boards were beside each other, and their widths",
    "window/room": "`agenda` where the list of all incidents was in front",
    "window/wall": "`1` while the wall is shown",
    "window/incident": "the incident that was shown last",
    "window/settings": "the section of the settings that was shown last",
    "window/unfinished": "lines that were begun and not entered, of each incident",
    "window/pads": "lines that were begun in the note pads of investigations and not entered",
    "window/conclusions": "conclusions of investigations that were begun and not recorded, of each round",
    "window/handovers": "handovers that were begun and not offered, of each incident",
    "window/forms": "what was begun in forms that were open when the window was locked or closed",
    "window/lock_after": "after so many minutes without a touch the record of somebody with a PIN locks; 0 for never",
    "console/last": "the desk number of whoever had the last record with a PIN open",
    "layout/…": "splitters and filters of a room",
    "declare/draft": "a declaration that was kept for later",
    "plan/draft": "a plan that is written and not published",
}

HOME: dict[str, str] = {
    PERSON: "who is at the desk; `person choose`, or Settings in the window",
    CHOSEN: "whether a person said who they are, or the login name still stands for them",
    APART: "a home that keeps to itself, as a demo's does: it has no key, and can join no shared database",
    f"{ADDRESS}:…": "where a desk shares its record, without the password; `shared init` and `shared join`",
    PLACE: "how far the shared database was read",
    CHANNELS: "which channels of the plan are set up here, each with the name of its secret; `channel set`",
    SOURCES: "which sources of watched series are set up here, each with the name of its secret; `watch set`",
    SETTING: "where this desk takes alerts of monitors while its window is open; Settings → Alerts",
    PAGE: "in which folder the status page is kept, and where it is read; Settings → Status page",
    OWED: "what was erased and may still lie in a file that could not be written then; finished at the next start",
}


def page() -> str:
    """The page of the settings."""
    return markdown.page(
        TITLE,
        INTRODUCTION,
        "## Environment",
        _told(ENVIRONMENT),
        "## The window",
        "In `window.ini` in the home; of somebody with a PIN only looks and size, the rest is encrypted.",
        _told(WINDOW),
        "## The home",
        "In the record's own table; they are never shared.",
        _told(HOME),
    )


def _told(named: dict[str, str]) -> str:
    return markdown.table(("name", "what it says"), ((f"`{name}`", says) for name, says in named.items()))
