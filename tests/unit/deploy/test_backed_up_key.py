"""The installation's own key travels with a backup, where it is a file."""

from pathlib import Path

from core.settings import read_settings
from core.vault import Vault, key_file, open_vault, put_key
from deploy.backup.archive import KEY, ArchiveWriter, new_file
from deploy.backup.make import _copy_key

SECRET = {"token": "xoxb-1"}


def archived(folder: Path, **settings: str) -> set[str]:
    """Names of what is in an archive of the key alone."""
    with new_file(folder / "backup.tar") as target:
        archive = ArchiveWriter(target, lambda _: None)
        _copy_key(read_settings(data_dir=str(folder), **settings), archive)
    return set(archive.members)


def test_a_key_in_a_file_is_in_the_archive_and_one_in_the_settings_is_not(tmp_path: Path) -> None:
    open_vault(None, tmp_path, bytes)
    assert archived(tmp_path) == {KEY}
    (tmp_path / "backup.tar").unlink()
    assert archived(tmp_path, secret_key="a key of the settings, long enough") == set()


def test_what_the_old_key_encrypted_is_read_again_after_a_restore(tmp_path: Path) -> None:
    old = open_vault(None, tmp_path / "old", lambda size: b"o" * size)
    sealed = old.encrypt(SECRET)
    open_vault(None, tmp_path / "new", lambda size: b"n" * size)  # a start makes one of its own
    put_key(tmp_path / "new", key_file(tmp_path / "old").read_bytes())
    found: Vault = open_vault(None, tmp_path / "new", bytes)
    assert found.decrypt(sealed) == SECRET
    assert key_file(tmp_path / "new").stat().st_mode & 0o077 == 0
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret.key"]
