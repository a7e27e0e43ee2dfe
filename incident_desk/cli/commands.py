"""Every command of the command line, in the order in which the help names them."""

from typing import Final

from incident_desk.cli import (
    archive,
    attachments,
    channels,
    desktop,
    do,
    duty_log,
    examine,
    files,
    incidents,
    log,
    maintenance,
    offers,
    on_call,
    people,
    plan,
    serve,
    shared,
    status_page,
    tasks,
    wording,
)

ALL: Final = (
    incidents,
    tasks,
    log,
    duty_log,
    attachments,
    channels,
    wording,
    do,
    files,
    offers,
    on_call,
    examine,
    plan,
    maintenance,
    people,
    serve,
    status_page,
    shared,
    archive,
    desktop,
)
