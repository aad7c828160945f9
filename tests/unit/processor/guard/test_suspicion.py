"""Which records are tried alone after a process ended, and which of them are suspected."""

from processor.guard.hand import Hand, Held, Stage, held
from processor.guard.suspicion import Suspicion, portions, raised


def test_a_batch_in_hand_is_known_by_its_ranges() -> None:
    batch = held("log", [(0, 4), (1, 7), (0, 9), (1, 8)])
    assert batch == Held("log", ((0, 4, 10), (1, 7, 9)))
    assert batch.alone is None
    assert held("log", [(3, 5)]).alone == (3, 5)
    assert held("log", [(3, 5), (4, 5)]).alone is None, "two of different partitions do not stand alone"


def test_a_hand_says_what_was_left_in_it_and_garbage_says_nothing() -> None:
    memory = bytearray(16 * 2**10)
    hand, batch = Hand(memory), held("log", [(n, 2**40 + n) for n in range(256)])
    assert hand.left() is None
    hand.take(batch)
    assert Hand(memory).left() == (batch, Stage.HELD)
    hand.turn(Stage.AT_WORK)
    assert Hand(memory).left() == (batch, Stage.AT_WORK)
    hand.turn(Stage.FREE)
    assert Hand(memory).left() is None
    for garbage in (b"\x01", b"\x09", b"\x02\xff\xff\xff\xff", b"\x02\x03\x00\x00\x00abc"):
        assert Hand(bytearray(garbage.ljust(64, b"\x00"))).left() is None


def test_before_the_end_of_what_was_in_hand_each_record_stands_alone() -> None:
    spots = [(0, 1), (1, 1), (0, 2), (0, 3), (1, 2), (0, 4)]
    assert portions(spots, {}) == [slice(0, 6)]
    assert portions(spots, {2: 9}) == [slice(0, 6)]
    assert portions(spots, {0: 3}) == [slice(0, 1), slice(1, 2), slice(2, 3), slice(3, 6)]
    assert portions(spots, {0: 9, 1: 9}) == [slice(n, n + 1) for n in range(6)]


def test_a_record_is_blamed_for_deaths_in_a_row_at_work_on_it_alone() -> None:
    def after(*ends: tuple[list[tuple[int, int]], Stage]) -> Suspicion | None:
        found: Suspicion | None = None
        for spots, stage in ends:
            batch = held("log", spots)
            found = raised(found, batch, stage, batch.ranges[0][2])
        return found

    batch, one, other = [(0, 4), (0, 5), (0, 6)], [(0, 5)], [(0, 6)]
    work, wait = Stage.AT_WORK, Stage.HELD
    assert after((batch, work)) == Suspicion("log", 7)
    assert after((batch, work), (one, work), (one, work)) == Suspicion("log", 7, alone=5, deaths=2, ends=2)
    assert after((one, work), (one, work), (other, work)) == Suspicion("log", 7, alone=6, deaths=1, ends=1)
    assert after((batch, work), (one, wait), (one, wait)) == Suspicion("log", 7, alone=5, deaths=0, ends=2), "who waits"
    assert after((one, work), (one, wait), (one, work)) == Suspicion("log", 6, alone=5, deaths=1, ends=3), (
        "it went well once"
    )


def test_what_was_suspected_of_another_log_is_forgotten() -> None:
    batch = held("new", [(0, 5)])
    before = Suspicion("old", 900, alone=5, deaths=2, ends=2)
    assert raised(before, batch, Stage.AT_WORK, 6) == Suspicion("new", 6, alone=5, deaths=1, ends=1)
