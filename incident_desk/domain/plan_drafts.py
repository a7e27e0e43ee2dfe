"""Which drafts on the record are of the plan: each is named by the version that it was begun from."""

from typing import Final

from incident_desk.domain.drafts import Drafts
from incident_desk.domain.plan_schema import digest_of

PREFIX: Final = "plan/"


def name_of(beginning: str) -> str:
    """What the draft is called that begins from this version: the same on every desk."""
    return PREFIX + digest_of(beginning)[:32]


def texts_of(drafts: Drafts) -> dict[str, tuple[int, str]]:
    """The drafts of the plan by name: of how many changes they are made, and their text."""
    from incident_desk.domain.draft_text import text_of  # pycrdt is loaded on the thread that reads

    found = {name: drafts.of[name].of for name in drafts.named(PREFIX)}
    return {name: (len(changes), text_of(changes.values())) for name, changes in found.items()}
