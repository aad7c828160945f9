"""What decoding, normalizing and enriching cost per event, in microseconds.

    python -m tests.bench.normalize

The event is 18 KB of JSON, as an SDK sends it for a web request: 20 frames with source and local variables, 16
breadcrumbs, headers, contexts, modules. Prints the best of several rounds, as everything above it is noise.
"""

import json
import timeit
from collections.abc import Callable
from typing import Any

from core.payload_json import check_object
from processor.enrich import enrich, open_lookups
from processor.normalize import decode_event, normalize
from tests.unit.processor.normalize.samples import raw_event

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36"


def frame(number: int) -> dict[str, Any]:
    module = f"shop.orders.step_{number}"
    return {
        "filename": module.replace(".", "/") + ".py",
        "abs_path": f"/srv/app/{module.replace('.', '/')}.py",
        "function": f"run_step_{number}",
        "module": module,
        "lineno": 100 + number,
        "pre_context": [f"    def step_{line}(self, order):" for line in range(5)],
        "context_line": "        return self.repository.save(order, retries=3)",
        "post_context": [f"        log.info('saved')  # {line}" for line in range(5)],
        "in_app": number % 3 == 0,
        "vars": {
            "self": "<shop.orders.Service object at 0x7f1234567890>",
            "order": {"id": "'A-1234'", "total": "99.5", "lines": ["'a'", "'b'"]},
            "customer": "'Jane'",
            "retries": "3",
            "flag": "True",
        },
    }


def breadcrumb(number: int) -> dict[str, Any]:
    return {
        "timestamp": f"2026-11-22T05:00:{number:02d}.123456Z",
        "type": "default",
        "category": "query",
        "level": "info",
        "message": f"SELECT * FROM orders WHERE id = {number}",
        "data": {"duration_ms": number * 1.5, "rows": number},
    }


EVENT: dict[str, Any] = {
    "event_id": "a" * 32,
    "timestamp": "2026-11-22T05:01:00.123456Z",
    "platform": "python",
    "level": "error",
    "server_name": "web-1",
    "release": "shop@1.2.3",
    "environment": "production",
    "transaction": "/checkout",
    "exception": {
        "values": [
            {
                "type": "ValueError",
                "value": "invalid literal for int() with base 10: 'abc'",
                "module": None,
                "mechanism": {"type": "django", "handled": False},
                "stacktrace": {"frames": [frame(number) for number in range(20)]},
            }
        ]
    },
    "breadcrumbs": {"values": [breadcrumb(number) for number in range(16)]},
    "user": {"id": "42", "email": "jane@example.com", "ip_address": "8.8.8.8"},
    "request": {
        "url": "https://shop.example.com/checkout",
        "method": "POST",
        "query_string": "a=1&b=2",
        "headers": {
            "User-Agent": BROWSER,
            "Accept": "*/*",
            "Host": "shop.example.com",
            "Referer": "https://a.example/",
        },
        "data": {"cart": [1, 2, 3]},
        "env": {"SERVER_NAME": "web-1", "SERVER_PORT": "443"},
    },
    "contexts": {
        "runtime": {"name": "CPython", "version": "3.11.7", "build": "3.11.7 (main)"},
        "trace": {"trace_id": "b" * 32, "span_id": "c" * 16},
    },
    "extra": {"sys.argv": ["manage.py", "runserver"], "job": {"id": 5, "args": [1, 2, {"a": "b"}]}},
    "tags": {"plan": "pro", "area": "eu"},
    "modules": {f"package-{number}": f"1.{number}.0" for number in range(12)},
    "sdk": {
        "name": "sentry.python.django",
        "version": "2.40.0",
        "packages": [{"name": "pypi:sentry-sdk", "version": "2.40.0"}],
        "integrations": ["argv", "atexit", "dedupe", "django", "excepthook", "logging", "modules", "stdlib"],
    },
}


def report(name: str, step: Callable[[], object], rounds: int = 300, calls: int = 10) -> float:
    best = min(timeit.repeat(step, number=calls, repeat=rounds)) / calls * 1e6
    print(f"{name:24} {best:7.1f} µs")
    return best


def main() -> None:
    data = json.dumps(EVENT, separators=(",", ":")).encode()
    raw = raw_event(end=len(data))
    lookups = open_lookups()
    print(f"event of {len(data)} bytes")
    report("check (gateway)", lambda: check_object(data))
    decode = report("decode", lambda: decode_event(data))
    normalized = report("decode, normalize", lambda: normalize(raw, *decode_event(data)))
    enriched = report("decode, normalize, enrich", lambda: enrich(normalize(raw, *decode_event(data)), lookups))
    print(f"of these: decode {decode:.0f}, normalize {normalized - decode:.0f}, enrich {enriched - normalized:.0f} µs")


if __name__ == "__main__":
    main()
