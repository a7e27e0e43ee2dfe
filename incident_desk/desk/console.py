"""Several people at one console: whoever sets a PIN has a record of their own that nobody else there can read.

Without PINs a home is one open record for all. A PIN moves a person out of it, with a copy of what they may read; they
meet the others again through the shared database, each with an own connection. Nothing of this is loaded before it is
asked for. Every call here blocks: for a worker thread, or the command line.
"""

import time
from collections.abc import Generator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from incident_desk.desk.addresses import address_of
from incident_desk.desk.identities import APART, CHOSEN, PERSON, is_apart
from incident_desk.desk.reading import ReadingDesk
from incident_desk.domain.errors import NotFound, RecordDamaged, RuleError
from incident_desk.domain.ids import DeskNumber, PersonId
from incident_desk.domain.searching import searchable
from incident_desk.store import checking, console, filling, keys, pins, seen
from incident_desk.store.connecting import saving
from incident_desk.store.home import Home
from incident_desk.store.keys import Identity
from incident_desk.store.pins import Lock
from incident_desk.store.replica import Replica

PLACE: Final = "shared_place"
BEGUN: Final = "begun"
"""The file of what the window remembers of a person: lines begun, a declaration half written. Enclosed."""
CARRIED: Final = "SELECT 1 FROM carried LIMIT 1"
PURPOSE: Final = "setting a PIN"


def is_shared(path: Path) -> bool:
    """Whether anybody at this installation has a PIN."""
    return console.is_shared(Home(path))


def people(path: Path) -> list[Lock]:
    """Everybody with a PIN, by name."""
    return console.locks(Home(path))


def has_open_record(path: Path) -> bool:
    """Whether there is a record besides, for those without a PIN."""
    return ReadingDesk.is_there(path)


