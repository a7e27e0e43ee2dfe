"""How bad an incident is."""

import enum


class Severity(enum.StrEnum):
    """SEV1 is the worst; the plan says in plain words what each means."""

    SEV1 = "SEV1"
    SEV2 = "SEV2"
    SEV3 = "SEV3"
    SEV4 = "SEV4"
