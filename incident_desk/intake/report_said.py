"""What the pages of a report say, in the languages of the status page: each reads what became of it in their own."""

import re
from typing import Final

import msgspec

from incident_desk.domain.report_entries import Symptom, Verdict


class ReportSaid(msgspec.Struct, frozen=True):
    """One language. `symptoms` are in the order of their kinds, `verdicts` what was found; `{number}` is filled in."""

    title: str
    service: str
    region: str
    symptom: str
    symptoms: tuple[str, ...]
    since: str
    text: str
    reach: str
    leave_empty: str
    send: str
    thanks: str
    answer: str
    verdicts: dict[Verdict | None, str]

    def symptom_named(self, symptom: Symptom) -> str:
        return self.symptoms[tuple(Symptom).index(symptom)]


ENGLISH: Final = ReportSaid(
    title="Tell us what you see",
    service="Which service?",
    region="Where are you?",
    symptom="What do you see?",
    symptoms=("Not reachable", "Error message", "Slow", "Cannot sign in", "Data wrong or missing", "Something else"),
    since="Since when? (for example “20 min ago”, “19:30 CET”)",
    text="In your words",
    reach="Your e-mail, if you want to hear from us. It is used for nothing else.",
    leave_empty="Leave this empty",
    send="Send",
    thanks="Report {number}: thank you",
    answer="Report {number}: our answer",
    verdicts={
        None: "Somebody looks at it. Keep this page, and look again: the answer stands here.",
        Verdict.SAME_ISSUE: "It is us, and we are at work on it.",
        Verdict.ISOLATED: "We know of nothing wider. Our support looks after it.",
        Verdict.UNKNOWN: "We do not know yet what it is.",
    },
)
GERMAN: Final = ReportSaid(
    title="Sagen Sie uns, was Sie sehen",
    service="Welcher Dienst?",
    region="Wo sind Sie?",
    symptom="Was sehen Sie?",
    symptoms=(
        "Nicht erreichbar",
        "Fehlermeldung",
        "Langsam",
        "Anmelden geht nicht",
        "Daten falsch oder weg",
        "Etwas anderes",
    ),
    since="Seit wann? (zum Beispiel „20 min ago“, „19:30 CET“)",
    text="In Ihren Worten",
    reach="Ihre E-Mail, falls Sie von uns hören wollen. Sie dient nichts anderem.",
    leave_empty="Lassen Sie das leer",
    send="Senden",
    thanks="Meldung {number}: danke",
    answer="Meldung {number}: unsere Antwort",
    verdicts={
        None: "Jemand sieht es sich an. Behalten Sie diese Seite und sehen Sie wieder nach: Die Antwort steht hier.",
        Verdict.SAME_ISSUE: "Es liegt an uns, und wir arbeiten daran.",
        Verdict.ISOLATED: "Wir wissen von nichts Größerem. Unser Support kümmert sich darum.",
        Verdict.UNKNOWN: "Wir wissen noch nicht, was es ist.",
    },
)
SPANISH: Final = ReportSaid(
    title="Díganos qué ve",
    service="¿Qué servicio?",
    region="¿Dónde está?",
    symptom="¿Qué ve?",
    symptoms=(
        "No responde",
        "Mensaje de error",
        "Lento",
        "No puedo iniciar sesión",
        "Datos erróneos o ausentes",
        "Otra cosa",
    ),
    since="¿Desde cuándo? (por ejemplo «20 min ago», «19:30 CET»)",
    text="Con sus palabras",
    reach="Su correo, si quiere saber de nosotros. No se usa para nada más.",
    leave_empty="Deje esto vacío",
    send="Enviar",
    thanks="Aviso {number}: gracias",
    answer="Aviso {number}: nuestra respuesta",
    verdicts={
        None: "Alguien lo está mirando. Conserve esta página y vuelva a mirar: la respuesta estará aquí.",
        Verdict.SAME_ISSUE: "Es cosa nuestra, y trabajamos en ello.",
        Verdict.ISOLATED: "No sabemos de nada más amplio. Nuestro soporte se ocupa de ello.",
        Verdict.UNKNOWN: "Todavía no sabemos qué es.",
    },
)
SAID: Final = {"en": ENGLISH, "de": GERMAN, "es": SPANISH}
_WANTED: Final = re.compile(r"([A-Za-z]{1,8})(?:-[A-Za-z0-9-]{1,20})?\s*(?:;\s*q=([01](?:\.[0-9]{0,3})?))?")


def said_in(language: str) -> ReportSaid:
    """The words of a language; English where there are none."""
    return SAID.get(language.partition("-")[0].lower(), ENGLISH)


def language_of(chosen: str, accepted: str) -> str:
    """The language of whoever asks: the one of the page they came from, else what their browser would like best.

    Args:
        accepted: the header Accept-Language (RFC 9110, 12.5.4), as far as it can be read.
    """
    if chosen.partition("-")[0].lower() in SAID:
        return chosen.partition("-")[0].lower()
    wanted = [found for part in accepted[:400].split(",") if (found := _WANTED.fullmatch(part.strip()))]
    liked = sorted(wanted, key=lambda each: -float(each[2] or 1))
    return next((each[1].lower() for each in liked if each[1].lower() in SAID and each[2] != "0"), "en")
