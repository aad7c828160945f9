"""Where an embedded PostgreSQL lives, and whether it runs."""

import hashlib
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from core.settings import Settings
from deploy.account import can_traverse, unprivileged_account

NAME = "redshank"
"""Of the superuser and of the database."""
PORT = 5432
"""Appears only in the name of the socket's file."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where an embedded server lives, whether it runs or not."""

    folder: Path
    socket_folder: Path
    password_file: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "postgres.log"

    def url(self, database: str = NAME) -> str:
        """The DSN, with its password: never print it."""
        password = self.password_file.read_text(encoding="ascii").strip()
        return f"postgresql://{NAME}:{password}@/{database}?host={quote(str(self.socket_folder), safe='')}&port={PORT}"


def cluster_in(data_dir: Path) -> Cluster:
    """The cluster of a data dir; in /var/lib/redshank where root's server account cannot enter the data dir."""
    data_dir = data_dir.resolve()
    name = hashlib.sha256(str(data_dir).encode()).hexdigest()[:12]
    account = unprivileged_account()
    folder = data_dir / "postgres"
    if account is not None and not can_traverse(data_dir, account):
        folder = Path("/var/lib/redshank") / name / "postgres"
    # Socket paths are limited to about 100 bytes, and a data dir may lie deep.
    sockets = Path(tempfile.gettempdir()) / f"redshank-{os.geteuid()}-{name}"
    return Cluster(folder, sockets, folder.with_name("postgres.password"))


def database_folders(settings: Settings) -> tuple[Path, ...]:
    """The folders of the embedded database; none for an external one, whose disk is not ours to watch."""
    return () if settings.database_url is not None else (cluster_in(settings.data_dir).folder,)


def is_running(cluster: Cluster) -> bool:
    """Whether a server of this cluster takes connections or is about to."""
    pid = postmaster(cluster)
    return pid is not None and (cluster.socket_folder / f".s.PGSQL.{PORT}").exists()


def postmaster(cluster: Cluster) -> int | None:
    """The process id of this cluster's live server."""
    lines = pid_lines(cluster)
    if len(lines) < 2 or not lines[0].strip("-").isdigit():
        return None
    pid = abs(int(lines[0]))
    return pid if str(cluster.data) in _command_line(pid) else None


def _command_line(pid: int) -> str:
    """How a live process was started; empty for one that is gone or a zombie."""
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            return ""
    shown = subprocess.run(
        ["ps", "-o", "stat=,command=", "-p", str(pid)], capture_output=True, text=True
    ).stdout.strip()
    return "" if shown.startswith("Z") else shown


def pid_lines(cluster: Cluster) -> list[str]:
    try:
        return (cluster.data / "postmaster.pid").read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        return []
