"""What alembic runs around the migrations: they go through the connection and the transaction of the caller."""

from alembic import context

from incident_desk.store.shared.schema import SCHEMA, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table_schema=SCHEMA,
    include_schemas=True,
    transactional_ddl=True,
)
context.run_migrations()
