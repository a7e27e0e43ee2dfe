"""Is it us? What a report may come to, from what is known of the open incidents, and why.

A suggestion and no more: a person says what it comes to. Pure, and quick enough to be asked at every letter.
"""

import enum
import re
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from incident_desk.domain.board import Board
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.report_entries import Symptom, Verdict
from incident_desk.domain.sentences import Sentence
from incident_desk.domain.symptoms import FITTING, began_us, is_only_theirs, symptoms_in

BEFORE_US: Final = 20 * MINUTE_US
"""A fault is seen by customers before it is by us, and they tell times roundly: so much earlier still fits."""
LEAST_LETTERS: Final = 4
_WORD: Final = re.compile(r"\w+")
_ALL: Final = re.compile(
    r"(?<!\w)(?:all|everywhere|worldwide|globally|everyone|everybody|every region)(?!\w)",
    re.IGNORECASE,
)
_ALL_SERVICES: Final = re.compile(
    r"(?<!\w)(?:all services|everything|whole site|complete outage|total outage|all products)(?!\w)", re.IGNORECASE
)
TOLD: Final = (FactField.WHAT, FactField.WHO, FactField.SINCE, FactField.OTHER)


class Aspect(enum.StrEnum):
    """What of a report is held against what is known."""

    SERVICE = "service"
    TIME = "time"
    SYMPTOM = "symptom"
    REGION = "region"
    ACCOUNT = "account"


class Fit(enum.Enum):
    """UNSAID: one of the two says nothing of it."""

    FITS = "fits"
    AGAINST = "against"
    UNSAID = "unsaid"


class Sign(msgspec.Struct, frozen=True, gc=False):
    """One thing held against what is known: what they say of it, and what is known."""

    aspect: Aspect
    fit: Fit
    said: str = ""
    known: str = ""


class Suggestion(msgspec.Struct, frozen=True):
    """What it may come to. `incident` is the one that it was held against last; `because` says why in a sentence."""

    verdict: Verdict
    because: Sentence
    incident: IncidentId | None = None
    label: str = ""
    signs: tuple[Sign, ...] = ()

    @property
    def fits(self) -> int:
        """How many of the signs fit."""
        return sum(sign.fit is Fit.FITS for sign in self.signs)


class Known(msgspec.Struct, frozen=True):
    """What is known of an open incident, as plain values, which another thread may have.

    `regions` is empty where all are hit, or nobody says which. `safe` are words that say what is not hit.
    """

    incident: IncidentId
    label: str
    title: str
    since_us: int
    services: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    symptoms: frozenset[Symptom] = frozenset()
    words: str = ""
    safe: str = ""
    is_everything: bool = False


class Asked(msgspec.Struct, frozen=True, gc=False):
    """What of a report counts."""

    text: str
    came_us: int
    service: str = ""
    region: str = ""
    symptom: str = ""
    since_us: int | None = None


def known_of(board: Board, plan: Plan) -> Known | None:
    """What customers may see of it; None if it is over, or only named people may know of it."""
    headline, impact = board.headline, board.impact
    began = headline.since_us
    if not headline.is_open or headline.is_restricted or not headline.number or began is None:
        return None
    facts = [fact.text for field in TOLD for fact in board.facts.standing(field)]
    title = headline.title.value or ""
    told = ". ".join(filter(None, (title, impact.affected.value or "", *facts)))
    regions = tuple(region.title for region in plan.regions if is_named(told, region.title))
    services = tuple(impact.services.value or ())
    named = tuple(name for name in plan.service_names if name not in services and is_named(told, name))
    return Known(
        board.incident,
        headline.label,
        title,
        min(began, impact.started_us.value or began),
        (*services, *named),
        () if _ALL.search(told) else regions,
        symptoms_in(told),
        told,
        ". ".join(fact.text for fact in board.facts.standing(FactField.SAFE)),
        bool(_ALL_SERVICES.search(told)),
    )


