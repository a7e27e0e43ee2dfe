"""Numbers as they are said: counts, times of the day, dates, percentages, spans, versions, telephone numbers."""

import functools
import re
from typing import TYPE_CHECKING, Final

from incident_desk.outreach.tongues import Tongue

if TYPE_CHECKING:  # loaded when the first number is said
    from unicode_rbnf import RbnfEngine

_DIGIT: Final = re.compile(r"\d")
_SPAN: Final = re.compile(r"(?<=\d)\s?[–—-]\s?(?=\d)(?![\d-]*\d{4}-)")
_ISO: Final = re.compile(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?:T(?=\d))?(?![\d-])")
_TIME: Final = re.compile(r"(?<![\d:.])([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?![\d:])(?:\s?Uhr\b)?")
_TWELVE: Final = re.compile(r"\b(\d{1,2})(?::(\d\d))?\s?([ap])\.?m\b\.?", re.IGNORECASE)
_VERSION: Final = re.compile(r"(?<![\w.])(v?)(\d{1,4}(?:\.\d{1,6}){2,4}|(?<=v)\d{1,4}(?:\.\d{1,6})?)(?![\w.]*\d)")
_V: Final = re.compile(r"\bv(?=\d)")
_PHONE: Final = re.compile(r"(?<![\w.,])(?:\+\d{1,3}|0\d{2,5}|\(0\d{1,5}\))(?:[\s/-]?\d{2,}){2,6}(?!\d)")
_ORDINAL: Final = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\b")
_MONEY: Final = re.compile(r"([€$£])\s?(\d[\d.,]*\d|\d)")
_MEASURED: Final = re.compile(r"(\d)\s?(%|°C|[€$£]|[A-Za-z]{1,4}\b)")
_LASTED: Final = re.compile(r"(\d)\s?h\s?(\d{1,2})\s?m(?:in)?\b")
_CODE: Final = re.compile(r"(?i:\b(HTTP|error|status|code|Fehler|código)\s)(\d{3})(?![\d.,:%])")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_LONGEST: Final = 15
"""A longer number is no count that anybody understands: it is said figure by figure."""


def said(sentence: str, tongue: Tongue, language: str) -> str:
    """A sentence with its numbers in words."""
    if _DIGIT.search(sentence) is None:
        return sentence
    sentence = _PHONE.sub(lambda match: figures(match[0], language), sentence)
    sentence = _ISO.sub(lambda match: _iso(match, tongue, language), sentence)
    sentence = _dates(sentence, tongue, language)
    sentence = _SPAN.sub(f" {tongue.to} ", sentence)
    sentence = _times(sentence, tongue, language)
    sentence = _VERSION.sub(lambda match: _version(match, tongue, language), sentence)
    sentence = _LASTED.sub(r"\1 h \2 min", sentence)
    sentence = _CODE.sub(lambda match: f"{match[1]} {figures(match[2], language)}", sentence)
    sentence = _MONEY.sub(r"\2 \1", sentence)
    sentence = _MEASURED.sub(lambda match: _measured(match, tongue), sentence)
    if language == "en":
        sentence = _ORDINAL.sub(lambda match: ordinal(int(match[1]), language), sentence)
    return _NUMBER.sub(lambda match: _number(match[0], tongue, language) + _gap(match), sentence)


@functools.lru_cache(maxsize=2048)
def count(number: float, language: str) -> str:
    """As it is counted: twelve."""
    return _clean(_engine(language).format_number(number).text)


@functools.lru_cache(maxsize=512)
def ordinal(number: int, language: str) -> str:
    """As it is put in order: twelfth; of a German date "zwölften"."""
    from unicode_rbnf import FormatPurpose

    found = _engine(language).format_number(number, FormatPurpose.ORDINAL)
    return _clean(found.text_by_ruleset.get("spellout-ordinal-n", found.text))


def figures(written: str, language: str) -> str:
    """Figure by figure, in groups as they are written."""
    groups = re.findall(r"\+|\d+", written)
    words = {"en": "plus", "de": "plus", "es": "más"}
    return ", ".join(
        words.get(language, "plus") if each == "+" else " ".join(count(int(figure), language) for figure in each)
        for each in groups
    ).replace(f"{words.get(language, 'plus')}, ", f"{words.get(language, 'plus')} ")


def _iso(match: re.Match[str], tongue: Tongue, language: str) -> str:
    year, month, day = (int(each) for each in match.groups())
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return match[0].replace("-", " ")
    return f"{_date(day, tongue.months[month - 1], tongue, language)} {_year(year, language)} "


