"""A report after an incident as the bytes of a file, in any of its forms; one for readers outside is proved first."""

from collections.abc import Callable

from incident_desk.domain.errors import BadInput
from incident_desk.learning.plan_pack import Pack
from incident_desk.learning.redaction import Redaction
from incident_desk.learning.redaction_proof import must_be_clean
from incident_desk.learning.review_report_pages import Asked, as_html, as_json, as_markdown, as_pages, report_pages


def saved(
    asked: Asked, form: str, *, redaction: Redaction | None = None, to_pdf: Callable[[Pack], bytes] | None = None
) -> bytes:
    """What is written: "md", "html", "json", or "pdf" where somebody lends the printer.

    Raises: RuleError if anything stands in a file for readers outside that must not be read there.
    """
    pages = report_pages(asked, None if redaction is None else redaction.clean)
    if form == "pdf":
        if to_pdf is None:
            raise BadInput("nothing here makes pages", form)
        content = to_pdf(as_pages(pages))
    elif form == "json":
        content = as_json(pages, asked).encode()
    else:
        content = (as_html if form == "html" else as_markdown)(pages).encode()
    return content if redaction is None else must_be_clean(content, redaction)
