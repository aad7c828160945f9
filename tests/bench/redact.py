"""What redaction costs: CPU microseconds per event, clean and with hits. `python -m tests.bench.redact`."""

import json
import random
import time
from collections.abc import Callable
from typing import Any

from core.events import EnrichedEvent, RawEvent
from core.projects import PrivacyPolicy
from processor.redact import redact, warm_up

RAW = RawEvent(7, 1, "a" * 32, 0.0, None, None, None, "sentry.python/2.1", "error", "", 0, 0, b"")
FRAMES, CRUMBS = 20, 16
SOURCE = [
    "    def place_order(self, request, basket, *, retries=3):",
    "        started = time.monotonic()",
    "        for attempt in range(retries):",
    "            try:",
    "                response = self._session.post(self._url, json=basket.as_json(), timeout=self.timeout)",
    "                response.raise_for_status()",
    "            except requests.HTTPError as error:",
    "                logger.warning('failed: %s', error)",
    "                continue",
]


def event(rng: random.Random, hits: int) -> dict[str, Any]:
    """About 18 KB of JSON in canonical shape; values differ from event to event, source does not."""
    number = rng.randrange(10**6)
    frames = [
        {
            "filename": f"shop/module_{i}.py",
            "abs_path": f"/srv/app/shop/module_{i}.py",
            "function": "place_order",
            "module": f"shop.module_{i}",
            "lineno": 40 + i,
            "in_app": i % 2 == 0,
            "pre_context": [f"{line}  # {i}" for line in SOURCE[:5]],
            "context_line": SOURCE[5],
            "post_context": SOURCE[6:],
            "vars": {
                "self": f"<shop.module_{i}.Client object at 0x7f{rng.randrange(16**10):010x}>",
                "attempt": 2,
                "basket": {"id": number, "lines": ["'SKU-1001'"], "total": "Decimal('49.90')"},
                "request": f"<Request POST /api/orders/{number}>",
            },
        }
        for i in range(FRAMES)
    ]
    crumbs = [
        {
            "timestamp": 1700000000.0 + i,
            "type": "http",
            "category": "httplib",
            "level": "info",
            "message": f"SELECT id, total FROM orders WHERE id = {number + i} LIMIT 21",
            "data": {"url": f"http://orders/api/{number}/lines", "method": "GET", "status_code": 200, "reason": "OK"},
        }
        for i in range(CRUMBS)
    ]
    planted = [
        f"user{number}@example.com signed in from 203.0.113.{rng.randrange(1, 255)}",
        "card 4111 1111 1111 1111 refused",
        f"password=hunter{number}",
        f"token: abc{number}def",
        f"call +49 30 {number:06}12",
        "IBAN DE89 3704 0044 0532 0130 00",
        f"ghp_{number:036}",
        f"SSN 536-22-{number % 9000 + 1000}",
        f"x{number}@corp.de",
        f"pw{number}@mail.test",
    ]
    for i in range(min(hits, len(planted))):
        crumbs[i]["message"] = planted[i]
    return {
        "event_id": f"{rng.randrange(16**32):032x}",
        "timestamp": 1700000000.0,
        "platform": "python",
        "level": "error",
        "exception": {
            "values": [
                {
                    "type": "OrderFailed",
                    "value": f"order {number} failed after 3 attempts",
                    "module": "shop.errors",
                    "stacktrace": {"frames": frames},
                }
            ]
        },
        "breadcrumbs": {"values": crumbs},
        "request": {
            "url": f"https://shop.example.com/api/orders/{number}",
            "method": "POST",
            "headers": [
                ["Host", "shop.example.com"],
                ["User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Chrome/119.0.0.0"],
                ["Accept", "application/json"],
                ["X-Request-Id", f"{rng.randrange(16**32):032x}"],
            ],
        },
        "contexts": {
            "runtime": {"name": "CPython", "version": "3.11.9"},
            "trace": {"trace_id": "b" * 32, "span_id": "c" * 16},
        },
        "tags": [["environment", "production"], ["server_name", "web-3"], ["transaction", "/api/orders/{id}"]],
        "extra": {"sys.argv": ["gunicorn", "shop.wsgi"], "queue_depth": 17},
        "modules": {f"package-{i}": f"{i}.{i + 1}.0" for i in range(20)},
    }


def measure(work: Callable[[dict[str, Any]], object], events: list[dict[str, Any]]) -> float:
    """Median CPU microseconds."""
    taken = []
    for data in events:
        started = time.process_time_ns()
        work(data)
        taken.append((time.process_time_ns() - started) / 1000)
    return sorted(taken)[len(taken) // 2]


def main() -> None:
    """Print the table."""
    warm_up()
    policy = PrivacyPolicy(salt=b"salt")
    rng = random.Random(1)
    for hits in (0, 1, 3, 10):
        events = [event(rng, hits) for _ in range(300)]
        size = len(json.dumps(events[0]))
        cost = measure(lambda data: redact(EnrichedEvent(RAW, data), policy), events)
        print(f"{hits:3} hits  {size:6} bytes  {cost:7.0f} µs")


if __name__ == "__main__":
    main()
