"""The installation's own key: encrypts what channels and trackers keep secret, and signs links.

The key is REDSHANK_SECRET_KEY, or a file in the data dir that is made at the first start. Whoever has a dump of the
database alone can read no secret and sign no link.
"""

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet, InvalidToken

from core.errors import Refused, Rejected
from core.secret import RandomBytes

_SIGNATURE_BYTES: Final = 16
"""128 bits of an HMAC-SHA-256: RFC 2104 section 5 allows half of it."""
_MIN_KEY: Final = 32
"""Characters."""


class Vault:
    """Encrypts and signs. Keys are derived from one: RFC 5869's expand step, once for each purpose."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()
        self._fernet = Fernet(base64.urlsafe_b64encode(self._derived("encrypt")))

    def encrypt(self, values: Mapping[str, str]) -> bytes:
        return self._fernet.encrypt(json.dumps(dict(values)).encode())

    def decrypt(self, sealed: bytes) -> dict[str, str]:
        """Raises Rejected(`other_key`) where it was encrypted with another key."""
        try:
            opened: dict[str, str] = json.loads(self._fernet.decrypt(sealed))
        except InvalidToken:
            raise Rejected(
                "other_key",
                "its secrets were kept with another REDSHANK_SECRET_KEY: set the old one, or enter the secrets again",
            ) from None
        return opened

    def sign(self, purpose: str, text: str) -> str:
        """URL-safe, 22 characters; for another purpose the same text has another signature."""
        digest = hmac.digest(self._derived(f"sign:{purpose}"), text.encode("utf-8", "surrogatepass"), "sha256")
        return base64.urlsafe_b64encode(digest[:_SIGNATURE_BYTES]).rstrip(b"=").decode()

    def is_signed(self, purpose: str, text: str, signature: str) -> bool:
        return hmac.compare_digest(self.sign(purpose, text).encode(), signature.encode("utf-8", "surrogatepass"))

    def _derived(self, purpose: str) -> bytes:
        return hmac.digest(self._key, b"redshank:" + purpose.encode() + b"\x01", hashlib.sha256)


def open_vault(secret_key: str | None, data_dir: Path, random_bytes: RandomBytes) -> Vault:
    """The vault of the key in the settings, else of the file `secret.key`, which is made where it is missing.

    Raises Refused for a key that is too short, or a data dir that cannot be written.
    """
    if secret_key is not None:
        return Vault(_checked(secret_key, "REDSHANK_SECRET_KEY"))
    file = key_file(data_dir)
    try:
        if not file.exists():
            data_dir.mkdir(parents=True, exist_ok=True)
            _write_new(file, random_bytes(32).hex())
        return Vault(_checked(file.read_text(encoding="ascii").strip(), str(file)))
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{file} cannot be used ({error}): mend it, or set REDSHANK_SECRET_KEY") from error


def key_file(data_dir: Path) -> Path:
    return data_dir / "secret.key"


def put_key(data_dir: Path, key: bytes) -> None:
    """Install this key, replacing any other: the key of a backup, whose secrets are encrypted with it."""
    _written(key_file(data_dir), key).replace(key_file(data_dir))


def _write_new(file: Path, key: str) -> None:
    """Write the key whole or not at all. Of two processes that do it at once, one wins, and both read the same key."""
    own = _written(file, key.encode("ascii"))
    try:
        os.link(own, file)
    except FileExistsError:
        pass
    finally:
        own.unlink()


def _written(file: Path, key: bytes) -> Path:
    """The key, on disk under a name of this process's own."""
    own = file.with_name(f"{file.name}.{os.getpid()}")
    with open(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(key)
        out.flush()
        os.fsync(out.fileno())
    return own


def _checked(key: str, name: str) -> str:
    if len(key) < _MIN_KEY:
        raise Refused(
            f"{name} is too short: give it {_MIN_KEY} characters or more, such as `openssl rand -hex 32` makes"
        )
    return key
