"""Whether a role can work now, given what its dependencies answered. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from core.bus.spool import SpoolState

OK = "ok"


class Standing(IntEnum):
    """From good to bad; of several standings, the worst counts."""

    READY = 0
    DEGRADED = 1
    """The role works, but without something that it usually has: events go to the spool, or keys come from memory."""
    NOT_READY = 2

    @property
    def words(self) -> str:
        return self.name.lower().replace("_", " ")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What each dependency answered: `ok`, or what is wrong."""

    database: str
    log: str | None = None
    """Whether the log takes records (gateway; the spool counts) or gives them (processor); None where no role needs
    it."""
    payloads: str | None = None
    """Whether the store of whole events answers; None where no role needs it."""
    alerting: str | None = None
    """Whether the alert engine works; None where no role of this process reports that."""
    spool: SpoolState | None = None
    """None where there is none: the log is on this disk."""
    known_keys: int = 0
    """Keys that are accepted without the database."""


def standing(role: str, found: Surroundings) -> Standing:
    """Of one role of this process."""
    if role == "gateway":
        takes = found.log == OK and (found.database == OK or found.known_keys > 0)
        if not takes:
            return Standing.NOT_READY
        return Standing.DEGRADED if missing(found) else Standing.READY
    if found.database != OK or (role == "processor" and found.log != OK):
        return Standing.NOT_READY
    if found.payloads in (OK, None):
        return Standing.READY if role != "api" or found.alerting in (OK, None) else Standing.DEGRADED
    return Standing.NOT_READY if role == "processor" else Standing.DEGRADED  # issues can be read without their events


def missing(found: Surroundings) -> list[str]:
    """The dependencies that are not ok, by name."""
    away = {
        "database": found.database != OK,
        "log": found.log not in (OK, None) or (found.spool is not None and found.spool.away_since is not None),
        "payloads": found.payloads not in (OK, None),
        "alerting": found.alerting not in (OK, None),
        "spool": found.spool is not None and found.spool.waiting > 0,
    }
    return [name for name, is_away in away.items() if is_away]


def report(roles: Collection[str], found: Surroundings, now: float) -> tuple[Standing, dict[str, Any]]:
    """The worst standing, and all that `/health/ready` says. `now` in epoch seconds."""
    standings = {role: standing(role, found) for role in roles}
    worst = max(standings.values(), default=Standing.READY)
    body: dict[str, Any] = {
        "status": worst.words,
        "roles": {role: each.words for role, each in standings.items()},
        "degraded": missing(found),
        "database": found.database,
    }
    if found.log is not None:
        body["log"] = found.log
    if found.payloads is not None:
        body["payloads"] = found.payloads
    if found.alerting is not None:
        body["alerting"] = found.alerting
    if "gateway" in roles:
        body["known_keys"] = found.known_keys
    if found.spool is not None:
        body["spool"] = _spool(found.spool, now)
        if found.log == OK and found.spool.away_since is not None:
            body["log"] = f"away: {found.spool.reason}"
    return worst, body


def _spool(state: SpoolState, now: float) -> dict[str, Any]:
    return {
        "waiting": state.waiting,
        "oldest_seconds": None if state.oldest_at is None else round(max(0.0, now - state.oldest_at), 1),
        "log_away_seconds": None if state.away_since is None else round(max(0.0, now - state.away_since), 1),
        "bytes": state.bytes_on_disk,
        "max_bytes": state.max_bytes,
    }
