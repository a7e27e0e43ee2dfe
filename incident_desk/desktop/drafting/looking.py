"""Looks at a draft: how much of the channel's room it takes, and what is wrong with it. Runs on a worker."""

import functools
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.drafting.looked import CHANGED, Fix, Looked, Text
from incident_desk.desktop.drafting.text import Wave
from incident_desk.desktop.parts.check_row import CheckShown
from incident_desk.desktop.parts.limit_bar import LimitShown
from incident_desk.desktop.sentence_changes import changes
from incident_desk.desktop.words import said
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.fact_list import FactState
from incident_desk.domain.plan_outgoing import Wording
from incident_desk.outreach.checking import Asked, Check, Stands, check
from incident_desk.outreach.facts_in_text import Stated
from incident_desk.outreach.limits import length
from incident_desk.outreach.spelling import check_spelling

SIGNS = {
    Stands.OK: ("circle-check", "ok"),
    Stands.NOTE: ("triangle-alert", "warn"),
    Stands.FAULT: ("octagon-alert", "bad"),
}
LOUDEST = (Stands.FAULT, Stands.NOTE, Stands.OK)


def look(text: Text) -> Looked:
    """All that there is to be said of a draft; what is wrong comes first."""
    if text.channel is None:
        return Looked(text.text, LimitShown(_tr("{used} characters").format(used=len(text.text))))
    found = check(text.text, text.channel, _asked(text.plan.wording, text.names, text.facts))
    found.append(check_spelling(text.text, text.channel.language, text.known))
    found.sort(key=lambda each: LOUDEST.index(each.stands))
    fixes = {each.key: Fix(*each.spans[0], each.better) for each in found if each.spans and each.stands != Stands.OK}
    waves = tuple(wave for each in found for wave in _waves(each))
    rows = (*(_shown(each, fixes) for each in found), *_since(text))
    return Looked(text.text, _length(text), rows, waves, fixes)


def _since(text: Text) -> Iterator[CheckShown]:
    """What is new since the last message: for whoever asks what changed, and for whoever forgot to change a thing."""
    if not text.before_name:
        return
    found = changes(text.before, text.text.strip())
    new = sum(each.is_new for each in found)
    name, words = _tr("Since {name}").format(name=text.before_name), _tr("Compare")
    if not found:
        yield CheckShown(CHANGED, name, _tr("nothing new"), "equal", "text3", words)
    else:
        said = _tr("{new} new, {gone} gone").format(new=new, gone=len(found) - new)
        yield CheckShown(CHANGED, name, said, "diff", "text2", words)


@functools.lru_cache(maxsize=8)
def _asked(
    wording: tuple[Wording, ...], names: tuple[str, ...], facts: tuple[tuple[str, FactState, FactField], ...]
) -> Asked:
    """Kept while nothing of it changes: it remembers the sentences that it has looked at."""
    return Asked(wording, names, (), tuple(Stated(*each) for each in facts))


def _shown(found: Check, fixes: dict[str, Fix]) -> CheckShown:
    symbol, tone = SIGNS[found.stands]
    words = ""
    if found.key in fixes:
        words = _tr("Use “{words}”").format(words=found.better) if found.better else _tr("Show")
    return CheckShown(found.key, said(found.name), said(found.said), symbol, tone, words)


def _waves(found: Check) -> Iterator[Wave]:
    if found.stands is not Stands.OK:
        _, tone = SIGNS[found.stands]
        words = f"{said(found.name)}: {said(found.said)}"
        for start, end in found.spans:
            yield Wave(start, end, tone, words)


def _length(text: Text) -> LimitShown:
    assert text.channel is not None
    found = length(text.text, text.channel)
    share = found.used / found.limit if found.limit else None
    aside = " · ".join(map(said, found.asides))
    return LimitShown(said(found.said), aside, share, "bad" if found.is_over else "spark")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Looking", text)
