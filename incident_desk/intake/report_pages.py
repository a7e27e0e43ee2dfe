"""The plain pages of a report: the form, and what became of it. No script, nothing fetched, readable on a phone."""

import html
from collections.abc import Iterable
from typing import Final

from incident_desk.domain.report_entries import REACH_LETTERS, TEXT_LETTERS, Symptom, Verdict
from incident_desk.intake.pages import plainly, told_text, whole

_WORDS: Final = {
    None: "Somebody looks at it. Keep this page, and look again: the answer stands here.",
    Verdict.SAME_ISSUE: "It is us, and we are at work on it.",
    Verdict.ISOLATED: "We know of nothing wider. Our support looks after it.",
    Verdict.UNKNOWN: "We do not know yet what it is.",
}


def form(services: Iterable[str], regions: Iterable[str]) -> str:
    """What is asked of whoever reports: no more than it takes to say whether it is us."""
    fields = (
        _choice("service", "Which service?", services),
        _choice("region", "Where are you?", regions),
        _choice("symptom", "What do you see?", [each.value for each in Symptom]),
        '<label for="since">Since when? (for example “20 min ago”, “19:30 CET”)</label>'
        '<input id="since" name="since" maxlength="60" autocomplete="off">',
        '<label for="text">In your words</label>'
        f'<textarea id="text" name="text" rows="4" maxlength="{TEXT_LETTERS}"></textarea>',
        '<label for="reach">Your e-mail, if you want to hear from us. It is used for nothing else.</label>'
        f'<input id="reach" name="reach" type="email" maxlength="{REACH_LETTERS}" autocomplete="email">',
        '<div hidden><label for="leave_empty">Leave this empty</label>'
        '<input id="leave_empty" name="leave_empty"></div>',
        '<button class="go">Send</button>',
    )
    return whole("Tell us what you see", f'<form method="post" action="/report">{"".join(fields)}</form>')


def _choice(name: str, label: str, among: Iterable[str]) -> str:
    options = "".join(f'<option value="{html.escape(each)}">{told_text(each)}</option>' for each in among)
    if not options:
        return ""
    choice = f'<select id="{name}" name="{name}"><option value=""></option>{options}</select>'
    return f'<label for="{name}">{label}</label>{choice}'


def became(number: str, verdict: Verdict | None, answers: Iterable[str]) -> str:
    """What became of a report."""
    told = "".join(f"<p><strong>{told_text(each)}</strong></p>" for each in answers)
    if not told:
        return plainly(f"Report {number}: thank you", _WORDS[verdict])
    return whole(f"Report {number}: our answer", told)
