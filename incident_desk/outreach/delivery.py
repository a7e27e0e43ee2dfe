"""Handing words to a service, through apprise; and what stands in the way, in words without a secret in them."""

import logging
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from incident_desk.domain.errors import BadInput, DeskError
from incident_desk.outreach.plain_faults import in_words

ADDRESS: Final = "{address}"
"""Stands in an apprise address for that of whoever is called."""
NO_SCREEN: Final = frozenset({"dbus", "qt", "glib", "kde", "gnome", "macosx", "windows", "syslog"})
"""What apprise shows on this very machine: that calls nobody in."""

KEY_HEADERS: Final = {
    **dict.fromkeys(("json", "xml", "form"), "Idempotency-Key"),
    "mailto": "X-Incident-Desk-Message",
}
"""In which header a service gets the key of what is sent (decision 072); other services take none."""
_RECEIVERS: Final = ("to", "cc", "bcc")


class Undelivered(DeskError):
    """It was not sent, as far as can be known; the message says why."""


def must_be_usable(url: str) -> None:
    """Raises: BadInput saying in words what is wrong with an address of apprise."""
    if urlsplit(url).scheme.lower() in NO_SCREEN:
        raise BadInput("that shows something on this machine only; name a service that reaches people")
    if _service(url.replace(ADDRESS, "someone@example.org")) is None:
        raise BadInput(
            "apprise does not know that address; write it as its manual has it, like mailtos://user:password@host"
        )


def is_mail(url: str) -> bool:
    """Whether it is the address of a mail account."""
    return urlsplit(url).scheme.lower() in ("mailto", "mailtos")


def mail_to_one(url: str, headers: Mapping[str, str]) -> str:
    """The address of a mail account as it sends to one person at a time, with these headers; empty for what is none."""
    parts = urlsplit(url)
    if not is_mail(url):
        return ""
    kept = [each for each in parts.query.split("&") if each and each.partition("=")[0].lower() not in _RECEIVERS]
    more = [f"+{name}={quote(value, safe='')}" for name, value in headers.items()]
    return urlunsplit(parts._replace(path="", query="&".join([*kept, f"to={ADDRESS}", *more])))


def deliver(url: str, address: str, title: str, body: str) -> None:
    """Send it now; blocks until the service has answered, for at most some seconds. Raises: Undelivered."""
    import apprise

    heard = _Heard()
    log = logging.getLogger("apprise")
    log.propagate = False  # what it complains of is told to whoever called
    log.setLevel(logging.DEBUG)  # it says there why
    log.addHandler(heard)
    try:
        service = _service(url.replace(ADDRESS, quote(address, safe="")))
        if service is None:
            raise Undelivered(f"There is no way to reach “{address}” by that channel.")
        # text is what is meant, wherever a service would rather have HTML
        is_sent = service.notify(body=body, title=title, body_format=apprise.NotifyFormat.TEXT)
    finally:
        log.removeHandler(heard)
    if not is_sent:
        said = heard.said()
        words = in_words(said, _port(url)) if said else "The service refused it and did not say why."
        raise Undelivered(_without_secrets(words, url))


def deliver_to_all(url: str, title: str, body: str, key: str = "") -> None:
    """Send it now to whomever the address of the channel names; blocks likewise. Raises: Undelivered.

    Args:
        key: the same whenever and by whichever desk the same is sent: by it a receiver knows what it has already.
    """
    if ADDRESS in url:
        raise Undelivered("That channel reaches one person at a time: name in its address who gets messages.")
    deliver(_with_key(url, key), "", title, body)


def _with_key(url: str, key: str) -> str:
    header = KEY_HEADERS.get(urlsplit(url).scheme.lower().removesuffix("s"))
    if header is None or not key:
        return url
    return f"{url}{'&' if '?' in url else '?'}+{header}={key}"


def _service(url: str) -> Any | None:
    import apprise

    asset = apprise.AppriseAsset(app_id="Incident Desk", async_mode=False, secure_logging=True, plugin_paths=[])
    made: Any = apprise.Apprise(asset=asset)
    log = logging.getLogger("apprise")
    log.propagate = False
    return made if made.add(url) else None


def _port(url: str) -> int | None:
    try:
        return urlsplit(url).port
    except ValueError:  # apprise's own way to write an address
        return None


class _Heard(logging.Handler):
    """What apprise says while it tries."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self._lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING or "Exception: " in record.getMessage():
            self._lines.append(" ".join(record.getMessage().split()))

    def said(self) -> str:
        return "; ".join(dict.fromkeys(map(_plainly, self._lines)))[:400]


_KIND_OF_FAULT: Final = re.compile(r"^(?:\w+ )?Exception: ")
_ANSWER: Final = re.compile(r"\((\d{3}), b(['\"])(.*?)\2(?:, '[^']*')?\)")
_PER_ADDRESS: Final = re.compile(r"\{['\"]([^'\"]+)['\"]: (\d{3} [^{}]*)\}")


def _plainly(line: str) -> str:
    """Without what only a programmer reads: a mail server's answer as it gave it."""
    line = _ANSWER.sub(r"\1 \3", _KIND_OF_FAULT.sub("", line))
    return _PER_ADDRESS.sub(r"\1: \2", line)


def _without_secrets(words: str, url: str) -> str:
    """Whatever of the address is secret stands nowhere: not on the record, not in a log."""
    parts = urlsplit(url)
    hidden = {parts.username or "", parts.password or "", *re.split(r"[/?&=]", parts.path + "?" + parts.query)}
    for word in sorted({*hidden, *map(unquote, hidden)}, key=len, reverse=True):
        if len(word) >= 6 and word != ADDRESS:
            words = words.replace(word, "…")
    return words


def send_test(url: str, address: str) -> None:
    """A message that says it is a test. Raises: BadInput if somebody has to be named; Undelivered in words."""
    if ADDRESS in url and not address.strip():
        raise BadInput("say whom to send the test to: this channel reaches one person at a time")
    if ADDRESS not in url and address.strip():
        raise BadInput(
            f"this channel sends everything to the address that stands in it, and not to “{address.strip()}”:"
            f" set it up anew with {ADDRESS} where a person's address belongs, or test it without one"
        )
    deliver(url, address.strip(), "Test of Incident Desk", "This is only a test: this channel works. Nobody is needed.")
