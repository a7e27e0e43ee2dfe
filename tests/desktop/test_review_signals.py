"""In the review: the series that were kept, as they stood at that moment, and what had been changed by then."""

from pathlib import Path
from typing import TYPE_CHECKING

from incident_desk.desktop.reviewing.signals_then import series_then
from incident_desk.desktop.rooms.review import ReviewRoom
from incident_desk.domain.alerts import NoteChange
from incident_desk.domain.frozen_series import FreezeSeries, Frozen, FrozenPicture, SeriesKept
from incident_desk.domain.warning_entries import Picture
from tests.desktop.boards import a_room, press, show
from tests.desktop.conftest import until
from tests.desktop.test_review_room import a_night, a_review, at, us

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

QUIET = tuple([2.0] * 20)
"""Twenty minutes."""


def kept(name: str, from_minutes: float, *values: float | None, is_odd: bool = False) -> FrozenPicture:
    return FrozenPicture(name, name.title(), Picture(us(from_minutes), 60.0, values), "%", 1.0, 3.0, is_odd)


def whole() -> SeriesKept:
    begun = kept("errors", -20, *QUIET, 2.5, None, 40.0, is_odd=True)
    ended = kept("errors", 2, 40.0, 41.0, 2.0)
    [found] = Frozen({"errors": begun}, {"errors": ended}).series
    return found


def test_both_pictures_are_one_line_and_nothing_that_came_later_is_shown() -> None:
    series = whole()
    assert [value for at, value in series.points if at >= us(0)] == [2.5, 40.0, 41.0, 2.0]
    assert series.left_us == us(2)
    calm, odd, over = (series_then(series, us(minutes)) for minutes in (1, 3, 4))
    assert (calm.value, calm.tone, calm.warned_s) == ("2.5", "text", None)
    assert max(value for _, value in calm.points) == 2.5
    assert (odd.value, odd.tone, odd.foot) == ("41", "warn", "Above the usual 1 to 3")
    assert odd.warned_s == us(2) / 1e6
    assert (over.value, over.foot) == ("2", "Usual 1 to 3")
    assert (series_then(series, us(60)).value, series_then(series, us(-60)).foot) == ("–", "Not kept for this moment")


async def test_they_stand_beside_the_board_then_and_a_press_leads_to_where_they_left_the_usual(
    app: "QApplication", home: Path
) -> None:
    async with a_room(home) as room:
        await a_night(room)
        frozen = (kept("calm", -20, *QUIET), kept("errors", -20, *QUIET, 2.5, None, 40.0, is_odd=True))
        await room.do(FreezeSeries(frozen))
        for summary, minutes in (("Deployed website 8.17", -90), ("Mail moved", -9), ("Rolled website back", 30)):
            await room.bridge.do(NoteChange(summary, "Deploys", us(minutes)))
        review = ReviewRoom(room.bridge)
        show(room, review)
        review.review(room.incident.incident)
        replayed, board = review.replayed, review.board
        await until(lambda: replayed.then is not None and len(replayed.changes) == 3)
        assert [lane.word for lane in review.bar.shown.lanes][-1] == "Changes"
        assert len(review.bar.shown.lanes[-1].ticks) == 1
        replayed.go_to(us(10))
        await at(review, us(10))
        await until(lambda: len(board.signals.tiles) == 2)
        assert [row.words for row in board.changed.rows.rows] == ["Deployed website 8.17", "Mail moved"]
        press(board.signals.tiles[0])
        await at(review, us(2))
        await until(lambda: board.signals.tiles[0].shown.value == "40")
        assert board.signals.tiles[0].accessibleName() == "Errors: 40 %"
        assert board.signals.tiles[1].shown.name == "Calm"
        replayed.go_to(us(50))
        await at(review, us(50))
        await until(lambda: len(board.changed.rows.rows) == 3)


async def test_an_incident_without_any_shows_neither(app: "QApplication", home: Path) -> None:
    async with a_review(home) as (_, review):
        await until(lambda: review.replayed.knew is not None)
        assert not review.board.signals.isVisible()
        assert not review.board.changed.isVisible()
        assert "Changes" not in [lane.word for lane in review.bar.shown.lanes]
