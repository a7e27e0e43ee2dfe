"""What somebody who is called in reads: of a restricted incident nothing but that they are needed."""

from incident_desk.domain.call_telling import Told


def words_for(told: Told | None, link: str) -> tuple[str, str]:
    """Subject and text."""
    answer = f"Say that you come, or that you cannot: {link}" if link else "Say at a desk that you come."
    if told is None:
        return "You are needed", f"You are needed: open Incident Desk.\n{answer}"
    lines = (
        f"{told.number}, {told.severity}: {told.title}",
        f"You are needed for: {told.about}: {told.words}" if told.words else f"You are needed for: {told.about}",
        f"Bridge: {told.bridge.where}" if told.bridge else "",
        answer,
        f"Your duty: {told.duty}" if told.duty else "",
    )
    return f"{told.number}: you are needed", "\n".join(filter(None, lines))


def words_for_test(link: str) -> tuple[str, str]:
    """Subject and text for somebody who is only tried: it must be plain that nothing has happened."""
    answer = f"Say that it reached you: {link}" if link else "Say at a desk that it reached you."
    told = "This is only a test of who can be reached: nothing has happened, and nobody is needed."
    return "Test: does this reach you?", f"{told}\n{answer}"
