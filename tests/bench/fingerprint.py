"""What grouping costs: CPU microseconds per 18 KB event of 20 frames, frames remembered and not.

python -m tests.bench.fingerprint
"""

import json
import time
from typing import Any

from core.events import RawEvent, RedactedEvent
from processor.fingerprint import fingerprint
from processor.fingerprint.frames import _clean
from processor.fingerprint.narrow import narrowed
from processor.fingerprint.parameterize import _short
from processor.fingerprint.remembered import _stacks
from processor.fingerprint.statement import _is_handed_on, shape
from processor.fingerprint.tokens import _remembered

ROUNDS = 2000
_RAW = RawEvent(1, 1, "0" * 32, 0.0, None, None, None, "", "error", "", 0, 0, b"")


def sample(number: int) -> dict[str, Any]:
    """A Django-like event: 20 frames, six of them in-app, with variables and source lines, about 18 KB of JSON."""
    frames = []
    for at in range(20):
        own = at in (8, 9, 10, 11, 16, 17)
        folder = "/srv/shop" if own else "/srv/shop/.venv/lib/python3.11/site-packages"
        frames.append(
            {
                "module": f"shop.part{at}" if own else f"django.core.part{at}",
                "function": f"step_{at}",
                "filename": f"part{at}.py",
                "abs_path": f"{folder}/part{at}.py",
                "lineno": 10 + at + number % 7,
                "context_line": f"    return call_{at}(order, lines[{at}])",
                "pre_context": ["    # a line of the source file before it"] * 5,
                "post_context": ["    # a line of the source file behind it"] * 5,
                "vars": {f"name_{i}": f"value {i} of a local variable" for i in range(4)},
                "in_app": own,
            }
        )
    exception = {"type": "KeyError", "value": f"'order-{number}'", "stacktrace": {"frames": frames}}
    return {"platform": "python", "level": "error", "exception": {"values": [exception]}, "transaction": "/cart"}


def measure(texts: list[str], cold: bool) -> float:
    """Microseconds of CPU per event. Each is decoded just before, as in the pipeline: its texts are new but near."""
    spent = 0.0
    for text in texts:
        if cold:
            for remembered in (_clean, _short, shape, _is_handed_on, narrowed, _remembered):
                remembered.cache_clear()
            _stacks._known.clear()
        event = RedactedEvent(_RAW, json.loads(text), None)
        start = time.process_time()
        fingerprint(event)
        spent += time.process_time() - start
    return spent / len(texts) * 1e6


def main() -> None:
    texts = [json.dumps(sample(number)) for number in range(ROUNDS)]
    messages = [
        json.dumps({"logentry": {"formatted": f"order {n} of user{n}@example.com failed after {n} ms"}})
        for n in range(ROUNDS)
    ]
    print(f"event of {len(texts[0])} bytes, 20 frames   {measure(texts, cold=False):7.1f} µs")
    print(f"the same, nothing remembered      {measure(texts[:200], cold=True):7.1f} µs")
    print(f"message, always another text      {measure(messages, cold=False):7.1f} µs")


if __name__ == "__main__":
    main()
