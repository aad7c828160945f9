"""core/db/schema.sql: the whole schema as the migrations leave it, for people to read.

python -m tests.schema          writes the file; a test compares
"""

import asyncio
import re
import subprocess
import tempfile
from pathlib import Path

from core.db.migrate import migrate
from deploy.account import unprivileged_account
from deploy.binaries import find_programs
from deploy.cluster import Cluster
from deploy.connect import connect
from deploy.postgres import running_cluster
from tests.conftest import NOW

SCHEMA = Path(__file__).parents[1] / "core" / "db" / "schema.sql"
_HEAD = "-- The schema as the migrations leave it. Written by `make schema`; do not edit.\n\n"


def dump(cluster: Cluster, database: str) -> str:
    """The schema of a database of this cluster, without what differs from run to run."""
    programs = find_programs(unprivileged_account(), cluster.folder.with_name("programs"))
    command = [str(programs / "pg_dump"), "--schema-only", "--no-owner", "--no-privileges", cluster.url(database)]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    kept = [line for line in text.splitlines() if not re.match(r"--|SET |SELECT pg_catalog|\\(un)?restrict", line)]
    return _HEAD + re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip() + "\n"


async def _migrated(cluster: Cluster) -> None:
    connection = await connect(cluster.url())
    await migrate(connection, NOW)
    await connection.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        with running_cluster(Path(folder)) as server:
            asyncio.run(_migrated(server.cluster))
            SCHEMA.write_text(dump(server.cluster, "redshank"), encoding="utf-8")


if __name__ == "__main__":
    main()
