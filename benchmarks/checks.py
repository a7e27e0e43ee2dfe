"""Looking into a draft after each key, beside finding its words with one plain search."""

import re
import time
from collections.abc import Callable

from benchmarks.budget import Benchmark, Sides
from benchmarks.measuring import quiet
from incident_desk.desk.resources import default_plan
from incident_desk.domain.fact_entries import FactField
from incident_desk.domain.fact_list import FactState
from incident_desk.domain.plan import Plans
from incident_desk.domain.plan_sections import Channel, ChannelKind
from incident_desk.outreach.checking import Asked, check, prepare
from incident_desk.outreach.facts_in_text import Stated

LETTERS = 2_000
SENTENCES = (
    "Card payments fail for some customers since 14:05 UTC. ",
    "Invoices and transfers work, and no order that was paid is lost. ",
    "We moved traffic to the second region and see fewer errors, see https://status.example.com/payments. ",
    "Please do not press the button twice; an order that waits goes through by itself. ",
    "We cannot say yet when all of it is back. ",
)
WORD = re.compile(r"\w+")
NAMES = tuple(f"{first} {last}" for first in ("Ana", "Kim", "Priya", "Tomas") for last in ("Ruiz", "Sato", "Nair"))


def drafts(count: int) -> list[str]:
    """The same draft after each of so many keys, typed amid it."""
    whole = "".join(SENTENCES[at % len(SENTENCES)] for at in range(60))[:LETTERS]
    middle = LETTERS // 2
    return [f"{whole[:middle]} {'and more words come ' * 9:.{at % 160}}{at} {whole[middle:]}" for at in range(count)]


def took(act: Callable[[], object]) -> float:
    """Seconds of this thread alone: what others do on the machine meanwhile is not what a key costs."""
    before = time.thread_time()
    act()
    return time.thread_time() - before


def measure(is_quick: bool) -> Sides:
    """One after the other for each key."""
    facts = [
        Stated(f"Part {at} of the shop fails since 14:05 UTC", FactState.BELIEVED, FactField.WHAT) for at in range(12)
    ]
    channel = Channel("social", "Social media", ChannelKind.SOCIAL, is_public=True)
    asked = Asked(Plans(default_plan()).current.wording, NAMES, (), tuple(facts))
    prepare()
    check(drafts(1)[0], channel, asked)
    ours: list[float] = []
    peer: list[float] = []
    with quiet():
        for draft in drafts(20 if is_quick else 3_000):
            ours.append(took(lambda text=draft: check(text, channel, asked)))
            peer.append(took(lambda text=draft: WORD.findall(text)))
    return Sides(ours, peer)


BENCHMARK = Benchmark(
    name="checks",
    what="all checks of a draft of 2,000 letters after a key, without spelling ÷ finding its words",
    budget=20,
    percentile=99,
    unit="ms",
    scale=1e3,
    measure=measure,
)
