"""Where to go on reading a partition, when its records are not what they were."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Start:
    """A position, and what there is to say about it."""

    position: int
    lost: int = 0
    """Records that nobody will ever read."""
    remark: str = ""


def start_of(reached: int, oldest: int, end: int) -> Start:
    """`reached` is the next position to read so far as is known; records `oldest` to before `end` are there."""
    if reached > end:
        return Start(
            oldest,
            remark=f"position {reached} lies behind the end, {end}: the topic was made anew. "
            f"Reading it from {oldest} on; events that are known already are not counted twice",
        )
    if reached < oldest:
        lost = oldest - reached
        return Start(
            oldest,
            lost,
            f"records {reached} to {oldest - 1} are gone: they were older than the topic's retention before anybody "
            f"read them. {lost} are lost; reading on from {oldest}",
        )
    return Start(reached)
