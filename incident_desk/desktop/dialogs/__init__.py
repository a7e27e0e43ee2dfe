"""Dialogs over the veil: opened with `open()`, never with `exec()`."""
