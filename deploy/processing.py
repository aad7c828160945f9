"""A processor in a process of its own."""

import asyncio
import gc
import os

from core.resources import open_resources
from core.settings import Settings
from deploy.loops import run_until_told
from processor.enrich import Lookups, open_lookups
from processor.redact import warm_up
from processor.run import run

_NICENESS = 10
"""Accepting goes before processing: the log keeps what waits."""


def prepare(settings: Settings) -> Lookups:
    """What all processes share: loaded once, before they fork."""
    if settings.redact:
        warm_up()
    return open_lookups(settings.geo_database, geo=settings.enrich_geo, user_agents=settings.enrich_user_agent)


def process_events(settings: Settings, database_url: str, lookups: Lookups) -> None:
    """Main function of a processor's process."""
    os.nice(_NICENESS)
    # Events are trees without cycles, so counting references frees them: looking for cycles as often as Python does by
    # default costs a fifth of the work and finds nothing.
    gc.set_threshold(200_000, 20, 100)

    async def main(stop: asyncio.Event) -> None:
        async with open_resources(settings, database_url, connections=5) as res:
            await run(res, lookups, stop)

    run_until_told(main)
