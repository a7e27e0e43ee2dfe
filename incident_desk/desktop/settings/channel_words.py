"""What the settings say of channels: how one stands here, what was sent by it, and which desk sends."""

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.parts.two_lines import RowShown
from incident_desk.domain.call_entries import Settled
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import ChannelKind

if TYPE_CHECKING:  # what sends is loaded by a worker
    from collections.abc import Sequence

    from incident_desk.outreach.channels import Standing
    from incident_desk.outreach.sends import Send

KINDS = {
    ChannelKind.EMAIL: QT_TRANSLATE_NOOP("channels", "e-mail"),
    ChannelKind.SMS: QT_TRANSLATE_NOOP("channels", "SMS"),
    ChannelKind.VOICEMAIL: QT_TRANSLATE_NOOP("channels", "voicemail"),
    ChannelKind.CHAT: QT_TRANSLATE_NOOP("channels", "chat"),
    ChannelKind.PAGER: QT_TRANSLATE_NOOP("channels", "pager"),
}
OUTCOMES = {
    Settled.SENT: ("circle-check", "ok", QT_TRANSLATE_NOOP("channels", "sent {clock}")),
    Settled.FAILED: ("octagon-alert", "bad", QT_TRANSLATE_NOOP("channels", "failed {clock}")),
    Settled.GIVEN_UP: ("circle-dashed", "text3", QT_TRANSLATE_NOOP("channels", "given up {clock}")),
    Settled.NO_ANSWER: ("circle-dashed", "text3", QT_TRANSLATE_NOOP("channels", "no answer {clock}")),
}
EXAMPLES = {
    ChannelKind.EMAIL: "mailtos://user:password@smtp.example.org?from=desk@example.org&to={address}&format=text",
    ChannelKind.SMS: "twilio://account:token@+12025550100/{address}",
    ChannelKind.VOICEMAIL: "twilio://account:token@+12025550100/{address}?method=call",
    ChannelKind.CHAT: "mmosts://chat.example.org/token",
    ChannelKind.PAGER: "opsgenie://key/@{address}",
}
"""In the form of apprise."""


class Here(msgspec.Struct, frozen=True):
    """How a channel stands at this desk, once its address was looked for."""

    channel: "Standing"
    is_readable: bool
    """Whether its address is where it was put."""
    lies_in_file: bool
    reaches_one: bool
    """Whether its address has a place for that of whoever is called."""

    @property
    def key(self) -> str:
        return self.channel.key

    @property
    def is_lacking(self) -> bool:
        """Whether people are called by it, and not from here."""
        return self.channel.is_lacking or (self.channel.is_set_up and not self.is_readable)


def kind_word(kind: ChannelKind | None) -> str:
    """What a kind of channel is called on the screen."""
    return _tr(str(KINDS[kind])) if kind is not None and kind in KINDS else ""


def here_words(here: Here) -> tuple[str, str, str]:
    """Symbol, tone and words for how it stands here."""
    channel = here.channel
    if channel.kind is None:
        return "triangle-alert", "warn", _tr("The plan has no such channel any more. Its address is still kept here.")
    if channel.is_set_up and not here.is_readable:
        return "octagon-alert", "bad", _tr("Its address is gone from where it was kept: give it once more.")
    asked = ", ".join(channel.asked_by)
    if not channel.is_set_up:
        lacks = _tr("Not set up here, and people are called by it: {ladders}").format(ladders=asked)
        idle = _tr("Not set up here; no ladder of the plan calls people by it.")
        return ("triangle-alert", "warn", lacks) if asked else ("circle-dashed", "text3", idle)
    where = _tr("Set up here; its address lies in the keyring.")
    if here.lies_in_file:
        where = _tr("Set up here; its address lies in a file of this user, for want of a keyring.")
    used = _tr("People are called by it: {ladders}").format(ladders=asked)
    return "circle-check", "ok", f"{where} {used if asked else _tr('No ladder of the plan calls people by it.')}"


