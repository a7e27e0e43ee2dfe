"""Bundles: a record in one file, for desks that never meet a network. The format is described in docs/bundle.md."""
