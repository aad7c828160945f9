"""Events of three sizes as SDKs send them: alike within an issue, differing in ids, values and locals."""

import gzip
import json
from random import Random
from typing import Any
from uuid import UUID

SIZES = {"2 KB": (2, 2, 0), "18 KB": (20, 16, 3), "98 KB": (90, 60, 6)}
"""Name -> frames, breadcrumbs, local variables of a frame."""

_WORDS = ("order", "basket", "voucher", "price", "ledger", "stock", "carrier", "invoice", "refund", "parcel", "region")
_BROWSERS = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_2) AppleWebKit/605.1.15 (KHTML, like Gecko) Safari/605.1.15",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0",
)


def bodies(size: str, count: int, issues: int, now: float, seed: int = 1) -> list[bytes]:
    """`count` gzipped envelopes over `issues` different problems of the minute before `now` (epoch seconds)."""
    rng = Random(seed)
    return [_envelope(event(size, rng.randrange(issues), now, rng)) for _ in range(count)]


def event(size: str, issue: int, now: float, rng: Random) -> dict[str, Any]:
    """One event of problem number `issue`."""
    at = now - rng.random() * 60
    frames, crumbs, variables = SIZES[size]
    many = frames > 2
    found: dict[str, Any] = {
        "event_id": UUID(int=rng.getrandbits(128), version=4).hex,
        "timestamp": round(at, 6),
        "platform": "python",
        "level": "error",
        "server_name": f"web-{rng.randrange(8)}",
        "release": f"shop@4.{rng.randrange(6)}.0",
        "environment": "production",
        "transaction": f"/api/{_word(issue)}/{{id}}",
        "exception": {
            "values": [
                {
                    "type": f"{_word(issue).title()}Error",
                    "value": f"{_word(issue)} {rng.randrange(10**6)} could not be priced: no {_word(rng.randrange(9))}",
                    "module": "shop.errors",
                    "mechanism": {"type": "generic", "handled": False},
                    "stacktrace": {"frames": [_frame(issue, n, variables, rng) for n in range(frames)]},
                }
            ]
        },
        "user": {"id": str(rng.randrange(5000)), "ip_address": f"81.2.{rng.randrange(256)}.{rng.randrange(1, 255)}"},
        "tags": {"region": f"eu-{rng.randrange(4)}", "tenant": f"t{rng.randrange(20)}"},
        "sdk": {"name": "sentry.python", "version": "2.75.0"},
        "contexts": {"runtime": {"name": "CPython", "version": "3.13.1"}},
    }
    if crumbs:
        found["breadcrumbs"] = {"values": [_breadcrumb(n, at - crumbs + n, rng) for n in range(crumbs)]}
    if many:
        found["request"] = {
            "url": f"https://shop.example.com/api/{_word(issue)}/{rng.randrange(10**6)}",
            "method": "POST",
            "query_string": f"page={rng.randrange(9)}&sort=price",
            "headers": {
                "User-Agent": rng.choice(_BROWSERS),
                "Accept": "application/json",
                "X-Request-Id": f"{rng.getrandbits(64):x}",
            },
            "data": {
                "voucher": f"SPRING-{rng.randrange(99)}",
                "note": "leave at the boat shed",
                "email": f"ines{rng.randrange(10**5)}@example.com",
            },
        }
        found["modules"] = {f"package-{n}": f"{n}.{issue}.0" for n in range(30)}
    return found


def _frame(issue: int, number: int, variables: int, rng: Random) -> dict[str, Any]:
    module = f"shop.{_word(issue + number)}.step_{number}" if number % 3 == 0 else f"framework.layer_{number}"
    path = module.replace(".", "/") + ".py"
    found: dict[str, Any] = {
        "filename": path,
        "abs_path": f"/srv/shop/{path}" if number % 3 == 0 else f"/srv/venv/lib/python3.13/site-packages/{path}",
        "function": f"{_word(number)}_{_word(issue)}_{number}",
        "module": module,
        "lineno": 40 + number,
        "in_app": number % 3 == 0,
    }
    if variables:
        found |= {
            "pre_context": [f"    {_word(number + n)} = self.{_word(n)}s.get({_word(n + 1)}_id)" for n in range(3)],
            "context_line": f"        return self.{_word(number)}({_word(issue)}, region=region)",
            "post_context": [f"    def {_word(number + n)}_{n}(self, {_word(n)}): ..." for n in range(3)],
            "vars": {
                f"{_word(n + number)}_{n}": f"<{_word(n).title()} id={rng.randrange(10**6)} total={rng.random():.4f}>"
                for n in range(variables)
            },
        }
    return found


def _breadcrumb(number: int, at: float, rng: Random) -> dict[str, Any]:
    return {
        "timestamp": round(at, 6),
        "type": "default",
        "category": "query",
        "level": "info",
        "message": f"SELECT * FROM {_word(number)}s WHERE id = {rng.randrange(10**6)} AND region = 'eu-{number % 4}'",
        "data": {"duration_ms": round(rng.random() * 40, 2), "rows": rng.randrange(40)},
    }


def _word(number: int) -> str:
    return _WORDS[number % len(_WORDS)]


def _envelope(found: dict[str, Any]) -> bytes:
    payload = json.dumps(found, separators=(",", ":")).encode()
    header = json.dumps({"event_id": found["event_id"]}).encode()
    item = json.dumps({"type": "event", "length": len(payload)}).encode()
    return gzip.compress(b"\n".join((header, item, payload)), 6)
