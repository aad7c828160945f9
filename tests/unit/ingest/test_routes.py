"""Which paths are the gateway's."""

import pytest

from ingest.routes import Endpoint, Route, is_ingest_path, route


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/api/1/envelope/", Route(Endpoint.ENVELOPE, "1")),
        ("/api/1/envelope", Route(Endpoint.ENVELOPE, "1")),
        ("/api/42/store/", Route(Endpoint.STORE, "42")),
        ("/api/1/security/", Route(Endpoint.SECURITY, "1")),
        ("/api/1/csp-report/", Route(Endpoint.SECURITY, "1")),
        ("/api/x/envelope/", Route(Endpoint.ENVELOPE, "x")),
        ("/api/0/envelope/", Route(Endpoint.ENVELOPE, "0")),
        ("/api/1/cron/nightly/", Route(Endpoint.CRON, "1")),
        ("/api/1/cron/nightly/abc", Route(Endpoint.CRON, "1", "abc")),
        ("/api/1/minidump/", Route(Endpoint.UNKNOWN, "1")),
        ("/api/1/integration/otlp/v1/traces", Route(Endpoint.UNKNOWN, "1")),
        ("/api/1/", Route(Endpoint.UNKNOWN, "1")),
        ("/api/store/", Route(Endpoint.UNKNOWN, "")),
    ],
)
def test_paths_of_the_gateway(path, expected):
    assert expected == route(path)
    assert is_ingest_path(path)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/api/0/",
        "/api/0/organizations/",
        "/api/0/projects/o/p/events/",
        "/api",
        "/api/",
        "/health/live",
        "/app.js",
    ],
)
def test_paths_of_others(path):
    assert not is_ingest_path(path)
