"""An alerter in a process of its own, for tests that kill it; its arguments: the database's URL, a secret key."""

import asyncio
import sys
from pathlib import Path
from tempfile import mkdtemp

from alerting.run import run
from core.resources import open_resources
from core.settings import read_settings


async def run_for_ever(database_url: str, secret_key: str) -> None:
    settings = read_settings(
        data_dir=Path(mkdtemp(prefix="redshank-alerter-")), secret_key=secret_key, outbound_allow="127.0.0.1"
    )
    async with open_resources(settings, database_url) as res:
        await run(res, database_url, asyncio.Event())


if __name__ == "__main__":
    asyncio.run(run_for_ever(*sys.argv[1:]))
