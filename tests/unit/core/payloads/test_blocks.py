"""How whole events are shared out among the blocks that they are compressed in."""

from datetime import date

from core.payloads import PayloadKey
from core.payloads.postgres import BLOCK_BYTES, in_blocks

DAY, NEXT = date(2027, 1, 15), date(2027, 1, 16)


def event(number: int, day: date, size: int) -> tuple[PayloadKey, bytes]:
    return PayloadKey(1, f"{number:032x}", day), bytes(size)


def test_a_block_is_of_one_day_and_bounded_but_for_an_event_that_is_larger_by_itself() -> None:
    third = BLOCK_BYTES // 3
    sizes = [(DAY, third), (NEXT, third), (DAY, third), (DAY, third), (DAY, third), (DAY, 2 * BLOCK_BYTES), (DAY, 1)]
    blocks = list(in_blocks([event(number, *one) for number, one in enumerate(sizes)]))
    assert [(day, places) for day, places, _ in blocks] == [
        (DAY, [0, 2, 3]),
        (DAY, [4]),
        (DAY, [5]),
        (DAY, [6]),
        (NEXT, [1]),
    ]
    assert [len(one) for one in blocks[0][2]] == [third] * 3
