"""What a process has seen of Kafka."""

from dataclasses import dataclass


@dataclass(slots=True)
class Counts:
    """Since the process began. Changes as its readers go on."""

    rebalances: int = 0
    """How often a group has shared out its partitions again while a reader here was a member."""
    lost: int = 0
    """Records that retention dropped before they were read."""
