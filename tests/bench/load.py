"""Load over many kept-alive connections, in a process of its own; prints its figures as JSON.

python -m tests.bench.load HOST:PORT PROJECT KEY SIZE COUNT CONNECTIONS ISSUES SEED [RATE]
"""

import asyncio
import json
import sys
import time

from tests.bench.events import bodies


async def send_all(
    address: str, project: str, key: str, prepared: list[bytes], connections: int, rate: float | None
) -> dict[str, object]:
    """Send every body once; statuses, seconds, and latencies in milliseconds."""
    host, _, port = address.partition(":")
    waiting = iter(list(enumerate(prepared)))
    latencies: list[float] = []
    statuses: dict[int, int] = {}
    started = time.perf_counter()

    async def client() -> None:
        reader, writer = await asyncio.open_connection(host, int(port))
        for number, body in waiting:
            if rate is not None:
                await asyncio.sleep(max(0.0, started + number / rate - time.perf_counter()))
            head = (
                f"POST /api/{project}/envelope/ HTTP/1.1\r\nHost: {address}\r\nContent-Encoding: gzip\r\n"
                f"X-Sentry-Auth: Sentry sentry_version=7, sentry_client=bench/1, sentry_key={key}\r\n"
                f"Content-Type: application/x-sentry-envelope\r\nContent-Length: {len(body)}\r\n\r\n"
            ).encode()
            begun = time.perf_counter()
            writer.write(head + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            length = int(answer.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
            await reader.readexactly(length)
            latencies.append((time.perf_counter() - begun) * 1000)
            status = int(answer[9:12])
            statuses[status] = statuses.get(status, 0) + 1
        writer.close()

    await asyncio.gather(*(client() for _ in range(connections)))
    seconds = time.perf_counter() - started
    latencies.sort()
    return {
        "seconds": seconds,
        "statuses": statuses,
        **{f"p{share}": latencies[int(len(latencies) * share / 100)] for share in (50, 95, 99)},
    }


if __name__ == "__main__":
    address, project, key, size, count, connections, issues, seed = sys.argv[1:9]
    rate = float(sys.argv[9]) if len(sys.argv) > 9 else None
    prepared = bodies(size, int(count), int(issues), time.time(), int(seed))
    print("prepared", flush=True)
    sys.stdin.readline()  # the caller reads its clocks now
    result = asyncio.run(send_all(address, project, key, prepared, int(connections), rate))
    print(json.dumps(result))
