"""The alerter in a process of its own, so that neither senders nor pages wait for it."""

import asyncio
import gc
import os
import socket
from random import Random

from alerting.run import ALERTER, run
from core.clock import SystemClock
from core.resources import open_resources
from core.settings import Settings
from deploy.cluster import database_folders
from deploy.http import serve_http
from deploy.loops import run_until_told
from deploy.prepare import prepare_or_stop
from deploy.probes import counting, probed

_NICENESS = 5
"""Telling people goes before processing what waits."""


def watch_signals(settings: Settings, database_url: str, probing: list[socket.socket], unprepared: bool) -> None:
    """Main function of the alerter's process. `probing`: the sockets of the health port, if no other process serves it;
    `unprepared`: the database has not been migrated yet."""
    os.nice(_NICENESS)
    # A hundred thousand rules are a million objects that stay: searching them for cycles as often as Python does by
    # default makes reading them a third slower.
    gc.set_threshold(200_000, 20, 100)

    async def main(stop: asyncio.Event) -> None:
        rng = Random()  # noqa: S311
        if unprepared and not await prepare_or_stop(database_url, settings.base_url, stop, SystemClock(), rng):
            return
        folders = database_folders(settings)
        async with (
            open_resources(settings, database_url, connections=5, database_folders=folders, name=ALERTER) as res,
            counting(res, "alerter") as exposition,
            asyncio.TaskGroup() as tasks,
        ):
            tasks.create_task(run(res, database_url, stop))
            if probing:
                tasks.create_task(serve_http(probed(res, ("alerter",), exposition, inner=True), probing, stop))

    run_until_told(main)
