"""How many steps of each role fit into the column."""

from collections.abc import Sequence

from incident_desk.desktop.parts.checklist import HEIGHT_PX as STEP_PX

EACH_GETS = 3
"""Up to here one role may show a step more than the next; beyond, all or none do."""
MOST = 6


def fit(bases_px: Sequence[int], open_steps: Sequence[int], room_px: int) -> list[int] | None:
    """The steps each role may show; None where not even one each fits.

    Args:
        bases_px: the height of each panel with no step.
        open_steps: how many steps each still has.
    """
    shown = [min(1, count) for count in open_steps]
    left_px = room_px - sum(bases_px) - STEP_PX * sum(shown)
    if left_px < 0:
        return None
    for most in range(2, MOST + 1):
        more = [at for at, count in enumerate(open_steps) if count >= most]
        if most > EACH_GETS and left_px < STEP_PX * len(more):
            break
        for at in more[: left_px // STEP_PX]:
            shown[at] = most
            left_px -= STEP_PX
    return shown
