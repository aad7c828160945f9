"""The link in a message by which its recipient answers an alert without logging in: signed, and good for a week.

Whoever holds it acts as that person on that alert, and can do nothing else with it.
"""

from dataclasses import dataclass
from typing import Final

from core.vault import Vault

LINK_SECONDS: Final = 7 * 86_400
"""A page of Friday night can still be answered by its link on Monday; older ones are answered in the inbox."""
_PURPOSE: Final = "acknowledge"
_LONGEST: Final = 100
"""Characters of a token: three numbers and a signature have less."""


@dataclass(frozen=True, slots=True)
class AlertLink:
    alert_id: int
    user_id: int
    expires_at: int
    """Epoch seconds."""


def link_token(vault: Vault, alert_id: int, user_id: int, now: float) -> str:
    text = f"{alert_id}.{user_id}.{int(now) + LINK_SECONDS}"
    return f"{text}.{vault.sign(_PURPOSE, text)}"


def read_link(vault: Vault, token: str) -> AlertLink | None:
    """What a token says; None for one that we did not sign. The caller checks whether it has expired."""
    text, _, signature = token.rpartition(".")
    if len(token) > _LONGEST or not vault.is_signed(_PURPOSE, text, signature):
        return None
    alert_id, user_id, expires_at = map(int, text.split("."))
    return AlertLink(alert_id, user_id, expires_at)


def link_url(public_url: str, token: str) -> str:
    return f"{public_url}/a/{token}"
