"""Alembic's entry: runs the revisions on the connection that the record hands over."""

from alembic import context

from foreigndesk.record.opening import VERSION_TABLE
from foreigndesk.record.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, version_table=VERSION_TABLE
)
context.run_migrations()
