"""The few plain pages that somebody who was called in sees: no script, nothing fetched, readable on a phone."""

import base64
import html
from hashlib import sha256
from typing import Final

from incident_desk.domain.call_entries import Answer
from incident_desk.domain.call_telling import Told
from incident_desk.intake.links import Asked

STYLE: Final = """
:root { color-scheme: light dark; --text: #14181f; --soft: #55606e; --ground: #ffffff; --line: #c6ccd4; --go: #1f5fd0; }
@media (prefers-color-scheme: dark) {
  :root { --text: #eef1f5; --soft: #a3adba; --ground: #12161c; --line: #3a434f; --go: #2f6fe4; }
}
body { font: 18px/1.5 system-ui, sans-serif; color: var(--text); background: var(--ground); margin: 0 auto;
  padding: 24px 20px; max-width: 34rem; overflow-wrap: anywhere; }
h1 { font-size: 1.35rem; line-height: 1.3; margin: 0 0 .5rem; }
p { margin: .5rem 0; } .soft { color: var(--soft); }
form { margin: 1.25rem 0; }
label { display: block; margin: 1rem 0 .25rem; color: var(--soft); }
textarea, input, select { font: inherit; width: 100%; box-sizing: border-box; padding: .6rem; color: inherit;
  background: transparent;  border: 1px solid var(--line); border-radius: 8px; }
button { font: inherit; font-weight: 600; width: 100%; min-height: 56px; margin: .5rem 0 0; border-radius: 8px;
  border: 1px solid var(--line); background: transparent; color: inherit; }
button.go { background: var(--go); border-color: var(--go); color: #ffffff; }
a { color: inherit; }
"""
POLICY: Final = (
    "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    f"style-src 'sha256-{base64.b64encode(sha256(STYLE.encode()).digest()).decode()}'"
)
WORDS: Final = {Answer.ACKNOWLEDGED: "I am coming", Answer.DECLINED: "I cannot", Answer.DONE: "It is done"}


def question(asked: Asked) -> str:
    """What is asked; of a restricted incident nothing is told, and of a test that it is one."""
    if asked.incident is None:
        told = "<p>This is only a test of who can be reached. Nothing has happened, and nobody is needed.</p>"
        button = f'<button name="answer" value="{Answer.ACKNOWLEDGED.value}" class=go>It reached me</button>'
        return whole(
            "A test", f'{told}<p>{told_text(asked.occasion.holder.name)}</p><form method="post">{button}</form>'
        )
    buttons = "".join(
        f'<button name="answer" value="{answer.value}"{" class=go" if at == 0 else ""}>{WORDS[answer]}</button>'
        for at, answer in enumerate(asked.answers)
    )
    field = (
        '<label for="text">If there is something to say: why not, or what came of it</label>'
        '<textarea id="text" name="text" rows="3" maxlength="2000"></textarea>'
    )
    return whole("You are needed", f'{_about(asked.told)}<form method="post">{field}{buttons}</form>')


def _about(told: Told | None) -> str:
    if told is None:
        return "<p>You are needed: open Incident Desk.</p>"
    lines = [
        f"<p>{told_text(told.number)}, {told_text(told.severity)}</p>",
        f"<p><strong>{told_text(told.title)}</strong></p>",
        f"<p>{told_text(told.name)}: {told_text(told.about)}</p>",
        f"<p>{told_text(told.words)}</p>" if told.words else "",
        f"<p>Your duty: {told_text(told.duty)}</p>" if told.duty else "",
    ]
    if told.bridge is not None:
        words, address = told_text(told.bridge.where), told.bridge.address
        shown = f'<a rel="noreferrer noopener" href="{html.escape(address)}">{words}</a>' if address else words
        lines.append(f'<p class="soft">Bridge: {shown}</p>')
    return "".join(lines)


def thanks(answer: Answer, next_path: str, *, is_test: bool = False) -> str:
    """It is written down; where the work can be ended later, by which link."""
    if is_test:
        return plainly("Thank you", "They know that it reached you. There is nothing else to do.")
    words = {
        Answer.ACKNOWLEDGED: "They know that you are coming.",
        Answer.DECLINED: "They know that you cannot. Somebody else is asked.",
        Answer.DONE: "They know that it is done.",
    }
    later = f'<p><a href="{html.escape(next_path)}">Say here when it is done</a>; keep this page until then.</p>'
    return whole("Thank you", f"<p>{words[answer]}</p>{later if next_path else ''}")


def plainly(title: str, words: str) -> str:
    """A page with a sentence."""
    return whole(title, f"<p>{told_text(words)}</p>")


def whole(title: str, body: str, language: str = "en") -> str:
    """A page of these; `body` is HTML."""
    return (
        f'<!doctype html><html lang="{html.escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{told_text(title)}</title><style>{STYLE}</style></head><body><main>"
        f"<h1>{told_text(title)}</h1>{body}</main></body></html>"
    )


def told_text(words: str) -> str:
    """Words as text, whatever stands in them."""
    return html.escape(" ".join(words.split()))
