"""The shared database: PostgreSQL, reached through doors that run as somebody else; desks own nothing in it."""
