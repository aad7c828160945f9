"""The topic of dead records: a copy of each, for tools that watch topics. Nothing here reads it."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from core.bus.dead_copies import DeadCopy
from core.bus.kafka.writer import Headers, Writer
from core.errors import Rejected, Unavailable
from core.metrics import LOG_DEAD_COPIES

_TRACE_BYTES: Final = 8 * 2**10
"""Kept of a trace, from its end, where the error stands. The row has more."""

_log = logging.getLogger(__name__)


async def show(writer: Writer, topic: str, events: str, copies: Sequence[DeadCopy]) -> None:
    """Write them to `topic`; `events` is the topic that they came from. Raises Unavailable, and some may stand there.

    What the topic will never take is counted and told: its row has everything, and the batch must go on.
    """
    fates = await asyncio.gather(
        *(writer.append(topic, [(copy.key, copy.value)], headers(copy, events)) for copy in copies),
        return_exceptions=True,
    )
    for copy, fate in zip(copies, fates, strict=True):
        if isinstance(fate, Unavailable):
            raise Unavailable(f"dead records cannot be copied to {topic}: {fate}", fate.retry_after) from fate
        LOG_DEAD_COPIES.labels("written" if fate is None else "refused").inc()
        if isinstance(fate, Rejected):
            _log.warning("%s has no copy of the dead record %.40r: %s", topic, copy.key, fate)
        elif fate is not None:  # a bug of ours, which must not hold up the batch
            _log.error("%s has no copy of the dead record %.40r", topic, copy.key, exc_info=fate)


def headers(copy: DeadCopy, events: str) -> Headers:
    """Text in UTF-8; what is not known is left out."""
    said = {
        "reason": copy.reason,
        "project": str(copy.project_id) if copy.project_id else None,
        "encoding": copy.encoding,
        "topic": events if copy.place else None,
        "partition": str(copy.place[0]) if copy.place else None,
        "offset": str(copy.place[1]) if copy.place else None,
        "time": datetime.fromtimestamp(copy.died_at, UTC).isoformat(timespec="milliseconds"),
    }
    trace = copy.trace.encode("utf-8", "replace")[-_TRACE_BYTES:].decode("utf-8", "ignore")
    return [
        (name, text.encode("utf-8", "replace")) for name, text in {**said, "trace": trace}.items() if text is not None
    ]