def suggest(asked: Asked, known: Sequence[Known], services: Iterable[str] = ()) -> Suggestion:
    """What a report may come to.

    Args:
        known: the open incidents.
        services: the names of all services, to find one in the words of whoever did not pick any.
    """
    own = is_only_theirs(asked.text)
    service = asked.service or _service_in(asked.text, [*(name for each in known for name in each.services), *services])
    seen = _seen(asked)
    since_us = asked.since_us if asked.since_us is not None else began_us(asked.text, asked.came_us)
    if not known:
        return _with_none(asked, own, service, seen)
    said = _Said(asked, service, seen, since_us, own)
    held = [(_signs(said, each), each) for each in known]
    signs, nearest = max(held, key=lambda both: (_weight(both[0]), both[1].since_us))
    verdict, because = _verdict({sign.aspect: sign for sign in signs}, nearest, service)
    return Suggestion(verdict, because, nearest.incident, nearest.label, signs)


def _with_none(asked: Asked, own: bool, service: str, seen: frozenset[Symptom]) -> Suggestion:
    signs = (Sign(Aspect.ACCOUNT, Fit.AGAINST),) if own else ()
    if own:
        return Suggestion(Verdict.ISOLATED, Sentence("one account, and no incident is open"), signs=signs)
    if service or seen:
        return Suggestion(Verdict.UNKNOWN, Sentence("no incident is open"), signs=signs)
    return Suggestion(Verdict.UNKNOWN, Sentence(NOTHING), signs=signs)


def _seen(asked: Asked) -> frozenset[Symptom]:
    """Picked, else what the words say."""
    picked = frozenset(each for each in (Symptom.DOWN, *Symptom) if each.value == asked.symptom.casefold())
    picked -= {Symptom.OTHER}
    return picked or symptoms_in(f"{asked.symptom} {asked.text}")


class _Said(msgspec.Struct, frozen=True, gc=False):
    """What a report says, whatever it is held against."""

    asked: Asked
    service: str
    seen: frozenset[Symptom]
    since_us: int | None
    is_own: bool


def _signs(said: _Said, known: Known) -> tuple[Sign, ...]:
    return (
        _of_service(known, said.service),
        _of_time(said.asked, known, said.since_us),
        _of_symptom(said.asked, known, said.seen),
        _of_region(said.asked, known),
        Sign(Aspect.ACCOUNT, Fit.AGAINST if said.is_own else Fit.UNSAID),
    )


def _of_service(known: Known, service: str) -> Sign:
    shown = ", ".join(known.services)
    if not service:
        return Sign(Aspect.SERVICE, Fit.UNSAID, "", shown)
    if is_named(known.safe, service):
        return Sign(Aspect.SERVICE, Fit.AGAINST, service, known.safe)
    is_listed = any(_is_like(service, each) for each in known.services) or is_named(known.words, service)
    # where nobody has said yet which services are hit, its title may speak of it: "Pushes fail" of "Git push"
    is_hit = known.is_everything or is_listed or (not known.services and _speaks_of(known.words, service))
    return Sign(Aspect.SERVICE, Fit.FITS if is_hit else Fit.AGAINST, service, shown or known.title)


def _of_time(asked: Asked, known: Known, since_us: int | None) -> Sign:
    said = "" if since_us is None else str(since_us)
    began = asked.came_us if since_us is None else since_us
    fit = Fit.FITS if began >= known.since_us - BEFORE_US else Fit.AGAINST
    return Sign(Aspect.TIME, fit, said, str(known.since_us))


def _of_symptom(asked: Asked, known: Known, seen: frozenset[Symptom]) -> Sign:
    shown = ", ".join(sorted(each.value for each in known.symptoms))
    said = ", ".join(sorted(each.value for each in seen))
    shared = _shared(asked.text, known.words)
    if not seen:
        return Sign(Aspect.SYMPTOM, Fit.FITS if len(shared) > 1 else Fit.UNSAID, " ".join(shared), shown)
    expected = frozenset[Symptom]().union(*(FITTING[each] for each in known.symptoms or {Symptom.DOWN}))
    if seen & expected or len(shared) > 1:
        return Sign(Aspect.SYMPTOM, Fit.FITS, said, shown)
    return Sign(Aspect.SYMPTOM, Fit.AGAINST, said, shown)


