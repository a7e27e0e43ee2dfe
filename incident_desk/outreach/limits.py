"""How much of what a channel takes a text uses, counted as the channel itself counts."""

import enum
import re
from typing import Final

import msgspec

from incident_desk.domain.plan_sections import Channel, ChannelKind, Network
from incident_desk.domain.sentences import Sentence
from incident_desk.outreach.counting import COUNTED, characters
from incident_desk.outreach.pace import read_s
from incident_desk.outreach.segments import Segments, segments
from incident_desk.outreach.speaking import spoken_s

LONGEST: Final = 20_000
"""Of a longer text nobody expects more than that it is too long: it is counted by its characters."""
FAR_OVER: Final = 10
"""So many times over its limit a post is counted by its characters: what exactly it weighs nobody asks."""
VOICEMAIL_S: Final = 60
"""After a minute of a recorded voice people have hung up; a house that knows better says so in its plan."""
ODD_SHOWN: Final = 5

_SLOT: Final = re.compile(r"\{\{\s*(?:sent|next_update)\s*\}\}")
_MOMENT: Final = "00:00 UTC"
_HEARD: Final = frozenset({ChannelKind.VOICEMAIL, ChannelKind.PHONE, ChannelKind.RADIO})
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


class Unit(enum.StrEnum):
    """What is counted."""

    CHARACTERS = "characters"
    SEGMENTS = "segments"
    SECONDS = "seconds"


class Length(msgspec.Struct, frozen=True):
    """`said` is the count, `asides` what stands beside it, all in words; `odd` are the places that make an SMS dear."""

    used: int
    limit: int | None
    unit: Unit
    said: Sentence
    asides: tuple[Sentence, ...] = ()
    odd: tuple[tuple[int, int], ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether the channel would cut it, or refuse it."""
        return self.limit is not None and self.used > self.limit


def length(text: str, channel: Channel) -> Length:
    """How long a text is for a channel. Times that are put in when it goes out count as they will then.

    A social channel of which the plan does not say where it is counts as X, whose limit is the least.
    """
    text = _SURROGATES.sub("\ufffd", text)
    sent = _SLOT.sub(_MOMENT, text)
    if len(sent) > LONGEST:
        return _counted(len(sent), channel.limit or LONGEST, Unit.CHARACTERS, Sentence("too long to be looked into"))
    if channel.kind is ChannelKind.SMS:
        return _as_sms(text, sent, channel.limit)
    if channel.kind in _HEARD and channel.limit is None:
        return _as_voice(sent, channel)
    if channel.kind is ChannelKind.SOCIAL:
        most, count = COUNTED[channel.network or Network.X]
        limit = min(most, channel.limit or most)
        used = len(sent) if len(sent) > FAR_OVER * most else count(sent)
        return _counted(used, limit, Unit.CHARACTERS, _aside(sent, channel))
    return _counted(characters(sent), channel.limit, Unit.CHARACTERS, _aside(sent, channel))


def _counted(used: int, limit: int | None, unit: Unit, *asides: Sentence) -> Length:
    if limit is None:
        said = Sentence("{used} characters, no limit here", {"used": str(used)})
    elif used > limit:
        said = Sentence("{over} over {limit}", {"over": str(used - limit), "limit": str(limit)})
    else:
        said = Sentence("{used} of {limit}", {"used": str(used), "limit": str(limit)})
    return Length(used, limit, unit, said, asides)


def _aside(text: str, channel: Channel) -> Sentence:
    times = {"read": str(read_s(text, channel.language)), "spoken": str(spoken_s(text, channel.language))}
    return Sentence("read in {read} s · spoken {spoken} s", times)


def _as_voice(sent: str, channel: Channel) -> Length:
    used = spoken_s(sent, channel.language)
    limit = VOICEMAIL_S if channel.kind is ChannelKind.VOICEMAIL else None
    values = {"used": str(used), "over": str(used - VOICEMAIL_S), "limit": str(VOICEMAIL_S)}
    if limit is None:
        said = Sentence("spoken {used} s, no limit here", values)
    elif used > limit:
        said = Sentence("{over} s over {limit} s", values)
    else:
        said = Sentence("spoken {used} of {limit} s", values)
    return Length(used, limit, Unit.SECONDS, said, (Sentence("{count} characters", {"count": str(len(sent))}),))


def _as_sms(text: str, sent: str, limit: int | None) -> Length:
    """With a limit of the plan its places count, without one the segments do."""
    found = segments(sent)
    marked = tuple(match.span() for match in re.finditer(_any_of(found.odd), text)) if found.odd else ()
    dear = _dear(found, len(marked))
    if limit is not None:
        whole = _counted(found.units, limit, Unit.CHARACTERS, _segment_words(found), *dear)
        return msgspec.structs.replace(whole, odd=marked)
    return Length(found.count, None, Unit.SEGMENTS, _segment_words(found), dear, marked)


def _any_of(odd: tuple[str, ...]) -> str:
    return f"[{''.join(map(re.escape, odd))}]"


def _segment_words(found: Segments) -> Sentence:
    values = {"count": str(found.count), "used": str(found.units), "each": str(found.each)}
    if found.count == 1:
        return Sentence("1 segment, {used} of {each}", values)
    return Sentence("{count} segments ({each} each)", values)


def _dear(found: Segments, count: int) -> tuple[Sentence, ...]:
    """Why it is as dear as it is."""
    if not found.odd:
        return ()
    shown = " ".join(found.odd[:ODD_SHOWN]) + (" …" if len(found.odd) > ODD_SHOWN else "")
    values = {"count": str(count), "shown": shown}
    if count == 1:
        return (Sentence("1 character needs UCS-2: “{shown}”", values),)
    return (Sentence("{count} characters need UCS-2: “{shown}”", values),)
