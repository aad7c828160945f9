"""What the processes of a server cost: CPU and memory, PostgreSQL's included (Linux only)."""

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def descendants(root: int) -> list[int]:
    """The process and all its children."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        fields = _fields(stat)
        if fields:
            children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += children.get(pid, [])
    return found


def cpu_seconds(root: int) -> float:
    """User and system time of all processes since they started, children that ended included."""
    total = 0
    for pid in descendants(root):
        fields = _fields(Path(f"/proc/{pid}/stat"))
        total += sum(map(int, fields[11:15])) if fields else 0
    return total / _TICKS


def cpu_by_process(root: int) -> dict[str, float]:
    """Name and id of each process -> seconds."""
    found = {}
    for pid in descendants(root):
        fields = _fields(Path(f"/proc/{pid}/stat"))
        if fields:
            name = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()[-60:].strip()
            found[f"{pid} {name}"] = sum(map(int, fields[11:13])) / _TICKS
    return found


def proportional_bytes(root: int) -> int:
    """Memory (PSS) of all processes."""
    total = 0
    for pid in descendants(root):
        try:
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
        except (OSError, IndexError):
            continue
    return total


def _fields(stat: Path) -> list[str]:
    """Fields of /proc/PID/stat from the state on; empty for a process that is gone."""
    try:
        return stat.read_text().rpartition(")")[2].split()
    except OSError:
        return []
