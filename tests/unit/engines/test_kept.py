"""What an engine's folder remembers."""

from pathlib import Path

import pytest

from tests.engines import EngineError
from tests.engines.kept import Kept


def test_ports_stay_with_the_folder(tmp_path: Path) -> None:
    first = Kept.of(tmp_path / "kafka", "kafka", version=3, ports=6)
    assert len(set(first.ports)) == 6
    assert Kept.of(tmp_path / "kafka", "kafka", version=3, ports=6) == first == Kept.read(tmp_path / "kafka")


def test_a_folder_is_not_given_to_another_engine(tmp_path: Path) -> None:
    Kept.of(tmp_path, "elasticsearch", version=8, ports=2)
    with pytest.raises(EngineError, match="holds another engine"):
        Kept.of(tmp_path, "elasticsearch", version=9, ports=2)


def test_an_empty_folder_keeps_nothing(tmp_path: Path) -> None:
    assert Kept.read(tmp_path) is None
