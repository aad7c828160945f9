"""A deliverer in a process of its own, for tests that kill it; its arguments: the database's URL, a secret key."""

import asyncio
import sys
from pathlib import Path
from tempfile import mkdtemp

from alerting.delivering import Deliverer
from core.resources import open_resources
from core.settings import read_settings


async def deliver_for_ever(database_url: str, secret_key: str) -> None:
    settings = read_settings(
        data_dir=Path(mkdtemp(prefix="redshank-deliverer-")), secret_key=secret_key, outbound_allow="127.0.0.1"
    )
    deliverer = Deliverer()
    async with open_resources(settings, database_url) as res:
        while True:
            rest = await deliverer.once(res)
            await res.clock.sleep(min(max(rest, 0.05), 0.2))


if __name__ == "__main__":
    asyncio.run(deliver_for_ever(*sys.argv[1:]))
