"""Where a home keeps the status page: the folder for web servers, and the address at which everybody reads it."""

from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import msgspec

from incident_desk.domain.errors import BadInput
from incident_desk.outreach.status_page.folder import must_be_a_place

PAGE: Final = "status_page"
"""The setting of a home, which never leaves it."""


class Place(msgspec.Struct, frozen=True):
    """Without an `address` the feeds of the page have no links."""

    folder: str
    address: str = ""


def place_in(setting: str | None) -> Place | None:
    """That of the setting `PAGE`; None where the page is not kept."""
    return msgspec.json.decode(setting, type=Place) if setting else None


def written(place: Place | None) -> str:
    """As the setting `PAGE`."""
    return msgspec.json.encode(place).decode() if place else ""


def checked(folder: str, address: str = "") -> Place:
    """Raises: BadInput if no page can be written there, or nobody could follow the address."""
    if not folder.strip():
        raise BadInput("say in which folder")
    whole = Path(folder.strip()).expanduser()
    if not whole.is_absolute():
        raise BadInput("say where it lies, from the root of the disk on", folder.strip())
    place = Place(str(whole), checked_address(address))
    must_be_a_place(whole)
    return place


def checked_address(text: str) -> str:
    """Raises: BadInput if nobody could follow it."""
    address = text.strip().rstrip("/")
    if address and (urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname):
        raise BadInput("write where the page is read, like https://status.example.org", text)
    return address
