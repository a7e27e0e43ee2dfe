"""A desk as a process that may be killed at any moment: it lets go what it is told to, and sends what was let go.

It reads "INCIDENT MESSAGE" or "INCIDENT MESSAGE cheat" from its input, and says each message once that stands on its
record. With cheat it asks no rule first, as a program that its owner has changed.
"""

import sys
import time
from pathlib import Path

from incident_desk.desk import Desk
from incident_desk.desk.following import Following
from incident_desk.domain import releasing
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.releasing import ReleaseMessage
from incident_desk.outreach.outbox import Outbox

RULES = ("_must_be_met", "_must_be_let", "_must_go_first")


def no_rule(*_: object, **__: object) -> None:
    """What a desk whose owner has changed the program asks for."""


def let_go(desk: Desk, incident: str, message: str, *cheat: str) -> None:
    kept = {rule: getattr(releasing, rule) for rule in RULES}
    for rule in RULES if cheat else ():
        setattr(releasing, rule, no_rule)
    channels = ("status_page", "email") if cheat else ()
    try:
        desk.record(ReleaseMessage(message, channels=channels), IncidentId(incident)).result()
    except RuleError as e:
        if "already" not in str(e):  # it was let go before this desk was killed, or by the other
            raise
    finally:
        for rule, function in kept.items():
            setattr(releasing, rule, function)


def main(home: str) -> None:
    with Desk.open(Path(home)) as desk:
        desk.shared.start(lambda _: None)
        following = Following(desk)
        outbox = Outbox(desk, following)
        outbox.start()
        print("ready", flush=True)
        for line in sys.stdin:
            words = line.split()
            while True:
                try:
                    let_go(desk, *words)
                    break
                except NotFound:  # it has not heard of it yet
                    time.sleep(0.2)
            print(words[1], flush=True)
        outbox.stop()
        following.close()


if __name__ == "__main__":
    main(sys.argv[1])
