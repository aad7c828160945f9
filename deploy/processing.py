"""A processor in a process of its own."""

import asyncio
import gc
import os
import socket
from random import Random

from core.clock import SystemClock
from core.metrics import PROCESSOR_UP
from core.resources import open_resources
from core.settings import Settings
from deploy.cluster import database_folders
from deploy.http import serve_http
from deploy.loops import run_until_told
from deploy.prepare import prepare_or_stop
from deploy.probes import counting, probed
from processor.enrich import Lookups, open_lookups
from processor.guard import open_guards
from processor.patience import PATIENCE
from processor.redact import warm_up
from processor.run import run

_NICENESS = 10
"""Accepting events has priority over processing them: what waits is safe in the log."""


def prepare(settings: Settings) -> Lookups:
    """Load what all processors share, once, before they are forked."""
    if settings.redact:
        warm_up()
    return open_lookups(settings.geo_database, geo=settings.enrich_geo, user_agents=settings.enrich_user_agent)


def tune_process() -> None:
    """How a process that works on events treats its machine and its garbage."""
    os.nice(_NICENESS)
    # Events are trees without cycles, so reference counting frees them. Searching for cycles as often as Python does by
    # default costs a fifth of the CPU and finds nothing.
    gc.set_threshold(200_000, 20, 100)


def process_events(
    name: str,
    settings: Settings,
    database_url: str,
    lookups: Lookups,
    probing: list[socket.socket],
    unprepared: bool,
) -> None:
    """Main function of a processor's process. `probing`: the sockets of the health port, which the processors share if
    no web process serves it: any of them may answer. `unprepared`: the database has not been migrated yet."""
    tune_process()
    PATIENCE.arm()
    guards = open_guards(settings.data_dir / "guard", name)

    async def main(stop: asyncio.Event) -> None:
        rng = Random()  # noqa: S311
        if unprepared and not await prepare_or_stop(database_url, settings.base_url, stop, SystemClock(), rng):
            return
        folders = database_folders(settings)
        async with (
            open_resources(
                settings, database_url, connections=5, database_folders=folders, name=f"redshank {name}"
            ) as res,
            counting(res, name) as exposition,
        ):
            PROCESSOR_UP.set(1)
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(run(res, lookups, guards, stop))
                if probing:
                    tasks.create_task(serve_http(probed(res, ("processor",), exposition, inner=True), probing, stop))

    run_until_told(main)
