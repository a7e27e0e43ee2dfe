"""Everything by which `serve` keeps the status page: what writes it, what answers visitors, what mails subscribers."""

from typing import TYPE_CHECKING, Protocol

from incident_desk.desk.subscribers import SubscribersNow
from incident_desk.intake.page_door import PageDoor
from incident_desk.intake.visitor_door import VisitorDoor
from incident_desk.outreach.status_page.mailing import Mailing
from incident_desk.outreach.status_page.publishing import Publishing
from incident_desk.outreach.status_page.subscribing import Subscribing
from incident_desk.outreach.status_page.visitors import Visitors

if TYPE_CHECKING:
    from incident_desk.desk import Desk
    from incident_desk.desk.following import Following
    from incident_desk.intake.serving import PublicDoor
    from incident_desk.outreach.status_page.place import Place


class Work(Protocol):
    """What goes on beside the doors."""

    def start(self) -> None: ...
    def stop(self) -> None: ...


class PageWorks:
    """`doors` answer, `works` go on from their start to their stop; `close` comes after that."""

    def __init__(self, desk: "Desk", following: "Following", place: "Place") -> None:
        page_door, now = PageDoor(), SubscribersNow(desk)
        publishing = Publishing(desk, place, page_door.show)
        subscribing = Subscribing(desk, now)
        mailing = Mailing(desk, following, subscribing, lambda: publishing.page, place.address)
        visitors = Visitors(subscribing, lambda: publishing.page, place.address, desk.now_us)
        self.doors: tuple[PublicDoor, ...] = (page_door, VisitorDoor(visitors))
        self.works: tuple[Work, ...] = (publishing, subscribing, mailing)
        self.close = now.close
