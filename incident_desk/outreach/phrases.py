"""Words in three languages that blame somebody, or promise more than anybody can know, beside those of the plan.

A plan lists the phrases of its house; here is what takes a rule: who did something, and what is only meant of the past.
"""

import re
from typing import Final

import msgspec

from incident_desk.domain.sentences import Sentence


class Rule(msgspec.Struct, frozen=True):
    """What to look for. `blames` or promises; `needs` are word parts, in small letters, of which one must be there."""

    needs: tuple[str, ...]
    pattern: re.Pattern[str]
    blames: bool
    why: Sentence
    use: str = ""


def _of(needs: str, pattern: str, why: str, use: str = "", *, blames: bool = False) -> Rule:
    return Rule(tuple(needs.split("|")), re.compile(pattern, re.IGNORECASE), blames, Sentence(why), use)


_PERSON: Final = (
    r"(?:engineer|employee|administrator|admin|operator|developer|technician|contractor|intern|colleague|"
    r"(?:staff|team) member|member of (?:our|the) (?:staff|team)|trader|nurse|driver)"
)
_OTHERS: Final = r"(?:provider|vendor|supplier|carrier|partner|sponsor|contractor|data ?cent(?:er|re) operator)"
_DID: Final = (
    r"(?:deleted|removed|ran|forgot|misconfigured|failed|missed|overlooked|ignored|broke|pushed|entered|typed|chose|"
    r"pulled|"
    r"switched|disabled|made)"
)
_BY_MISTAKE: Final = (
    r"(?:accidentally|mistakenly|inadvertently|unintentionally|erroneously|wrongly|incorrectly|by mistake)"
)
_SAY_WHAT: Final = "Say what happened, not who did it"
_NOBODY_KNOWS: Final = "Nobody can know that yet"
_NAME_A_TIME: Final = "Name the time of the next update instead"
_OUR_SERVICE: Final = "They rely on us: say what we do about it"
_ONLY_CONFIRMED: Final = "Only where a confirmed fact says so"

