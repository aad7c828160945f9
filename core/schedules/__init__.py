"""Who is on call: rotations in layers, overrides above them, in a time zone. Pure; `now` is an argument.

    Schedule -> layer_shifts, override_shifts      what each row says
             -> shifts                             what is in effect: covers a range without overlap, gaps included
             -> on_call                            one moment

The later layer wins, an override wins over all layers, and of two overrides the one made later. Somebody who is no
longer a member covers nothing: the layer below applies, or there is a gap.
"""

from core.schedules.effect import (
    MAX_RANGE_SECONDS,
    MAX_SHIFTS,
    Override,
    Schedule,
    Shift,
    gaps,
    layer_shifts,
    on_call,
    override_shifts,
    shifts,
)
from core.schedules.outlook import Gap, NowAndNext, gaps_ahead, nights, now_and_next
from core.schedules.zones import known_zone, local_moment

__all__ = [
    "MAX_RANGE_SECONDS",
    "MAX_SHIFTS",
    "Gap",
    "NowAndNext",
    "Override",
    "Schedule",
    "Shift",
    "gaps",
    "gaps_ahead",
    "known_zone",
    "layer_shifts",
    "local_moment",
    "nights",
    "now_and_next",
    "on_call",
    "override_shifts",
    "shifts",
]
