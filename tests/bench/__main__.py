"""What the server costs and how quick it is, as a table.

    make bench                      everything (about ten minutes; alone on the machine)
    python -m tests.bench 18 lean   only sizes and modes named
    python -m tests.bench scaled    on Kafka and Elasticsearch, 18 KB, with one processor and with two
    python -m tests.bench efficiency   two processors beside one, and what the machine gives to two (five minutes)
    python -m tests.bench alerts    what rules cost, and how soon they fire (ten minutes)
    python -m tests.bench growth    cost and pages while a million events of 2 KB come together (half an hour)

CPU is that of all processes, PostgreSQL's too, from the first request until every event is stored and counted; the load
comes from a process of its own. Take ratios rather than absolutes from a shared machine.
"""

import os
import platform
import subprocess
import sys
import time
from pathlib import Path

from tests.bench import alerts, efficiency, growth, scaled
from tests.bench.events import SIZES
from tests.bench.meter import cpu_seconds, proportional_bytes
from tests.bench.server import WARM_UP, benched

MODES = {
    "everything on": {},
    "lean": {
        "REDSHANK_REDACT": "false",
        "REDSHANK_ENRICH_GEO": "false",
        "REDSHANK_ENRICH_USER_AGENT": "false",
        "REDSHANK_SEARCH_INDEX": "false",
    },
}
_COUNTS = {"2 KB": 12_000, "18 KB": 6_000, "98 KB": 1_500}
_HEAD = (
    *("event", "mode", "CPU s / 1000", "accepted/s", "stored/s"),
    *("p50 / p99 ms, flat out", "at 200/s", "KB on disk", "MiB"),
)
_STORED_FOR_PAGES = 100_000


def throughput(size: str, mode: str) -> str:
    """One row: what a thousand events cost, and how many a second."""
    with benched(MODES[mode]) as bench:
        bench.load(size, WARM_UP)
        count = _COUNTS[size]
        disk = disk_bytes(bench.server.data_dir)
        hard = bench.load(size, count)
        calm = bench.load(size, 1_500, rate=200)
        grown = (disk_bytes(bench.server.data_dir) - disk) / (count + 1_500)
        return (
            f"| {size} | {mode} | {hard['cpu'] / count * 1000:.2f} | {count / hard['seconds']:.0f} |"
            f" {count / hard['wall']:.0f} | {hard['p50']:.1f} / {hard['p99']:.1f} |"
            f" {calm['p50']:.1f} / {calm['p99']:.1f} | {grown / 1024:.1f} |"
            f" {proportional_bytes(bench.server.pid) / 2**20:.0f} |"
        )


def pages() -> list[str]:
    """Idle cost, the way from 200 to a reader, and pages over many events."""
    with benched({}) as bench:
        time.sleep(5)
        idle, cpu = proportional_bytes(bench.server.pid) / 2**20, cpu_seconds(bench.server.pid)
        time.sleep(20)
        cpu = (cpu_seconds(bench.server.pid) - cpu) / 20
        visible = max(bench.visible_seconds() for _ in range(10))
        bench.load("2 KB", _STORED_FOR_PAGES)
        issues = bench.client.get("/api/0/organizations/main/issues/").json()
        issue = f"/api/0/organizations/main/issues/{issues[0]['id']}"
        shown = {
            "issue list": "/api/0/organizations/main/issues/?limit=25",
            "issue list, query": "/api/0/organizations/main/issues/?query=is:unresolved+tenant:t3+price",
            "issue": f"{issue}/",
            "latest event": f"{issue}/events/latest/",
            "events of an issue": f"{issue}/events/",
            "tags": f"{issue}/tags/",
        }
        rows = [f"| {name} | {bench.page_milliseconds(path):.0f} ms |" for name, path in shown.items()]
        return [
            f"Idle: {idle:.0f} MiB (PSS), {cpu:.1%} of a core. From sending to visible: {visible:.2f} s at most of 10.",
            "",
            f"| with {_STORED_FOR_PAGES:,} events stored | p95 |",
            "|---|---|",
            *rows,
        ]


def disk_bytes(folder: Path) -> int:
    return int(subprocess.run(["du", "-sk", str(folder)], capture_output=True, text=True).stdout.split()[0]) * 1024


def main(wanted: list[str]) -> None:
    sizes = [size for size in SIZES if not wanted or size.split()[0] in wanted]
    modes = [mode for mode in MODES if not {"lean", "full"} & set(wanted) or mode.split()[0] in wanted]
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    if sizes:
        print(f"| {' | '.join(_HEAD)} |\n{'|---' * len(_HEAD)}|")
    for size in sizes:
        for mode in modes:
            print(throughput(size, mode), flush=True)
    for name, part in (("scaled", scaled), ("efficiency", efficiency), ("growth", growth), ("alerts", alerts)):
        if name in wanted:
            print(f"| {' | '.join(part.HEAD)} |\n{'|---' * len(part.HEAD)}|")
            for row in part.rows():
                print(row, flush=True)
    if not wanted or "pages" in wanted:
        print("\n" + "\n".join(pages()))


if __name__ == "__main__":
    main(sys.argv[1:])
