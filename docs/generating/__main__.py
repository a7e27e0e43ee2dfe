"""`python -m docs.generating`: what `make docs` runs."""

from docs.generating import REFERENCE, write

changed = write()
print(f"{REFERENCE.name}: " + (", ".join(changed) + " written" if changed else "up to date"))
