"""Run migrations on the connection that the caller opened, with the caller's transaction rules."""

from alembic import context

from mailbot.edges.db.schema import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
