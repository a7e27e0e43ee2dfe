"""A name server on this machine that knows a few names."""

import socket
import threading
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset

Names = Mapping[tuple[str, str], Sequence[str]]
"""What is answered, by name and kind: ("status.example.org.", "A") -> ["198.51.100.7"]."""


def _answer(question: bytes, names: Names) -> bytes:
    asked = dns.message.from_wire(question)
    said, [what] = dns.message.make_response(asked), asked.question
    kind, name = what.rdtype.name, what.name.to_text()
    if found := names.get((name, kind)):
        said.answer.append(dns.rrset.from_text(name, 60, "IN", kind, *found))
    elif not any(known == name for known, _ in names):
        said.set_rcode(dns.rcode.NXDOMAIN)
    said.flags |= dns.flags.RA
    return said.to_wire()


@contextmanager
def name_server(names: Names) -> Generator[dns.resolver.Resolver]:
    """Somebody who asks it, and nobody else."""
    line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    line.bind(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            question, whence = line.recvfrom(4096)
            if not question:
                return
            line.sendto(_answer(question, names), whence)

    thread = threading.Thread(target=serve)
    thread.start()
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port, resolver.lifetime = ["127.0.0.1"], line.getsockname()[1], 2.0
    try:
        yield resolver
    finally:
        line.sendto(b"", line.getsockname())
        thread.join()
        line.close()
