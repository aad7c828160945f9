"""Room on disk: what is judged when, and what a budget may look like."""

from pathlib import Path

import pytest

from core.disk import Budget, Disk, DiskGuard, Room, judge, measure, parse_budget
from core.errors import Unavailable

GIB = 2**30


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("1GiB", Budget(bytes=GIB)),
        ("1.5 G", Budget(bytes=3 * 2**29)),
        ("500MB", Budget(bytes=500 * 2**20)),
        ("1073741824", Budget(bytes=GIB)),
        ("5%", Budget(share=0.05)),
        ("0", Budget()),
    ],
)
def test_a_budget_is_a_size_or_a_share(text: str, budget: Budget) -> None:
    assert parse_budget(text) == budget


@pytest.mark.parametrize("text", ["", "much", "-1", "100%", "5 percent", "1EiB"])
def test_a_budget_that_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="1GiB"):
        parse_budget(text)


@pytest.mark.parametrize(
    ("free", "before", "room"),
    [
        (3.0, Room.OK, Room.OK),
        (1.9, Room.OK, Room.LOW),
        (0.9, Room.LOW, Room.FULL),
        (0.4, Room.FULL, Room.EXHAUSTED),
        (0.6, Room.EXHAUSTED, Room.FULL),
        (1.05, Room.FULL, Room.FULL),
        (1.05, Room.LOW, Room.LOW),
        (1.2, Room.FULL, Room.LOW),
    ],
)
def test_room_is_judged_by_what_is_free_and_by_what_was_before(free: float, before: Room, room: Room) -> None:
    assert judge(int(free * GIB), GIB, before) is room


def test_without_a_budget_nothing_is_ever_full() -> None:
    assert judge(0, 0, Room.OK) is Room.OK


def test_the_worst_disk_counts_and_is_named() -> None:
    disks = {Path("/log"): Disk(9 * GIB, 10 * GIB), Path("/db"): Disk(GIB // 4, 10 * GIB)}
    guard = DiskGuard(tuple(disks), parse_budget("10%"), disks.__getitem__)
    assert not guard.full
    assert guard.look() is Room.EXHAUSTED
    assert guard.full
    assert "/db" in guard.detail
    with pytest.raises(Unavailable, match="REDSHANK_DISK_MIN_FREE"):
        guard.check()
    disks[Path("/db")] = Disk(9 * GIB, 10 * GIB)
    guard.check()
    assert (guard.full, guard.detail) == (False, "ok")


def test_a_folder_that_is_not_there_yet_lies_on_a_disk_too(tmp_path: Path) -> None:
    assert measure(tmp_path / "a" / "b").total == measure(tmp_path).total
