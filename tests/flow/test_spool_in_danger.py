"""The spool when its process is killed, and when its disk is really full."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from core.bus import Topic
from core.codec import decode_raw_event
from core.events import RawEvent
from tests.data.recordings import PUBLIC_KEY
from tests.senders import envelope
from tests.server import wait_for
from tests.spooled import records_of
from tests.spooling_gateway import remote_in

_SENDERS = 3


class SpoolingGateway:
    """Started, killed and started again on the same folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = 0

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.spooling_gateway", str(self._folder)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.communicate()

    def set_away(self, away: bool) -> None:
        path = self._folder / "away"
        path.touch() if away else path.unlink(missing_ok=True)

    def waits(self) -> bool:
        """Whether the remote log lacks something that was accepted."""
        return not set(self.accepted) <= {event.event_id for event in self.arrived()}

    def arrived(self) -> list[RawEvent]:
        return [decode_raw_event(record.value) for record in records_of(remote_in(self._folder), Topic.EVENTS)]

    accepted: list[str]


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[SpoolingGateway]:
    gateway = SpoolingGateway(tmp_path)
    gateway.accepted = []
    gateway.start()
    yield gateway
    gateway.kill()


def send_until(gateway: SpoolingGateway, sender: int, stop: threading.Event) -> None:
    """Numbered events, one after the other; those that got 200 are noted."""
    number = 0
    with httpx.Client(timeout=60) as client:
        while not stop.is_set():
            number += 1
            event_id = f"{sender:08x}{number:024x}"
            try:
                url = f"http://127.0.0.1:{gateway.port}/api/1/envelope/"
                answer = client.post(url, content=envelope(event_id, number), params={"sentry_key": PUBLIC_KEY})
            except httpx.TransportError:
                time.sleep(0.02)
                continue
            assert answer.status_code == 200
            gateway.accepted.append(event_id)


def test_a_killed_gateway_loses_nothing_of_its_spool_and_keeps_its_order(gateway: SpoolingGateway) -> None:
    stop, rng = threading.Event(), random.Random(7)
    senders = [threading.Thread(target=send_until, args=(gateway, number, stop)) for number in range(_SENDERS)]
    for sender in senders:
        sender.start()
    try:
        for away in (True, True, False, True, False, False):
            gateway.set_away(away)
            wanted = len(gateway.accepted) + rng.randrange(20, 150)  # so killed at any step: spooling, moving, direct
            wait_for(lambda wanted=wanted: len(gateway.accepted) >= wanted, "events to be accepted")
            gateway.kill()
            gateway.start()
        gateway.set_away(False)
    finally:
        stop.set()
        for sender in senders:
            sender.join()
    wait_for(lambda: not gateway.waits(), "the spool to be moved")
    first: dict[str, int] = {}
    for place, event in enumerate(gateway.arrived()):
        first.setdefault(event.event_id, place)
    for sender in range(_SENDERS):
        of_sender = [first[event_id] for event_id in gateway.accepted if event_id.startswith(f"{sender:08x}")]
        assert of_sender == sorted(of_sender), "in the order in which their sender got 200"


FILLER = """
import asyncio, resource, sys
from pathlib import Path
from random import Random
from core.bus import Topic
from core.bus.disk import DiskLog
from core.bus.spool import SpooledLog
from core.clock import SystemClock
from core.errors import Full, Unavailable
from tests.distant_log import DistantLog, unburied

kind, folder, remote_folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])

others = folder.parent / "others"

async def fill(log, accepted):
    for number in range(20_000):
        try:
            await log.append(Topic.EVENTS, [(str(accepted), str(accepted).encode().rjust(5000))])
        except Unavailable as error:
            return accepted, error
        accepted += 1
    raise AssertionError("the disk never got full")

async def main():
    remote = DiskLog(remote_folder, max_bytes=2**30, partitions=1)
    distant = DistantLog(remote)
    distant.now = "away"
    spool = DiskLog(folder, max_bytes=2**30, partitions=1, segment_bytes=400_000)
    with remote.writing():
        async with SpooledLog(distant, spool, unburied, SystemClock(), Random(1), reserved_bytes=0).running() as log:
            others.write_bytes(b"x" * 500_000)  # somebody else on that disk, who makes room in the end
            if kind == "limit":  # of a file: the kernel refuses to let the segment grow
                resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
            accepted, error = await fill(log, 0)
            assert accepted > 20, error
            assert error.retry_after >= 1
            assert isinstance(error, Full) == (kind == "disk"), repr(error)
            again, _ = await fill(log, accepted)
            if kind == "limit":
                resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            others.unlink()
            distant.now = "here"
            async with asyncio.timeout(60):
                while log.state().waiting:
                    await asyncio.sleep(0.02)
            distant.now = "away"
            await log.append(Topic.EVENTS, [(str(again), str(again).encode().rjust(5000))])
            distant.now = "here"
            async with asyncio.timeout(60):
                while log.state().waiting:
                    await asyncio.sleep(0.02)
            print(again + 1)

asyncio.run(main())
"""


def filled(kind: str, command: list[str], spool: Path, remote: Path) -> None:
    """Fill the spool until the kernel says no, make room, let it be moved, use it again: all that was accepted is
    there, in order."""
    done = subprocess.run(
        [*command, sys.executable, "-c", FILLER, kind, str(spool), str(remote / "remote")],
        capture_output=True,
        text=True,
        timeout=200,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
    )
    assert done.returncode == 0, done.stderr
    numbers = [int(record.value) for record in records_of(remote_in(remote), Topic.EVENTS)]
    assert numbers == list(range(int(done.stdout)))


def test_a_file_that_may_not_grow_refuses_and_loses_nothing(tmp_path: Path) -> None:
    filled("limit", [], tmp_path / "spool", tmp_path)


def test_a_disk_that_is_full_refuses_and_loses_nothing(tmp_path: Path) -> None:
    mounted = tmp_path / "small"
    mounted.mkdir()
    # A file system of three megabytes that nobody else sees and that goes away with the process.
    script = f'mount -t tmpfs -o size=3m tmpfs "{mounted}" && exec "$@"'
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"]
    if shutil.which("unshare") is None or subprocess.run([*command, "true"], capture_output=True).returncode != 0:
        pytest.skip("a small file system cannot be mounted here")
    filled("disk", command, mounted / "spool", tmp_path)
