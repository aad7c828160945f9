"""A gateway in a process of its own, with a spool before a log that is away while a file named `away` exists.

python -m tests.spooling_gateway FOLDER      prints its port; ends when it is killed
"""

import asyncio
import sys
from pathlib import Path
from random import Random
from uuid import uuid4

from core.bus.disk import DiskLog
from core.bus.spool import SpooledLog
from core.clock import SystemClock
from core.projects import IngestKey
from ingest.app import Gateway
from ingest.caps import Caps
from ingest.keep import Keeper
from ingest.keys import Keys
from ingest.outcomes import OutcomeBook
from ingest.usage import Usage
from tests.data.recordings import PUBLIC_KEY
from tests.distant_log import DistantLog, unburied
from tests.flow.gateway.serving import listening

KEY = IngestKey(7, 1, 1, PUBLIC_KEY, True)


def remote_in(folder: Path) -> DiskLog:
    """With one partition, so that it has an order of all its records."""
    return DiskLog(folder / "remote", max_bytes=2**30, partitions=1)


async def main(folder: Path) -> None:
    async def look_up(public_key: str) -> IngestKey | None:
        return KEY if public_key == PUBLIC_KEY else None

    clock, remote, away = SystemClock(), remote_in(folder), folder / "away"
    spool = DiskLog(folder / "spool", max_bytes=2**30, partitions=1, segment_bytes=200_000)
    distant = DistantLog(remote, lambda: "away" if away.exists() else "here")
    with remote.writing():
        async with SpooledLog(distant, spool, unburied, clock, Random(), reserved_bytes=0).running() as log:
            book = OutcomeBook(clock)
            keeper = Keeper(log, Usage(), book, clock, lambda: uuid4().hex, ())
            async with listening(Gateway(Keys(look_up, clock), keeper, book, clock, Caps())) as port:
                print(port, flush=True)
                await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
