"""Saves a report, for whoever was there or for readers outside: read and made aside, so that the window goes on."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.saving import aside, write_whole
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.review_report import ReviewReport

if TYPE_CHECKING:
    from incident_desk.learning.review_report_pages import Asked


async def save_report(
    bridge: Bridge, incident: IncidentId, report: ReviewReport, text: str, *, file: Path, hidden: Sequence[str] | None
) -> None:
    """In the form that the name of the file says; with `hidden`, even if nothing is in it, for readers outside.

    Raises: BadInput, and RuleError where anything would be read outside; nothing is written then.
    """
    from incident_desk.learning.review_report_pages import Asked  # only when something is saved

    board = await bridge.read(lambda desk: desk.fold(incident).board)
    asked = Asked(report, text, board, bridge.organisation.people, bridge.now_us())
    await aside(partial(_write, asked, bridge.organisation, file, hidden))


def _write(asked: "Asked", organisation: Organisation, file: Path, hidden: Sequence[str] | None) -> None:
    from incident_desk.desktop.printing import as_pdf
    from incident_desk.learning.redaction import for_outside
    from incident_desk.learning.review_report_saving import saved

    form = {".html": "html", ".htm": "html", ".md": "md", ".json": "json"}.get(file.suffix.casefold(), "pdf")
    redaction = None if hidden is None else for_outside(asked.board, organisation, hidden)
    write_whole(file, saved(asked, form, redaction=redaction, to_pdf=as_pdf))
