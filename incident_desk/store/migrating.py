"""Brings an older record to the newest form, by the migrations that lie in this package."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlcipher3.dbapi2 as sqlite

from incident_desk.domain.errors import RecordDamaged, RecordError
from incident_desk.store.form import HEAD, NEWER
from incident_desk.store.statements import FORM

if TYPE_CHECKING:  # 0.1 s, and almost never needed
    from sqlalchemy import Connection, Engine

MIGRATIONS: Final = Path(__file__).parent / "migrations"


def is_newest(connection: sqlite.Connection) -> bool:
    """Whether there is nothing to make and nothing to migrate."""
    try:
        return connection.execute(FORM).fetchall() == [(HEAD,)]
    except sqlite.OperationalError as e:
        if "no such table" in str(e):
            return False
        raise


def up_to_date(engine: "Engine") -> None:
    """Make the tables of a new record, or migrate an old one; one transaction, so that a kill leaves the old form.

    Raises: RecordError if a newer version of the program wrote the record; RecordDamaged if nobody did.
    """
    from sqlalchemy import inspect, select

    from incident_desk.store import schema

    with engine.begin() as connection:
        names = inspect(connection).get_table_names()
        if not names:
            schema.create(connection)
            return
        if schema.version.name not in names:
            raise RecordDamaged(["record.db is no record of this program, or the list of its tables was changed"])
        stored = connection.scalar(select(schema.version.c.version_num)) or "none"
        if stored != HEAD:
            migrate(connection, stored)


def migrate(connection: "Connection", stored: str) -> None:
    """Run the migrations from `stored` on; "base" is an empty database."""
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", MIGRATIONS.as_posix().replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if stored not in (known | {"base"}):
        raise RecordError(NEWER)
    command.upgrade(config, "head")