RULES: Final = (
    _of("error|mistake|oversight", r"\b(?:human|operator|user|manual|administrator) (?:error|mistake|"
        r"oversight)s?\b(?! (?:message|code|page|log|rate)s?)", _SAY_WHAT,
        "a step went wrong", blames=True),
    _of("engineer|employee|admin|operator|developer|technician|contractor|intern|colleague|member|trader|nurse|"
        "driver",
        rf"\b(?:an?|one(?: of (?:our|the))?|our|the|some) (?:[\w-]{{1,20}} )?{_PERSON}s?(?:'s)? (?:{_BY_MISTAKE} "
        rf")?(?:had |has |have )?"
        rf"(?:{_BY_MISTAKE} )?{_DID}\b", _SAY_WHAT, blames=True),
    _of("mistake|error|negligen|careless|incompeten|fault", r"\b(?:mistakes?|errors?|negligence) (?:made )?(?:by|of|"
        r"on the part of) "
        rf"(?:an?|one|our|the)? ?(?:[\w-]{{1,20}} )?{_PERSON}s?\b|\bnegligen(?:t|ce)\b|\bcareless(?:ly|ness)?\b|"
        rf"\bincompeten(?:t|ce)\b|"
        r"\b(?:is|are|was|were) (?:at fault|to blame|the fault of)\b", _SAY_WHAT, blames=True),
    _of("forgot|should have",
        r"\b(?:forgot to|should have (?:known|noticed|checked|caught|tested))\b", _SAY_WHAT, blames=True),
    _of("provider|vendor|supplier|carrier|partner|sponsor|contractor|data", r"\b(?:caused by|due to|because of|"
        r"fault of|blame)"
        r"(?: \w{1,20}){0,8}? (?:with |at |by |from |of )?(?:an?|our|the|one of our)(?: [\w-]{1,20}){0,2} " + _OTHERS +
        r"s?\b|"
        rf"\b{_OTHERS}s?[’']s? (?:fault|error|mistake|failure)\b", _OUR_SERVICE, blames=True),
    _of("customers|users", r"\bbecause (?:some )?(?:customers|users) (?:failed|did not|didn.t|misused|"
        r"ignored)\b", _SAY_WHAT,
        blames=True),
    _of("menschlich|bedien|schuld|versäum|fahrlässig", r"\b(?:menschliche[sn]? (?:Versagen|Fehler)\w{0,2}|"
        r"Bedien(?:er)?fehler\w{0,2}|"
        r"(?:ist|sind|war|waren) schuld|fahrlässig\w{0,2})\b", _SAY_WHAT, "ein Schritt ging schief", blames=True),
    _of("humano|culpa|negligen", r"\b(?:error(?:es)? humanos?|culpa de|(?:tuvo|tiene) la culpa|negligencia)\b",
        _SAY_WHAT, "un paso salió mal", blames=True),
    _of("again", r"\b(?:never|not|won.t|can.t|cannot) (?:\w{1,12} )?(?:happen|occur) again\b|\bnever again\b",
        _NOBODY_KNOWS, "we will say what we change"),
    _of("guarantee|once and for all|permanently|without any doubt|100", r"\b(?:(?:we|is|are) (?:fully "
        r")?guarantee[ds]?|once and for all|"
        r"permanently (?:fixed|resolved|solved)|without any doubt|100 ?% (?:sure|certain|safe|fixed|resolved|"
        r"available|guaranteed))\b",
        _NOBODY_KNOWS),
    _of("soon|shortly|quick|minute|momentarily|in no time|as possible",
        r"\bas (?:soon|quickly|fast) as (?:possible|we can)\b|\b(?:very |pretty )soon\b|\bany (?:minute|moment)\b|"
        r"\bmomentarily\b|"
        r"\bin no time\b|\b(?:will|should|expect|hope|going to|another)\b[^.!?\n]{0,80}?\b(?:soon|shortly|"
        r"quickly)\b(?! (?:after|before|as))",
        _NAME_A_TIME),
    _of("data", r"\bno (?:customer |user )?data (?:was|were|has been|have been|is|will be)? ?(?:lost|loss|affected|"
        r"compromised|exposed|at risk)\b|"
        r"\b(?:your|all|customer|user) data (?:is|are|was|were|remains?) (?:\w{1,12} )?(?:safe|secure|intact|not "
        r"affected)\b", _ONLY_CONFIRMED),
    _of("wieder", r"\b(?:nie wieder|nicht (?:wieder|noch einmal) (?:vorkommen|passieren))\b", _NOBODY_KNOWS),
    _of("garantier|endgültig|sicherheit", r"\b(?:wir garantieren|endgültig behoben|mit Sicherheit)\b", _NOBODY_KNOWS),
    _of("möglich|in kürze|bald|umgehend|jeden moment", r"\b(?:so (?:schnell|bald) wie möglich|schnellstmöglich|in "
        r"Kürze|(?:sehr )?bald wieder|"
        r"jeden Moment|umgehend)\b", _NAME_A_TIME),
    _of("daten", r"\b(?:keine Daten (?:\w{1,12} )?(?:verloren|betroffen|abgeflossen)|Ihre Daten sind (?:\w{1,12} "
        r")?sicher)\b", _ONLY_CONFIRMED),
    _of("volver|nunca", r"\b(?:no volverá a (?:ocurrir|pasar|suceder)|nunca más)\b", _NOBODY_KNOWS),
    _of("garantiz|definitiva", r"\b(?:garantizamos|resuelto definitivamente)\b", _NOBODY_KNOWS),
    _of("posible|pronto|breve|momento", r"\b(?:lo antes posible|cuanto antes|muy pronto|en breve|en cualquier "
        r"momento)\b", _NAME_A_TIME),
    _of("datos", r"\b(?:no se (?:ha|han) perdido datos|ningún dato (?:\w{1,12} )?perdido|sus datos están "
        r"(?:\w{1,12} )?(?:a salvo|seguros))\b",
        _ONLY_CONFIRMED),
)  # fmt: skip
"""Each bounded: no text makes one run for long."""
