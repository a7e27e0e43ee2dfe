"""Leases: one desk sends, whichever comes first."""

from typing import Final

from incident_desk.store.shared.migrations.versions.v0001_first import DOORS, run_file

revision: Final = "0003"
down_revision: Final = "0002"


def upgrade() -> None:
    """Make the table and its doors."""
    for name in ("leasing", "quiet"):
        run_file(DOORS / f"{name}.sql")
