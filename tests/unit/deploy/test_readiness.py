"""Ready means: this role can do its work now."""

import pytest

from core.bus.spool import SpoolState
from deploy.readiness import Standing, Surroundings, report, standing

QUIET = SpoolState(None, "", 0, None, 4096, 2**30)
SPOOLING = SpoolState(1000.0, "no broker answers", 12, 1010.0, 2**20, 2**30)


@pytest.mark.parametrize(
    ("role", "found", "expected"),
    [
        ("gateway", Surroundings("ok", "ok"), Standing.READY),
        ("gateway", Surroundings("ok", "ok", spool=QUIET), Standing.READY),
        ("gateway", Surroundings("away", "ok", known_keys=3), Standing.DEGRADED),
        ("gateway", Surroundings("away", "ok", known_keys=0), Standing.NOT_READY),
        ("gateway", Surroundings("ok", "ok", spool=SPOOLING), Standing.DEGRADED),
        ("gateway", Surroundings("away", "ok", spool=SPOOLING, known_keys=3), Standing.DEGRADED),
        ("gateway", Surroundings("ok", "the spool is full", spool=SPOOLING, known_keys=3), Standing.NOT_READY),
        ("api", Surroundings("ok"), Standing.READY),
        ("api", Surroundings("away", "ok", known_keys=3), Standing.NOT_READY),
        ("api", Surroundings("ok", payloads="Elasticsearch is away"), Standing.DEGRADED),
        ("processor", Surroundings("ok", "ok", "ok"), Standing.READY),
        ("processor", Surroundings("ok", "ok", "Elasticsearch is away"), Standing.NOT_READY),
        ("processor", Surroundings("ok", "away"), Standing.NOT_READY),
        ("processor", Surroundings("away", "ok"), Standing.NOT_READY),
    ],
)
def test_each_role_needs_what_it_works_with(role: str, found: Surroundings, expected: Standing) -> None:
    assert standing(role, found) is expected


def test_the_worst_of_several_roles_counts() -> None:
    worst, body = report(("gateway", "api"), Surroundings("PostgreSQL is away", "ok", known_keys=3), 1030.0)
    assert worst is Standing.NOT_READY
    assert body == {
        "status": "not ready",
        "roles": {"gateway": "degraded", "api": "not ready"},
        "degraded": ["database"],
        "database": "PostgreSQL is away",
        "log": "ok",
        "known_keys": 3,
    }


def test_a_spool_shows_how_much_waits_and_since_when() -> None:
    worst, body = report(("gateway",), Surroundings("ok", "ok", spool=SPOOLING, known_keys=3), 1030.0)
    assert worst is Standing.DEGRADED
    assert body["degraded"] == ["log", "spool"]
    assert body["log"] == "away: no broker answers"
    assert body["spool"] == {
        "waiting": 12,
        "oldest_seconds": 20.0,
        "log_away_seconds": 30.0,
        "bytes": 2**20,
        "max_bytes": 2**30,
    }
