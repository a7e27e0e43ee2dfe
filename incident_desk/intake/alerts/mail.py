"""Alerts by e-mail, for what can send nothing else: to the token of its source, read as text, nothing believed."""

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Final

from incident_desk.domain.alert_entries import WORDS_LETTERS, AlertState, Seen
from incident_desk.intake.alerts.reading import text_of
from incident_desk.intake.report_mail import header_of, words_of

_OVER: Final = re.compile(
    r"(?<!\w)(?:resolved|recovered|recovery|ok|cleared|closed|up|normal|back to normal|ended)(?!\w)", re.IGNORECASE
)
_STATE: Final = re.compile(
    r"[\[({]?\s*(?<!\w)(?:firing|problem|alert|alarm|critical|warning|down|error|resolved|recovered|recovery|ok|cleared|"
    r"closed|up|normal|back to normal|ended)(?!\w)(?::\d+)?\s*[\])}]?[:\-\s]*",
    re.IGNORECASE,
)
_SEVERE: Final = re.compile(r"(?<!\w)(critical|error|warning|info)(?!\w)", re.IGNORECASE)


def heard_of(content: bytes, now_us: int) -> Seen:
    """What a mail says: its subject is the alert, and is over where the subject begins or ends with a word for that."""
    mail = BytesParser(EmailMessage, policy=policy.default).parsebytes(content)
    subject = text_of(header_of(mail, "Subject"), 300) or "mail without a subject"
    words = text_of(words_of(mail), WORDS_LETTERS)
    bare = " ".join(_STATE.sub(" ", subject).split()) or subject
    is_over = any(_OVER.search(part) for part in (subject[:24], subject[-16:]))
    severe = _SEVERE.search(subject)
    labels = {"alertname": bare, **({"severity": severe[1].casefold()} if severe else {})}
    return Seen(
        now_us,
        labels,
        {"summary": " ".join(words.split())[:500] or subject, "subject": subject},
        AlertState.RESOLVED if is_over else AlertState.FIRING,
        name=bare.casefold(),
    )
