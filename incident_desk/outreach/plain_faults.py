"""Why something could not be delivered, as a person would say it: what a service or the network answered, in words.

What is not known here stays as it was said. Whatever leaves open whether it arrived says "timed out" or "closed": the
sender goes by that (outbox).
"""

import re
from typing import Final

_HOST: Final = re.compile(r"host='([^']{1,253})', port=(\d+)|submitting email to \"([^\"]{1,253})\"")
_HTTP: Final = re.compile(r"\berror=(\d{3})\b")
_MAIL: Final = re.compile(r"(?<![\d.])([45]\d\d) (?=\S)")
_WHOM: Final = re.compile(r"(\S{1,64}@\S{1,190}): $")
_CERTIFICATE: Final = re.compile(r"certificate verify failed: ([^(\]']{1,120}?)(?: \(|'|$)")

_NETWORK: Final = (
    (
        re.compile(r"Name or service not known|Failed to resolve|getaddrinfo|nodename nor|No address associated"),
        "There is no server called {at}: check the name.",
    ),
    (
        re.compile(r"Connection refused|WinError 10061"),
        "At {where} nothing answers: check the port, and whether the service runs.",
    ),
    (re.compile(r"No route to host|Network is unreachable"), "There is no way from here to {at}: check the network."),
    (
        re.compile(r"STARTTLS extension not supported"),
        "{at} does not seal the line after it is open (no STARTTLS): use its port for TLS, mostly 465.",
    ),
    (
        re.compile(r"WRONG_VERSION_NUMBER|wrong version number|record layer failure|UNKNOWN_PROTOCOL"),
        "{where} does not speak TLS: use its port for TLS, or an address without TLS.",
    ),
    (
        re.compile(r"timed out|TimeoutError"),
        "{at} did not answer in time (timed out): check the port; a firewall may be in the way.",
    ),
    (
        re.compile(r"Connection unexpectedly closed|Connection aborted|Remote end closed|reset by peer"),
        "{at} closed the line without an answer: check the port, and whether that is the service meant.",
    ),
)
_OF_HTTP: Final = {
    400: "The service did not understand it",
    401: "The service did not take the key or the password of the address",
    403: "The service does not let this key or account send there",
    404: "There is nothing at that address: check the path",
    405: "There is nothing at that address that takes messages: check the path",
    410: "That address is no more: ask the service for a new one",
    413: "The service says that it is too long",
    422: "The service did not understand it",
    429: "The service says that it was asked too often: it takes more later",
}


def in_words(said: str, port: int | None = None) -> str:
    """What apprise said, for a person; with the answer of the service where it gave one.

    Args:
        port: that of the address, for whoever does not say which was tried.
    """
    where = _where(said, port)
    if "certificate verify failed" in said:
        found = _CERTIFICATE.search(said)
        why = found[1].strip().rstrip(".,") if found else "it cannot be checked"
        return f"The certificate of {where[0]} is not one to trust: {why}."
    for pattern, words in _NETWORK:
        if pattern.search(said):
            told = words.format(at=where[0], where=where[1])
            return told[0].upper() + told[1:]
    if (answer := _HTTP.search(said)) is not None:
        return _of_http(int(answer[1]))
    if (code := _MAIL.search(said)) is not None:
        return _of_mail(int(code[1]), said[code.start() :], _WHOM.search(said[: code.start()]))
    return said


def _where(said: str, port: int | None) -> tuple[str, str]:
    """The server that was asked, and with its port; its name alone where nobody says more."""
    found = _HOST.search(said)
    if found is None:
        return "the service", "the service"
    name, tried = found[1] or found[3], found[2] or port
    return f"“{name}”", f"“{name}”, port {tried}," if tried else f"“{name}”"


def _of_http(code: int) -> str:
    if 300 <= code < 400:
        return f"The service has moved elsewhere ({code}): write its new address."
    if code >= 500:
        return f"The service has a fault of its own ({code}): it is worth another try later."
    return f"{_OF_HTTP.get(code, 'The service refused it')} ({code})."


def _of_mail(code: int, answer: str, whom: re.Match[str] | None) -> str:
    """With the words of the mail server, which mostly say it best."""
    answer = re.sub(r"; Sending email to .*$", "", answer).strip().rstrip(".")
    if code in (534, 535):
        return f"The mail server did not take the user and the password: {answer}."
    if code == 530:
        return f"The mail server wants a user and a password, or TLS: {answer}."
    what = whom[1] if whom else "it"
    if code < 500:
        return f"The mail server does not take {what} for now: {answer}."
    return f"The mail server refused {what}: {answer}."
