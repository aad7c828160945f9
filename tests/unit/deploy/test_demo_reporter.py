"""What the demo's SDK clients put on the wire, seen by a server of the test's own."""

import gzip
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from deploy.demo.plan import Occurrence, Story
from deploy.demo.releases import DEPLOYS
from deploy.demo.reporter import Reporter

NOW = 1_800_000_000.0


@pytest.fixture
def received() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A DSN, and the events that came to it."""
    events: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = gzip.decompress(self.rfile.read(int(self.headers["Content-Length"])))
            events.append(json.loads(body.split(b"\n")[2]))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://{'a' * 32}@127.0.0.1:{server.server_address[1]}/1", events
        server.shutdown()
        thread.join()


def first_of(name: str) -> Occurrence:
    return next(one for one in Story(26, NOW).past() if one.problem.name == name)


def report(received: tuple[str, list[dict[str, Any]]], occurrence: Occurrence) -> dict[str, Any]:
    reporter = Reporter(dict.fromkeys(DEPLOYS, received[0]), lambda: NOW)
    event_id = reporter.report(occurrence)
    reporter.close()
    assert (reporter.sent, reporter.lost) == (1, 0)
    [event] = received[1]
    assert event["event_id"] == event_id
    return event


def test_an_error_of_the_past_comes_from_the_shop_as_it_was_then(received: tuple[str, list[dict[str, Any]]]) -> None:
    occurrence = first_of("voucher")
    event = report(received, occurrence)
    assert event["timestamp"] == occurrence.at
    assert [crumb["timestamp"] <= occurrence.at for crumb in event["breadcrumbs"]["values"]] == [True] * 5
    assert (event["release"], event["level"], event["transaction"]) == ("shop-api@4.18.0", "error", "/v1/orders")
    assert event["server_name"] == occurrence.server
    assert event["user"]["id"] == occurrence.situation.customer.id
    assert event["request"]["data"]["voucher"] == "SPRING-26"
    cause, raised = event["exception"]["values"]
    assert (cause["type"], raised["type"], raised["module"]) == ("KeyError", "CheckoutFailed", "shop.checkout")
    assert raised["mechanism"]["handled"] is False


def test_all_frames_are_the_shops_own_with_source_and_variables(received: tuple[str, list[dict[str, Any]]]) -> None:
    event = report(received, first_of("voucher"))
    for exception in event["exception"]["values"]:
        for frame in exception["stacktrace"]["frames"]:
            assert frame["in_app"]
            assert frame["abs_path"] == f"/srv/reedmere/{frame['filename']}"
            assert frame["module"].startswith("shop.")
            assert frame["context_line"]
            assert frame["vars"]


def test_a_logged_error_keeps_its_template_and_parameters(received: tuple[str, list[dict[str, Any]]]) -> None:
    event = report(received, first_of("count"))
    assert event["logentry"]["message"] == "stock of %s is %d below what is booked in %s"
    assert len(event["logentry"]["params"]) == 3
    assert event["logger"] == "shop.stock"
    assert "user" not in event  # a job, which nobody asked for
