"""Each channel's own limit, counted as that channel counts; told in words that help."""

import itertools
import json
import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from incident_desk.domain.plan_sections import Channel, ChannelKind, Network
from incident_desk.outreach.counting import graphemes, threaded, tooted, utf16, weighted
from incident_desk.outreach.limits import Length, Unit, length
from incident_desk.outreach.segments import segments
from tests.outreach.made_up import COUNTED, counted_elsewhere

FAMILY = "👨\u200d👩\u200d👧\u200d👦"


def of(text: str, kind: ChannelKind, limit: int | None = None, network: str = "") -> Length:
    at = Network(network) if network else None
    return length(text, Channel("key", "Title", kind, limit=limit, network=at))


def words(found: Length) -> str:
    return " · ".join(each.english for each in (found.said, *found.asides))


def ours(text: str) -> tuple[int, int, str]:
    found = segments(text)
    return weighted(text), found.count, "GSM-7" if found.is_gsm else "UCS-2"


@pytest.mark.parametrize("example", COUNTED, ids=range(len(COUNTED)))
def test_we_count_as_the_packages_of_the_networks_do(example: tuple[str, int, int, str]) -> None:
    assert ours(example[0]) == example[1:]


@pytest.mark.long
def test_all_real_messages_count_here_as_they_do_in_javascript(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    modules = node_modules(tmp_path)
    lines = (shared_data / "messages" / "statuspage.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [update["body"] for line in lines for update in json.loads(line)["incident_updates"]]
    there = counted_elsewhere(texts, modules)
    differing = [at for at, text in enumerate(texts) if ours(text) != there[at]]
    with capsys.disabled():
        print(f"\n{len(texts) - len(differing)} of {len(texts)} real messages count the same; others: {differing}")
    assert len(texts) >= 100
    assert differing == []


@pytest.mark.long
def test_no_letter_sign_or_emoji_counts_otherwise(tmp_path: Path) -> None:
    modules = node_modules(tmp_path)
    codes = itertools.chain(range(0x20, 0x3400), range(0xFF00, 0xFFEF), range(0x1F000, 0x1FB00))
    texts = [*map(chr, codes), "1\ufe0f\u20e3", "❤\ufe0f", "©\ufe0f", FAMILY, "👍🏽", "🇩🇪"]
    there = counted_elsewhere(texts, modules)
    assert [text for text, counted in zip(texts, there, strict=True) if ours(text) != counted] == []


def node_modules(folder: Path) -> Path:
    """The two packages: where NODE_MODULES says, else fetched into this folder."""
    if given := os.environ.get("NODE_MODULES"):
        return Path(given)
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("node and npm are not on this machine")
    call = [npm, "install", "--no-audit", "--ignore-scripts", "twitter-text@3.1.0", "sms-segments-calculator@1.3.0"]
    done = subprocess.run(call, cwd=folder, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode:
        pytest.skip(f"npm could not fetch its packages: {done.stderr[-200:]}")
    return folder / "node_modules"


def test_on_x_it_is_said_how_much_of_280_is_used_and_by_how_much_it_is_over() -> None:
    within = of("We are down. https://status.example.com/incidents/checkout", ChannelKind.SOCIAL, network="x")
    assert (within.used, within.said.english, within.is_over) == (13 + 23, "36 of 280", False)
    over = of("x" * 301, ChannelKind.SOCIAL, network="x")
    assert (over.said.english, over.is_over) == ("21 over 280", True)


def test_each_network_counts_in_its_own_way() -> None:
    link = "See https://status.example.com/incidents/2026/checkout now @ops@social.example.org"
    assert tooted(link) == len("See ") + 23 + len(" now @ops")
    assert weighted("See status.example.com") == 4 + 23
    assert tooted("See status.example.com") == 22  # Mastodon takes no link without its scheme
    assert (graphemes(FAMILY), utf16(FAMILY), weighted(FAMILY)) == (1, 11, 2)
    assert threaded(f"a{FAMILY}é") == 1 + len(FAMILY.encode()) + 1
    limits = {"x": 280, "mastodon": 500, "bluesky": 300, "threads": 500, "linkedin": 3000}
    assert {name: of("a", ChannelKind.SOCIAL, network=name).limit for name in limits} == limits


def test_the_limit_of_the_plan_holds_where_it_is_less() -> None:
    assert of("a", ChannelKind.SOCIAL, 140, "bluesky").limit == 140
    assert of("a", ChannelKind.SOCIAL, 5000, "bluesky").limit == 300
    assert of("x" * 141, ChannelKind.STATUS_PAGE, 140).said.english == "1 over 140"


def test_an_sms_says_its_segments_and_the_characters_that_make_it_dear() -> None:
    assert words(of("x" * 160, ChannelKind.SMS)) == "1 segment, 160 of 160"
    assert words(of("x" * 161, ChannelKind.SMS)) == "2 segments (153 each)"
    found = of("It works again — thank you. " * 4, ChannelKind.SMS)
    assert words(found) == "2 segments (67 each) · 4 characters need UCS-2: “—”"
    assert found.odd[0] == (15, 16)
    assert words(of("Works again…", ChannelKind.SMS)) == "1 segment, 12 of 70 · 1 character needs UCS-2: “…”"
    assert of("x" * 161, ChannelKind.SMS, 160).is_over


def test_a_page_without_a_limit_says_how_long_it_is_read_and_spoken() -> None:
    found = of("Checkout fails for all customers since noon. " * 20, ChannelKind.STATUS_PAGE)
    assert (found.limit, found.is_over) == (None, False)
    assert words(found) == "900 characters, no limit here · read in 37 s · spoken 61 s"


def test_recorded_words_are_measured_in_seconds() -> None:
    found = of("Checkout fails for all customers since noon. " * 20, ChannelKind.VOICEMAIL)
    assert (found.unit, found.is_over, words(found)) == (Unit.SECONDS, True, "1 s over 60 s · 900 characters")
    assert not of("Checkout fails.", ChannelKind.VOICEMAIL).is_over


def test_times_that_are_put_in_later_count_as_they_will_then() -> None:
    assert of("{{ sent }}", ChannelKind.SMS).used == 1
    assert of("By {{next_update}}.", ChannelKind.SOCIAL).used == len("By 00:00 UTC.")


@pytest.mark.parametrize(
    "hostile",
    ["x" * 10_000_000, "a." * 9_000, "😷" * 15_000, "\u0301" * 19_000, "x\u200d" * 9_000, "\ud800" * 1_000,
     "\x00" * 500, "ü." * 1_300, ("ü" * 80 + ".") * 12, "http://" * 2_000, "@a@b" * 4_000, "\u202e" * 15_000],
    ids=range(12),
)  # fmt: skip
@pytest.mark.parametrize("kind", [ChannelKind.SOCIAL, ChannelKind.SMS, ChannelKind.VOICEMAIL, ChannelKind.EMAIL])
def test_no_text_holds_it_up(hostile: str, kind: ChannelKind) -> None:
    weighted("é")  # what it needs is loaded
    before = time.process_time()
    found = [of(hostile, kind, network=network) for network in ("x", "mastodon", "threads")]
    assert time.process_time() - before < 2
    assert all(each.used > 0 or kind is ChannelKind.VOICEMAIL for each in found)
