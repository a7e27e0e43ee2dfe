"""From the decision to declare to the first words at a mail server, in a chat and at a web hook: the keys of
docs/klm-first-words.md, pressed in a real window, with the time that the machine takes measured."""

import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from incident_desk.desk import Desk
from incident_desk.domain.plan import Use
from incident_desk.outreach.channels import Channels
from tests.domain.making import PLAN
from tests.journeys.chat_server import a_chat
from tests.journeys.conftest import Window
from tests.journeys.screen import Screen
from tests.outreach.letters import a_hook
from tests.outreach.post import a_post
from tests.support.places import ROOT

BUDGET_S: Final = 60.0
K_S, M_S = 0.28, 1.35
READ_S: Final = 34 * 60 / 238
"""The words are read once: so many of them, at 238 words a minute (Brysbaert, 2019)."""
KEYS: Final = (
    ("Decide to declare, open the dialog", 1, 2),
    ("Say what is wrong", 0, 12),
    ("On to the next question", 0, 1),
    ("How bad is it? Read the consequences, choose one", 1, 1),
    ("Which service? Read the names, choose one", 1, 1),
    ("The first words with it", 1, 1),
    ("Declare", 0, 2),
    ("To the words", 1, 1),
    ("Send them", 1, 2),
)
"""What a person does: the step, how often they think, and how many keys they press."""
HOLDING: Final = re.compile(r"(?<=key: holding\n    title: Holding statement\n    channels: )\[[^\]]*\]")


def a_home(home: Path, urls: Mapping[str, str]) -> None:
    """Priya's home; its plan has the first words approved in advance, by e-mail, in the chat and on the status page."""
    plan, count = HOLDING.subn("[status_page, email, inside]", PLAN)
    assert count == 1
    with Desk.open(home) as desk:
        desk.choose_person("Priya Nair").result()
        desk.record(Use(plan)).result()
        for channel, url in urls.items():
            Channels(desk).put(channel, url)


def keystrokes_s() -> float:
    return sum(thinks * M_S + keys * K_S for _, thinks, keys in KEYS) + READ_S


def test_the_first_words_are_at_mail_chat_and_web_hook_within_a_minute_of_declaring(
    screen: Screen, window: Window, tmp_path: Path
) -> None:
    with a_post() as (post, mail), a_hook() as (hook, url), a_chat(tmp_path) as (chat, channel):
        a_home(
            window.home, {"status_page": url, "email": mail.replace("{address}", "all@example.org"), "inside": channel}
        )
        window.start()
        screen.until(lambda: screen.filled("sev1fill") is not None, "the calm view did not come up")
        screen.keys("ctrl+d")
        screen.type("Pushes fail\n21")
        screen.keys("F8", "ctrl+Return")
        screen.until(lambda: screen.shows("INC-"), "no board came up")
        window.until_told("message.begun")
        screen.keys("F8")
        screen.until(lambda: screen.filled("accentfill") is not None, "the draft did not come up")
        began_s = time.monotonic()
        screen.keys("ctrl+Return")
        screen.until(
            lambda: bool(hook.arrived and post.to("all@example.org") and chat.heard), "the words did not arrive"
        )
        machine_s = time.monotonic() - began_s
        window.quit()

        [page] = hook.arrived
        [(_, letter)] = post.to("all@example.org")
        assert page.startswith("We know that something does not work as it should.")
        assert "{{" not in page
        assert letter.strip() == page
        assert " ".join(chat.heard) == page
        total_s = keystrokes_s() + machine_s
        print(f"{keystrokes_s():.1f} s of a person, {machine_s:.1f} s of the machine: {total_s:.1f} s")
        assert total_s <= BUDGET_S


def test_the_page_adds_up_what_is_pressed_here() -> None:
    page = (ROOT / "docs" / "klm-first-words.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+?) \|[^|]*\|([^|]*)\| ([\d.]+) s \|$", page, re.MULTILINE)
    told = {step: float(seconds) for step, _, seconds in rows}
    for step, thinks, keys in KEYS:
        assert abs(told[step] - (thinks * M_S + keys * K_S)) < 0.006, step
    assert abs(told["Read them"] - READ_S) < 0.06
    assert f"**{keystrokes_s():.1f} s**" in page
