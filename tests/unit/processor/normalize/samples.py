"""An event with every field that we know, and the raw event around it."""

from typing import Any

from msgspec.structs import replace

from core.events import RawEvent

RECEIVED_AT = 1_795_323_700.0
"""2026-11-22T05:01:40Z"""

FRAME: dict[str, Any] = {
    "filename": "shop/orders.py", "abs_path": "/srv/app/shop/orders.py", "function": "save", "module": "shop.orders",
    "lineno": 41, "colno": 7, "pre_context": ["def save(order):", ""], "context_line": "    return total / order.count",
    "post_context": ["", "def load():"], "in_app": True, "vars": {"order": {"id": 5, "lines": ["a", None]}, "n": "0"},
    "raw_function": "save", "symbol": "save", "package": "shop", "platform": "python", "addr_mode": "abs",
    "instruction_addr": "0x10", "symbol_addr": 16, "image_addr": "0x1", "lock": {"type": 1, "address": "0x2"},
}  # fmt: skip
STACK: dict[str, Any] = {"frames": [FRAME, {"abs_path": "/srv/app/main.go"}], "registers": {"rip": "0x1"}, "lang": "x"}

FULL_EVENT: dict[str, Any] = {
    "event_id": "b" * 32, "timestamp": "2026-11-22T05:01:00.123456789Z", "received": 5, "platform": "python",
    "level": "warning", "type": "error", "logger": "shop.orders", "transaction": "/checkout", "culprit": "save",
    "server_name": "web-1", "release": "shop@1.2.3", "dist": "7", "environment": "staging", "message": "hello",
    "tags": {"plan": "pro", "environment": "x"}, "fingerprint": ["{{ default }}", "a"],
    "logentry": {"message": "%s of %s", "params": ["1", 2], "formatted": "1 of 2"},
    "exception": {"values": [
        {"type": "ValueError", "value": "bad", "module": "builtins", "thread_id": 5, "stacktrace": STACK,
         "raw_stacktrace": {"frames": [{"function": "a"}]},
         "mechanism": {"type": "generic", "description": "d", "help_link": "h", "handled": False, "synthetic": True,
                       "exception_id": 1, "parent_id": 0, "is_exception_group": False, "source": "__cause__",
                       "data": {"a": 1}, "meta": {"errno": {"number": 2}}}}]},
    "threads": {"values": [{"id": 5, "name": "main", "crashed": True, "current": True, "main": True, "state": "RUN",
                            "stacktrace": [{"function": "run"}]}]},
    "stacktrace": {"frames": [{"function": "main"}]}, "template": {"filename": "a.html", "lineno": 3},
    "breadcrumbs": {"values": [{"timestamp": 1795323600, "type": "http", "category": "x", "level": "log", "message":
                                "m", "data": {"a": [1]}}]},
    "user": {"id": 1, "email": "a@example.com", "username": "a", "name": "A", "ip_address": "{{auto}}",
             "geo": {"city": "Kiel"}, "data": {"x": 1}, "plan": "pro"},
    "request": {"url": "https://shop.example/a?b=c#d", "method": "post", "query_string": {"a": ["1", 2]},
                "fragment": "f",
                "headers": {"user-agent": "curl", "Cookie": "a=b; c"}, "cookies": "x=y", "data": {"a": 1},
                "env": {"REMOTE_ADDR": "{{auto}}"}, "inferred_content_type": "a/b", "api_target": "graphql"},
    "contexts": {"os": {"name": "Linux", "version": None}, "custom": {"a": {"b": [1]}}},
    "extra": {"job": {"id": 1, "args": [1, {"a": "b"}]}, "n": 5}, "modules": {"django": "5.0"},
    "sdk": {"name": "s", "version": "1", "packages": [{"name": "pypi:s", "version": "1"}], "integrations": ["a"],
            "features": ["b"]},
    "debug_meta": {"images": [{"type": "sourcemap", "code_file": "a.js", "debug_id": "x"}]},
    "csp": {"effective_directive": "script-src", "blocked_uri": "https://evil.example/x", "line_number": 1},
    "errors": [{"type": "js_no_source", "url": "x"}],
    "_meta": {"exception": {"values": {"0": {"value": {"": {"rem": [["!limit", "s", 1, 4]], "len": 9}}}}}},
    "sentry.interfaces.User": {"id": 2}, "unknown": {"a": 1},
}  # fmt: skip


def raw_event(**changes: Any) -> RawEvent:
    """A raw event of no particular project, received at `RECEIVED_AT`."""
    raw = RawEvent(
        project_id=1, key_id=1, event_id="a" * 32, received_at=RECEIVED_AT, sent_at=None, client_ip="198.51.100.4",
        user_agent=None, client="sentry.python/2.40.0", category="error", encoding="", start=0, end=10_000, body=b"",
    )  # fmt: skip
    return replace(raw, **changes)
