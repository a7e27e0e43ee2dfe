"""The first start: who somebody is, and the three ways to begin."""
