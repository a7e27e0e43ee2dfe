"""The window as `incident-desk` opens it. Says "painted" after its first frame and "ready" when it takes keys."""

import sys
from functools import partial

from incident_desk.cli import main
from incident_desk.desktop import app

home, *_ = sys.argv[1:]


def say(word: str) -> None:
    """Tell whoever measures."""
    print(word, flush=True)


app.run = partial(  # pyright: ignore[reportAttributeAccessIssue]
    app.run, size=(1600, 1000), on_first_frame=partial(say, "painted"), on_ready=partial(say, "ready")
)
sys.exit(main(["--home", home]))
