"""Through which services this desk sends: an address of apprise for each channel of the plan, kept as a secret."""

import secrets
from typing import Final

import msgspec

from incident_desk.desk import Desk
from incident_desk.domain.errors import BadInput, RuleError
from incident_desk.store import keys

CHANNELS: Final = "channels"


class Channels:
    """Of one home. Each call blocks for a moment; nothing of an address is ever on the record."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def names(self) -> tuple[str, ...]:
        """The keys of the channels that are set up here."""
        return () if self._desk.is_apart else tuple(self._kept())

    def url(self, channel: str) -> str | None:
        """The address; None if the channel is not set up here. A home that stays apart has none, ever."""
        secret = None if self._desk.is_apart else self._kept().get(channel)
        kept = keys.secret(self._desk.home, secret) if secret else None
        return kept.decode() if kept is not None else None

    def put(self, channel: str, url: str) -> None:
        """Set a channel up, or give it another address. Raises: BadInput, RuleError, another DeskError."""
        if self._desk.is_apart:
            raise RuleError("This home is a demo or a drill: it reaches no real channel.")
        from incident_desk.outreach.delivery import must_be_usable

        must_be_usable(url.strip())
        kept = self._kept()
        name = kept.get(channel) or f"channel {secrets.token_hex(8)}"
        keys.put_away(self._desk.home, name, url.strip().encode())
        self._keep({**kept, channel: name})

    def remove(self, channel: str) -> None:
        """Send nothing by it from here any more. Raises: BadInput if it is not set up."""
        kept = self._kept()
        name = kept.pop(channel, None)
        if name is None:
            raise BadInput(f"“{channel}” is not set up here")
        self._keep(kept)
        keys.remove(self._desk.home, name)

    def _kept(self) -> dict[str, str]:
        said = self._desk.setting(CHANNELS).result()
        return msgspec.json.decode(said, type=dict[str, str]) if said else {}

    def _keep(self, kept: dict[str, str]) -> None:
        self._desk.set_setting(CHANNELS, msgspec.json.encode(kept).decode()).result()
