"""Panels: each shows one capability, observes its state, and speaks only in commands."""
