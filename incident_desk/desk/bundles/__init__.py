"""Carrying a record by file: making a bundle, looking one over, taking one in."""
