"""Through which services this desk sends: an address of apprise for each channel of the plan, kept as a secret."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec

from incident_desk.desk import Desk
from incident_desk.domain.errors import BadInput, RuleError
from incident_desk.domain.ladders import BY_HAND, asking
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import Channel, ChannelKind
from incident_desk.outreach.delivery import must_be_usable
from incident_desk.store import keys

CHANNELS: Final = "channels"


class Standing(msgspec.Struct, frozen=True):
    """How one channel stands at this desk. `kind` is None if no plan has it any more."""

    key: str
    title: str
    kind: ChannelKind | None
    asked_by: tuple[str, ...]
    """The titles of the ladders that call people by it."""
    is_set_up: bool

    @property
    def is_lacking(self) -> bool:
        """Whether people are called by it, and not from here."""
        return bool(self.asked_by) and not self.is_set_up


def standings(plans: Sequence[Plan], set_up: Mapping[str, str]) -> Iterator[Standing]:
    """Every channel by which a desk can send, what people are called by first; then those no plan has any more.

    Args:
        plans: the one in force, and those that open incidents still run on.
        set_up: see `names_in`.
    """
    asked = asking(plans)
    planned: dict[str, Channel] = {}
    for channel in (channel for plan in plans for channel in plan.channels):
        planned.setdefault(channel.key, channel)
    sent = [channel for channel in planned.values() if channel.kind not in BY_HAND]
    for each in sorted(sent, key=lambda channel: channel.key not in asked):
        yield Standing(each.key, each.title, each.kind, asked.get(each.key, ()), each.key in set_up)
    for key in set_up:
        if key not in planned:
            yield Standing(key, key, None, (), is_set_up=True)


def names_in(setting: str | None) -> dict[str, str]:
    """By the key of each channel that is set up in a home: the name of its secret; from the setting `CHANNELS`."""
    return msgspec.json.decode(setting, type=dict[str, str]) if setting else {}


class Channels:
    """Of one home. Each call blocks for a moment; nothing of an address is ever on the record."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def set_up(self) -> dict[str, str]:
        """By the key of each channel that is set up here: the name of its secret. A home that stays apart has none."""
        return {} if self._desk.is_apart else names_in(self._desk.setting(CHANNELS).result())

    def url(self, channel: str) -> str | None:
        """The address; None if the channel is not set up here, or its address is gone from where it was kept."""
        secret = self.set_up().get(channel)
        kept = keys.secret(self._desk.home, secret) if secret else None
        return kept.decode() if kept is not None else None

    def lies_in_file(self, channel: str) -> bool:
        """Whether the address lies in a file, because there is no keyring."""
        secret = self.set_up().get(channel)
        return secret is not None and keys.lies_in_file(self._desk.home, secret)

    def put(self, channel: str, url: str) -> None:
        """Set a channel up, or give it another address. Raises: BadInput, RuleError, another DeskError."""
        if self._desk.is_apart:
            raise RuleError("This home is a demo or a drill: it reaches no real channel.")
        must_be_usable(url.strip())
        kept = self.set_up()
        name = kept.get(channel) or f"channel {secrets.token_hex(8)}"
        keys.put_away(self._desk.home, name, url.strip().encode())
        self._keep({**kept, channel: name})

    def remove(self, channel: str) -> None:
        """Send nothing by it from here any more. Raises: BadInput if it is not set up."""
        kept = self.set_up()
        name = kept.pop(channel, None)
        if name is None:
            raise BadInput(f"“{channel}” is not set up here")
        self._keep(kept)
        keys.remove(self._desk.home, name)

    def _keep(self, kept: dict[str, str]) -> None:
        self._desk.set_setting(CHANNELS, msgspec.json.encode(kept).decode()).result()
