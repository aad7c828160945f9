"""Numbered migrations, applied in order under an advisory lock."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.clock import instant
from core.errors import Refused

_FOLDER = Path(__file__).with_name("migrations")
_LOCK = 0x5265_6473_6861_6E6B  # "Redshank"
_OLDEST_POSTGRES = 140000

_CREATE_TABLE = """
create table if not exists schema_migrations (
    version integer primary key, name text not null, sha256 text not null, applied_at timestamptz not null)
"""


@dataclass(frozen=True, slots=True)
class Migration:
    version: int
    name: str
    sql: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.sql.encode()).hexdigest()


def migrations() -> list[Migration]:
    """All migrations of this version of Redshank, oldest first."""
    found = []
    for path in sorted(_FOLDER.glob("*.sql")):
        match = re.fullmatch(r"(\d{4})_(\w+)\.sql", path.name)
        if match is None:
            raise ValueError(f"{path.name} is not named NNNN_name.sql")
        found.append(Migration(int(match[1]), match[2], path.read_text(encoding="utf-8")))
    return found


async def migrate(connection: Any, now: float) -> list[Migration]:
    """Apply what is missing, each in a transaction of its own; answer what was applied.

    `connection` is an asyncpg connection outside a transaction. Any number of processes may call this at once.
    Raises Refused where the database is newer than this version, was migrated by a changed file, or is too old.
    """
    await connection.execute("select pg_advisory_lock($1)", _LOCK)
    try:
        missing = (await preflight(connection)).missing
        if missing:
            await connection.execute(_CREATE_TABLE)
        for migration in missing:
            await _apply(connection, migration, now)
        return list(missing)
    finally:
        await connection.execute("select pg_advisory_unlock($1)", _LOCK)


@dataclass(frozen=True, slots=True)
class Preflight:
    """What stands between a database and its use by this version."""

    schema: int
    """Number of the newest migration that was applied; 0 for an empty database."""
    missing: tuple[Migration, ...]
    """Migrations still to be applied."""
    bytes: int
    """What the database takes on its disk."""


async def preflight(connection: Any) -> Preflight:
    """Look whether this version can work with the database, and change nothing.

    Raises Refused, with the next step, as `migrate` does.
    """
    if int(await connection.fetchval("show server_version_num")) < _OLDEST_POSTGRES:
        version = await connection.fetchval("show server_version")
        raise Refused(f"PostgreSQL {version} is too old: Redshank needs 14 or newer")
    there = await connection.fetchval("select to_regclass('schema_migrations') is not null")
    rows = await connection.fetch("select * from schema_migrations") if there else []
    applied = {row["version"]: row for row in rows}
    known = migrations()
    _refuse_unknown(applied, known)
    missing = tuple(migration for migration in known if migration.version not in applied)
    if missing and not await connection.fetchval("select has_schema_privilege(current_schema(), 'create')"):
        raise Refused(
            "the database's user may not make tables: grant it create on the schema,"
            " or run `redshank migrate` as who owns it"
        )
    used = await connection.fetchval("select pg_database_size(current_database())")
    return Preflight(max(applied, default=0), missing, used)


async def _apply(connection: Any, migration: Migration, now: float) -> None:
    async with connection.transaction():
        await connection.execute(migration.sql)
        await connection.execute(
            "insert into schema_migrations values ($1, $2, $3, $4)",
            migration.version,
            migration.name,
            migration.sha256,
            instant(now),
        )


def _refuse_unknown(applied: dict[int, Any], known: list[Migration]) -> None:
    by_version = {migration.version: migration for migration in known}
    for version, row in sorted(applied.items()):
        migration = by_version.get(version)
        if migration is None:
            raise Refused(
                f"the database is at schema {max(applied)}, this Redshank knows {max(by_version)}:"
                " it was used by a newer version; install that one, or restore a backup made before the upgrade"
            )
        if migration.sha256 != row["sha256"]:
            raise Refused(
                f"migration {version:04} {row['name']} in the database differs from the one in this version:"
                " this database belongs to another build of Redshank"
            )
