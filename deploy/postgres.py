"""The embedded PostgreSQL: made, started, recovered and stopped by us, reachable through a private socket only.

Its life is tied to ours: on Linux the kernel stops it when its parent dies, elsewhere the next start ends the orphan.
"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from core.errors import Refused
from deploy.account import Account, environment, own_folder, tied, unprivileged_account
from deploy.binaries import find_programs
from deploy.cluster import PORT, Cluster, cluster_in, is_running, pid_lines, postmaster
from deploy.initdb import create, refuse_other_version, refuse_without_password

_START_SECONDS = 120.0  # recovery after a crash replays up to max_wal_size of WAL, which takes time on a slow disk
_STOP_SECONDS = 20.0
_RETRY_SECONDS = 0.2
_LOG_BYTES = 10 * 2**20

_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "64",
    "shared_buffers": "96MB",
    "max_wal_size": "128MB",  # bounds both the disk that WAL takes and the time a recovery takes
    "min_wal_size": "32MB",
    "checkpoint_timeout": "10min",
    "jit": "off",  # our statements are short
    "random_page_cost": "1.1",
    "autovacuum_vacuum_cost_delay": "1ms",
    "log_min_messages": "warning",
    "log_min_error_statement": "panic",  # statements carry people's data
    "log_parameter_max_length_on_error": "0",
    "max_worker_processes": "2",
    "max_parallel_workers_per_gather": "0",
    "io_method": "sync",  # no I/O workers: an idle server has as few processes as can be
}


class Server:
    """A started cluster. The caller holds the data dir's lock: another server of it is an orphan of a killed parent."""

    def __init__(self, cluster: Cluster, settings: dict[str, str]) -> None:
        self.cluster = cluster
        self._settings = settings
        self._account = unprivileged_account()
        self._programs = find_programs(self._account, cluster.folder.with_name("programs"))
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, tell: Callable[[str], None], meanwhile: Callable[[], object] = lambda: None) -> None:
        """Create the cluster if needed, and start it, calling `meanwhile` (perhaps more than once) while it starts. A
        server that already runs on it is stopped first. Raises Refused with the mend."""
        self.stop()
        if not (self.cluster.data / "PG_VERSION").exists():
            tell("Creating the database")
            create(self.cluster, self._programs, self._account)
        refuse_without_password(self.cluster)
        refuse_other_version(self.cluster, self._programs)
        _end_orphan(self.cluster)
        own_folder(self.cluster.socket_folder, self._account)
        deadline = time.monotonic() + _STOP_SECONDS
        while True:
            self._process = _start(self.cluster, self._programs, self._account, self._settings)
            meanwhile()
            if _becomes_ready(self.cluster, self._process):
                return
            # The backends of a killed server hold its shared memory for a moment longer.
            if time.monotonic() > deadline:
                raise Refused(f"PostgreSQL does not start; its last words are in {self.cluster.log}")
            time.sleep(_RETRY_SECONDS)

    def trouble(self) -> str | None:
        """Why the server must be started again, if it must: it died, or a cleaner of temporary files removed its
        socket, so that nobody can reach it."""
        if self._process is None:
            return None
        if self._process.poll() is not None:
            return "PostgreSQL ended unasked"
        return None if is_running(self.cluster) else "PostgreSQL lost its socket"

    def stop(self) -> None:
        if self._process is not None:
            _stop(self._process)
            with contextlib.suppress(OSError):  # another server of this cluster may be in it by now
                self.cluster.socket_folder.rmdir()


@contextlib.contextmanager
def running_cluster(
    data_dir: Path,
    tell: Callable[[str], None] = lambda _: None,
    settings: dict[str, str] | None = None,
    *,
    meanwhile: Callable[[], object] = lambda: None,
) -> Iterator[Server]:
    """The embedded server of a data dir, stopped at the end. Raises Refused with the mend."""
    server = Server(cluster_in(data_dir), {**_SETTINGS, **(settings or {})})
    try:
        server.start(tell, meanwhile)
        yield server
    finally:
        server.stop()


def _start(
    cluster: Cluster, programs: Path, account: Account | None, settings: dict[str, str]
) -> "subprocess.Popen[bytes]":
    if cluster.log.exists() and cluster.log.stat().st_size > _LOG_BYTES:
        cluster.log.replace(cluster.log.with_suffix(".log.old"))
    command = [str(programs / "postgres"), "-D", str(cluster.data), "-p", str(PORT)]
    command += ["-k", str(cluster.socket_folder)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    with cluster.log.open("ab") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=cluster.folder,
            env=environment(),
            start_new_session=True,  # Ctrl-C is ours to handle: we stop it last
            **tied(account),
        )


def _becomes_ready(cluster: Cluster, process: "subprocess.Popen[bytes]") -> bool:
    """Wait until the server is ready; False where it ended instead. PostgreSQL writes its state into the eighth line of
    its pid file."""
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            return False
        lines = pid_lines(cluster)
        if len(lines) >= 8 and lines[0] == str(process.pid) and lines[7].strip() == "ready":
            return True
        time.sleep(0.01)
    raise Refused(f"PostgreSQL was not ready within {_START_SECONDS:.0f} s; see {cluster.log}")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _end_orphan(cluster: Cluster) -> None:
    """Stop a server whose parent was killed; remove the pid file of one that is gone.

    PostgreSQL takes any process with the recorded id for a live server, even a zombie or an unrelated process.
    """
    pid = postmaster(cluster)
    if pid is None:
        (cluster.data / "postmaster.pid").unlink(missing_ok=True)
        return
    deadline = time.monotonic() + _STOP_SECONDS
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGINT)
    while postmaster(cluster) is not None:
        if time.monotonic() > deadline:
            raise Refused(f"a PostgreSQL (process {pid}) still runs in {cluster.data} and does not stop: end it first")
        time.sleep(0.02)
    (cluster.data / "postmaster.pid").unlink(missing_ok=True)