def _dates(sentence: str, tongue: Tongue, language: str) -> str:
    """31 January, January 31, 31. Januar, 31 de enero, with a year or without."""
    named = "|".join(tongue.months)
    if re.search(named, sentence) is None:
        return sentence
    year = r"(?:(?:,| de)?\s(\d{4}))?(?!\d)"

    def day_first(match: re.Match[str]) -> str:
        return _dated(int(match[1]), match[2], match[3], tongue, language)

    def month_first(match: re.Match[str]) -> str:
        return _dated(int(match[2]), match[1], match[3], tongue, language)

    sentence = re.sub(rf"\b([0-3]?\d)(?:\.|st|nd|rd|th| de| of)?\s({named})\b{year}", day_first, sentence)
    return re.sub(rf"\b({named})\s([0-3]?\d)(?:st|nd|rd|th)?\b{year}", month_first, sentence)


def _dated(day: int, month: str, year: str | None, tongue: Tongue, language: str) -> str:
    said_year = f" {_year(int(year), language)}" if year else ""
    return f"{_date(day, month, tongue, language)}{said_year}"


def _date(day: int, month: str, tongue: Tongue, language: str) -> str:
    return tongue.date.format(month=month, ordinal=ordinal(day, language), number=count(day, language))


def _year(year: int, language: str) -> str:
    from unicode_rbnf import FormatPurpose

    said_year = _clean(_engine(language).format_number(year, FormatPurpose.YEAR).text)
    return f"de {said_year}" if language == "es" else said_year


def _times(sentence: str, tongue: Tongue, language: str) -> str:
    def twelve(match: re.Match[str]) -> str:
        minute = f" {count(int(match[2]), language)}" if match[2] and match[2] != "00" else ""
        return f"{count(int(match[1]), language)}{minute} {match[3].lower()} m"

    if language == "en":
        sentence = _TWELVE.sub(twelve, sentence)
    return _TIME.sub(lambda match: _time(int(match[1]), int(match[2]), tongue, language), sentence)


def _time(hour: int, minute: int, tongue: Tongue, language: str) -> str:
    said_hour = _hour(hour, language)
    if minute == 0:
        return tongue.hour.format(hour=said_hour)
    form = tongue.zero_past if minute < 10 else tongue.past
    return form.format(hour=said_hour, minute=count(minute, language))


@functools.lru_cache(maxsize=64)
def _hour(hour: int, language: str) -> str:
    """As a clock says it: "ein Uhr", "veintiuna horas"."""
    forms = _engine(language).format_number(hour).text_by_ruleset
    wanted = {"de": "spellout-cardinal-neuter", "es": "spellout-cardinal-feminine"}.get(language, "")
    return _clean(forms[wanted]) if wanted in forms else count(hour, language)


def _version(match: re.Match[str], tongue: Tongue, language: str) -> str:
    point = "point" if language == "en" else tongue.dot
    parts = f" {point} ".join(count(int(part), language) for part in match[2].split("."))
    return f"{tongue.version} {parts}" if match[1] else parts


def _measured(match: re.Match[str], tongue: Tongue) -> str:
    unit = tongue.units.get(match[2]) or tongue.units.get(match[2].lower())
    return f"{match[1]} {unit}" if unit else match[0]


def _number(written: str, tongue: Tongue, language: str) -> str:
    whole, decimals = _parted(written, tongue.thousands)
    if len(whole) > _LONGEST or len(decimals) > 6:
        return figures(written, language)
    if len(whole) > 1 and whole.startswith("0"):
        return figures(whole, language)
    said_whole = count(int(whole), language)
    if not decimals:
        return said_whole
    return f"{said_whole} {tongue.point} {' '.join(count(int(figure), language) for figure in decimals)}"


def _gap(match: re.Match[str]) -> str:
    """9K is two words."""
    return " " if match.string[match.end() : match.end() + 1].isalpha() else ""


def _parted(written: str, thousands: str) -> tuple[str, str]:
    """Whole and decimals, whichever of "1,234.5" and "1.234,5" it is; "1,234" goes by the language."""
    if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+", written):
        return re.sub(r"\D", "", written), ""
    whole, sign, decimals = written.replace(",", ".").rpartition(".")
    return (re.sub(r"\D", "", whole), decimals) if sign else (decimals, "")


@functools.cache
def _engine(language: str) -> "RbnfEngine":
    from unicode_rbnf import RbnfEngine

    return RbnfEngine.for_language(language)


def _clean(words: str) -> str:
    return words.replace("\xad", "")
