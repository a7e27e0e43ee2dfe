"""The forms the desk replica had, each a step from the one before (alembic runs them; there is no ini file)."""
