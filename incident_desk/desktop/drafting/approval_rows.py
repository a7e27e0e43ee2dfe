"""What stands above the one button of a message: who wrote it, who said yes or no, which languages it lacks."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.drafting.standing import (
    is_to_be_proposed,
    needs_nobody,
    rules_of,
    stands_of,
    translations_of,
)
from incident_desk.desktop.drafting.work import MessageWork
from incident_desk.desktop.message_words import asked_of, language_name, scheduled_us, variant_name
from incident_desk.desktop.moments import clock_near, span_words
from incident_desk.desktop.parts.check_row import CheckShown
from incident_desk.domain.message_list import Message
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.translations import Standing, Translation, lacking

TRANSLATION = "translation/"
"""What the keys of rows about a language begin with; the keys of its variants follow, with a space between them."""


def approval_rows(bridge: Bridge, work: MessageWork, message: Message) -> list[CheckShown]:
    """All of them, from the top."""
    found = [*_said(bridge, work, message), *_scheduled(bridge, work, message)]
    return [*found, *_languages(work)]


def whom(bridge: Bridge, work: MessageWork) -> tuple[str, str]:
    """Whose yes it takes: a first name, and in full."""
    return asked_of(work.observed, rules_of(work), bridge.me) if work.observed is not None else ("", "")


def _said(bridge: Bridge, work: MessageWork, message: Message) -> list[CheckShown]:
    """Who wrote it, who said yes or no, and who is still to be asked."""
    now_us, zone = bridge.now_us(), bridge.zone
    assert work.observed is not None
    begun = clock_near(message.begun_us, now_us, zone)
    drafted = _tr("Begun by {name}").format(name=bridge.name(message.by))
    found = [CheckShown("begun", drafted, begun)]
    proposal = message.proposal
    if proposal is None or (is_to_be_proposed(work) and proposal.declined is None):
        return [*found, _not_asked(bridge, work, message)]
    for each in proposal.approved.values():
        words = f"{each.name}, {work.plan.role_title(each.role).lower()}"
        found.append(CheckShown(each.entry, words, clock_near(each.at_us, now_us, zone)))
    if (no := proposal.declined) is not None:
        why = work.observed.board.timeline.text_of(no.entry)
        said = _tr("{name} said no: {why}").format(name=no.name, why=why)
        return [*found, CheckShown(no.entry, said, clock_near(no.at_us, now_us, zone), "octagon-x", "bad")]
    _, full = asked_of(work.observed, stands_of(work), bridge.me)
    if full and any(not each.is_met for each in stands_of(work).values()):
        at = clock_near(proposal.at_us, now_us, zone)
        found.append(CheckShown("asked", full, _tr("asked {clock}").format(clock=at), "hourglass", "warn"))
    return found


def _not_asked(bridge: Bridge, work: MessageWork, message: Message) -> CheckShown:
    if needs_nobody(work):
        return CheckShown("nobody", _tr("The plan asks for nobody's yes"), "", "circle-check", "ok")
    stand = _tr("words were changed") if message.proposal is not None else _tr("not asked")
    return CheckShown("ask", whom(bridge, work)[1], stand, "circle", "text3")


def _scheduled(bridge: Bridge, work: MessageWork, message: Message) -> Iterator[CheckShown]:
    """When it goes out, where that is later than at once."""
    now_us = bridge.now_us()
    for key, variant in message.variants.items():
        if (at_us := scheduled_us(work.plan, variant, now_us)) is not None:
            at = clock_near(at_us, now_us, bridge.zone)
            words = _tr("{name} goes out at {clock}").format(name=variant_name(work.plan, key), clock=at)
            left = _tr("in {span}").format(span=span_words(at_us - now_us + SECOND_US))
            yield CheckShown(f"scheduled/{key}", words, left, "calendar-clock", "accent")


def _languages(work: MessageWork) -> Iterator[CheckShown]:
    """A row for each language that the plan asks for and that is missing, or is no longer what the original says."""
    rows: dict[tuple[str, Standing, bool], list[Translation]] = {}
    for each in lacking(translations_of(work)):
        rows.setdefault((each.language, each.standing, each.is_there), []).append(each)
    for (language, standing, is_there), found in rows.items():
        channels = ", ".join(variant_name(work.plan, each.original) for each in found)
        words = _tr("{language}: {channels}").format(language=language_name(language), channels=channels)
        key = TRANSLATION + " ".join(each.key for each in found)
        if standing is Standing.STALE:
            yield CheckShown(key, words, _tr("original changed"), "triangle-alert", "warn", _tr("Look"))
        else:
            fix = _tr("Write") if is_there else _tr("Add")
            yield CheckShown(key, words, _tr("missing"), "octagon-alert", "bad", fix)


def _tr(text: str) -> str:
    return QCoreApplication.translate("WayOut", text)
