"""Whether the status page would still be read while the network it tells of is down: what `doctor` says of it.

Addresses are all that can be looked at. That two networks hang on one provider, or on one line, no desk can see.
"""

import ipaddress
import socket
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import urlsplit

import dns.exception
import dns.resolver
import msgspec

from incident_desk.desk import ReadingDesk
from incident_desk.desk.health import Finding
from incident_desk.outreach.status_page.place import PAGE, place_in
from incident_desk.store.home import Where

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
NEAR: Final = {4: 24, 6: 48}
"""Addresses that agree in so many bits are taken for one network: what a site is usually given (RFC 6177 for IPv6)."""
PATIENCE_S: Final = 4.0
NEARBY: Final = "in the network of this desk or of the shared database"
OUTSIDE: Final = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
"""Addresses of nobody (RFC 5737, RFC 3849): nothing is sent there, the system only says from where it would be."""


class Known(msgspec.Struct, frozen=True):
    """What a home knows of where things are: the page, `serve`, and the shared database."""

    page: str = ""
    serve: str = ""
    databases: tuple[str, ...] = ()


def looked(place: Where) -> list[Finding]:
    """Whether page, name servers and `serve` are elsewhere; nothing where no page is kept, or nobody said where."""
    if not ReadingDesk.is_there(place):
        return []
    known = _known(place)
    return found(known, asked_by_system()) if known.page else []


def _known(place: Where) -> Known:
    reading = ReadingDesk.open(place)
    try:
        page = place_in(reading.installed.setting(PAGE))
        serve = reading.organisation().plans.current.answers_at
        return Known(page.address if page else "", serve, tuple(reading.installed.shared_hosts))
    finally:
        reading.close()


def asked_by_system() -> dns.resolver.Resolver:
    """Asks the name servers of this machine, and not for long."""
    resolver = dns.resolver.Resolver()
    resolver.lifetime = PATIENCE_S
    return resolver


def found(known: Known, resolver: dns.resolver.Resolver, here: Sequence[Address] | None = None) -> list[Finding]:
    """What is to be said of these.

    Args:
        here: the addresses of this machine; those the system would send from, unless said.
    """
    own = [*(_own() if here is None else here), *_of_all(known.databases, resolver)]
    findings = [_page(known.page, resolver, own)]
    if (names := _names(known.page, resolver, own)) is not None:
        findings.append(names)
    if known.serve and urlsplit(known.serve).hostname != urlsplit(known.page).hostname:
        findings.append(_serve(known.serve, resolver, own))
    return findings


def _page(address: str, resolver: dns.resolver.Resolver, own: Sequence[Address]) -> Finding:
    about, host = "status page", urlsplit(address).hostname or ""
    there = _addresses(host, resolver)
    if not there:
        return Finding(
            about, f"{host} has no address that can be found from here: nobody else may find it either", True
        )
    if near := _near(there, own):
        said = f"{host} ({near}) is {NEARBY}, and goes down with it"
        return Finding(about, f"{said}: let the page be served from elsewhere", True)
    return Finding(about, f"{host} ({there[0]}) is in another network than this desk and the shared database")


def _names(address: str, resolver: dns.resolver.Resolver, own: Sequence[Address]) -> Finding | None:
    """None where that cannot be told: the page is named by a number, or nobody answers."""
    about, host = "names of the page", urlsplit(address).hostname or ""
    try:
        zone = dns.resolver.zone_for_name(host, resolver=resolver)
        servers = sorted(str(each.target).rstrip(".") for each in resolver.resolve(zone, "NS"))
    except (dns.exception.DNSException, OSError):
        return None
    named = zone.to_text(omit_final_dot=True)
    there = {server: addresses for server in servers if (addresses := _addresses(server, resolver))}
    if there and all(_near(addresses, own) for addresses in there.values()):
        said = f"every name server of {named} ({', '.join(there)}) is {NEARBY}"
        return Finding(about, f"{said}: nobody finds the page when that is down", True)
    return Finding(about, f"{named} is answered for by {', '.join(servers)}")


def _serve(address: str, resolver: dns.resolver.Resolver, own: Sequence[Address]) -> Finding:
    host = urlsplit(address).hostname or ""
    there = _addresses(host, resolver)
    if not there or _near(there, own):
        said = NEARBY if there else "not to be found from here"
        return Finding("serve", f"{host} is {said}: links and reports do not arrive when that is down", bool(there))
    return Finding("serve", f"{host} ({there[0]}) is in another network than this desk and the shared database")


def _own() -> list[Address]:
    """The addresses from which this machine would reach the outside; none without a network."""
    found: list[Address] = []
    for family, outside in OUTSIDE:
        with socket.socket(family, socket.SOCK_DGRAM) as line:
            try:
                line.connect((outside, 9))
            except OSError:
                continue
            found.append(ipaddress.ip_address(line.getsockname()[0]))
    return found


def _of_all(hosts: Iterable[str], resolver: dns.resolver.Resolver) -> list[Address]:
    return [address for host in hosts for address in _addresses(host, resolver)]


def _addresses(host: str, resolver: dns.resolver.Resolver) -> list[Address]:
    try:
        return [ipaddress.ip_address(host)]
    except ValueError:
        pass
    try:
        return [ipaddress.ip_address(each) for each in resolver.resolve_name(host).addresses()]
    except (dns.exception.DNSException, OSError):
        return []


def _near(there: Iterable[Address], own: Sequence[Address]) -> Address | None:
    """The first that is of one network with an own address, or that nobody reaches from outside."""
    return next((each for each in there if not each.is_global or any(_is_one(each, other) for other in own)), None)


def _is_one(one: Address, other: Address) -> bool:
    bits = NEAR[one.version]
    return one.version == other.version and one in ipaddress.ip_network((other, bits), strict=False)
