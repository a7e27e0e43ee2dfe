"""What words of customers say: which symptom they see, that it is only theirs, since when it has been so.

Plain patterns in four languages. They serve suggestions that a person confirms, and work with no network.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from incident_desk.domain.moments import DAY_US, HOUR_US, MINUTE_US
from incident_desk.domain.report_entries import Symptom


def _words(*patterns: str) -> str:
    return r"(?<!\w)(?:" + "|".join(patterns) + r")(?!\w)"


@cache
def _compiled(words: str) -> re.Pattern[str]:
    """Made when it is first looked for: it takes some milliseconds, which the start of a window would wait for."""
    return re.compile(words, re.IGNORECASE)


def _says(text: str, words: str) -> bool:
    return _compiled(words).search(text) is not None


SHOWN_BY: Final[Mapping[Symptom, str]] = {
    Symptom.DOWN: _words(
        r"(?:is|are|was|went|goes|all|still|completely|totally) down",
        r"down\??$",
        r"down (?:for|again|right now|at the moment|since)",
        r"off ?line",
        r"outage|unreachable|unavailable|not reachable|no connection|dead|blank|white (?:page|screen)|black screen",
        r"(?:does|do|did|is|will|would)(?: not|n't|nt) (?:\w+ )?(?:load|loading|open|work|working|respond|"
        r"start|connect|"
        r"reachable|available|come up|play|ring)\w*",
        r"not (?:working|loading|responding|available|reachable|connecting|playing)|stopped working|nothing works",
        r"(?:cannot|can't|cant|can not|unable to|couldn't|could not) (?:\w+ ){0,2}?(?:reach|open|load|"
        r"connect|access|get|"
        r"use|call|pay|order|book|push|pull|clone|deploy|upload|download|send|receive|buy|check ?out|see|make)\w*",
        r"not load|no (?:dial )?tone|no signal|no service|no internet|no answer from",
        r"nicht erreichbar|antwortet nicht|geht (?:gar )?nicht|geht nichts|funktioniert (?:gar )?nicht|ausgefallen|"
        r"ausfall|l[äa]dt nicht",
        r"ne (?:marche|fonctionne|charge|répond)\w* (?:plus|pas)|en panne|indisponible|inaccessible",
        r"no (?:funciona|carga|responde|abre)|ca[íi]do|ca[íi]da|no puedo (?:entrar|pagar|acceder|abrir)",
    ),
    Symptom.ERROR: _words(
        r"errors?|fehler\w*|erreurs?|error(?:es)?|exceptions?|5\d\d|err_\w+|\w*_error",
        r"fail(?:s|ed|ing|ure|ures)?|refused|rejected|declined|denied|abgelehnt|refus[ée]e?|rechazad[oa]|"
        r"crash\w*|hung up",
        r"something went wrong|broken|aborts?|abgebrochen|invalid response|bad gateway",
    ),
    Symptom.SLOW: _words(
        r"slow\w*|lag\w*|sluggish|langsam\w*|lente?s?|lentement|lento|lenta|tim(?:e|es|ed|ing)[- ]?outs?",
        r"hang(?:s|ing)?|h[äa]ngt|stuck|freezes?|frozen|spinn(?:er|ing)|loading for(?:ever)?|keeps loading|"
        r"takes? (?:forever|"
        r"ages|minutes|so long|very long|too long)|pending|queued?|delay(?:s|ed)?|late|dauert|buffering|stops? at",
    ),
    Symptom.SIGN_IN: _words(
        r"log(?:ged)?[- ]?(?:in|out|on)|sign(?:ed)?[- ]?(?:in|out|on)|logins?|anmeld\w*|einloggen|passw\w+|2fa|mfa|sso|"
        r"session expired|connexion|me connecter|iniciar sesi[óo]n|contrase\w+|authenticat\w+",
    ),
    Symptom.DATA: _words(
        r"missing|gone|lost|disappeared|vanished|verschwunden|weg|disparu\w*|desaparec\w+|fehl(?:t|en)",
        r"wrong (?:data|amount|balance|price|number|numbers|figures|content|order|total)s?|twice|duplicated?s?|doppelt",
        r"(?:old|stale|outdated) (?:version|data|prices?|content)|empty|falsch\w*|incorrect|charged|abgebucht",
    ),
}

FITTING: Final[Mapping[Symptom, frozenset[Symptom]]] = {
    Symptom.DOWN: frozenset({Symptom.DOWN, Symptom.ERROR, Symptom.SLOW, Symptom.SIGN_IN}),
    Symptom.ERROR: frozenset({Symptom.DOWN, Symptom.ERROR, Symptom.SLOW, Symptom.SIGN_IN}),
    Symptom.SLOW: frozenset({Symptom.DOWN, Symptom.ERROR, Symptom.SLOW}),
    Symptom.SIGN_IN: frozenset({Symptom.SIGN_IN, Symptom.ERROR, Symptom.DOWN}),
    Symptom.DATA: frozenset({Symptom.DATA, Symptom.ERROR}),
    Symptom.OTHER: frozenset(),
}
"""What customers see of a fault that is told like that: of one that is down, one sees an error and another waits."""

_ONLY_THEIRS: Final = _words(
    r"only (?:me|my|on my|for me|with my|one of (?:my|our))(?! (?:or|and))(?!\?)",
    r"just (?:me|my|on my|for me)(?! or)(?!\?)|my account only",
    r"(?:my|our|the) (?:colleagues?|neighbou?rs?|wife|husband|friends?|others?|boss|team ?mates?) (?:can|"
    r"has no|have no|do not "
    r"have|does not have|is fine|are fine)",
    r"(?:other|all other) (?:users?|people|accounts?|customers?|colleagues?) (?:can|are fine|work|works|have no)",
    r"works? (?:fine |well )?(?:for|with|on) (?:my|everyone|everybody|all|the|others?|another|"
    r"other) ?(?:colleagues?|else|"
    r"others?|phone|laptop|computer|browser|account|device)?",
    r"(?:forgot|reset|change|changed|update|recover|lost|expired|new) (?:my|the|our) (?:password|token|"
    r"e-?mail|address|name|card|"
    r"pin|phone|ssh key|key|subscription|licen[cs]e)",
    r"my (?:token|password|ssh key|card|invoice|subscription|licen[cs]e|refund|trial|phone number|api key|"
    r"router|printer|bill|"
    r"contract)",
    r"invoices?|refunds?|billing address|rechnung\w*|facture|factura|feature request|how (?:do|can|to) (?:i|we)?",
    r"(?:e-?mail|address|name) change|would like to (?:cancel|change|upgrade|know)|cancel my|upgrade (?:my|our|to)",
    r"nur (?:bei )?(?:mir|mein\w*)|mein (?:passwort|konto|token)|passwort vergessen|seulement (?:moi|chez moi)|"
    r"mon (?:mot de passe|compte)|mi (?:contraseña|cuenta|factura)|solo (?:a mí|yo)",
    r"one (?:account|user|seat|laptop|repository of ours) ",
)
_EVERYBODY: Final = _words(
    r"everybody(?! else)|everyone(?! else)|all of us|whole (?:office|company|team|street|town|city|building)|"
    r"nobody (?:can|here)|we all|"
    r"none of us|all our|alle|keiner|tout le monde|todos|people (?:wait|are waiting)|or (?:is it )?everybody|for all|"
    r"our customers",
)
_LONG_AGO: Final = _words(
    r"(?:since|from|seit|depuis|desde) (?:yesterday|last \w+|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?",
    r"(?:since|from|seit|depuis|desde) (?:gestern|montag|dienstag|mittwoch|donnerstag|freitag|"
    r"letzter?n? \w+|hier|lundi|mardi|"
    r"la semaine|ayer|lunes|weeks?|months?|days?|tagen|wochen|monaten|jours|días|the (?:update|upgrade|"
    r"weekend)|christmas)",
    r"for (?:\w+ )?(?:days|weeks|months|years)|(?:\w+ )?(?:days|weeks|months) ago|always|never (?:worked|arrived|came)|"
    r"last (?:week|month|year)|schon immer|seit (?:\w+ )?(?:tagen|wochen|monaten)|yesterday|gestern",
)
_LASTING: Final = re.compile(
    r"(?:since|for|seit|depuis|desde hace|about|ago|~)?\s*(?:about |the last |last |"
    r"ca\.? )?(?<!\d)(\d{1,3}|an|one|half an)\s*"
    r"(minutes?|mins?|min|minuten|hours?|hrs?|h|stunden?|heures?|horas?|minutos)(?!\w)",
    re.IGNORECASE,
)
_SPOKEN: Final = {"an": 1.0, "one": 1.0, "half an": 0.5}


@lru_cache(maxsize=20_000)
def symptoms_in(text: str) -> frozenset[Symptom]:
    """What the words say that somebody sees."""
    return frozenset(symptom for symptom, shown in SHOWN_BY.items() if _says(text, shown))


def is_only_theirs(text: str) -> bool:
    """Whether the words say that it concerns one account or one person."""
    return _says(text, _ONLY_THEIRS) and not _says(text, _EVERYBODY)


def began_us(text: str, came_us: int) -> int | None:
    """Since when it has been so, by words such as "for 20 minutes" or "since yesterday"; None if they do not say."""
    if _says(text, _LONG_AGO):
        return came_us - DAY_US
    found = _LASTING.search(text)
    if found is None:
        return None
    count = _SPOKEN.get(found[1].casefold()) or float(found[1])
    is_hours = found[2][0].casefold() in "hs"
    return came_us - int(count * (HOUR_US if is_hours else MINUTE_US))
