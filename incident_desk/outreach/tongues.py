"""What a voice says in each language for what is written in signs: times, dates, units, links, abbreviations."""

from collections.abc import Mapping
from typing import Final

import msgspec


class Tongue(msgspec.Struct, frozen=True):
    """The words of one language. `hour` and `past` say a time: {hour} and {minute} are words."""

    months: tuple[str, ...]
    date: str
    hour: str
    past: str
    zero_past: str
    point: str
    to: str
    at: str
    dot: str
    slash: str
    dash: str
    version: str
    thousands: str
    units: Mapping[str, str]
    written: Mapping[str, str]
    """Abbreviations that are said as words."""


EN: Final = Tongue(
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    date="{month} {ordinal}",
    hour="{hour} hundred", past="{hour} {minute}", zero_past="{hour} oh {minute}",
    point="point", to="to", at="at", dot="dot", slash="slash", dash="dash", version="version",
    thousands=",",
    units={
        "%": "percent", "ms": "milliseconds", "s": "seconds", "sec": "seconds", "min": "minutes", "mins": "minutes",
        "h": "hours", "hr": "hours", "hrs": "hours", "d": "days", "kB": "kilobytes", "KB": "kilobytes",
        "MB": "megabytes", "GB": "gigabytes", "TB": "terabytes", "kV": "kilovolts", "MW": "megawatts",
        "km": "kilometres", "°C": "degrees", "€": "euros", "$": "dollars", "£": "pounds",
    },
    written={
        "e.g.": "for example", "i.e.": "that is", "etc.": "and so on", "approx.": "about", "ca.": "about",
        "vs.": "against", "no.": "number", "&": "and", "+": "plus", "@": "at", "ETA": "expected time",
        "24/7": "around the clock",
    },
)  # fmt: skip

DE: Final = Tongue(
    months=(
        "Januar", "Februar", "März", "April", "Mai", "Juni",
        "Juli", "August", "September", "Oktober", "November", "Dezember",
    ),
    date="{ordinal} {month}",
    hour="{hour} Uhr", past="{hour} Uhr {minute}", zero_past="{hour} Uhr {minute}",
    point="Komma", to="bis", at="ät", dot="Punkt", slash="Schrägstrich", dash="Bindestrich",
    version="Version",
    thousands=".",
    units={
        "%": "Prozent", "ms": "Millisekunden", "s": "Sekunden", "sek": "Sekunden", "min": "Minuten", "min.": "Minuten",
        "h": "Stunden", "std": "Stunden", "std.": "Stunden", "kB": "Kilobyte", "KB": "Kilobyte", "MB": "Megabyte",
        "GB": "Gigabyte", "TB": "Terabyte", "kV": "Kilovolt", "MW": "Megawatt", "km": "Kilometer",
        "°C": "Grad", "€": "Euro", "$": "Dollar", "£": "Pfund",
    },
    written={
        "z.B.": "zum Beispiel", "d.h.": "das heißt", "bzw.": "beziehungsweise", "ca.": "etwa", "usw.": "und so weiter",
        "ggf.": "gegebenenfalls", "inkl.": "einschließlich", "Nr.": "Nummer", "&": "und", "+": "plus", "@": "ät",
        "24/7": "rund um die Uhr",
    },
)  # fmt: skip

ES: Final = Tongue(
    months=(
        "enero", "febrero", "marzo", "abril", "mayo", "junio",
        "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ),
    date="{number} de {month}",
    hour="{hour} horas", past="{hour} {minute}", zero_past="{hour} cero {minute}",
    point="coma", to="a", at="arroba", dot="punto", slash="barra", dash="guion",
    version="versión", thousands=".",
    units={
        "%": "por ciento", "ms": "milisegundos", "s": "segundos", "min": "minutos", "h": "horas", "kB": "kilobytes",
        "KB": "kilobytes", "MB": "megabytes", "GB": "gigabytes", "TB": "terabytes", "kV": "kilovoltios",
        "MW": "megavatios", "km": "kilómetros", "°C": "grados", "€": "euros", "$": "dólares",
        "£": "libras",
    },
    written={
        "p.ej.": "por ejemplo", "aprox.": "aproximadamente", "etc.": "etcétera", "núm.": "número", "&": "y", "+": "más",
        "@": "arroba", "24/7": "las veinticuatro horas",
    },
)  # fmt: skip

TONGUES: Final[Mapping[str, Tongue]] = {"en": EN, "de": DE, "es": ES}

_WORDS: Final = """
AIDS ASAP CAPTCHA CERN COVID GIF JPEG LAN LASER LED MAC NASA NATO NEWS PIN RAM REST ROM SAML SIM SOAP UNESCO VAT WAN
WE IS IN ON AT TO OF OR AS BY NO UP SO IF DO GO AND ARE BUT FOR HAS NOT NOW OUR OUT THE WAS YOU
DER DIE DAS UND IST WIR SIE LOS LAS UNA CON POR
"""
SAID_AS_WORDS: Final = frozenset(_WORDS.split())
"""Capitals that nobody spells out; what has five letters or more is said as a word, too."""
