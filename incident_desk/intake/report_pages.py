"""The plain pages of a report: the form, and what became of it. No script, nothing fetched, readable on a phone."""

import html
from collections.abc import Iterable

from incident_desk.domain.report_entries import REACH_LETTERS, TEXT_LETTERS, Symptom, Verdict
from incident_desk.intake.pages import told_text, whole
from incident_desk.intake.report_said import said_in


def form(services: Iterable[str], regions: Iterable[str], language: str) -> str:
    """What is asked of whoever reports: no more than it takes to say whether it is us."""
    said = said_in(language)
    fields = (
        f'<input type="hidden" name="language" value="{html.escape(language)}">',
        _choice("service", said.service, [(each, each) for each in services]),
        _choice("region", said.region, [(each, each) for each in regions]),
        _choice("symptom", said.symptom, [(each.value, said.symptom_named(each)) for each in Symptom]),
        f'<label for="since">{told_text(said.since)}</label>'
        '<input id="since" name="since" maxlength="60" autocomplete="off">',
        f'<label for="text">{told_text(said.text)}</label>'
        f'<textarea id="text" name="text" rows="4" maxlength="{TEXT_LETTERS}"></textarea>',
        f'<label for="reach">{told_text(said.reach)}</label>'
        f'<input id="reach" name="reach" type="email" maxlength="{REACH_LETTERS}" autocomplete="email">',
        f'<div hidden><label for="leave_empty">{told_text(said.leave_empty)}</label>'
        '<input id="leave_empty" name="leave_empty"></div>',
        f'<button class="go">{told_text(said.send)}</button>',
    )
    return whole(said.title, f'<form method="post" action="/report">{"".join(fields)}</form>', language)


def _choice(name: str, label: str, among: Iterable[tuple[str, str]]) -> str:
    """What is sent, and what is read of each."""
    options = "".join(f'<option value="{html.escape(sent)}">{told_text(read)}</option>' for sent, read in among)
    if not options:
        return ""
    choice = f'<select id="{name}" name="{name}"><option value=""></option>{options}</select>'
    return f'<label for="{name}">{told_text(label)}</label>{choice}'


def became(number: str, verdict: Verdict | None, answers: Iterable[str], language: str) -> str:
    """What became of a report, in the language of whoever reported; answers stand as they were written."""
    said = said_in(language)
    told = "".join(f"<p><strong>{told_text(each)}</strong></p>" for each in answers)
    title = said.answer if told else said.thanks
    return whole(title.format(number=number), told or f"<p>{told_text(said.verdicts[verdict])}</p>", language)
