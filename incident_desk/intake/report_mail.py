"""Reports of customers by e-mail: a small SMTP server takes them as text, whatever they pretend to be.

Nothing in a mail is believed, opened or fetched. It is accepted once it is on the disk, and known again by its id.
"""

import asyncio
import html
import re
import ssl
from collections.abc import Awaitable, Callable, Sequence
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from typing import TYPE_CHECKING, Final

from incident_desk.domain.errors import BadInput, DeskError
from incident_desk.domain.report_entries import KEY_LETTERS, REACH_LETTERS, TEXT_LETTERS, CameBy
from incident_desk.domain.reports import TakeReport
from incident_desk.intake.account import mark
from incident_desk.intake.rates import Rates
from incident_desk.intake.report_taking import Taking

if TYPE_CHECKING:
    from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST_BYTES: Final = 512 * 1024
MANY: Final = "flood from one sender"
_TAG: Final = re.compile(r"<(?:script|style)\b.*?</(?:script|style)\s*>|<[^>]{0,2000}>", re.IGNORECASE | re.DOTALL)
_QUOTED: Final = re.compile(r"^\s*>.*$", re.MULTILINE)
_ADDRESS: Final = re.compile(r"[^\s@<>,;:\"]{1,64}@[^\s@<>,;:\"]{1,189}")


AlertMails = Callable[[Sequence[str], bytes], Awaitable[str]]
"""Takes a mail that goes to the token of a monitor. Returns: what SMTP answers; empty for a mail to anybody else."""


class MailDoor:
    """What aiosmtpd asks at each step; it knows the names of these methods."""

    def __init__(self, taking: Taking, alerts: "AlertMails | None" = None) -> None:
        self._taking = taking
        self._alerts = alerts
        self._senders = Rates(10, 5)
        self._peers = Rates(300, 600)

    async def handle_DATA(self, server: "SMTP", session: "Session", envelope: "Envelope") -> str:
        peer = session.peer[0] if isinstance(session.peer, tuple) else ""
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        if self._alerts is not None and (answer := await self._alerts(envelope.rcpt_tos, content)):
            return answer
        if not self._senders.may(envelope.mail_from or "") or not self._peers.may(str(peer)):
            self._taking.turned_away(MANY, CameBy.EMAIL)
            return "451 4.7.1 Too many at once; try again later"
        try:
            await self._taking.take([report_of(content, envelope.mail_from or "")])
        except BadInput as e:
            return f"554 5.6.0 {e.what}"[:400]
        except DeskError:
            return "451 4.3.0 Could not be written down; try again later"
        return "250 2.6.0 Taken"


def report_of(content: bytes, sender: str) -> TakeReport:
    """What a mail says, as text.

    Args:
        sender: from the envelope; an answer goes there, and to no address that only the mail names.
    """
    mail = BytesParser(EmailMessage, policy=policy.default).parsebytes(content)
    subject, words = header_of(mail, "Subject"), words_of(mail)
    text = "\n".join(filter(None, (subject, words)))[:TEXT_LETTERS].strip()
    is_by_machine = header_of(mail, "Auto-Submitted").casefold() not in ("", "no") or not sender
    address = parseaddr(sender)[1]
    reach = address if _ADDRESS.fullmatch(address) and not is_by_machine else ""
    key = header_of(mail, "Message-ID")[:KEY_LETTERS] or mark("mail", content.decode("utf-8", "replace"))
    return TakeReport(text, reach=reach[:REACH_LETTERS], came_by=CameBy.EMAIL, key=key)


def header_of(mail: EmailMessage, name: str) -> str:
    """A head of it on one line; empty if it has none that can be read."""
    try:
        return " ".join(str(mail.get(name, "")).split())
    except Exception:  # noqa: BLE001 — the parser of the library falls over some broken headers in many ways
        return ""


def words_of(mail: EmailMessage) -> str:
    """The text of it; of HTML what is left without its tags, and of what it quotes nothing."""
    try:
        part = mail.get_body(("plain", "html"))
        found = part.get_content() if part is not None else ""
    except Exception:  # noqa: BLE001 — as above: unknown encodings, parts within parts that name none
        return ""
    if not isinstance(found, str):
        return ""
    text = found[: LARGEST_BYTES // 8]
    if part is not None and part.get_content_type() == "text/html":
        text = html.unescape(_TAG.sub(" ", text))
    own = _QUOTED.sub("", text)
    lines = [" ".join(line.split()) for line in (own if own.strip() else text).splitlines()]
    return "\n".join(line for line in lines if line)


async def listen(
    taking: Taking, at: tuple[str, int], tls: ssl.SSLContext | None, alerts: AlertMails | None = None
) -> tuple[asyncio.Server, int]:
    """Take mail from now on. Returns: what ends it, and the port. Raises: BadInput if nobody can listen there."""
    from aiosmtpd.smtp import SMTP  # only where mail is taken

    door = MailDoor(taking, alerts)

    def protocol() -> "SMTP":
        return SMTP(
            door,
            data_size_limit=LARGEST_BYTES,
            enable_SMTPUTF8=True,
            hostname="incident-desk",
            ident="Incident Desk",
            tls_context=tls,
            auth_exclude_mechanism=("LOGIN", "PLAIN"),  # anybody may write, nobody signs in
            timeout=60,
        )

    host, port = at
    try:
        server = await asyncio.get_running_loop().create_server(protocol, host, port)
    except OSError as e:
        raise BadInput(f"cannot be listened at: {e.strerror or e}", f"{host}:{port}") from e
    return server, int(server.sockets[0].getsockname()[1])
