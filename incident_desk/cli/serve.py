"""serve: a desk without a window: calls people in, sends what was let go, watches series, takes answers and reports of
customers, keeps the status page."""

import argparse
import asyncio
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from incident_desk.cli.notifying import READY, STOPPING, notify
from incident_desk.cli.terminal import DONE, Arguments, Subparsers, Terminal
from incident_desk.cli.unit import written
from incident_desk.domain.errors import BadInput, NotFound

if TYPE_CHECKING:
    import ssl

    from incident_desk.desk import Desk
    from incident_desk.outreach.status_page.place import Place

LISTEN: Final = "127.0.0.1:8737"


def add_to(names: Subparsers, everywhere: argparse.ArgumentParser) -> None:
    """The parser of this command."""
    one = names.add_parser(
        "serve", parents=[everywhere], help="a desk without a window: calls people in, takes answers by one-time links"
    )
    one.add_argument("--listen", metavar="HOST:PORT", default=LISTEN, help=f"where to answer; {LISTEN} unless said")
    one.add_argument("--tls-cert", metavar="FILE", help="the certificate and its chain, PEM")
    one.add_argument("--tls-key", metavar="FILE", help="its key, PEM without a password")
    one.add_argument(
        "--status-page",
        metavar="FOLDER",
        help="keep the status page there, not where the settings say; read at /status",
    )
    one.add_argument("--status-address", metavar="URL", default="", help="where that page is read from outside")
    one.add_argument("--mail", metavar="HOST:PORT", help="take reports of customers by e-mail there")
    one.add_argument(
        "--alert-folder", metavar="FOLDER", help="take alerts from files, in a folder in there for each source"
    )
    one.add_argument("--unit", action="store_true", help="print a unit for systemd that runs it so; nothing is started")
    one.add_argument("--user", metavar="NAME", help="with --unit: who runs it; whoever owns the home unless said")
    one.set_defaults(run=serve)


def serve(terminal: Terminal, arguments: Arguments) -> int:
    from incident_desk.intake.serving import is_here, place_of, tls_from

    host, port = place_of(arguments.listen)
    page, mail = _page(arguments), place_of(arguments.mail) if arguments.mail else None
    folder = Path(arguments.alert_folder).absolute() if arguments.alert_folder else None
    if folder is not None and not folder.is_dir():
        raise BadInput("there is no such folder", str(folder))
    if arguments.unit:
        return written(terminal, arguments, port)
    tls = tls_from(arguments.tls_cert, arguments.tls_key)
    if tls is None and not is_here(host):
        terminal.complain(f"Warning: without --tls-cert everybody on the way to {host} can read the links.")
    with terminal.desk("incident-desk serve") as desk:
        asyncio.run(_run(terminal, desk, _Asked((host, port), tls, page or _page_by_settings(desk), mail, folder)))
    return DONE


def _page(arguments: Arguments) -> "Place | None":
    """Where the status page is kept, as it was said here. Raises: BadInput."""
    from incident_desk.outreach.status_page.place import checked

    if arguments.status_page is not None:
        return checked(str(Path(arguments.status_page).absolute()), arguments.status_address)
    if arguments.status_address:
        raise BadInput("--status-address goes with --status-page")
    return None


def _page_by_settings(desk: "Desk") -> "Place | None":
    from incident_desk.outreach.status_page.place import PAGE, place_in

    return None if desk.is_apart else place_in(desk.setting(PAGE).result())


class _Asked(msgspec.Struct, frozen=True):
    """Where to answer, with which certificate; where the page is kept and read; where mail is taken."""

    at: tuple[str, int]
    tls: "ssl.SSLContext | None"
    page: "Place | None"
    mail: tuple[str, int] | None
    alert_folder: Path | None = None


async def _run(terminal: Terminal, desk: "Desk", asked: _Asked) -> None:
    from incident_desk.cli.page_works import PageWorks
    from incident_desk.desk.following import Following
    from incident_desk.intake.alerts.doors import AlertDoors
    from incident_desk.intake.links import Links
    from incident_desk.intake.report_doors import ReportDoors
    from incident_desk.intake.serving import listen
    from incident_desk.outreach.calling import Caller
    from incident_desk.outreach.outbox import Outbox
    from incident_desk.outreach.report_answers import ReportAnswers
    from incident_desk.watch.watcher import Watcher

    stop = _asked_to_stop()
    following = Following(desk)
    caller, outbox, reports = Caller(desk, following), Outbox(desk, following), ReportDoors(desk)
    alerts = AlertDoors(desk, asked.alert_folder)
    page = PageWorks(desk, following, asked.page) if asked.page else None
    works = [
        caller,
        outbox,
        Watcher(desk),
        ReportAnswers(desk, following, reports.customers),
        *(page.works if page else ()),
    ]
    doors = (*(page.doors if page else ()), reports.web, *alerts.web)
    try:
        await alerts.start()
        runner, bound = await listen(Links(desk, following), asked.at, asked.tls, *doors)
        try:
            mail = await reports.take_mail(asked.mail, asked.tls, alerts.take_mail) if asked.mail else None
            await asyncio.to_thread(_share, desk)
            for work in works:
                work.start()
            reports.start()
            _tell(terminal, asked, bound, mail)
            await stop.wait()
        finally:
            notify(STOPPING)
            await runner.cleanup()
    finally:
        for work in works:
            await asyncio.to_thread(work.stop)
        await reports.close()
        await alerts.close()
        if page is not None:
            await asyncio.to_thread(page.close)
        await asyncio.to_thread(following.close)


def _tell(terminal: Terminal, asked: _Asked, bound: int, mail: int | None) -> None:
    """Where it answers, for people, programs and systemd."""
    from incident_desk.intake.serving import address_of

    address = address_of(asked.at[0], bound, is_tls=asked.tls is not None)
    told = f"Listening at {address}" + (f", for e-mail at port {mail}" if mail else "")
    terminal.say({"listening": address, **({"mail": mail} if mail else {})}, told)
    notify(READY, f"STATUS={told}")


def _share(desk: "Desk") -> None:
    try:
        desk.shared.start(lambda shared: None)
    except NotFound:
        return  # it shares its record with nobody


def _asked_to_stop() -> asyncio.Event:
    """Set once somebody ends it: a service manager, or Ctrl+C."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:  # Windows: Ctrl+C ends asyncio.run
            break
    return stop
