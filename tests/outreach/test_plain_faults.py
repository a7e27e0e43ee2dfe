"""What "Test" says of servers that refuse, hang, are somewhere else or speak another way: real ones, in words."""

import datetime
import ipaddress
import logging
import socket
import ssl
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from incident_desk.outreach.delivery import Undelivered, send_test
from incident_desk.outreach.plain_faults import in_words
from tests.outreach.post import Post, a_free_port, a_post

ME: Final = "me@example.org"
SECRET: Final = "verysecretword"


def told(url: str) -> str:
    with pytest.raises(Undelivered) as refused:
        send_test(url, ME if "{address}" in url else "")  # a web hook reaches nobody by name
    assert SECRET not in str(refused.value)
    return str(refused.value)


@contextmanager
def a_web_server(certificate: Path | None = None) -> Generator[int]:
    """Answers with the code that the address asks for. Returns: its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(int(self.path.strip("/").split("/")[0]))
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda request, client_address: None  # the other side hangs up, as it should
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (301, "The service has moved elsewhere (301)"),
        (400, "The service did not understand it (400)"),
        (401, "The service did not take the key or the password of the address (401)"),
        (403, "The service does not let this key or account send there (403)"),
        (404, "There is nothing at that address: check the path (404)"),
        (429, "The service says that it was asked too often"),
        (418, "The service refused it (418)"),
        (500, "The service has a fault of its own (500)"),
        (503, "The service has a fault of its own (503)"),
    ],
)
def test_the_code_of_a_web_hook_is_said_in_words(code: int, words: str) -> None:
    with a_web_server() as port:
        assert told(f"json://127.0.0.1:{port}/{code}/{SECRET}").startswith(words)


def test_nothing_there_no_such_name_and_no_answer_are_told_apart() -> None:
    port = a_free_port()
    nothing = f"At “127.0.0.1”, port {port}, nothing answers: check the port, and whether the service runs."
    assert told(f"json://127.0.0.1:{port}/{SECRET}") == nothing
    assert told(f"mailto://127.0.0.1:{port}?from=a@example.org&to={{address}}") == nothing
    nowhere = "There is no server called “no-such-host.invalid”: check the name."
    assert told(f"json://no-such-host.invalid/{SECRET}") == nowhere
    assert told(f"mailtos://u:{SECRET}@no-such-host.invalid?from=a@example.org&to={{address}}") == nowhere
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        slow = told(f"json://127.0.0.1:{silent.getsockname()[1]}/x")
        assert slow.startswith("“127.0.0.1” did not answer in time (timed out)")


def test_a_line_that_cannot_be_sealed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    # what the server makes of a hand that it does not know hangs on the chance in it
    monkeypatch.setattr(logging.getLogger("mail.log"), "disabled", True)
    with a_web_server() as port:
        assert told(f"jsons://127.0.0.1:{port}/200").startswith(f"“127.0.0.1”, port {port}, does not speak TLS")
    with a_post() as (_, url):
        port = int(url.rpartition(":")[2].partition("?")[0])
        sealed = f"mailtos://u:{SECRET}@127.0.0.1:{port}?from=a@example.org&to={{address}}&mode="
        assert "no STARTTLS" in told(sealed + "starttls")
        assert f"port {port}, does not speak TLS" in told(sealed + "ssl")


def test_a_certificate_that_nobody_vouches_for_is_told(tmp_path: Path) -> None:
    with a_web_server(a_certificate(tmp_path / "own.pem")) as port:
        assert told(f"jsons://127.0.0.1:{port}/200") == (
            "The certificate of “127.0.0.1” is not one to trust: self-signed certificate."
        )


def a_certificate(file: Path) -> Path:
    """One that signs itself."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("550 5.1.1 no such user", "The mail server refused me@example.org: 550 5.1.1 no such user."),
        ("451 4.7.1 try later", "The mail server does not take me@example.org for now: 451 4.7.1 try later."),
        ("530 5.7.0 log in first", "The mail server wants a user and a password, or TLS: 530 5.7.0 log in first."),
    ],
)
def test_what_a_mail_server_answers_stands_there_in_its_own_words(answer: str, words: str) -> None:
    with a_post() as (post, url):
        post.refuses = answer
        assert told(url) == words


class Strict(Post):
    """Knows nobody."""

    async def auth_PLAIN(self, server: Any, args: list[str]) -> AuthResult:
        return AuthResult(success=False, handled=False)

    auth_LOGIN = auth_PLAIN  # noqa: N815 - so it is called there


def test_a_wrong_password_is_told_and_stands_nowhere() -> None:
    controller = Controller(Strict(), hostname="127.0.0.1", port=a_free_port(), auth_require_tls=False)
    controller.start()
    try:
        url = f"mailto://someone:{SECRET}@127.0.0.1:{controller.port}?from=a@example.org&to={{address}}"
        assert told(url).startswith("The mail server did not take the user and the password: 535 ")
    finally:
        controller.stop()


def test_what_nobody_knows_stays_as_it_was_said() -> None:
    assert in_words("The moon is in the way") == "The moon is in the way"
    assert (
        in_words("certificate verify failed")
        == "The certificate of the service is not one to trust: it cannot be checked."
    )
