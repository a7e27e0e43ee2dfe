"""The command line: every command of the program, and the window."""

from incident_desk.cli.main import main

__all__ = ["main"]
