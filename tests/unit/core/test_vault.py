"""The installation's key: what it keeps secret, what it signs."""

from pathlib import Path

import pytest

from core.errors import Refused, Rejected
from core.vault import Vault, open_vault

ONE = Vault("one key of thirty-two characters")
OTHER = Vault("another key of thirty-six characters")


def test_what_is_encrypted_is_read_with_the_same_key_only() -> None:
    sealed = ONE.encrypt({"token": "hunter2"})
    assert b"hunter2" not in sealed
    assert ONE.decrypt(sealed) == {"token": "hunter2"}
    with pytest.raises(Rejected, match="REDSHANK_SECRET_KEY"):
        OTHER.decrypt(sealed)


def test_a_signature_holds_for_its_text_purpose_and_key() -> None:
    signature = ONE.sign("acknowledge", "alert 7")
    assert ONE.is_signed("acknowledge", "alert 7", signature)
    assert not ONE.is_signed("acknowledge", "alert 8", signature)
    assert not ONE.is_signed("unsubscribe", "alert 7", signature)
    assert not OTHER.is_signed("acknowledge", "alert 7", signature)
    assert not ONE.is_signed("acknowledge", "alert 7", "é\udc80")


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    made = open_vault(None, tmp_path / "data", bytes)
    file = tmp_path / "data" / "secret.key"
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in file.parent.iterdir()] == ["secret.key"]
    again = open_vault(None, tmp_path / "data", lambda size: b"\x01" * size)
    assert again.decrypt(made.encrypt({"a": "b"})) == {"a": "b"}


def test_a_short_key_is_refused_with_the_mend(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="openssl rand -hex 32"):
        open_vault("short", tmp_path, bytes)
