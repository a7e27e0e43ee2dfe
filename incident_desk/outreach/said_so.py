"""What somebody affected looks for in a message: is it me, what is safe, what do I do, when is it back, when do I hear
more. Found by the words people use for it, in English, German and Spanish."""

import functools
import re
from collections.abc import Mapping
from typing import Final

import msgspec

from incident_desk.outreach.prose import sentences

Span = tuple[int, int]


class Cues(msgspec.Struct, frozen=True):
    """By which words each answer is known."""

    us: re.Pattern[str]
    safe: re.Pattern[str]
    meanwhile: re.Pattern[str]
    next_update: re.Pattern[str]
    back: re.Pattern[str]
    past: re.Pattern[str]


def _of(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


TIME: Final = (
    r"(?:\{\{\s*next_update\s*\}\}|\b(?:[01]?\d|2[0-3]):[0-5]\d(?:\s?(?:UTC|GMT|CET|CEST|[A-Z]{2,4}T|Uhr))?|"
    r"\b\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?|\b\d{1,2}(?:[.:]\d\d)?\s?Uhr\b|\[[^\]\n]{1,40}\])"
)
_LASTING: Final = (
    r"\b(?:\d{1,3}|an?|one|two|three|half an|einer?|zwei|drei|una?|dos|tres|media)\s?(?:more |weiteren? )?"
    r"(?:minutes?|mins?|hours?|hrs?|h|m|days?|Minuten?|Stunden?|Tagen?|minutos?|horas?|días?)\b"
)
_WHEN: Final = rf"(?:{TIME}|{_LASTING}|\b(?:today|tonight|tomorrow|heute|morgen|hoy|mañana)\b)"
_NEAR: Final = r"[^.!?\n]{0,80}?"

CUES: Final[Mapping[str, Cues]] = {
    "en": Cues(
        us=_of(
            r"\b(?:all|some|most|many|few|no|a (?:subset|small number|number|percentage) of)\s(?:of\s)?(?:our\s|"
            r"the\s)?(?:\w{1,20}\s){0,3}?"
            r"(?:customers|users|people|services|regions|accounts|requests|tenants|visitors|sites)\b",
            r"\b(?:everyone|everybody|nobody|not only you|it is us|customers|users|anyone)\b",
            r"\b(?:affect(?:s|ed|ing)|impact(?:s|ed|ing)?)\b",
            r"\bour (?:side|systems?|services?|platform|site|network|end)\b",
        ),
        safe=_of(
            r"\b(?:safe|intact|unaffected|unharmed)\b",
            r"\b(?:not|n.t|no|without|never)\b[^.!?\n]{0,40}?\b(?:affected|impacted|lost|loss|at risk|interrupted|"
            r"interruption)\b",
            r"\b(?:continues?|remains?|still|are|is)\b[^.!?\n]{0,30}?\b(?:works?|working|available|operational|"
            r"normally|accessible|as usual)\b",
            r"\b(?:work|works) (?:as|normally)\b",
        ),
        meanwhile=_of(
            r"\bplease\b", r"\byou (?:can|may|should|need|need not|do not|don.t|will need)\b", r"\bworkarounds?\b",
            r"\b(?:in the )?(?:meantime|meanwhile)\b", r"\bno action\b", r"\binstead\b", r"\btry (?:again|later)\b",
            r"(?<!we )(?<!they )\bdo not\b", r"\b(?:customers|users) (?:can|may|should|need)\b",
            r"\bwe (?:recommend|advise|ask|suggest)\b",
        ),
        next_update=_of(rf"\b(?:update|message|word|news|report back|hear|say more|write again)\b{_NEAR}{TIME}",
                        rf"\b(?:update|message|news|report)\b{_NEAR}\b(?:in|within|every) {_LASTING}"),
        back=_of(rf"\b(?:back|restored?|resolv(?:ed?|ution)|fixed?|available|recover(?:y|ed)?|complet(?:ed?|ion)|"
            rf"mitigat(?:ed|ion)|"
                 rf"expect(?:ed|ing)?|eta|estimated?|working again|normal)\b{_NEAR}\b(?:by|at|in|within|before|"
                 rf"around|about|until|"
                 rf"approximately|after|to take|take)\s(?:about |around |approximately |the next )?{_WHEN}",
                 rf"\b(?:it|this|repair|restore|recovery|fix)\b[^.!?\n]{{0,40}}?\b(?:will|should) "
                 rf"take{_NEAR}{_WHEN}"),
        past=_of(r"\b(?:was|were|had|has been|have been|since|from|began|started|resolved at|took|ended|recovered|"
            r"mitigated (?:at|by))\b"),
    ),
    "de": Cues(
        us=_of(r"\b(?:alle|einige|manche|viele|wenige|keine|ein Teil (?:der|"
            r"unserer))\s(?:\w{1,20}\s){0,3}?\w{0,30}?(?:kund|nutzer|benutzer|"
               r"menschen|dienste|anfragen|standort)\w{0,6}", r"\b(?:betroffen|betrifft|niemand|jeder|nicht nur "
               r"(?:Sie|du)|liegt an uns|bei uns)\b",
               r"\bunser(?:e|en|er|em)?\s\w{0,20}?(?:dienst|system|seite|plattform|netz)\w{0,4}"),
        safe=_of(r"\b(?:sicher|unversehrt|nicht betroffen|unbeeinträchtigt)\b", r"\b(?:nicht|kein(?:e|"
            r"en)?)\b[^.!?\n]{0,40}?\b(?:betroffen|verloren|"
                 r"gefährdet|beeinträchtigt|Verlust)", r"\b(?:funktionier\w{1,3}|läuft|laufen|erreichbar|"
                 r"verfügbar)\b[^.!?\n]{0,20}?\b(?:weiter|"
                 r"weiterhin|normal|wie gewohnt)|\b(?:weiterhin|normal|wie "
                 r"gewohnt)\b[^.!?\n]{0,30}?\b(?:funktionier|läuft|laufen|erreichbar|verfügbar)"),
        meanwhile=_of(r"\bbitte\b", r"\b(?:Sie|du|ihr) (?:können|kannst|sollten|müssen|brauchen|könnt)\b",
        r"\b(?:müssen|brauchen|können) Sie\b",
                      r"\b(?:in der Zwischenzeit|einstweilen|stattdessen|solange|bis dahin|Umgehung)\b", r"\bnichts "
                      r"(?:tun|unternehmen)\b"),
        next_update=_of(rf"\b(?:nächste\w?|Nachricht|Meldung|melden|Update|informier\w{{1,4}}|mehr|"
            rf"berichten)\b{_NEAR}{TIME}",
                        rf"\b(?:nächste\w?|Nachricht|melden|Update|informieren)\b{_NEAR}\bin {_LASTING}"),
        back=_of(rf"\b(?:wieder|behoben|hergestellt|verfügbar|erreichbar|fertig|voraussichtlich|vermutlich|erwarten|"
            rf"rechnen|dauert?)\b{_NEAR}"
                 rf"\b(?:um|bis|gegen|in|innerhalb|ab|etwa|noch|voraussichtlich)\s(?:etwa |von |ca\. )?{_WHEN}"),
        past=_of(r"\b(?:war|waren|hatte|hatten|wurde|wurden|seit|von|begann|dauerte|endete)\b"),
    ),
    "es": Cues(
        us=_of(r"\b(?:todos|todas|algunos|algunas|muchos|ningún|parte de)\s(?:\w{1,20}\s){0,3}?(?:clientes|usuarios|"
            r"personas|servicios|"
               r"solicitudes|regiones)\b", r"\b(?:afecta(?:n|do|dos|da|das)?|nadie|no solo usted|clientes|"
               r"usuarios)\b",
               r"\bnuestr[oa]s? (?:servicio|sistema|plataforma|red|lado)s?\b"),
        safe=_of(r"\b(?:a salvo|segur[oa]s?|intact[oa]s?)\b", r"\b(?:no|ningún|ninguna|"
            r"sin)\b[^.!?\n]{0,40}?\b(?:afectad[oa]s?|perdido|pérdida|riesgo|"
                 r"interrupción)\b", r"\b(?:sigue|siguen|funcionan?|disponibles?)\b[^.!?\n]{0,30}?\b(?:funcionando|"
                 r"con normalidad|normalmente|disponibles?)\b"
                 r"|\bfunciona\b"),
        meanwhile=_of(r"\bpor favor\b", r"\b(?:puede|pueden|debe|deben|no es necesario|no necesita|espere|use|"
            r"utilice|inténtelo)\b",
                      r"\b(?:mientras tanto|en su lugar|entretanto)\b"),
        next_update=_of(rf"\b(?:próxim[oa]|actualización|aviso|informar\w{{0,4}}|mensaje|novedades|"
            rf"más)\b{_NEAR}{TIME}",
                        rf"\b(?:próxim[oa]|actualización|aviso|informar\w{{0,4}})\b{_NEAR}\ben {_LASTING}"),
        back=_of(rf"\b(?:restablecid[oa]|restablecer\w{{0,3}}|resuelt[oa]|resolver\w{{0,3}}|disponible|"
            rf"volver\w{{0,2}}|esperamos|previst[oa]|tardará)\b"
                 rf"{_NEAR}\b(?:a las?|antes de|en|hacia|sobre|dentro de|para)\s(?:las? |unas? )?{_WHEN}"),
        past=_of(r"\b(?:fue|fueron|era|desde|había|estuvo|comenzó|empezó|duró|terminó)\b"),
    ),
}  # fmt: skip
"""Each bounded within a sentence: no text makes one run for long."""

_TIME: Final = re.compile(TIME, re.IGNORECASE)


class Answers(msgspec.Struct, frozen=True):
    """Where a text says each thing; None where it does not."""

    us: Span | None
    safe: Span | None
    meanwhile: Span | None
    next_update: Span | None
    back: Span | None


_NAMES: Final = Answers.__struct_fields__


def answers(text: str, language: str) -> Answers | None:
    """What a text says; None in a language whose words are not known here."""
    if language[:2] not in CUES:
        return None
    each = [(start, _answers(sentence, language[:2])) for start, sentence in sentences(text)]
    found = {name: [_moved(place, start) for start, said in each if (place := getattr(said, name))] for name in _NAMES}
    return Answers(*(spans[-1 if name == "next_update" else 0] if spans else None for name, spans in found.items()))


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


@functools.lru_cache(maxsize=512)
def _answers(text: str, language: str) -> Answers:
    """Of one sentence."""
    cues = CUES[language]
    return Answers(
        us=_first(cues.us, text),
        safe=_first(cues.safe, text),
        meanwhile=_first(cues.meanwhile, text),
        next_update=_last_time(cues.next_update, text),
        back=_return(text, cues),
    )


def _first(pattern: re.Pattern[str], text: str) -> Span | None:
    found = pattern.search(text)
    return found.span() if found else None


def _last_time(pattern: re.Pattern[str], text: str) -> Span | None:
    """Of the last words that name when to hear more, the time itself."""
    spans = [found.span() for found in pattern.finditer(text)]
    if not spans:
        return None
    times = [found.span() for found in _TIME.finditer(text, *spans[-1])]
    return times[-1] if times else spans[-1]


def _return(text: str, cues: Cues) -> Span | None:
    """A time of return: no time of the past, and not that of the next update."""
    for found in cues.back.finditer(text):
        start = max(text.rfind(end, 0, found.start()) for end in (". ", "! ", "? ", "\n")) + 1
        sentence = text[start : found.end()]
        if not cues.past.search(sentence) and not cues.next_update.search(sentence):
            return found.span()
    return None
