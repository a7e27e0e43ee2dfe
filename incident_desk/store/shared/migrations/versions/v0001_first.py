"""The first form: the tables, and the doors to them."""

from pathlib import Path
from typing import Final

from alembic import op

revision: Final = "0001"
down_revision: Final = None

DOORS: Final = Path(__file__).parents[2] / "doors"
OWNED: Final = ("streams", "rules", "governing", "archiving", "append", "attaching", "joining", "quiet")
READING: Final = ("reading", "archived", "quiet")


def upgrade() -> None:
    """Make every table, then every door; those for reading belong to a role that owns no table."""
    run_file(Path(__file__).with_name("v0001_tables.sql"))
    for name in OWNED:
        run_file(DOORS / f"{name}.sql")
    op.execute("GRANT CREATE ON SCHEMA record TO record_reader")
    op.execute("SET LOCAL ROLE record_reader")
    for name in READING:
        run_file(DOORS / f"{name}.sql")
    op.execute("SET LOCAL ROLE record_owner")
    op.execute("REVOKE CREATE ON SCHEMA record FROM record_reader")


def run_file(file: Path) -> None:
    """Run a file of SQL as whoever owns the doors now."""
    _run(file.read_text(encoding="utf-8"))


def run_again(name: str) -> None:
    """Put the doors of a file in the place of those of an earlier form."""
    _run((DOORS / f"{name}.sql").read_text(encoding="utf-8").replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"))


def _run(sql: str) -> None:
    # through the driver and with no parameters, so that % stays itself
    connection = op.get_bind().connection.driver_connection
    assert connection is not None
    connection.execute(sql)
