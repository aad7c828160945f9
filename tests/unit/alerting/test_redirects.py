"""Where a redirect may lead, as a table."""

import pytest

from alerting.calls import Request
from alerting.redirects import next_hop

POST = Request(method="POST", url="https://a.example/hook", body=b"{}", redirects=2)
SECRET = Request(method="GET", url="https://a.example/x", redirects=2, secrets=("t0ken",))
PLAIN = Request(method="GET", url="https://a.example/x", redirects=2)


@pytest.mark.parametrize(
    ("request_", "status", "location", "leads_to"),
    [
        (POST, 307, "/new", "https://a.example/new"),
        (POST, 308, "https://a.example:443/new", "https://a.example:443/new"),
        (POST, 302, "/new", None),  # a message would become a GET
        (POST, 307, "https://b.example/new", None),  # a body goes to no other host
        (SECRET, 302, "/y", "https://a.example/y"),
        (SECRET, 302, "https://b.example/y", None),
        (SECRET, 302, "https://a.example:8443/y", None),
        (PLAIN, 302, "https://b.example/y", "https://b.example/y"),
        (PLAIN, 302, "http://a.example/y", None),  # back to http
        (PLAIN, 302, "file:///etc/passwd", None),
        (PLAIN, 302, "gopher://a.example/", None),
        (PLAIN, 302, "https://user:pass@b.example/", None),
        (PLAIN, 302, "https://[::1", None),
        (PLAIN, 302, None, None),
        (PLAIN, 200, "/y", None),
        (PLAIN, 304, "/y", None),
        (Request(method="GET", url="https://a.example/x"), 302, "/y", None),
        (
            Request(method="POST", url="http://a.example/h", body=b"x", redirects=1, secrets=("s",)),
            308,
            "https://a.example/h",
            "https://a.example/h",  # the same host, by TLS
        ),
        (
            Request(method="GET", url="https://a.example/x", redirects=1, headers={"Authorization": "Bearer x"}),
            302,
            "https://b.example/",
            None,
        ),
    ],
)
def test_where_it_leads(request_: Request, status: int, location: str | None, leads_to: str | None) -> None:
    found = next_hop(request_, status, location)
    assert (found.url if found else None) == leads_to
    if found:
        assert (found.redirects, found.body, found.method) == (request_.redirects - 1, request_.body, request_.method)
