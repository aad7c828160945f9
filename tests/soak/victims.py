"""Whatever can be killed, and how it comes back."""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from deploy.cluster import postmaster
from deploy.postgres import Server
from tests.engines import Kafka
from tests.processes import is_alive
from tests.server import RunningServer, wait_for


@dataclass(frozen=True, slots=True)
class Victim:
    """Killed, left dead for up to `away` seconds, started again (where nobody else does that)."""

    name: str
    kill: Callable[[], None]
    start: Callable[[], None] = lambda: None
    away: float = 0.0
    is_gateway: bool = False


def child(server: RunningServer, name: str, called: str | None = None) -> Victim:
    """A process that its server starts again."""
    kill = partial(_kill_child, server, name)
    return Victim(called or name, kill, is_gateway=name == "web")


def paused(server: RunningServer, name: str, called: str, away: float) -> Victim:
    """A process that sleeps so long that others take its work, and then goes on as if nothing had been."""
    ids: list[int] = []

    def pause() -> None:
        ids.append(child_id(server, name))
        os.kill(ids[-1], signal.SIGSTOP)

    return Victim(f"{called} (paused)", pause, lambda: os.kill(ids.pop(), signal.SIGCONT), away)


def whole(server: RunningServer, name: str) -> Victim:
    """All processes of a server at once."""
    return Victim(name, lambda: cut_power(server), server.start, 1.0, is_gateway=True)


def broker(kafka: Kafka, node: int | None, name: str, away: float) -> Victim:
    return Victim(name, lambda: kafka.kill(node), lambda: _start(kafka, node), away)


def database(server: Server) -> Victim:
    """One that no server of ours starts again."""

    def kill() -> None:
        pid = postmaster(server.cluster)
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        wait_for(server.trouble, "PostgreSQL to be gone")

    return Victim("postgres", kill, lambda: server.start(lambda _: None), 4.0)


def _kill_child(server: RunningServer, name: str) -> None:
    os.kill(child_id(server, name), signal.SIGKILL)


def child_id(server: RunningServer, name: str) -> int:
    """Its process id, once it runs."""
    wait_for(lambda: name in server.processes(), f"{name} to run")
    return server.processes()[name]


def cut_power(server: RunningServer) -> None:
    """SIGKILL to everything, without a moment for the children to notice that their parent is gone."""
    children = server.processes()
    os.kill(server.pid, signal.SIGKILL)
    for pid in children.values():
        os.kill(pid, signal.SIGKILL)
    server.kill()
    wait_for(lambda: not any(is_alive(pid) for pid in children.values()), "what was killed to be gone")


def tracebacks(log: Path) -> list[str]:
    """The last lines of those that a server printed."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    found, inside = [], False
    for line in lines:
        if line.lstrip(" |+-").startswith("Traceback"):
            inside = True
        elif inside and line.strip(" |+-") and not line.lstrip("|+-").startswith(" "):
            found.append(line.strip())
            inside = False
    return found


def _start(kafka: Kafka, node: int | None) -> None:
    kafka.start(node)
