"""The list of metrics holds no name that nothing counts: such a one would read 0 for ever, and look well."""

from pathlib import Path

from prometheus_client.metrics import MetricWrapperBase

from core import metrics

ROOT = Path(__file__).parents[3]


def test_every_metric_is_used() -> None:
    folders = ("core", "ingest", "processor", "alerting", "api", "deploy")
    sources = [path.read_text(encoding="utf-8") for folder in folders for path in (ROOT / folder).rglob("*.py")]
    names = [name for name, value in vars(metrics).items() if isinstance(value, MetricWrapperBase)]
    assert len(names) > 30
    # Once where it is declared, and at least once where it counts.
    assert [name for name in names if sum(name in source for source in sources) < 2] == []
