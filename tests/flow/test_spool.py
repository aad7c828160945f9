"""The spool before a remote log: nothing lost, order kept, nobody waits twice for a log that is away."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

import core.bus.spool.lane
from core.bus import Topic
from core.bus.disk import DiskLog
from core.bus.spool import SpooledLog
from core.clock import ManualClock
from core.errors import Full, Unavailable
from tests.distant_log import unburied
from tests.spooled import spooled

E, O = Topic.EVENTS, Topic.OUTCOMES  # noqa: E741


async def test_while_the_remote_log_is_here_nothing_is_spooled(tmp_path: Path) -> None:
    async with spooled(tmp_path) as here:
        await here.send(*range(5))
        assert here.arrived() == [0, 1, 2, 3, 4]
        state = here.log.state()
        assert (state.away_since, state.reason, state.waiting, state.oldest_at) == (None, "", 0, None)


async def test_what_is_sent_while_it_is_away_arrives_in_order_between_what_came_before_and_after(
    tmp_path: Path,
) -> None:
    async with spooled(tmp_path) as here:
        await here.send(*range(10))
        here.distant.now = "away"
        began = here.clock.now()
        await here.send(*range(10, 50))
        here.clock.advance(1)
        state = here.log.state()
        assert (state.away_since, state.reason, state.waiting, state.oldest_at) == (began, "out of reach", 40, began)
        assert here.arrived() == list(range(10))
        here.distant.now = "here"
        await here.send(*range(50, 60))  # behind what waits, though the log is back
        await here.drained()
        await here.send(*range(60, 70))
        assert here.arrived() == list(range(70))


async def test_order_is_kept_while_senders_go_on_and_the_log_comes_and_goes(tmp_path: Path) -> None:
    async with spooled(tmp_path) as here:
        for number in range(400):
            if number % 40 == 20:
                here.distant.now = "away" if here.distant.now == "here" else "here"
            await here.send(number)
            here.clock.advance(1)
        here.distant.now = "here"
        await here.drained()
        assert here.arrived() == list(range(400))


@pytest.mark.parametrize("answer", ["late", "lost"])
async def test_what_is_moved_before_its_writer_is_answered_holds_up_nobody(
    tmp_path: Path, answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with spooled(tmp_path, "away") as here:
        append, moved = here.log._spool.append, asyncio.Event()

        async def append_and_wait(topic: Topic, records: Sequence[tuple[str, bytes]]) -> None:
            await append(topic, records)
            await moved.wait()
            if answer == "lost":
                raise Unavailable("the disk did not say so")

        with monkeypatch.context() as patched:
            patched.setattr(here.log._spool, "append", append_and_wait)
            sending = asyncio.create_task(here.send(1))
            async with asyncio.timeout(60):
                while here.arrived() != [1]:
                    here.distant.now = "here" if here.log.state().away_since is not None else "away"
                    here.clock.advance(20)
                    await asyncio.sleep(0.005)
            moved.set()
            [outcome] = await asyncio.gather(sending, return_exceptions=True)
            assert isinstance(outcome, Unavailable) == (answer == "lost")
        await here.drained()
        async with asyncio.timeout(60):
            await here.send(2)
            while not here.log._lanes[E].is_direct:  # noqa: ASYNC110
                await asyncio.sleep(0.005)
        assert here.arrived() == [1, 2]


async def test_a_lane_that_never_rests_finds_its_way_back(tmp_path: Path) -> None:
    async def send_on(sender: int) -> int:
        number = 0
        while not stop.is_set():
            await here.log.append(E, [(f"{sender}-{number}", b"%d" % (sender * 10**6 + number))])
            number += 1
        return number

    async with spooled(tmp_path, "away") as here, asyncio.timeout(60):
        stop, lane = asyncio.Event(), here.log._lanes[E]
        senders = [asyncio.create_task(send_on(sender)) for sender in range(16)]
        while here.log.state().waiting < 500:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        here.distant.now = "here"
        while not lane.is_direct:
            here.clock.advance(20)
            await asyncio.sleep(0)
        stop.set()
        sent = await asyncio.gather(*senders)
        await here.drained()
        arrived = here.arrived()
        for sender, count in enumerate(sent):
            assert [number for number in arrived if number // 10**6 == sender] == [
                sender * 10**6 + number for number in range(count)
            ]


async def test_topics_have_a_way_each(tmp_path: Path) -> None:
    async with spooled(tmp_path, "away") as here:
        await here.send(1, 2)
        await here.send(3, 4, topic=O)
        assert here.log.state().waiting == 4
        here.distant.now = "here"
        await here.drained()
        assert (here.arrived(), here.arrived(O)) == ([1, 2], [3, 4])


async def test_only_who_finds_out_waits_for_a_silent_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core.bus.spool.lane, "_PATIENCE_SECONDS", 0.05)
    async with spooled(tmp_path, "silent") as here:
        await here.send(0)
        assert here.log.state().reason == "no answer in time"
        asked = here.distant.asked
        await here.send(*range(1, 30))
        assert here.distant.asked == asked, "time stands still, so nobody tries again"


async def test_a_log_that_takes_records_without_saying_so_gets_them_twice_and_none_is_lost(tmp_path: Path) -> None:
    async with spooled(tmp_path, "deaf") as here:
        await here.send(*range(20))
        here.distant.now = "here"
        await here.drained()
        arrived = here.arrived()
        assert set(arrived) == set(range(20))
        assert arrived[-20:] == list(range(20))


async def test_the_next_process_goes_on_with_what_waits(tmp_path: Path) -> None:
    async with spooled(tmp_path, "away") as here:
        await here.send(*range(30))
        began = here.clock.now()
    async with spooled(tmp_path, "away") as here:
        assert here.log.state().waiting == 30
        await here.send(30)
        async with asyncio.timeout(60):
            while here.log.state().oldest_at != began:  # noqa: ASYNC110
                await asyncio.sleep(0.005)
        here.distant.now = "here"
        await here.drained()
        assert here.arrived() == list(range(31))
    async with spooled(tmp_path) as here:
        assert here.log.state().waiting == 0
        await here.send(31)
        assert here.arrived() == list(range(32))


async def test_a_position_that_is_damaged_or_of_another_spool_repeats_instead_of_leaving_out(tmp_path: Path) -> None:
    for damage in (b"", b"nonsense", b"9 9\n", b"%020d %020d\n" % (1000, 1000)):
        folder = tmp_path / str(len(damage))
        async with spooled(folder, "away") as here:
            await here.send(*range(5))
        (folder / "spool" / "sent").write_bytes(damage)
        async with spooled(folder) as here:
            await here.drained()
            assert here.arrived() == list(range(5))


async def test_a_full_spool_refuses_and_takes_again_when_it_was_moved(tmp_path: Path) -> None:
    async with spooled(tmp_path, "away", max_bytes=600_000, segment_bytes=5_000) as here:
        sent = 0
        with pytest.raises(Full) as refused:
            for sent in range(10_000):
                await here.log.append(E, [(f"{sent}", f"{sent}".encode().rjust(2000))])
        assert refused.value.retry_after >= 1
        assert here.log.state().waiting == sent
        here.distant.now = "here"
        await here.drained()
        assert here.arrived() == list(range(sent))
        assert here.log.state().bytes_on_disk < 200_000, "what was moved is dropped"
        here.distant.now = "away"
        await here.send(sent)


async def test_the_last_of_the_disk_is_left_free(tmp_path: Path) -> None:
    async with spooled(tmp_path, "away") as here:
        here.log._reserved_bytes = 2**62
        with pytest.raises(Full, match="MiB left"):
            await here.send(1)
        here.distant.now = "here"
        await here.drained()
        await here.send(2)
        assert here.arrived() == [2]


async def test_a_second_process_on_the_same_spool_is_refused(tmp_path: Path) -> None:
    async with spooled(tmp_path):
        second = DiskLog(tmp_path / "spool", max_bytes=2**30)
        with pytest.raises(Exception, match="another gateway"):
            async with SpooledLog(second, second, unburied, ManualClock(), Random(1)).running():
                pass


async def test_a_lane_lives_through_a_spool_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with spooled(tmp_path, "away") as here:
        monkeypatch.setattr(here.log._spool, "append", _broken)
        with pytest.raises(Unavailable, match="broken"):
            await here.send(1)
        monkeypatch.undo()
        here.distant.now = "here"
        await here.drained()
        await here.send(2)
        assert here.arrived() == [2]


async def _broken(*_: object) -> None:
    raise Unavailable("broken")
