"""What processes of one machine tell each other of records that ended one of them."""

import os
import signal
from collections.abc import Sequence
from pathlib import Path

from processor.guard import DEATHS, ENDS, Guard, open_guards
from processor.guard.hand import Spot

BATCH = [(0, 4), (0, 5), (0, 6)]
KILLER = [(0, 5)]


def dies_of(folder: Path, spots: Sequence[Spot], *, at_work: bool = True) -> None:
    """A processor is ended with this in hand."""
    child = os.fork()
    if child == 0:
        guard = open_guards(folder, "processor-1").events
        with guard.holding("log", spots):
            if at_work:
                with guard.at_work():
                    os.kill(os.getpid(), signal.SIGKILL)
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)


def starts(folder: Path) -> Guard:
    return open_guards(folder, "processor-1").events


def test_a_killer_is_found_out_by_whoever_comes_next_and_only_once(tmp_path: Path) -> None:
    other = open_guards(tmp_path, "processor-2").events
    assert other.portions("log", BATCH) == [slice(0, 3)]
    dies_of(tmp_path, BATCH)
    for _ in range(DEATHS):
        guard = starts(tmp_path)
        assert guard.portions("log", [*BATCH, (0, 7), (0, 8)])[-1] == slice(3, 5), "what it had not in hand goes on"
        assert len(other.portions("log", BATCH)) == 3, "its neighbours are careful too"
        assert other.portions("another log", BATCH) == [slice(0, 3)]
        assert not guard.is_killer("log", KILLER)
        dies_of(tmp_path, KILLER)
    guard = starts(tmp_path)
    assert guard.is_killer("log", KILLER)
    assert other.is_killer("log", KILLER)
    assert not guard.is_killer("log", [(0, 4)])
    guard.dealt_with("log", KILLER[0])
    assert not other.is_killer("log", KILLER), "tried again by a person, it begins anew"
    assert guard.portions("log", [(0, 7), (0, 8)]) == [slice(0, 2)]
    assert list((tmp_path / "suspicions").iterdir()) == [], "past its end nothing is left"


def test_whoever_is_ended_while_it_waits_blames_nobody_for_long(tmp_path: Path) -> None:
    dies_of(tmp_path, BATCH, at_work=False)
    for _ in range(ENDS):
        guard = starts(tmp_path)
        assert len(guard.portions("log", BATCH)) == 3
        assert not guard.is_killer("log", KILLER)
        dies_of(tmp_path, KILLER, at_work=False)
    assert starts(tmp_path).is_killer("log", KILLER), "it ends processes while it is written"


def test_an_end_with_empty_hands_leaves_nothing(tmp_path: Path) -> None:
    with starts(tmp_path).holding("log", BATCH):
        pass
    assert starts(tmp_path).portions("log", BATCH) == [slice(0, 3)]


def test_without_a_folder_work_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    guard = open_guards(tmp_path / "file", "processor-1").events
    with guard.holding("log", BATCH), guard.at_work():
        assert guard.portions("log", BATCH) == [slice(0, 3)]
