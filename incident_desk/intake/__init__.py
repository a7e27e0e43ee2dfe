"""What comes in from outside: files of other tools become commands."""
