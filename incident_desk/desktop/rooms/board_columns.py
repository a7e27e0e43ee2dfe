"""How the board shares its width among its three columns, and what of that a person chose."""

from collections.abc import Mapping

import msgspec
from PySide6.QtWidgets import QSplitter

FOLDED_PX = 76
ROLES_PX = 336
SIDE_PX = 424
NARROW_SIDE_PX = 380
FOLD_BELOW_PX = 1480
SIDE_FROM_PX = 1180
WIDE_PX = 1700
HUGE_PX = 2600
"""From here on the outer columns grow with the window, so that the centre is no desert between two strips."""
SHOWN, HIDDEN = "shown", "hidden"


class Chosen(msgspec.Struct):
    """What a person chose; empty means that the width decides."""

    roles: str = ""
    side: str = ""
    widths: tuple[int, int] | None = None


class BoardColumns:
    """Belongs to one splitter of roles, centre and side."""

    def __init__(self, splitter: QSplitter) -> None:
        self._splitter = splitter
        self.chosen = Chosen()
        splitter.setStretchFactor(1, 1)
        splitter.splitterMoved.connect(self._moved)

    def are_roles_folded(self, width_px: int) -> bool:
        """Whether the roles give way to the centre."""
        return self.chosen.roles == HIDDEN if self.chosen.roles else width_px < FOLD_BELOW_PX

    def is_side_shown(self, width_px: int) -> bool:
        """Whether there is room for what comes next."""
        return self.chosen.side == SHOWN if self.chosen.side else width_px >= SIDE_FROM_PX

    def share(self, width_px: int) -> None:
        """Give each column its width."""
        folded, with_side = self.are_roles_folded(width_px), self.is_side_shown(width_px)
        roles_px, side_px = self.chosen.widths or default_widths(width_px)
        roles_px = FOLDED_PX if folded else roles_px
        side_px = side_px if with_side else 0
        self._splitter.setSizes([roles_px, max(0, width_px - roles_px - side_px), side_px])

    def _moved(self) -> None:
        roles_px, _, side_px = self._splitter.sizes()
        before = self.chosen.widths or default_widths(self._splitter.width())
        self.chosen.widths = (max(roles_px, ROLES_PX // 2) if roles_px > FOLDED_PX else before[0], side_px or before[1])

    # between two starts -----------------------------------------------------------------------------------------------

    def restore(self, layout: Mapping[str, str]) -> None:
        """Take what was kept; what cannot be read is as if nothing had been chosen."""
        roles, side = layout.get("roles", ""), layout.get("side", "")
        self.chosen.roles = roles if roles in (SHOWN, HIDDEN) else ""
        self.chosen.side = side if side in (SHOWN, HIDDEN) else ""
        widths = [int(text) for text in layout.get("widths", "").split(",") if text.isdigit()]
        self.chosen.widths = (widths[0], widths[1]) if len(widths) == 2 and min(widths) > 0 else None

    def kept(self) -> dict[str, str]:
        """What `restore` takes."""
        widths = ",".join(map(str, self.chosen.widths or ()))
        found = {"roles": self.chosen.roles, "side": self.chosen.side, "widths": widths}
        return {name: value for name, value in found.items() if value}


def default_widths(width_px: int) -> tuple[int, int]:
    """Roles and side in a window of this width."""
    if width_px >= HUGE_PX:
        return round(width_px * 0.15), round(width_px * 0.22)
    return ROLES_PX, SIDE_PX if width_px >= WIDE_PX else NARROW_SIDE_PX
