"""A server elsewhere is believed only if its certificate says so: by whom it is signed, and for which name."""

import datetime
import os
from collections.abc import Generator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from incident_desk.store.shared.connection import Unreachable, connect
from tests.shared.cluster import Cluster, installations


class Authority:
    """Signs certificates; nobody trusts it but who is told to."""

    def __init__(self, name: str) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.certificate = self._signed(self._name, self._key.public_key(), is_authority=True)

    def _signed(
        self, subject: x509.Name, key: ec.EllipticCurvePublicKey, *, is_authority: bool = False, host: str = ""
    ) -> x509.Certificate:
        now = datetime.datetime.now(datetime.UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        )
        if host:
            made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        return made.sign(self._key, hashes.SHA256())

    def issue(self, host: str) -> tuple[bytes, bytes]:
        """A certificate for a host, and its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return pem(self._signed(subject, key.public_key(), host=host)), private


def pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority("of this test alone")


@pytest.fixture(scope="module")
def secured(authority: Authority) -> Generator[Cluster]:
    """A server with TLS for the name localhost; the one from PyPI has none."""
    for programs in installations().values():
        if "/usr/lib" not in str(programs):
            continue
        made = Cluster(programs)
        for name, content in zip(("server.crt", "server.key"), authority.issue("localhost"), strict=True):
            file = made.folder / name
            file.write_bytes(content)
            file.chmod(0o600)
            owner = made.folder.stat()
            os.chown(file, owner.st_uid, owner.st_gid)
        made.start(ssl="on", ssl_cert_file=f"{made.folder}/server.crt", ssl_key_file=f"{made.folder}/server.key")
        yield made
        made.remove()
        return
    pytest.skip("no PostgreSQL with TLS is installed")


@pytest.fixture
def parts(secured: Cluster, authority: Authority, tmp_path: Path) -> dict[str, str]:
    """How to reach it and check it, as `parse` would have it for a server elsewhere."""
    root = tmp_path / "root.crt"
    root.write_bytes(pem(authority.certificate))
    return {
        "host": "localhost",
        "hostaddr": "127.0.0.1",
        "port": str(secured.port),
        "user": "postgres",
        "dbname": "postgres",
        "sslmode": "verify-full",
        "sslrootcert": str(root),
    }


def test_the_right_certificate_for_the_right_name_is_believed(parts: dict[str, str]) -> None:
    with connect(parts) as connection:
        assert connection.pgconn.ssl_in_use
        row = connection.execute("SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()").fetchone()
        assert row == ("TLSv1.3",)


def test_another_name_is_refused_in_words(parts: dict[str, str]) -> None:
    with pytest.raises(Unreachable, match="certificate is for another name"):
        connect({**parts, "host": "db.example"})


def test_an_authority_nobody_trusts_is_refused_in_words(parts: dict[str, str], tmp_path: Path) -> None:
    other = tmp_path / "other.crt"
    other.write_bytes(pem(Authority("somebody else").certificate))
    with pytest.raises(Unreachable, match="signed by nobody this machine trusts"):
        connect({**parts, "sslrootcert": str(other)})
    with pytest.raises(Unreachable):
        connect({**parts, "sslrootcert": "system"})


def test_a_server_without_tls_is_refused_in_words(parts: dict[str, str], cluster: Cluster) -> None:
    with pytest.raises(Unreachable, match="offers no TLS"):
        connect({**parts, "port": str(cluster.port)})


def _nowhere(host: str) -> bool:
    return False


def test_a_service_file_that_asks_for_no_tls_is_refused_for_a_server_elsewhere(
    parts: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This machine's own address in a network stands in for elsewhere."""
    file = tmp_path / "services"
    kept = {k: v for k, v in parts.items() if k not in ("sslmode", "sslrootcert")}
    lines = [f"{name}={value}" for name, value in kept.items()]
    file.write_text("\n".join(["[desk]", *lines, "sslmode=disable", ""]), encoding="utf-8")
    monkeypatch.setenv("PGSERVICEFILE", str(file))
    monkeypatch.setattr("incident_desk.store.shared.connection._is_here", _nowhere)
    with pytest.raises(Unreachable, match="asks for no TLS"):
        connect({"service": "desk"})
    connect({"service": "desk", "sslmode": "disable"}).close()
