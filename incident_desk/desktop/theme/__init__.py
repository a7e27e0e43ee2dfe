"""The looks of the window: one file of tokens, from which palette, style sheet and painters take their colours."""

from incident_desk.desktop.theme.fonts import font, mono
from incident_desk.desktop.theme.icons import icon, paint_icon
from incident_desk.desktop.theme.looks import apply, looks, restyle
from incident_desk.desktop.theme.tokens import colour, is_dark

__all__ = ["apply", "colour", "font", "icon", "is_dark", "looks", "mono", "paint_icon", "restyle"]
