"""The reports after an incident as plain values: what each says now, and who signed it or dissented."""

from typing import Any

from incident_desk.domain.board import Board
from incident_desk.domain.moments import iso
from incident_desk.domain.people import People
from incident_desk.domain.review_report import digest_of, text_of


def review_reports_shown(board: Board, people: People) -> list[dict[str, Any]]:
    """In the order in which they were begun. `current`: somebody answered to the words as they stand."""
    found: list[dict[str, Any]] = []
    for report in board.review_reports.of.values():
        text = text_of(report, board.drafts)
        now = digest_of(text)
        answers = [
            {
                "entry": each.entry,
                "by": each.person,
                "name": people.name(each.person),
                "at": iso(each.at_us),
                "signed": each.is_agreeing,
                "text": board.timeline.text_of(each.entry),
                "current": each.digest == now,
            }
            for each in board.review_reports.answered(report.id)
        ]
        about = {"id": report.id, "template": report.template, "title": report.title, "begun_by": report.by}
        found.append({**about, "begun_at": iso(report.begun_us), "text": text, "answers": answers})
    return found
