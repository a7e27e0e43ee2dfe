"""How a message stands, in words and signs: for its tabs, its rows, its lanes and its way out. No widget."""

from collections.abc import Iterable, Mapping
from datetime import tzinfo

from PySide6.QtCore import QCoreApplication, QLocale

from incident_desk.desktop.moments import clock, clock_near, span_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.channel_tab import ChannelTabShown
from incident_desk.desktop.parts.sent_row import SentShown
from incident_desk.domain.approvals import Asked
from incident_desk.domain.ids import PersonId
from incident_desk.domain.message_entries import channel_of
from incident_desk.domain.message_list import Message, Sent, Stage, Variant
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import Channel, ChannelKind
from incident_desk.domain.scheduling import is_scheduled
from incident_desk.domain.translations import Standing, Translation

SYMBOLS = {
    ChannelKind.STATUS_PAGE: "globe",
    ChannelKind.EMAIL: "mail",
    ChannelKind.SMS: "smartphone",
    ChannelKind.SOCIAL: "at-sign",
    ChannelKind.VOICEMAIL: "voicemail",
    ChannelKind.PHONE: "phone-call",
    ChannelKind.CHAT: "message-square",
    ChannelKind.RADIO: "megaphone",
    ChannelKind.PAGER: "bell-ring",
}
STANDS = {
    Stage.DRAFT: ("pencil-line", "text3"),
    Stage.ASKED: ("hourglass", "warn"),
    Stage.APPROVED: ("check", "ok"),
    Stage.DECLINED: ("octagon-x", "bad"),
    Stage.RELEASED: ("send", "accent"),
    Stage.SENT: ("check-check", "ok"),
    Stage.FAILED: ("octagon-alert", "bad"),
    Stage.STOPPED: ("circle-minus", "text2"),
    Stage.LAPSED: ("clock-alert", "warn"),
}


def channel(plan: Plan, variant: str) -> Channel | None:
    """The channel of the plan that a variant goes out by; None where another plan had it."""
    return next((each for each in plan.channels if each.key == channel_of(variant)), None)


def symbol(plan: Plan, variant: str) -> str:
    """The sign of its channel."""
    found = channel(plan, variant)
    return SYMBOLS[found.kind] if found is not None else "megaphone"


def variant_name(plan: Plan, variant: str) -> str:
    """The name of its channel, with the language behind it where it is a translation."""
    found, language = channel(plan, variant), variant.partition("/")[2]
    title = found.title if found is not None else channel_of(variant)
    return f"{title} · {language}" if language else title


def first_key(plan: Plan) -> str:
    """The first channel of the plan; empty where it has none."""
    return next((each.key for each in plan.channels), "")


def language_of(plan: Plan, variant: str) -> str:
    """In which language it is: that of the translation, else that of its channel."""
    found = channel(plan, variant)
    return variant.partition("/")[2] or (found.language if found is not None else "en")


def language_name(code: str) -> str:
    """ "German", in the language of the window; one that is not among them as it calls itself, or as it is written."""
    if (name := _languages().get(code.partition("-")[0].lower())) is not None:
        return name
    known = QLocale(code)
    return known.nativeLanguageName() if known.language() != QLocale.Language.C else code


def _languages() -> dict[str, str]:
    """By their codes; Qt names them in English, whatever the window speaks."""
    return {
        "ar": _tr("Arabic"),
        "cs": _tr("Czech"),
        "da": _tr("Danish"),
        "de": _tr("German"),
        "el": _tr("Greek"),
        "en": _tr("English"),
        "es": _tr("Spanish"),
        "fi": _tr("Finnish"),
        "fr": _tr("French"),
        "hu": _tr("Hungarian"),
        "it": _tr("Italian"),
        "ja": _tr("Japanese"),
        "ko": _tr("Korean"),
        "nb": _tr("Norwegian"),
        "nl": _tr("Dutch"),
        "pl": _tr("Polish"),
        "pt": _tr("Portuguese"),
        "ro": _tr("Romanian"),
        "ru": _tr("Russian"),
        "sv": _tr("Swedish"),
        "tr": _tr("Turkish"),
        "uk": _tr("Ukrainian"),
        "vi": _tr("Vietnamese"),
        "zh": _tr("Chinese"),
    }


def stage_word(stage: Stage) -> str:
    """How far it is."""
    return {
        Stage.DRAFT: _tr("draft"),
        Stage.ASKED: _tr("approval asked"),
        Stage.APPROVED: _tr("approved"),
        Stage.DECLINED: _tr("declined"),
        Stage.RELEASED: _tr("going out"),
        Stage.SENT: _tr("sent"),
        Stage.FAILED: _tr("not delivered"),
        Stage.STOPPED: _tr("stopped"),
        Stage.LAPSED: _tr("held back"),
    }[stage]


def tab(plan: Plan, variant: str, stage: Stage, *, is_changed: bool = False) -> ChannelTabShown:
    """Its tab; where somebody wrote on after the approval was asked, it is a draft again."""
    stage = Stage.DRAFT if is_changed and stage in (Stage.ASKED, Stage.APPROVED, Stage.DECLINED) else stage
    sign, tone = STANDS[stage]
    word = _tr("changed since approval was asked") if is_changed and stage is Stage.DRAFT else stage_word(stage)
    return ChannelTabShown(variant, variant_name(plan, variant), sign, tone, word)


def scheduled_us(plan: Plan, variant: Variant, now_us: int) -> int | None:
    """When it goes out, where it waits for its time; None where it does not."""
    release = variant.way.release
    if release is None or variant.stage is not Stage.RELEASED or not is_scheduled(release, plan):
        return None
    return release.from_us if release.from_us > now_us else None


