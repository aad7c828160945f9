"""An upgrade looks before it leaps, and keeps what one can go back to."""

import asyncio
from pathlib import Path

import asyncpg
import pytest
from click.testing import CliRunner

from core.db.migrate import Preflight, migrations, preflight
from core.errors import Refused
from core.settings import read_settings
from deploy.backup.archive import verify
from deploy.cli import main
from deploy.postgres import running_cluster
from deploy.upgrade import refuse_without_room
from tests.server import RunningServer, open_folder


async def as_of_an_older_version(url: str) -> None:
    """Undo the migration that gave projects a retention of their own."""
    connection = await asyncpg.connect(url)
    await connection.execute("alter table projects drop column retention_days")
    await connection.execute("delete from schema_migrations where name = 'project_retention'")
    await connection.close()


def test_an_embedded_database_is_backed_up_before_an_upgrade_and_two_backups_stay() -> None:
    with open_folder() as folder:
        data = folder / "data"
        with RunningServer(data):
            pass
        made: list[Path] = []
        for _ in range(3):
            with running_cluster(data) as server:
                asyncio.run(as_of_an_older_version(server.cluster.url()))
            done = CliRunner().invoke(main, ["migrate", "--data-dir", str(data)])
            assert "project_retention" in done.stdout, done.output
            made = sorted(set(made) | set((data / "backups").iterdir()))
        kept = sorted((data / "backups").iterdir())
        assert kept == made[-2:]
        assert len(made) == 3
        assert all(verify(path).tables["projects"] == 1 for path in kept)
        again = CliRunner().invoke(main, ["migrate", "--data-dir", str(data)])
        assert "up to date" in again.stdout
        assert sorted((data / "backups").iterdir()) == kept


def test_an_upgrade_without_room_is_refused_with_the_way_out(tmp_path: Path) -> None:
    settings = read_settings(data_dir=str(tmp_path))
    huge = Preflight(schema=3, missing=tuple(migrations()[-1:]), bytes=2**60)
    with pytest.raises(Refused, match="REDSHANK_BACKUP_BEFORE_UPGRADE"):
        refuse_without_room(settings, huge)
    refuse_without_room(settings.model_copy(update={"backup_before_upgrade": False}), huge)
    refuse_without_room(settings, Preflight(schema=3, missing=(), bytes=2**60))


async def test_a_user_who_may_not_make_tables_is_told_so(database_url: str) -> None:
    connection = await asyncpg.connect(database_url)
    await as_of_an_older_version(database_url)
    await connection.execute("create role reader; grant select on schema_migrations to reader; set role reader")
    with pytest.raises(Refused, match="grant it create"):
        await preflight(connection)
    await connection.execute("reset role; drop owned by reader; drop role reader")
    assert [migration.name for migration in (await preflight(connection)).missing] == ["project_retention"]
    await connection.close()
