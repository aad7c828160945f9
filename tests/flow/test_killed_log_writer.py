"""A writer of the log that is killed at the worst moment: a commit stands in the file and nobody has heard of it."""

import subprocess
import sys
from pathlib import Path

from core.bus import Topic
from core.bus.disk import DiskLog
from core.bus.disk.segments import Segments

WRITER = """
import asyncio, os, sys
from pathlib import Path
from core.bus import Topic
from core.bus.disk import DiskLog

folder, half_way, *values = sys.argv[1:]

async def write():
    log = DiskLog(Path(folder), max_bytes=2**30)
    with log.writing():
        for value in values:
            await log.append(Topic.EVENTS, [("key", value.encode())])
        if half_way:
            (index,) = Path(folder).glob("*.segment-shm")
            published = index.read_bytes()[:96]
            print("ready", flush=True)
            sys.stdin.readline()
            await log.append(Topic.EVENTS, [("key", half_way.encode())])
            with index.open("r+b") as shared:
                shared.write(published)
        os._exit(0)

asyncio.run(write())
"""

READER = """
import sys
from pathlib import Path
from core.bus.disk.segments import connect

(segment,) = Path(sys.argv[1]).glob("*.segment")
connection = connect(segment)
connection.execute("select * from firsts").fetchall()
print("ready", flush=True)
sys.stdin.readline()
"""


def start(script: str, *arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def heard(process: "subprocess.Popen[str]") -> bool:
    assert process.stdout is not None
    return process.stdout.readline() == "ready\n"


def test_a_commit_that_nobody_heard_of_takes_nobodys_place(tmp_path: Path) -> None:
    folder = tmp_path / "log"
    with start(WRITER, str(folder), "unheard", "first") as killed:
        assert heard(killed)
        with start(READER, str(folder)) as reader:
            assert heard(reader)
            killed.communicate("\n")
            assert start(WRITER, str(folder), "", "second", "third").wait() == 0
            reader.kill()
    log = DiskLog(folder, max_bytes=2**30)
    with Segments(log._layout) as segments:
        partition = next(p for p in range(4) if segments.end(Topic.EVENTS, p))
        values: list[bytes] = []
        while found := segments.read(Topic.EVENTS, partition, len(values), 100):
            values += [record.value for record in found]
    assert values == [b"first", b"second", b"third"]
