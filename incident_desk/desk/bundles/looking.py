"""Looking a bundle over against what this home knows, before anything of it is taken in."""

import contextlib
from collections.abc import Generator
from pathlib import Path

import msgspec

from incident_desk.desk.bundles.progress import Progress, nothing_told
from incident_desk.domain.ids import DeskNumber
from incident_desk.store.bundles import proving, unpacking
from incident_desk.store.bundles.form import Coverage, Line
from incident_desk.store.bundles.proving import Proven
from incident_desk.store.bundles.unpacking import Here, Opened
from incident_desk.store.home import Home, Where


class Looked(msgspec.Struct, frozen=True):
    """What a bundle is: who made it and when, what it covers, what is wrong with it, whom nobody here knows."""

    maker: str
    made_us: int
    covers: Coverage
    entries: int
    files: int
    is_sealed: bool
    left_out: tuple[str, ...]
    problems: tuple[str, ...]
    strangers: tuple[str, ...]


@contextlib.contextmanager
def looked_over(path: Where, file: Path, progress: Progress = nothing_told) -> Generator[tuple[Opened, Proven, Here]]:
    """Open a bundle and look all of it over against what the home at `path` knows. Raises: BadInput."""
    home = Home.at(path)
    known = unpacking.here(home)
    with unpacking.opened(file, home, known, progress) as bundle:
        proven = proving.prove(bundle.lines, bundle.manifest.desks, known.desks)
        yield bundle, proven, known


def look(path: Where, file: Path, progress: Progress = nothing_told) -> Looked:
    """What a bundle is and whether it is sound; changes nothing. Raises: BadInput if it is not as it was signed."""
    with looked_over(path, file, progress) as (bundle, proven, known):
        manifest = bundle.manifest
        problems = [_told_of(line, why) for line, why in proven.parked]
        pinned = known.desks.get(DeskNumber(manifest.made_by))
        if pinned and pinned.public_key != bundle.maker.public_key:
            problems.insert(0, another_maker(bundle))
        return Looked(
            maker=bundle.maker.name,
            made_us=manifest.made_us,
            covers=manifest.covers,
            entries=manifest.entries,
            files=len(bundle.digests()),
            is_sealed=bundle.is_sealed,
            left_out=tuple(map(str, manifest.left_out)),
            problems=tuple(problems),
            strangers=strangers(bundle, proven),
        )


def _told_of(line: Line, why: str) -> str:
    return f"desk {line.desk}, seq {line.seq}: {why}"


def another_maker(bundle: Opened) -> str:
    """What is wrong with a bundle whose maker is not who they were."""
    return f"it says that desk {bundle.manifest.made_by} made it, which has another key than when it was first heard of"


def strangers(bundle: Opened, proven: Proven) -> tuple[str, ...]:
    """Whom nobody here knows: the names that the bundle gives them."""
    names = {DeskNumber(each.desk): each.name for each in bundle.manifest.desks}
    return tuple(f"{names[desk]} (desk {desk})" for desk in sorted(proven.strangers))
