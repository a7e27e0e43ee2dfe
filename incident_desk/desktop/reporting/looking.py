"""Looks at the text of a report: which sentences stand on no entry, and which words blame. Runs on a worker."""

import msgspec
from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.drafting.text import Wave
from incident_desk.desktop.words import said
from incident_desk.domain.lines import Line
from incident_desk.domain.plan_outgoing import Sort, Wording
from incident_desk.domain.review_report_text import Stated, lines_of, stated, unsupported
from incident_desk.outreach.wording_checks import Search


class Seen(msgspec.Struct, frozen=True):
    """What was found in a text: sentences, those that stand on no entry, gaps, and waves below what is wrong."""

    text: str
    count: int
    unsupported: tuple[Stated, ...]
    gaps: tuple[Stated, ...]
    waves: tuple[Wave, ...]
    blaming: tuple[Wave, ...]


def look(text: str, on_record: dict[str, Line], wording: tuple[Wording, ...]) -> Seen:
    """All there is to be said of a report."""
    sentences = stated(text)
    loose = tuple(unsupported(text, on_record))
    hits = [hit for each in sentences if not lines_of(each, on_record) for hit in _blaming(each, wording)]
    marks = [Wave(each.start, each.end, "warn", _tr("It names no entry of the record.")) for each in loose]
    gaps = tuple(each for each in sentences if each.is_gap)
    return Seen(text, len(sentences) - len(gaps), loose, gaps, (*marks, *hits), tuple(hits))


def _blaming(sentence: Stated, wording: tuple[Wording, ...]) -> list[Wave]:
    """What was said on the record stays as it was said; what people write about it blames nobody."""
    found = Search(wording).hits(sentence.words)
    blames = (hit for hit in found if hit.sort is Sort.BLAMES)
    return [Wave(sentence.start + hit.start, sentence.start + hit.end, "bad", said(hit.said)) for hit in blames]


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReportSheet", text)
