"""What a tracker tells us."""

from typing import Literal

from api.schemas.base import Shape

HookOutcome = Literal["resolved", "reopened", "noted", "echo", "late", "unlinked", "repeated", "ignored"]


class HookAnswer(Shape):
    outcome: HookOutcome
    """What became of the call: ours changed, ours stands so already or is not to follow, it only repeats what our own
    call did, it is from before what we know, no issue is linked, it was taken before, it is about something else."""
    detail: str


class HookSecret(Shape):
    hook_url: str
    hook_secret: str
    """To be entered at the tracker; shown this once. The one before is void."""
