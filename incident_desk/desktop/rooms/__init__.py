"""Rooms lay panels out; they know no capability."""
