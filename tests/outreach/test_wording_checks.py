"""What blames, promises too much or leaks is found where it stands; what only looks like it is left alone."""

import time

import pytest

from incident_desk.domain.plan_outgoing import Sort, Wording
from incident_desk.outreach.leaks import leaks
from incident_desk.outreach.wording_checks import Hit, Search

LEAKING = {
    "the address of a machine": [
        "Errors on 10.1.2.3 since noon.",
        "Reach it at 192.168.0.17/24.",
        "fe80:0:0:0:1:2:3:4 is away",
    ],
    "the name of a machine": ["db1.cluster.internal is full", "We restart prod-db-03 now", "The disk of web01 is full"],
    "a path on a machine": [
        "See /var/log/postgresql/main.log",
        r"See C:\Users\kim\dump.sql",
        r"On \\files\share\list.xlsx",
    ],
    "somebody’s e-mail address": ["Ask kim.sato@example.com"],
    "a telephone number": ["Call +49 30 1234567", "Call (030) 123 4567", "Call 555-123-4567"],
    "the number of a ticket": ["As in OPS-1234.", "See ticket #48213", "INC0012345 has more"],
    "the name of a person": ["Kim Sato restores it", "Sato restores it"],
    "a digest or a key": ["at 9f86d081884c7d659a2feaa0c55ad015"],
}
SECRET = [
    "password: hunter2!",
    "Das Passwort ist geheim99",
    "token=abc-123-def",
    "postgres://app:s3cret@db/prod",
    "Authorization: Bearer abcdefghijklmnop1234",
    "-----BEGIN RSA PRIVATE KEY-----",
    "AKIA" + "IOSFODNN7EXAMPLE",
    "ghp_" + "a1B2" * 9,
]
BLAMING = [
    ("An engineer accidentally deleted the data.", "An engineer accidentally deleted"),
    ("It was human error.", "human error"),
    ("This was caused by an issue with our upstream provider.", "caused by an issue with our upstream provider"),
    ("One of our contractors forgot the switch.", "One of our contractors forgot"),
    ("Es war menschliches Versagen.", "menschliches Versagen"),
    ("Fue un error humano.", "error humano"),
]
PROMISING = [
    ("This will never happen again.", "never happen again"),
    ("We should be back soon.", "should be back soon"),
    ("We fix it as soon as possible.", "as soon as possible"),
    ("Your data is safe.", "Your data is safe"),
    ("We guarantee it.", "We guarantee"),
    ("Wir beheben es schnellstmöglich.", "schnellstmöglich"),
    ("Lo arreglamos lo antes posible.", "lo antes posible"),
]
HARMLESS = [
    "Next update by 17:20 UTC; error rates fell from 20% to 0.5% by 16:36 on 17 August 2026.",
    "Version 2.14.1.3 of the app is out; GPT-5.2 and UTF-8 work; TLS-1 is off; see CVE-2024-1234.",
    "See https://status.example.com/incidents/OPS-1234/var/log/x for more.",
    "Write to support@example.com or call 0800 123 456.",
    "Errors recovered shortly after 10:00 UTC. Between 2024-01-10 and 2024-01-12 all worked.",
    "Migrations may take up to 100% longer; the operator error message is gone.",
    "Mark your orders. Will this take long? In May we saw the same.",
    "Please reset your password and sign in again; the token has expired.",
    "Node 20 and Python 3.11 work; pods restart; 1,234,567 requests and 10-15 minutes.",
    "[OPS-1234](https://issues.example.com/OPS-1234) has the details.",
]
NAMES = ("Kim Sato", "Mark Bauer", "Will May")


def of(text: str, *wording: Wording, public: tuple[str, ...] = ()) -> list[Hit]:
    return Search(wording, NAMES, public).hits(text)


def places(text: str, sort: Sort) -> list[str]:
    return [text[hit.start : hit.end] for hit in of(text) if hit.sort is sort]


@pytest.mark.parametrize(("what", "text"), [(what, text) for what, texts in LEAKING.items() for text in texts])
def test_what_tells_of_the_inside_is_found_and_named(what: str, text: str) -> None:
    assert [(hit.sort, hit.said.english, hit.is_secret) for hit in of(text)] == [(Sort.LEAKS, what, False)]


@pytest.mark.parametrize("text", SECRET)
def test_a_secret_is_one(text: str) -> None:
    assert [hit.is_secret for hit in of(text)] == [True]


@pytest.mark.parametrize(("text", "found"), BLAMING)
def test_blame_is_found(text: str, found: str) -> None:
    assert places(text, Sort.BLAMES) == [found]


@pytest.mark.parametrize(("text", "found"), PROMISING)
def test_promises_that_nobody_can_keep_are_found(text: str, found: str) -> None:
    assert places(text, Sort.PROMISES) == [found]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert [text[hit.start : hit.end] for hit in of(text)] == []


def test_the_wording_of_the_plan_is_held_to_with_its_better_word() -> None:
    outage = Wording("outage", Sort.BLAMES, ("outage", "went*down"), use="interruption", why="Our house word")
    found = of("The Outage is over. An outage\nhere.", outage)
    assert [(hit.start, hit.said.english, hit.use) for hit in found] == [
        (4, "Our house word", "interruption"),
        (23, "Our house word", "interruption"),
    ]


def test_what_the_house_tells_anyway_is_no_leak() -> None:
    assert of("Call +49 30 1234567 or ask kim@example.com", public=("+49 30 1234567", "KIM@example.com")) == []


def test_a_place_found_twice_is_told_once_and_a_secret_first() -> None:
    wide = Wording("password", Sort.LEAKS, ("password: hunter2! on the server",))
    text = "password: hunter2! on the server"
    assert [hit.is_secret for hit in of(text, wide)] == [True]


@pytest.mark.parametrize(
    "hostile",
    ["a" * 10_000_000, "a-1." * 5_000, "1." * 10_000, "/var" * 5_000, "\\a" * 9_000, "x@" * 9_000, "password " * 2_000,
     "1:" * 9_000, "::" * 9_000, "the " * 5_000, "will " * 4_000, "+1 " * 6_000, "caused by " * 2_000,
     "\x00\u202e\u200b" * 6_000,
     "://" * 6_000, "a:b@" * 5_000, "eyJ" * 6_000, "no data " * 2_500, "A-1" * 6_000],
    ids=range(19),
)  # fmt: skip
def test_no_text_holds_it_up(hostile: str) -> None:
    before = time.process_time()
    of(hostile)
    assert time.process_time() - before < 2


def test_what_somebody_at_a_desk_calls_themselves_is_no_name_that_leaks() -> None:
    names = ("You", "Me", "Support", "Jun Watanabe", "Hope")
    text = "You need not report this to us. Ask support. Hope is no plan, says Watanabe."
    assert [text[each.start : each.end] for each in leaks(text, names)] == ["Hope", "Watanabe"]
