"""Who was affected, as a number that cannot be turned back into a person."""

from hashlib import blake2b
from typing import Any

from core.projects import PrivacyPolicy

HASH_BYTES = 16


def user_hash(user: Any, policy: PrivacyPolicy, project_id: int) -> bytes | None:
    """16 bytes from the first of id, email, username and address that the event has; None when it has none.

    Keyed by the project's salt and number: the same person has different hashes in different projects.
    """
    if not isinstance(user, dict):
        return None
    for field in ("id", "email", "username", "ip_address"):
        value = user.get(field)
        if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
            told = f"{project_id}\0{field}\0{value}".encode("utf-8", "replace")
            return blake2b(told, digest_size=HASH_BYTES, key=policy.salt[:64]).digest()
    return None
