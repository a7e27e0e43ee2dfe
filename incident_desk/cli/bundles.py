"""Bundles on the command line: export --format bundle, import and verify FILE.bundle."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from incident_desk.cli.terminal import DONE, NO, WRONG_USE, Arguments, Terminal, moment
from incident_desk.domain.errors import BadInput, DeskError
from incident_desk.domain.moments import iso

if TYPE_CHECKING:
    from incident_desk.desk.bundles.looking import Looked
    from incident_desk.desk.bundles.making import Made
    from incident_desk.desk.bundles.taking import Came


def export(terminal: Terminal, arguments: Arguments) -> int:
    """Write an incident, a period or the whole record into a bundle."""
    from incident_desk.desk.bundles.making import export_bundle
    from incident_desk.store.bundles.form import Coverage

    if arguments.output in (None, "-"):
        raise BadInput("a bundle is written to a file; name it", "-o")
    if bool(arguments.incident) == arguments.whole:
        raise BadInput("name an incident, or say --all for the whole record", "export")
    from_us, to_us = moment(arguments.from_), moment(arguments.to)
    if from_us is not None and to_us is not None and from_us >= to_us:
        raise BadInput("the period ends before it begins", "--to")
    covers = Coverage(from_us=from_us, to_us=to_us)
    with terminal.reading() as desk:
        if arguments.incident:
            incident = desk.find(arguments.incident)
            head = desk.fold(incident).board.headline
            title = (head.title.value or "")[:400]
            covers = msgspec.structs.replace(covers, incident=incident, number=head.number, title=title)
    made = export_bundle(terminal.place, Path(arguments.output), covers, arguments.people)
    terminal.say({**msgspec.structs.asdict(made), "incident": covers.incident}, _made(made))
    return DONE


def _made(made: "Made") -> str:
    sealed = ", encrypted" if made.is_sealed else ""
    lines = [f"Written to {made.file}: {made.entries} entries and {made.files} files{sealed}"]
    return "\n".join([*lines, *(f"  left out: {each}" for each in made.left_out)])


def is_bundle(file: str) -> bool:
    """Whether a file is a bundle, by how it begins and not by its name; one that is called so is taken for one too."""
    from incident_desk.store.bundles.form import SUFFIX
    from incident_desk.store.bundles.unpacking import is_bundle as begins_so

    return file.endswith(SUFFIX) or begins_so(Path(file))


def take_in(terminal: Terminal, files: list[str]) -> tuple[list["Came"], list[dict[str, str]]]:
    """Merge bundles into the record, one after the other. Returns: what came, and what was refused with the reason."""
    came: list[Came] = []
    refused: list[dict[str, str]] = []
    with terminal.desk("incident-desk import") as desk:
        for file in files:
            try:
                came.append(desk.bundles.take(Path(file)))
            except DeskError as e:
                refused.append({"file": file, "reason": str(e)})
    return came, refused


def told(came: "Came") -> str:
    """What came of a bundle, in lines."""
    lines = [
        f"{came.file}, made by {came.maker}: {came.added} entries added, {came.skipped} there already, "
        f"{came.files} files"
    ]
    if came.carried:
        lines.append(f"  {came.carried} of them lack what stands before them in their chain, and are kept beside it")
    if came.erased:
        lines.append(f"  {came.erased} entries or files were erased, as two people had asked")
    lines += [f"  first heard of: {each}; from now on its key is known here" for each in came.strangers]
    if came.offered:
        who = ", ".join(came.offered_by)
        lines.append(
            f"  {came.offered} entries by {who}, who may not write here, wait to be adopted: `incident-desk offers`"
        )
    if came.not_taken:
        lines.append(f"  {came.not_taken} more by such people cannot be adopted, and were not taken")
    lines += [f"  not believed: {each}" for each in came.parked]
    return "\n".join([*lines, *(f"  left out by its maker: {each}" for each in came.left_out)])


def verify(terminal: Terminal, file: str) -> int:
    """Whether a bundle is what its maker signed, and each entry by whom it says; changes nothing."""
    from incident_desk.desk.bundles.looking import look

    try:
        looked = look(terminal.place, Path(file))
    except BadInput as e:
        if not Path(file).is_file():
            raise
        terminal.say({"ok": False, "problems": [str(e)]}, str(e))
        return NO
    about: dict[str, Any] = {
        "maker": looked.maker,
        "made_at": iso(looked.made_us),
        "incident": looked.covers.incident,
        "number": looked.covers.number,
        "title": looked.covers.title,
        "from": None if looked.covers.from_us is None else iso(looked.covers.from_us),
        "to": None if looked.covers.to_us is None else iso(looked.covers.to_us),
        "entries": looked.entries,
        "files": looked.files,
        "encrypted": looked.is_sealed,
        "left_out": list(looked.left_out),
        "unknown_desks": list(looked.strangers),
    }
    problems = list(looked.problems)
    terminal.say({"ok": not problems, "problems": problems, "bundle": about}, _looked(looked))
    return NO if problems else DONE


def _looked(looked: "Looked") -> str:
    what = looked.covers.number or "the whole record"
    sealed = ", encrypted" if looked.is_sealed else ""
    lines = [
        f"Made by {looked.maker} at {iso(looked.made_us)}, of {what}: {looked.entries} entries and "
        f"{looked.files} files{sealed}"
    ]
    lines += list(looked.problems) or ["Every entry is as it was written."]
    lines += [f"left out: {each}" for each in looked.left_out]
    return "\n".join([*lines, *(f"not heard of here before: {each}" for each in looked.strangers)])


def ended(came: list["Came"], has_refused: bool) -> int:
    """How an import of bundles ends."""
    if has_refused:
        return WRONG_USE
    return NO if any(each.parked for each in came) else DONE
