"""What a running server tells Prometheus, and whom."""

import re
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.engines.ports import free_ports
from tests.server import RunningServer, open_folder, wait_for


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder


def store(dsn: str, event: dict[str, str]) -> str:
    """Send one event; its id."""
    parts = urlsplit(dsn)
    address = f"http://{parts.hostname}:{parts.port}/api{parts.path}/store/?sentry_key={parts.username}"
    answer = httpx.post(address, json=event, timeout=60).raise_for_status()
    event_id: str = answer.json()["id"]
    return event_id


def get(url: str, **headers: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def sums(port: int) -> Counter[str]:
    """Each sample of the health port's page, summed over processes and all other labels but `outcome`."""
    status, page = get(f"http://127.0.0.1:{port}/metrics")
    assert status == 200, page
    total: Counter[str] = Counter()
    for family in text_string_to_metric_families(page):
        for sample in family.samples:
            name = sample.name.removeprefix("redshank_")
            total[name] += sample.value  # type: ignore[assignment]
            if "outcome" in sample.labels:
                total[f"{name}:{sample.labels['outcome']}"] += sample.value  # type: ignore[assignment]
    return total


def test_the_numbers_of_all_processes_add_up_to_what_was_sent(folder: Path) -> None:
    [port] = free_ports(1)
    with RunningServer(folder / "all", REDSHANK_HEALTH_PORT=str(port)) as server:
        ids = [store(server.dsn, {"message": f"number {number}"}) for number in range(20)]
        store(server.dsn, {"message": "again", "event_id": ids[0]})
        told = {
            "gateway_accepted_events_total": 21,
            "processor_events_total": 21,
            "processor_events_total:stored": 20,
            "processor_events_total:duplicate": 1,
            "processor_batch_events_sum": 21,
            "gateway_durable_seconds_count": 21,
            "processor_up": 2,
            "postgres_up": 1,
            "log_lag_records": 0,
        }
        # Each process writes its numbers when its time comes, and what does not answer at once is left out.
        wait_for(lambda: told.items() <= sums(port).items(), f"{told}, of all processes")
        seen = sums(port)
        assert all(seen[name] > 0 for name in ("processor_stage_seconds_total", "gateway_body_bytes_total"))

        assert get(f"{server.url}/api/0/organizations/nobody-s/issues/")[0] == 401
        page = get(f"http://127.0.0.1:{port}/metrics")[1]
        assert re.search(
            r'api_requests_total\{method="GET",process="web",route="/api/0/[^"]*\{[^"]*",status="4xx"\}', page
        )
        assert "nobody-s" not in page

        status, closed = get(f"{server.url}/metrics")
        assert (status, "REDSHANK_METRICS_TOKEN" in closed) == (403, True)
        assert get(f"http://127.0.0.1:{port}/health/ready")[0] == 200
        assert get(f"http://127.0.0.1:{port}/api/0/")[0] == 404


def test_a_token_opens_the_web_port(folder: Path) -> None:
    with RunningServer(folder / "token", REDSHANK_METRICS_TOKEN="s3cret") as server:
        assert get(f"{server.url}/metrics")[0] == 401
        status, page = get(f"{server.url}/metrics", Authorization="Bearer s3cret")
        assert (status, "redshank_build_info" in page) == (200, True)


def test_processors_alone_answer_probes_and_scrapers(folder: Path) -> None:
    [port] = free_ports(1)
    with RunningServer(folder / "processor", "processor", REDSHANK_HEALTH_PORT=str(port)) as server:
        names = {"postgres", "processor-1", "processor-2"}
        wait_for(lambda: set(server.processes()) == names, "these processes and no other")
        assert get(f"http://127.0.0.1:{port}/health/live")[0] == 200
        wait_for(lambda: get(f"http://127.0.0.1:{port}/health/ready")[0] == 200, "the processors to be ready")
        wait_for(lambda: sums(port)["processor_up"] == 2, "both processors' numbers")


def test_a_role_is_ready_when_what_it_needs_is(folder: Path) -> None:
    """The API needs no log: it is ready without one that it may write."""
    with RunningServer(folder / "api", "api") as server:
        assert get(f"{server.url}/health/ready")[0] == 200
