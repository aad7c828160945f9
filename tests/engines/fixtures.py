"""Engines as fixtures; a test that cannot have its engine is left out, and the end of the run says so and counts."""

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.engines.shared import Missing, shared_url
from tests.engines.supply import SUPPLIES, lacking

_LEFT_OUT = "left out: "


@pytest.fixture(scope="session")
def kafka_url() -> str:
    """`kafka://…` of a Kafka that the whole test run shares: make topics of your own."""
    return _url("kafka")


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    """`http://…` of an Elasticsearch 8 that the whole test run shares: make indices of your own."""
    return _url("elasticsearch")


@pytest.fixture(scope="session")
def elasticsearch_9_url() -> str:
    """As `elasticsearch_url`, of the next major version."""
    return _url("elasticsearch-9")


def need_artifacts(name: str) -> None:
    """Leave the test out where the published artifacts cannot be started: only these can be killed and come back."""
    reason = lacking(SUPPLIES[name])
    if reason is not None:
        _leave_out(reason, name)


def left_out(terminalreporter: pytest.TerminalReporter) -> Counter[str]:
    """How many tests of this run were left out, by engine and reason."""
    reasons = (report.longrepr[2] for report in terminalreporter.stats.get("skipped", []))
    return Counter(reason.partition(_LEFT_OUT)[2] for reason in reasons if _LEFT_OUT in reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what was left out; scripts/test says it again at its own."""
    lines = [f"{count} tests: {reason}" for reason, count in sorted(left_out(terminalreporter).items())]
    if lines:
        terminalreporter.section("LEFT OUT", yellow=True)
        for line in lines:
            terminalreporter.line(line)
    collected = os.environ.get("REDSHANK_TEST_LEFT_OUT")
    if collected:
        with Path(collected).open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)


def _url(name: str) -> str:
    try:
        return shared_url(name)
    except Missing as reason:
        _leave_out(f"{reason} (or {SUPPLIES[name].variable})", name)
        raise


def _leave_out(reason: str, name: str) -> None:
    pytest.skip(f"{_LEFT_OUT}{SUPPLIES[name].title} {reason}")
