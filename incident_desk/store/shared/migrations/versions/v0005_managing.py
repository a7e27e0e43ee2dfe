"""Whoever is named to manage an incident manages its investigations, too."""

from typing import Final

from alembic import op

from incident_desk.store.shared.migrations.versions.v0001_first import run_again

revision: Final = "0005"
down_revision: Final = "0004"


def upgrade() -> None:
    """Replace the doors that changed since, and let whoever manages an incident manage what is sealed in it."""
    for name in ("governing", "quiet"):
        run_again(name)
    op.execute("SELECT record.manage_apart(incident) FROM record.incidents")
