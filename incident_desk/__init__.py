"""Incident Desk: the local-first desk of a command center."""

__version__ = "0.1.0"