def sent_words(bridge: Bridge, send: "Send | None") -> tuple[str, str]:
    """Words and tone for what was sent last by a channel; no words if nothing was."""
    if send is None:
        return "", "text2"
    said = {"name": send.name, "desk": _desk(bridge, send), "clock": _clock(bridge, send.at_us)}
    if send.is_under_way(bridge.now_us()):
        return _tr("Being sent to {name} since {clock}, by {desk}").format_map(said), "accent"
    if send.settled is Settled.FAILED:
        return _tr("Last to {name} at {clock}, by {desk}. It failed: {why}").format(**said, why=send.said), "bad"
    return _tr("Last to {name} at {clock}, by {desk}").format_map(said), "text2"


def sent_row(bridge: Bridge, send: "Send") -> RowShown:
    """A row for one send: to whom, by what, from which desk, and what came of it."""
    number = next((b.headline.number for b in bridge.headlines if b.incident == send.incident), "")
    line = _tr("{channel} to {name}").format(channel=send.title, name=send.name)
    line = f"{number}  {line}" if number else line
    detail = ": ".join(filter(None, (_desk(bridge, send), send.said)))
    if send.settled is not None:
        symbol, tone, words = OUTCOMES[send.settled]
        return RowShown(line, detail, _tr(str(words)).format(clock=_clock(bridge, send.settled_us)), symbol, tone)
    if send.is_under_way(bridge.now_us()):
        aside = _tr("has it since {clock}").format(clock=_clock(bridge, send.at_us))
        return RowShown(line, detail, aside, "clock", "accent")
    aside = _tr("begun {clock}, nothing came of it").format(clock=_clock(bridge, send.at_us))
    return RowShown(line, detail, aside, "circle-dashed", "warn")


def who_sends(bridge: Bridge, plans: "Sequence[Plan]", sends: "Sequence[Send]") -> tuple[str, str, str]:
    """Symbol, tone and words: which desk sends now, and since when."""
    calling = bridge.calling_in
    if not any(plan.ladders for plan in plans):
        return "circle-dashed", "text3", _tr("Nobody: the plan has no ladder of contacts, so nobody is called in.")
    if calling.trouble:
        return "octagon-alert", "bad", _tr("Nothing goes out from here now. {why}").format(why=calling.trouble)
    under_way = [send for send in sends if send.is_under_way(bridge.now_us())]
    if under_way:
        oldest = under_way[-1]
        told = _tr("{desk} has the lease of a call to {name} since {clock}.").format(
            desk=_desk(bridge, oldest), name=oldest.name, clock=_clock(bridge, oldest.at_us)
        )
        return "clock", "accent", told[:1].upper() + told[1:]
    if not calling.since_us:
        return "circle-dashed", "text3", _tr("Not this desk now.")
    symbol, tone, told = _ready(bridge)
    return symbol, tone, told.format(clock=_clock(bridge, calling.since_us))


def _ready(bridge: Bridge) -> tuple[str, str, str]:
    if bridge.sharing.state is None:
        told = _tr("This desk, since {clock}. Its record is shared with nobody, so no other desk does.")
        return "circle-check", "ok", told
    if not bridge.sharing.is_connected:
        told = _tr("This desk, since {clock}; while the shared database is away only what no other desk can know.")
        return "cloud-off", "warn", told
    told = _tr(
        "This desk is ready since {clock}. Each call goes out once: from the first desk that has the channel and takes "
        "the lease of that call."
    )
    return "circle-check", "ok", told


def _desk(bridge: Bridge, send: "Send") -> str:
    if send.author == bridge.me:
        return _tr("this desk")
    return _tr("the desk of {name}").format(name=bridge.name(send.author))


def _clock(bridge: Bridge, us: int) -> str:
    return clock_near(us, bridge.now_us(), bridge.zone)


def _tr(text: str) -> str:
    return QCoreApplication.translate("channels", text)
