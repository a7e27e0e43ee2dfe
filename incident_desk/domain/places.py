"""Bridge, dial-in and fallback, chat, ticket and vendor cases: from the plan, and set on the incident."""

from incident_desk.domain.commands import Draft, Fields, command
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import RuleError
from incident_desk.domain.fields import Over
from incident_desk.domain.incident import IncidentOpened
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.place_list import Place, Places, place_key
from incident_desk.domain.plan_sections import PlaceKind
from incident_desk.domain.sentences import LineSort, Sentence

__all__ = ["Place", "Places"]

WHERE_LIMIT, OF_LIMIT = 1000, 80


@kind("place.set")
class PlaceSet(Body, frozen=True):
    """A place was named, or with nothing in `where` taken away."""

    place: PlaceKind
    where: str = ""
    of: str = ""
    over: Over = ()
    is_erased: bool = False

    sort = LineSort.LINK

    def sentence(self) -> Sentence:
        values = {"place": Place(self.place, "", self.of).english, "where": self.where}
        return Sentence("{place}: {where}" if self.where else "{place} taken away", values)

    def remains(self) -> Body:
        return PlaceSet(self.place, over=self.over, is_erased=True)


@applies("places", IncidentOpened)
def opened(places: Places, entry: Entry, body: IncidentOpened) -> None:
    for place in body.places:
        field = places.field(place.key)
        if not field.history:  # the opening may be heard of after what was set since
            field.set(place, entry, ())


@applies("places", PlaceSet)
def place_set(places: Places, entry: Entry, body: PlaceSet) -> None:
    if not body.is_erased:
        place = Place(body.place, body.where, body.of) if body.where else None
        places.field(place_key(body.place, body.of)).set(place, entry, body.over)


class SetPlace(Fields, frozen=True):
    """`where` is a link, a number to dial, or words; nothing takes the place away. `of` says whose, if several."""

    place: PlaceKind
    where: str = ""
    of: str = ""


@command(
    "place.set",
    help="Say where people meet or where else the incident is written; nothing takes it away",
    slash=("place",),
    presets={kind.replace(" ", "-"): {"place": kind} for kind in PlaceKind},
)
def set_place(places: Places, fields: SetPlace) -> list[Draft]:
    where, of = " ".join(fields.where.split()), " ".join(fields.of.split())
    if len(where) > WHERE_LIMIT or len(of) > OF_LIMIT:
        raise RuleError(f"A place has at most {WHERE_LIMIT} characters, and what it is of {OF_LIMIT}.")
    field = places.of.get(place_key(fields.place, of))
    now = field.value if field else None
    if field is not None and (now.where if now else "") == where and not field.is_conflicted:
        raise RuleError(f"{Place(fields.place, '', of).english} is that already." if where else "There is none.")
    if field is None and not where:
        raise RuleError(f"Say where: /{fields.place.replace(' ', '-')} https://… or a number to dial.")
    return [Draft(PlaceSet(fields.place, where, of, over=field.over if field else ()))]
