"""What a person does from the first start on, with a mouse and a keyboard, and what is there afterwards."""

import re

from tests.faults.program import notes
from tests.journeys.conftest import Window
from tests.journeys.screen import Screen

CORNER = (5, 5)
"""Where the mouse points to nothing."""
BELOW_PX = 20
"""How far under its filters the first line of the timeline stands."""
HEADER_PX = 60
TITLE = "Pushes fail"


def is_header_lit(screen: Screen) -> bool:
    """Whether the next step stands in the header with no dialog over it."""
    place = screen.filled("accentfill")
    return place is not None and place[1] < HEADER_PX


def click_newest_line(screen: Screen) -> None:
    """The line under the filter that is on, in a window as large as the screen."""
    screen.move(CORNER)
    screen.click((700, screen.lowest_filled("hover") + BELOW_PX))


def test_from_the_first_start_to_resolved_and_all_is_there_after_the_next(screen: Screen, window: Window) -> None:
    window.start()
    window.say_who("Ada Lovelace")
    window.declare(TITLE)
    screen.type("/assign scribe Grace\n")
    window.until_told("role.assigned", "Grace")
    screen.type("Half of the pushes time out\n")
    window.until_told("timeline.noted", "Half")

    click_newest_line(screen)
    screen.keys("e", "ctrl+a")
    screen.type("Three quarters of the pushes time out")
    screen.keys("ctrl+Return")
    window.until_told("entry.corrected", "Three quarters")
    screen.until(lambda: is_header_lit(screen), "the dialog stayed")

    screen.click_filled("accentfill")
    screen.move(CORNER)  # under the pointer a button has another colour
    screen.type("The standby is behind")
    screen.keys("ctrl+Return")
    window.until_told("state.set", "standby")
    screen.until(lambda: is_header_lit(screen), "the dialog stayed")
    click_newest_line(screen)
    screen.type("/mitigated Pushes go to the other disk\n")
    window.until_told("state.set", "other disk")
    screen.type("/resolved\n")
    screen.until(lambda: window.show(TITLE)["state"] == "resolved", "it was not resolved")
    window.quit()

    window.start()
    screen.until(lambda: screen.filled("sev1fill") is not None, "the calm view did not come up")
    screen.keys("ctrl+k")
    screen.type(f"{TITLE}\n")
    screen.until(lambda: screen.shows(TITLE), "the incident is not found again")
    window.quit()

    shown = window.show(TITLE)
    assert (shown["severity"], shown["state"], shown["impact"]["services"]) == ("SEV2", "resolved", ["Website"])
    assert [role["holder"] for role in shown["roles"] if role["role"] == "scribe"] == ["Grace"]
    (note,) = [line for line in shown["timeline"] if line["kind"] == "timeline.noted"]
    assert (note["text"], note["author"]["name"]) == ("Three quarters of the pushes time out", "Ada Lovelace")
    assert len(note["corrections"]) == 1
    assert set(shown["entered_at"]) == {"detected", "declared", "investigating", "monitoring", "resolved"}
    assert window.program.problems() == []


def test_after_a_kill_amid_typing_every_saved_note_is_there(screen: Screen, window: Window) -> None:
    window.start()
    window.say_who("Ada Lovelace")
    screen.click_filled("sev1fill")  # the red button of the calm view; the dialog has one as well
    screen.keys("Escape")
    window.declare(TITLE)
    typed = [f"Note {at}" for at in range(30)]
    screen.type("".join(f"{note}\n" for note in typed[:20]))
    saved = notes(window.home, TITLE)
    screen.type("".join(f"{note}\n" for note in typed[20:]) + "Half a th")
    window.kill()

    after = notes(window.home, TITLE)
    assert 0 < len(saved) <= len(after)
    assert after == typed[: len(after)]
    assert window.program.problems() == []

    window.start(TITLE)  # the open incident comes up by itself, and takes words at once
    screen.type("We are back\n")
    screen.until(lambda: notes(window.home, TITLE) == [*after, "We are back"], "the next note was not written")
    window.quit()


def test_while_the_window_is_open_others_read_and_are_told_who_writes(screen: Screen, window: Window) -> None:
    window.start()
    window.say_who("Ada Lovelace")
    window.declare(TITLE)
    answer = window.program("log", TITLE, "Me too")
    assert answer.code == 2
    assert re.search(rf"in use by window \(process {window.process.pid} on ", answer.complaint)
    assert window.show(TITLE)["state"] == "declared"
    screen.type("Only I write\n")
    window.until_told("timeline.noted", "Only I write")
    window.quit()
    assert notes(window.home, TITLE) == ["Only I write"]
    assert window.program("log", TITLE, "Now I").code == 0
