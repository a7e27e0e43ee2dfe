"""Who writes at this desk: each person of this home has a desk number, a chain and a key of their own."""

import getpass

from incident_desk.domain.errors import NotFound
from incident_desk.domain.ids import DeskNumber, PersonId, desk_letters
from incident_desk.store import files, keys
from incident_desk.store.connecting import saving
from incident_desk.store.home import Home
from incident_desk.store.keys import Identity
from incident_desk.store.replica import Replica

PERSON = "person"
CHOSEN = "person_chosen"
APART = "apart"


class Identities:
    """The people of this home, and which of them is at the desk. Owned by the desk thread."""

    def __init__(self, home: Home, replica: Replica) -> None:
        self._home = home
        self._replica = replica
        self._known: dict[PersonId, Identity] = {i.person: i for i in replica.identities() if not i.retired}
        at = PersonId(replica.setting(PERSON) or "")
        self.me: PersonId | None = at if at in self._known else None
        self.is_apart = is_apart(home, replica.setting(APART))

    @property
    def is_chosen(self) -> bool:
        """Whether a person picked who they are; until then entries are written under the login name."""
        return self._replica.setting(CHOSEN) == "yes"

    def people(self) -> list[PersonId]:
        return list(self._known)

    def draw(self, person: PersonId | None = None) -> PersonId:
        """A new person of this home, with a desk number and key pair; or a new number for one whose old chain ended."""
        identity = keys.draw(self._home, person, is_kept=not self.is_apart)
        taken = {desk_letters(each.desk) for each in self._replica.identities()}
        while desk_letters(identity.desk) in taken:  # their incidents would have the same numbers
            identity = keys.draw(self._home, person, is_kept=not self.is_apart)
        self._replica.add_identity(identity)
        self._known[identity.person] = identity
        return identity.person

    def stay_apart(self) -> None:
        """From now on, and for ever, nobody drawn here can sign: what is written stays in this home."""
        with saving():
            files.write(self._home.apart, b"A demo or a drill: nothing of this home reaches anybody.\n")
        self._replica.set_setting(APART, "yes")
        self.is_apart = True

    def settle(self, person: PersonId, chosen: bool) -> None:
        """From now on this person is at the desk."""
        self.me = person
        self._replica.set_setting(PERSON, person)
        if chosen:
            self._replica.set_setting(CHOSEN, "yes")

    def identity(self) -> Identity:
        """Whoever is at the desk, with number and key. Raises: NotFound before the first start is over."""
        if self.me is None:
            raise NotFound("Nobody is at this desk yet.")
        return self._known[self.me]

    def writing_as(self, by: PersonId | None) -> tuple[DeskNumber, PersonId]:
        """The chain and the author for an entry. Raises: NotFound if `by` is nobody of this home."""
        person = by or self.me
        if person is None or person not in self._known:
            raise NotFound("That person has no desk in this home; add them first.")
        return self._known[person].desk, person


def is_apart(home: Home, setting: str | None) -> bool:
    """Whether a home keeps to itself: by its setting or by the file beside it; taking one away is not enough."""
    return setting == "yes" or home.apart.exists()


def login_name() -> str:
    """The name under which entries are written until a person says who they are."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no entry for this user id, as in some containers
        return "somebody"