def scheduled_tab(plan: Plan, variant: str, clock: str) -> ChannelTabShown:
    """The tab of what goes out at that time."""
    word = _tr("goes out at {clock}").format(clock=clock)
    return ChannelTabShown(variant, variant_name(plan, variant), "calendar-clock", "accent", word)


def lacking_tab(plan: Plan, translation: Translation) -> ChannelTabShown:
    """The tab of a translation that is missing, or no longer says what its original does."""
    name = variant_name(plan, translation.key)
    if translation.standing is Standing.STALE:
        return ChannelTabShown(translation.key, name, "triangle-alert", "warn", _tr("its original was changed"))
    word = _tr("no words yet") if translation.is_there else _tr("missing, a press begins it")
    return ChannelTabShown(translation.key, name, "octagon-alert", "bad", word)


def beside_originals(keys: Iterable[str]) -> list[str]:
    """Each translation behind what it is a translation of."""
    found = list(keys)
    channels = list(dict.fromkeys(map(channel_of, found)))
    return sorted(found, key=lambda key: (channels.index(channel_of(key)), key != channel_of(key)))


def name_of_next(observed: ObservedIncident, message: Message, variant: str) -> str:
    """What it will be called once it went out: "Website 4"."""
    known = message.variants.get(variant)
    sent = sum(1 for _ in observed.board.messages.sent_by(channel_of(variant)))
    number = known.number if known is not None and known.number else sent + 1
    return f"{variant_name(observed.plan, variant)} {number}"


def sent_row(observed: ObservedIncident, message: Message, sent: Sent, now_us: int, zone: tzinfo) -> SentShown:
    """A line of what went out, on the board."""
    name = f"{variant_name(observed.plan, sent.variant)} {sent.number}"
    words = f"{name}: {first_words(sent.text)}"
    aside = _tr("maybe twice") if sent.may_be_double else _tr("by hand") if sent.by_hand else ""
    is_refused = message.ways[sent.variant].is_unaccepted
    aside = _tr("not accepted") if is_refused else aside
    at = clock_near(sent.sent_us, now_us, zone)
    spoken = _tr("{name}, sent {clock}: {words}").format(name=name, clock=at, words=first_words(sent.text))
    return SentShown(f"{message.id}/{sent.variant}", at, words, symbol(observed.plan, sent.variant),
                     aside=aside, tone=_tone(message, sent), spoken=spoken)  # fmt: skip


def as_sent_row(observed: ObservedIncident, message: Message, sent: Sent, zone: tzinfo) -> SentShown:
    """A line of what went out by one channel, in the room: with its number, and how it came about."""
    words = first_words(sent.text) or _tr("(the words were erased)")
    aside = how_words(message, sent)
    number = str(sent.number)
    return SentShown(f"{message.id}/{sent.variant}", clock(sent.sent_us, zone), words, number=number, aside=aside,
                     tone=_tone(message, sent))  # fmt: skip


def _tone(message: Message, sent: Sent) -> str:
    if message.ways[sent.variant].is_unaccepted:
        return "bad"
    return "warn" if sent.may_be_double else "ok"


def how_words(message: Message, sent: Sent) -> str:
    """How long the approval took; or that none was needed, or that it was sent by hand."""
    way = message.ways[sent.variant]
    if way.is_unaccepted:
        return _tr("sent without acceptance")
    if way.release is not None and way.release.witness:
        return _tr("with a witness, the database away")
    said = [_tr("maybe twice") if sent.may_be_double else "", _tr("by hand") if sent.by_hand else ""]
    proposal = message.released(sent.variant)
    if proposal is not None and proposal.approved:
        took_us = max(each.at_us for each in proposal.approved.values()) - proposal.at_us
        said.append(_tr("approved in {span}").format(span=span_words(took_us)))
    elif message.template:
        said.append(_tr("agreed beforehand"))
    return ", ".join(filter(None, said))


def first_words(text: str) -> str:
    """On one line."""
    return " ".join(text.split())


def failed_words(variant: Variant) -> str:
    """What became of one that did not go out."""
    return stage_word(variant.stage)


def first_channel(observed: ObservedIncident, audience: str) -> str:
    """That by which an audience of the plan hears first; empty where the plan has it no more."""
    found = next((each for each in observed.plan.audiences_or_default if each.key == audience), None)
    return found.channels[0] if found is not None else ""


def named(observed: ObservedIncident, roles: tuple[str, ...]) -> tuple[str, ...]:
    """Who holds these roles now."""
    people, held = observed.organisation.people, observed.board.roles.held
    holders = [held[key].holder.value for key in roles if key in held]
    return tuple(dict.fromkeys(holder.now(people).name for holder in holders if holder is not None))


def asked_of(observed: ObservedIncident, stands: Mapping[str, Asked], me: PersonId) -> tuple[str, str]:
    """Whose yes is missing: the first name for a button, and in full with the role. Not of whoever sits here."""
    roles = tuple(dict.fromkeys(key for each in stands.values() if not each.is_met for key in each.rule.roles))
    held, people = observed.board.roles.held, observed.organisation.people
    for key in roles:
        holder = held[key].holder.value if key in held else None
        if holder is not None and holder.person != me:
            name = holder.now(people).name
            return name.partition(" ")[0], f"{name}, {observed.plan.role_title(key).lower()}"
    title = observed.plan.role_title(roles[0]) if roles else ""
    return "", _tr("{role}: nobody else yet").format(role=title) if title else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("MessageWords", text)
