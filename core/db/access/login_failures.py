"""Failed logins, per account and per address, so that guessing stays slow across restarts and processes.

An attempt is noted as failed *before* the password is checked and taken back when it was right: a thousand guesses at
the same moment count as a thousand.
"""

from dataclasses import dataclass
from typing import Final

from core.clock import instant
from core.db.database import Connection
from core.db.queries import load_queries

Q = load_queries(__file__)

WINDOW_SECONDS: Final = 900
"""How long a failure counts."""

MAX_PER_ACCOUNT: Final = 8
"""Failures in the window: enough for a person who tries all her passwords, and 768 guesses a day for an attacker."""

MAX_PER_ADDRESS: Final = 40
"""Higher, as an office may share one address."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A login under way, noted as failed until it succeeds."""

    account: str
    address: str
    at: float


async def begin_attempt(connection: Connection, email: str, address: str, now: float) -> Attempt | float:
    """The attempt, or the seconds to wait where there were too many. To be called in a transaction of its own."""
    attempt = Attempt(f"user:{email[:254]}", f"ip:{address[:100]}", now)
    waits: list[float] = []
    # Locked in one order, so that two attempts never wait for each other.
    for subject, most in ((attempt.account, MAX_PER_ACCOUNT), (attempt.address, MAX_PER_ADDRESS)):
        await connection.execute(Q["lock_subject"], subject)
        row = await connection.fetchrow(Q["failures"], subject, instant(now - WINDOW_SECONDS), most)
        assert row is not None
        if row["failures"] >= most:
            waits.append(row["oldest"].timestamp() + WINDOW_SECONDS - now)
    if waits:
        return max(1.0, *waits)
    for subject in (attempt.account, attempt.address):
        await connection.execute(Q["insert_failure"], subject, instant(now))
    return attempt


async def succeed(connection: Connection, attempt: Attempt) -> None:
    """The password was right: all failures of the account are forgotten. For the address only this attempt is taken
    back; otherwise anybody with one account could guess at others for ever."""
    await connection.execute(Q["forget_failures"], attempt.account)
    await connection.execute(Q["take_back_failure"], attempt.address, instant(attempt.at))
    await connection.execute(Q["drop_old_failures"], instant(attempt.at - WINDOW_SECONDS))
