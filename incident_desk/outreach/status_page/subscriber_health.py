"""Whether the updates of the status page can go to subscribers from here: what `doctor` says of it."""

from incident_desk.desk import ReadingDesk
from incident_desk.desk.health import Finding
from incident_desk.domain.ids import PAGE_SUBSCRIBERS
from incident_desk.domain.status_page import page_of
from incident_desk.outreach.channels import CHANNELS, names_in
from incident_desk.outreach.status_page.place import PAGE
from incident_desk.store.home import Where


def looked(place: Where) -> list[Finding]:
    """How many there are, and by which channel they are told; nothing where no page is kept that takes any."""
    if not ReadingDesk.is_there(place):
        return []
    reading = ReadingDesk.open(place)
    try:
        page = page_of((), reading.organisation().plans.current)
        if not reading.installed.setting(PAGE) or not page.takes_subscribers:
            return []
        subscribers = reading.fold(PAGE_SUBSCRIBERS).board.subscribers
        set_up = names_in(reading.installed.setting(CHANNELS))
    finally:
        reading.close()
    told = f"{len(subscribers.standing)} get the updates of the page by e-mail"
    if left := len(subscribers.kept_of_left):
        told += f"; {left} addresses of those who left wait for a second person (incident-desk do subscriber.forget)"
    channel = next((each for each in page.mails_by if each in set_up), None)
    if channel is None:
        lacking = f"no mail is set up here ({', '.join(page.mails_by)}): this desk sends none, and takes nobody"
        return [Finding("subscribers", f"{told}; {lacking}", True)]
    return [Finding("subscribers", f"{told}; sent by {channel}")]
