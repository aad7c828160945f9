"""What a batch adds to the metrics."""

from collections.abc import Iterable, Mapping

from core.metrics import (
    PROCESSOR_BATCH_EVENTS,
    PROCESSOR_BATCHES,
    PROCESSOR_EVENT_AGE_SECONDS,
    PROCESSOR_EVENTS,
    PROCESSOR_STAGE_SECONDS,
)
from core.outcomes import Outcome, OutcomeCount


def count_batch(fates: Iterable[OutcomeCount], size: int, oldest_seconds: float, stages: Mapping[str, float]) -> None:
    """`fates`: what the recorder answered; `size`: records in the batch; `oldest_seconds`: since its first event was
    received."""
    PROCESSOR_BATCHES.inc()
    PROCESSOR_BATCH_EVENTS.observe(size)
    PROCESSOR_EVENT_AGE_SECONDS.observe(max(0.0, oldest_seconds))
    for stage, seconds in stages.items():
        PROCESSOR_STAGE_SECONDS.labels(stage).inc(seconds)
    sums: dict[Outcome, int] = {}
    for fate in fates:
        if fate.outcome is not Outcome.ACCEPTED:  # counted by the gateway; each gets a second outcome here
            sums[fate.outcome] = sums.get(fate.outcome, 0) + fate.quantity
    for outcome, quantity in sums.items():
        PROCESSOR_EVENTS.labels(outcome.value).inc(quantity)
