"""What the processes of a server cost: CPU and memory, PostgreSQL's included (Linux only)."""

import os
from collections.abc import Mapping
from contextlib import suppress
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


def run_and_queued_seconds(pid: int) -> tuple[float, float]:
    """For how long the main thread of a process was on a core, and for how long it was ready and waited for one."""
    runs, queued, _ = Path(f"/proc/{pid}/schedstat").read_text().split()
    return int(runs) / 1e9, int(queued) / 1e9


def as_others(pid: int) -> None:
    """Take back its niceness where we may: among busy neighbours it would get next to nothing."""
    with suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, pid, 0)


def cpu_by_role(root: int, connections: Mapping[int, str]) -> dict[str, float]:
    """Seconds of the living processes by what they are for: the names that the server's children gave themselves
    (`web`, `alerter`, `processor-1`, …), PostgreSQL's backends by whose they are, and `postgres` for its other ones.

    `connections`: by backend, `pg_stat_activity.application_name`.
    """
    found: dict[str, float] = {}
    for pid in descendants(root):
        fields = _fields(Path(f"/proc/{pid}/stat"))
        if fields:
            name = connections.get(pid) or _name(pid)
            found[name] = found.get(name, 0.0) + sum(map(int, fields[11:13])) / _TICKS
    return found


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def proportional_bytes(root: int) -> int:
    """Memory (PSS) of the process and all its children."""
    return sum(map(own_bytes, descendants(root)))


def own_bytes(pid: int) -> int:
    """Memory (PSS) of one process; 0 where it is gone."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except (OSError, IndexError):
        pass
    return 0


def _fields(stat: Path) -> list[str]:
    """Fields of /proc/PID/stat from the state on; empty for a process that is gone."""
    try:
        return stat.read_text().rpartition(")")[2].split()
    except OSError:
        return []