def _of_region(asked: Asked, known: Known) -> Sign:
    shown = ", ".join(known.regions)
    if not asked.region or not known.regions:
        is_hit = bool(asked.region) and bool(_ALL.search(known.words))
        return Sign(Aspect.REGION, Fit.FITS if is_hit else Fit.UNSAID, asked.region, shown)
    fit = Fit.FITS if any(_is_like(asked.region, each) for each in known.regions) else Fit.AGAINST
    return Sign(Aspect.REGION, fit, asked.region, shown)


_WEIGHTS: Final = {Aspect.SERVICE: 4, Aspect.SYMPTOM: 2, Aspect.TIME: 2, Aspect.REGION: 2, Aspect.ACCOUNT: 0}


def _weight(signs: Iterable[Sign]) -> int:
    turn = {Fit.FITS: 1, Fit.AGAINST: -1, Fit.UNSAID: 0}
    return sum(_WEIGHTS[sign.aspect] * turn[sign.fit] for sign in signs)


def _verdict(signs: dict[Aspect, Sign], known: Known, service: str) -> tuple[Verdict, Sentence]:
    against = [aspect for aspect in _AGAINST if signs[aspect].fit is Fit.AGAINST]
    if against:
        verdict, template = _AGAINST[against[0]]
        values = {
            "number": known.label,
            "service": service,
            "regions": ", ".join(known.regions),
            "symptom": signs[Aspect.SYMPTOM].known,
        }
        return verdict, Sentence(template, {name: each for name, each in values.items() if f"{{{name}}}" in template})
    is_service, is_symptom = (signs[each].fit is Fit.FITS for each in (Aspect.SERVICE, Aspect.SYMPTOM))
    if is_service or is_symptom:
        return Verdict.SAME_ISSUE, Sentence(_FITTING[is_service, is_symptom])
    return Verdict.UNKNOWN, Sentence(NOTHING)


NOTHING: Final = "no service, no symptom"
_AGAINST: Final = {
    Aspect.ACCOUNT: (Verdict.ISOLATED, "one account; no fault is known on one account alone"),
    Aspect.TIME: (Verdict.ISOLATED, "began before the fault of {number}"),
    Aspect.SERVICE: (Verdict.UNKNOWN, "nothing is known of {service}"),
    Aspect.REGION: (Verdict.UNKNOWN, "known in {regions} only"),
    Aspect.SYMPTOM: (Verdict.UNKNOWN, "another symptom than {symptom}"),
}
"""What speaks against it, the weightiest first."""
_FITTING: Final = {
    (True, True): "service, time and symptom fit",
    (True, False): "service and time fit",
    (False, True): "symptom and time fit",
}


def _service_in(text: str, names: Iterable[str]) -> str:
    """The service whose name stands in the words; the longest, if several do."""
    found = [name for name in dict.fromkeys(names) if is_named(text, name)]
    return max(found, key=len, default="")


def is_named(text: str, name: str) -> bool:
    """Whether the name stands in the text, as a word of its own."""
    plain = name.casefold().strip()
    return bool(plain) and re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", text.casefold()) is not None


def _speaks_of(text: str, name: str) -> bool:
    """Whether a word of the text begins like a telling one of the name."""
    beginnings = {word[:LEAST_LETTERS] for word in _WORD.findall(name.casefold()) if len(word) >= LEAST_LETTERS}
    return any(word[:LEAST_LETTERS] in beginnings for word in _WORD.findall(text.casefold()))


def _is_like(one: str, other: str) -> bool:
    """Whether two names mean one thing: equal, or all words of the shorter stand in the longer."""
    first, second = (set(_WORD.findall(each.casefold())) for each in (one, other))
    return bool(first and second) and (first <= second or second <= first)


def _shared(text: str, known: str) -> list[str]:
    """Telling words that both have."""
    first, second = (
        {word for word in _WORD.findall(each.casefold()) if len(word) >= LEAST_LETTERS and word not in _PLAIN}
        for each in (text, known)
    )
    return sorted(first & second)


_PLAIN: Final = frozenset(
    _WORD.findall(
        "about after again also been before cannot could does down error errors from have help here into just like "
        "more only please since some still than that their them then there they this very want were what when where "
        "which will with work working would your customers users fails failed"
    )
)
