"""Which warnings begin and end: one for a service, none while maintenance announced it."""

from incident_desk.desk.watched import Facts
from incident_desk.domain.plan_watch import WatchedSeries
from incident_desk.domain.warnings import EndWarning, RaiseWarning
from incident_desk.watch.deciding import decided
from incident_desk.watch.series import Series
from tests.watch.test_series import NOW, minutes


def series(key: str, service: str = "Website", *, strays: bool = True) -> Series:
    made = Series(WatchedSeries(key, key.title(), "monitor", key, service, every_s=60), "", key.title(), service)
    made.take(minutes(300, NOW - 240), NOW)
    made.take([(NOW - 60 * n, 600.0 if strays else 100.0) for n in (3, 2, 1, 0)], NOW)
    return made


def facts(on: dict[str, str] | None = None, muted: dict[tuple[str, str], str] | None = None) -> Facts:
    return Facts((), (), on or {}, {}, muted or {})


def test_what_shifts_together_is_one_warning_and_what_is_on_is_none() -> None:
    found = decided([series("a"), series("b"), series("c", "Orders"), series("d", strays=False)], facts(), NOW)
    assert [(type(each), each.service, len(each.shifts)) for each in found if isinstance(each, RaiseWarning)] == [
        (RaiseWarning, "Website", 2),
        (RaiseWarning, "Orders", 1),
    ]
    assert decided([series("a")], facts({"a": "w1"}), NOW) == []


def test_what_is_as_usual_again_ends_and_what_says_nothing_any_more_does_not() -> None:
    calm = series("d", strays=False)
    assert decided([calm], facts({"d": "w1"}), NOW) == [EndWarning("w1", ("d",))]
    assert decided([calm], facts({"d": "w1"}), NOW + 3600) == []
    assert decided([series("a")], facts(), NOW + 3600) == [], "an old point tells nothing of now"


def test_announced_maintenance_mutes_what_it_names_until_it_is_over() -> None:
    muted = {("Website", ""): "MNT-1"}
    found = decided([series("a"), series("c", "Orders")], facts(muted=muted), NOW)
    assert [each.service for each in found if isinstance(each, RaiseWarning)] == ["Orders"]
    assert len(decided([series("a")], facts(), NOW)) == 1
