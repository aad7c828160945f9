"""The link that ends a report: signed, so that it works without logging in, and only for whom it was made."""

from typing import Final

from core.reports import PERIODS, Period, ReportLinks
from core.vault import Vault

_PURPOSE: Final = "unsubscribe"
PATH: Final = "unsubscribe"
"""First part of the address."""


def report_links(base_url: str, vault: Vault, user_id: int, period: Period) -> ReportLinks:
    signature = vault.sign(_PURPOSE, f"{user_id}:{period}")
    return ReportLinks(base_url, f"{base_url}/{PATH}/{user_id}/{period}/{signature}")


def signed_period(vault: Vault, user_id: str, period: str, signature: str) -> tuple[int, Period] | None:
    """Whose reports, and which, a link is about; None for one that is not ours. It never lapses: an old mail's link
    still ends what that mail began."""
    known = next((one for one in PERIODS if one == period), None)
    if known is None or not user_id.isascii() or not user_id.isdigit() or len(user_id) > 18:
        return None
    return (int(user_id), known) if vault.is_signed(_PURPOSE, f"{int(user_id)}:{known}", signature) else None
