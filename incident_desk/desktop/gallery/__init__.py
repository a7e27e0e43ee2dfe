"""The gallery: a picture of every part in every state, and one sheet of them all to hold beside the looks.

The words in it are samples, not the window's, and stay untranslated.
"""

from incident_desk.desktop.gallery.rendering import render

__all__ = ["render"]
