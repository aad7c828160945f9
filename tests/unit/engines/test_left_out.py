"""Tests without their engine are counted, and the reason says what would help."""

from pathlib import Path

import pytest

from tests.engines import supply
from tests.engines.supply import SUPPLIES, lacking


@pytest.fixture
def no_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine with every Java and no engine fetched yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("REDSHANK_TEST_ELASTICSEARCH_9", raising=False)
    monkeypatch.setattr(supply, "find_java", lambda _: tmp_path)


def test_no_java_is_what_lacks_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supply, "find_java", lambda _: None)
    assert lacking(SUPPLIES["kafka"]) == "needs Java 17 or newer"
    assert lacking(SUPPLIES["elasticsearch-9"]) == "needs Java 21 or newer"


@pytest.mark.usefixtures("no_cache")
def test_maven_is_needed_to_fetch(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert lacking(SUPPLIES["kafka"]) == "needs Maven"


@pytest.mark.usefixtures("no_cache")
def test_a_gigabyte_is_fetched_only_when_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "mvn").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert lacking(SUPPLIES["elasticsearch"]) is None
    assert "REDSHANK_TEST_ELASTICSEARCH_9=1" in str(lacking(SUPPLIES["elasticsearch-9"]))
    monkeypatch.setenv("REDSHANK_TEST_ELASTICSEARCH_9", "1")
    assert lacking(SUPPLIES["elasticsearch-9"]) is None
