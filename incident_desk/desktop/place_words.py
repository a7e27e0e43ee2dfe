"""What the places of an incident are called in the window, and what is done with them."""

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from incident_desk.domain.place_list import Place
from incident_desk.domain.plan_sections import PlaceKind

SYMBOLS = {
    PlaceKind.BRIDGE: "phone-call",
    PlaceKind.DIAL_IN: "phone-outgoing",
    PlaceKind.FALLBACK: "route",
    PlaceKind.CHAT: "messages-square",
    PlaceKind.TICKET: "clipboard-list",
    PlaceKind.VENDOR_CASE: "wrench",
}


def kind_words(kind: PlaceKind) -> str:
    """What a kind is called."""
    words = {
        PlaceKind.BRIDGE: _tr("Bridge"),
        PlaceKind.DIAL_IN: _tr("Dial-in"),
        PlaceKind.FALLBACK: _tr("Fallback"),
        PlaceKind.CHAT: _tr("Chat"),
        PlaceKind.TICKET: _tr("Ticket"),
        PlaceKind.VENDOR_CASE: _tr("Vendor case"),
    }
    return words[kind]


def place_words(place: Place) -> str:
    """What one place is called."""
    kind = kind_words(place.kind)
    return _tr("{kind}, {of}").format(kind=kind, of=place.of) if place.of else kind


def open_place(place: Place) -> str:
    """Hand it to the browser or the phone, if it may be, else copy it. Returns: what was done, in words."""
    if place.address is None:
        return copy_place(place)
    if QDesktopServices.openUrl(QUrl(place.address)):
        return _tr("{place}: opened").format(place=place_words(place))
    copy_place(place)
    return _tr("{place}: nothing here opens it; it is copied").format(place=place_words(place))


def copy_place(place: Place) -> str:
    """Put it on the clipboard. Returns: so, in words."""
    QGuiApplication.clipboard().setText(place.where)
    return _tr("{place}: copied").format(place=place_words(place))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Places", text)
