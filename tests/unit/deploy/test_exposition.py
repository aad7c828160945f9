"""One page of what several processes have counted."""

import logging
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from prometheus_client.parser import text_string_to_metric_families

from core.metrics import ASKED, GATEWAY_ACCEPTED, POSTGRES_UP, REGISTRY
from deploy.exposition import Exposition, forget_metrics


def samples(page: bytes, name: str) -> dict[str, float]:
    """Process -> value of a metric without other labels."""
    return {
        sample.labels["process"]: sample.value
        for family in text_string_to_metric_families(page.decode())
        for sample in family.samples
        if sample.name == name
    }


def as_of(path: Path, pid: int) -> None:
    """Make a file of metrics another process's."""
    snapshot = msgspec.msgpack.decode(path.read_bytes())
    path.write_bytes(msgspec.msgpack.encode([pid, *snapshot[1:]]))


def test_each_living_process_is_on_the_page_once(tmp_path: Path) -> None:
    GATEWAY_ACCEPTED.inc(0)
    Exposition(tmp_path, "processor-1").publish()
    Exposition(tmp_path, "web").publish()
    page = Exposition(tmp_path, "web").page()
    assert samples(page, "redshank_gateway_accepted_events_total").keys() == {"web", "processor-1"}


def test_what_is_looked_up_comes_from_whoever_answers(tmp_path: Path) -> None:
    POSTGRES_UP.set(1)
    Exposition(tmp_path, "processor-1").publish()
    assert samples(Exposition(tmp_path, "web").page(), "redshank_postgres_up") == {"web": 1}


def test_a_process_that_ended_is_left_out(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    Exposition(tmp_path, "processor-1").publish()
    as_of(tmp_path / "processor-1.metrics", ended.pid)
    page = Exposition(tmp_path, "web").page()
    assert samples(page, "redshank_processor_up").keys() == {"web"}


def test_a_damaged_file_costs_its_process_only(tmp_path: Path) -> None:
    (tmp_path / "processor-1.metrics").write_bytes(b"\x93\x01")
    assert samples(Exposition(tmp_path, "web").page(), "redshank_processor_up").keys() == {"web"}


def test_a_folder_that_cannot_be_written_costs_the_others_numbers_only(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    with caplog.at_level(logging.WARNING):
        page = Exposition(tmp_path / "file" / "metrics", "web").page()
    assert samples(page, "redshank_processor_up").keys() == {"web"}
    assert "cannot be written" in caplog.text


def test_a_start_forgets_what_an_earlier_server_left(tmp_path: Path) -> None:
    Exposition(tmp_path, "processor-9").publish()
    forget_metrics(tmp_path)
    assert list(tmp_path.iterdir()) == []
    forget_metrics(tmp_path / "not-there-yet")


def test_the_numbers_are_for_this_account_only_also_where_an_older_version_left_them_open(tmp_path: Path) -> None:
    fresh, old = tmp_path / "fresh", tmp_path / "old"
    Exposition(fresh, "web").publish()
    old.mkdir(mode=0o755)
    forget_metrics(old)
    assert [folder.stat().st_mode & 0o777 for folder in (fresh, old)] == [0o700, 0o700]


def test_every_metric_says_what_it_means() -> None:
    families = [family for registry in (REGISTRY, ASKED) for family in registry.collect()]
    assert all(family.name.startswith("redshank_") and family.documentation.endswith(".") for family in families)
    assert len({family.name for family in families}) == len(families)