def called(path: Path, name: str) -> Lock:
    """Whoever has a PIN and this name, or a start of it that only one has. Raises: NotFound."""
    wanted = " ".join(name.split()).casefold()
    everybody = people(path)
    exact = [lock for lock in everybody if lock.name.casefold() == wanted]
    found = exact or [lock for lock in everybody if wanted and lock.name.casefold().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(f"“{name}” could be several people at this console.")
    names = ", ".join(lock.name for lock in everybody) or "nobody"
    raise NotFound(f"Nobody called “{name}” has a PIN here; those who have: {names}.")


def unlock(path: Path, desk: DeskNumber, pin: str) -> Home:
    """The encrypted home of whoever knows the PIN. Takes a good part of a second.

    Raises: RuleError if it is not the PIN, or too soon after others that were not; NotFound; RecordError.
    """
    finish_moves(path)
    installation = Home(path)
    folder = console.folder_of(installation, desk)
    return Home(folder, pins.opened(installation, folder, _lock(installation, desk), pin))


def _lock(installation: Home, desk: DeskNumber) -> Lock:
    lock = pins.read(console.folder_of(installation, desk))
    if lock is None:
        raise NotFound("That person has no PIN here any more.")
    return lock


def lies_in_keyring(path: Path, desk: DeskNumber) -> bool:
    """Whether half of the key lies in the system's keyring; if not, in a file that this account can read."""
    return pins.is_in_keyring(Home(path), desk)


def rename(home: Home, name: str) -> None:
    """Have the lock screen show the name a person has on the record. Raises: NotSaved."""
    lock = pins.read(home.path)
    if lock is not None and lock.name != name:
        pins.rename(home.path, lock, name)


# setting --------------------------------------------------------------------------------------------------------------


def set_pin(path: Path, person: PersonId, pin: str, begun: bytes = b"") -> Home:
    """Move somebody out of the open record into one of their own; the desk there must be closed.

    Args:
        begun: what the window remembers of them, for BEGUN.
    Returns: their home, unlocked.
    Raises: RuleError, NotFound, HomeLocked, NotSaved, RecordDamaged; then they are where they were.
    """
    pins.checked(pin)
    installation = Home(path)
    with _alone(installation):
        finish(installation)
        with closing(Replica.open(installation, searchable)) as replica:
            me, others = _one_and_others(installation, replica, person)
            name = _name(installation, person)
        part = console.begin(installation, me.desk)
        home = Home(part, pins.draw(installation, part, Lock(me.desk, person, name), pin))
        _take_along(installation, home, me, others)
        if begun:
            with saving():
                keep_begun(home, begun)
        folder = console.put_in_place(part)
        _leave(installation, folder)
    return Home(folder, home.key)


def _one_and_others(installation: Home, replica: Replica, person: PersonId) -> tuple[Identity, list[PersonId]]:
    if is_apart(installation, replica.setting(APART)):
        raise RuleError("A demo's home stays open: it has no PINs.")
    _must_have_its_past(replica)
    live = [identity for identity in replica.identities() if not identity.retired]
    me = next((identity for identity in live if identity.person == person), None)
    if me is None:
        raise NotFound("That person has no desk in this home; add them first.")
    return me, [identity.person for identity in live if identity.person != person]


def _must_have_its_past(replica: Replica) -> None:
    """Half a chain could go nowhere: whoever is left with it might never get the rest."""
    if filling.firsts(lambda statement: replica.connection.execute(statement).fetchall()):
        raise RuleError("The past of the shared record is still being fetched; that has to be over first.")


def _name(installation: Home, person: PersonId) -> str:
    with closing(ReadingDesk.open(installation)) as reading:
        return reading.organisation().people.name(person)


def _take_along(installation: Home, home: Home, me: Identity, others: list[PersonId]) -> None:
    from incident_desk.store import parting

    home.prepare()
    parting.take_along(installation, home, me.person, others)
    keys.carry(installation, home, me.desk)
    with closing(Replica.open(home, searchable)) as replica:
        for identity in replica.identities():
            if identity.desk != me.desk:
                replica.retire(identity.desk)
                replica.drop_setting(address_of(identity.desk))
        if replica.setting(address_of(me.desk)) is None:
            replica.drop_setting(PLACE)
        replica.set_setting(PERSON, me.person)
        replica.set_setting(CHOSEN, "yes")
        # from now on it lies twice, so neither may stamp it anew
        both = {chain: head.seq for chain, head in replica.heads().items()}
    for each in (home, installation):
        seen.note(each, both)
    if problems := checking.everything(home, searchable):
        raise RecordDamaged([f"no PIN was set: {problem}" for problem in problems])


def _leave(installation: Home, folder: Path) -> None:
    """Clear the open record of what moved into `folder`. Done again, it goes on where it was."""
    desk = console.on_the_move(folder, console.LEAVING)
    keys.forget(installation, desk)
    others: list[PersonId] = []
    if installation.database.exists():
        with closing(Replica.open(installation, searchable)) as replica:
            replica.retire(desk)
            replica.drop_setting(address_of(desk))
            live = [identity for identity in replica.identities() if not identity.retired]
            others = [identity.person for identity in live]
            if others and replica.setting(PERSON) not in others:
                replica.set_setting(PERSON, others[0])
            if not any(replica.setting(address_of(identity.desk)) for identity in live):
                replica.drop_setting(PLACE)
    if others:
        _stay(installation, others)
    else:
        console.remove_open(installation)
    console.unmark(folder, console.LEAVING)


def _stay(installation: Home, others: list[PersonId]) -> None:
    from incident_desk.store import backup, parting

    if parting.leave_behind(installation, others):
        console.remove_copies(installation)
        backup.take(installation)


# changing, taking away, forgetting ------------------------------------------------------------------------------------


def change_pin(path: Path, desk: DeskNumber, old: str, new: str) -> None:
    """At any moment the old PIN opens, or the new one. Raises: RuleError, NotFound, NotSaved."""
    pins.checked(new)
    home = unlock(path, desk, old)
    assert home.key is not None
    installation = Home(path)
    pins.change(installation, home.path, _lock(installation, desk), new, home.key)


def remove_pin(path: Path, desk: DeskNumber, pin: str) -> None:
    """Bring somebody back into the open record, where everybody at this console reads what they can read.

    Raises: RuleError, NotFound, HomeLocked, NotSaved; then they are where they were.
    """
    from incident_desk.store import merging

    installation = Home(path)
    with _alone(installation):
        finish(installation)
        home = unlock(path, desk, pin)
        with _alone(home), closing(Replica.open(home, searchable)) as own:
            _must_have_its_past(own)
            if own.connection.execute(CARRIED).fetchone():
                raise RuleError("What came by file still lacks what stands before it; that has to come first.")
            me = next(each for each in own.identities() if not each.retired)
            address = own.setting(address_of(me.desk))
            console.mark(home.path, console.LEAVING, me.desk)  # until all is there, what is there has to go again
            with closing(Replica.open(installation, searchable)) as replica:
                _must_have_its_past(replica)
                merging.bring_back(home, installation, replica)
                seen.note(installation, seen.seen(home, own.heads()))
                _come_back(replica, me, address)
            keys.carry(home, installation, me.desk)
        with saving():
            (home.path / console.LEAVING).replace(home.path / console.RETURNED)
        _return(installation, home.path)


def _come_back(replica: Replica, me: Identity, address: str | None) -> None:
    """Know them in the open record, where they do not write yet."""
    if me.desk not in {identity.desk for identity in replica.identities()}:
        replica.add_identity(me)
    replica.retire(me.desk)
    if address is not None:
        replica.set_setting(address_of(me.desk), address)
        replica.drop_setting(PLACE)  # what they could read is more, or less: all of it is looked at again


def _return(installation: Home, folder: Path) -> None:
    """Let them write in the open record, and take the other one away. Done again, it goes on where it was."""
    desk = console.on_the_move(folder, console.RETURNED)
    with closing(Replica.open(installation, searchable)) as replica:
        replica.retire(desk, is_retired=False)
        if replica.setting(PERSON) is None:
            replica.set_setting(PERSON, next(each.person for each in replica.identities() if each.desk == desk))
            replica.set_setting(CHOSEN, "yes")
    lock = pins.read(folder)
    console.remove(folder)
    if lock is not None:
        pins.forget(installation, lock.desk)


def forget_pin(path: Path, desk: DeskNumber) -> Path:
    """Put a record aside whose PIN nobody knows. What was shared comes back by joining anew; the rest is lost.

    Returns: where it lies; put back in `people`, under the number alone, it opens with its PIN as before.
    Raises: NotFound, HomeLocked, NotSaved.
    """
    installation = Home(path)
    _lock(installation, desk)
    with _alone(installation):
        finish(installation)
        with _alone(Home(console.folder_of(installation, desk))):
            pass  # nobody works there
        stem = datetime.fromtimestamp(time.time(), UTC).strftime("%Y-%m-%dT%H%M%SZ")
        return console.set_aside(installation, desk, stem)


@contextmanager
def _alone(home: Home) -> Generator[None]:
    home.prepare()
    lock = home.lock(PURPOSE)
    try:
        yield
    finally:
        lock.release()


# what a kill left -----------------------------------------------------------------------------------------------------


def is_unfinished(path: Path) -> bool:
    """Whether a kill left a move half done."""
    installation = Home(path)
    return bool(console.marked(installation, console.LEAVING) or console.marked(installation, console.RETURNED))


def finish_moves(path: Path) -> None:
    """Bring what a kill left half done to its end. Raises: HomeLocked, NotSaved, RecordDamaged."""
    installation = Home(path)
    if is_unfinished(path):
        with _alone(installation):
            finish(installation)


def finish(installation: Home) -> None:
    """See finish_moves; while holding the lock."""
    console.sweep(installation)
    for folder in console.marked(installation, console.LEAVING):
        _leave(installation, folder)
    for folder in console.marked(installation, console.RETURNED):
        _return(installation, folder)


# what the window remembers --------------------------------------------------------------------------------------------


def keep_begun(home: Home, begun: bytes) -> None:
    """Raises: OSError."""
    from incident_desk.store import files
    from incident_desk.store.enclosing import enclosed

    files.write(home.path / BEGUN, enclosed(home, BEGUN, begun))


def begun(home: Home) -> bytes:
    """What was kept; empty if there is nothing that can be read."""
    from incident_desk.store.enclosing import disclosed

    try:
        return disclosed(home, BEGUN, (home.path / BEGUN).read_bytes())
    except (OSError, RecordDamaged):
        return b""
