"""What makes a past incident like what is typed, and what is said of why."""

from typing import Any

from incident_desk.domain.ids import IncidentId
from incident_desk.domain.similar import Asked, Past, Precedents, Similar

OTHERS = [f"Nothing of note happened on day {day} to anybody at the {place}" for day, place in enumerate("abcdefghij")]


def past(name: str, text: str, **more: Any) -> Past:
    return Past(IncidentId(name), name, more.pop("title", text), text, **more)


def precedents(*told: Past) -> Precedents:
    return Precedents([*told, *(past(f"other{n}", text) for n, text in enumerate(OTHERS))])


def names(found: list[Similar]) -> list[str]:
    return [each.past.number for each in found]


def first(made: Precedents, words: str, **more: Any) -> Similar:
    return made.like(Asked(words, **more))[0]


DISK = past("disk", "The disk of the queue was full and orders failed", services=("Orders",), factors=("full disk",))
CERT = past("cert", "The certificate of the shop expired", services=("Shop",))
LAG = past("lag", "The replica lags behind the primary of the database")


def test_other_endings_of_a_word_find_it() -> None:
    found = first(precedents(DISK, CERT, LAG), "order failing")
    assert (found.past, found.words) == (DISK, ("order", "failing"))


def test_a_word_that_means_nearly_the_same_finds_it() -> None:
    assert first(precedents(DISK, CERT, LAG), "TLS handshake").past == CERT


def test_a_word_that_is_misspelt_finds_it_and_is_named_as_it_was_typed() -> None:
    found = first(precedents(DISK, CERT, LAG), "certifcate")
    assert (found.past, found.words) == (CERT, ("certifcate",))


def test_a_service_that_is_named_counts_though_no_word_is_shared() -> None:
    found = first(precedents(DISK, CERT, LAG), "all is slow", services=("shop",))
    assert (found.past, found.services) == (CERT, ("Shop",))


def test_a_factor_that_is_typed_is_why() -> None:
    assert first(precedents(DISK, CERT), "disk full again").factors == ("full disk",)


def test_those_of_the_same_cause_come_nearer_and_the_first_stays_the_first() -> None:
    told = [past(f"push{n}", f"Push {n} of flags broke page {n}", factors=("config",)) for n in range(4)]
    plain = [past(f"page{n}", "The page of flags was slow for a while") for n in range(4)]
    found = precedents(*plain, *told).like(Asked("push of flags broke"), most=5)
    assert found[0].past.factors == ("config",)
    assert [each.past.factors for each in found[1:4]] == [("config",)] * 3
    assert found[1].factors == ("config",)
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


def test_what_says_nothing_finds_nothing_and_what_nobody_said_neither() -> None:
    made = precedents(DISK, CERT)
    for words in ("", "the of and", "?!", "xyzzy"):
        assert made.like(Asked(words)) == []
    assert Precedents().like(Asked("disk")) == []


def test_scores_lie_between_nothing_and_all_of_it() -> None:
    made = precedents(DISK, CERT, LAG)
    assert first(made, "The disk of the queue was full and orders failed").score > 0.9
    assert 0 < first(made, "disk unknownword anotherword").score < 0.5


def test_one_that_is_left_out_is_not_found() -> None:
    assert "disk" not in names(precedents(DISK, CERT).like(Asked("disk full", but=frozenset({DISK.incident}))))


def test_what_is_put_anew_is_found_by_what_it_says_now_and_not_by_what_it_said() -> None:
    made = precedents(DISK, CERT)
    made.put(past("disk", "A cable was cut"))
    assert first(made, "cable cut").past.number == "disk"
    assert "disk" not in names(made.like(Asked("disk queue orders")))
    made.drop(IncidentId("disk"))
    assert "disk" not in names(made.like(Asked("cable")))
    assert made.past(IncidentId("disk")) is None


def test_put_one_by_one_they_are_found_as_if_all_came_at_once() -> None:
    grown = Precedents()
    together = precedents(DISK, CERT, LAG)
    for each in together.pasts:
        grown.put(each)
    for words in ("disk full", "certificate expired", "replica primary"):
        assert names(grown.like(Asked(words)))[0] == names(together.like(Asked(words)))[0]


def test_much_that_was_put_anew_wears_it_out() -> None:
    made = precedents(DISK)
    assert not made.is_worn
    for _ in range(200):
        made.put(DISK)
    assert made.is_worn
    assert len(made) == 11
