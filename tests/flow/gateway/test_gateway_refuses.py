"""Wrong requests get an honest 4xx that browsers may read, and one row in the books."""

import gzip
import json
import zlib
from functools import partial

import brotli
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.outcomes import Outcome
from ingest.caps import Caps
from tests.data.recordings import PUBLIC_KEY
from tests.flow.gateway.serving import AUTH, envelope, serving

EVENT = b'{"message":"it broke"}'
ENVELOPE = envelope(("event", EVENT))
OTHER_KEY = "f" * 32


def _auth(key: str) -> dict[str, str]:
    return {"X-Sentry-Auth": f"Sentry sentry_key={key}"}


class TestWhoSends:
    @pytest.mark.parametrize("path", ["/api/1/envelope/", "/api/1/store/"])
    @pytest.mark.parametrize(
        ("query", "headers", "status"),
        [
            ("", AUTH, 200),
            ("", {"Authorization": AUTH["X-Sentry-Auth"]}, 200),
            (f"?sentry_key={PUBLIC_KEY}&sentry_version=7&sentry_client=x%2F1", {}, 200),
            (f"?sentry_key={PUBLIC_KEY}", AUTH, 200),
            ("", {**AUTH, "Authorization": "Basic dXNlcjpwYXNz"}, 200),
            ("", {}, 401),
            ("", {"X-Sentry-Auth": "Sentry nonsense"}, 401),
            ("", {"Authorization": "Bearer abc"}, 401),
            ("?sentry_key=", {}, 401),
            ("", _auth(OTHER_KEY), 403),
            ("", _auth("short"), 403),
            ("", _auth("no key at all"), 400),
            (f"?sentry_key={OTHER_KEY}", AUTH, 403),
        ],
    )
    async def test_the_matrix(self, running, path, query, headers, status):
        body = ENVELOPE if "envelope" in path else EVENT
        answer = await running.client.post(path + query, content=body, headers=headers)
        assert answer.status_code == status
        assert len(running.events()) == (status == 200)

    @pytest.mark.parametrize(
        ("dsn", "headers", "status"),
        [
            (f"https://{PUBLIC_KEY}@host/1", {}, 200),
            (f"https://{PUBLIC_KEY}:secret@host/prefix/1", {}, 200),
            (f"https://{PUBLIC_KEY}@host/1", AUTH, 200),
            (f"https://{PUBLIC_KEY}@host/2", {}, 403),
            (f"https://{PUBLIC_KEY}@host/2", AUTH, 403),
            (f"https://{OTHER_KEY}@host/1", {}, 403),
            (f"https://{OTHER_KEY}@host/1", AUTH, 403),
            ("rubbish", {}, 401),
        ],
    )
    @pytest.mark.parametrize("coding", ["", "gzip"])
    async def test_a_tunnel_leaves_only_the_dsn_in_the_envelope(self, running, dsn, headers, status, coding):
        body = envelope(("event", EVENT), header=json.dumps({"dsn": dsn}).encode())
        body, headers = (gzip.compress(body), {**headers, "Content-Encoding": "gzip"}) if coding else (body, headers)
        answer = await running.client.post("/api/1/envelope/", content=body, headers=headers)
        assert answer.status_code == status

    @pytest.mark.parametrize(("project", "status"), [("2", 403), ("0", 400), ("x", 400), ("-1", 400), ("1e9", 400)])
    async def test_the_project_in_the_path(self, running, project, status):
        assert (await running.post(f"/api/{project}/envelope/", ENVELOPE)).status_code == status

    async def test_a_disabled_key(self, running):
        running.change_key(is_active=False)
        answer = await running.post("/api/1/envelope/", ENVELOPE)
        assert answer.status_code == 403
        assert answer.json() == {"detail": "the key is disabled", "causes": ["disabled_key"]}
        assert answer.headers["X-Sentry-Error"] == "the key is disabled"
        (count,) = running.gateway.book.counts()
        assert (count.project_id, count.key_id, count.reason) == (1, 7, "disabled_key")

    async def test_strangers_are_counted_for_no_project(self, running):
        await running.client.post("/api/1/envelope/", content=ENVELOPE, headers=_auth(OTHER_KEY))
        (count,) = running.gateway.book.counts()
        assert (count.project_id, count.key_id, count.reason) == (0, 0, "unknown_key")

    async def test_a_page_that_the_project_does_not_know(self, running):
        running.change_key(allowed_origins=("shop.example",))
        for origin, status in (("https://shop.example", 200), ("https://evil.example", 403)):
            answer = await running.post("/api/1/envelope/", ENVELOPE, {"Origin": origin})
            assert answer.status_code == status
        assert (await running.post("/api/1/envelope/", ENVELOPE)).status_code == 200


class TestBodies:
    @pytest.mark.parametrize(
        ("path", "body", "reason"),
        [
            ("/api/1/envelope/", b"", "invalid_envelope"),
            ("/api/1/envelope/", b"rubbish", "invalid_envelope"),
            ("/api/1/envelope/", ENVELOPE[:-1], "invalid_envelope"),
            ("/api/1/envelope/", envelope(("event", b"{")), "invalid_json"),
            ("/api/1/envelope/", envelope(("event", b"[" * 100_000)), "nested_too_deeply"),
            ("/api/1/envelope/", envelope(("event", EVENT), header=b'{"event_id":"x"}'), "invalid_event_id"),
            ("/api/1/store/", b"", "invalid_json"),
            ("/api/1/store/", b"rubbish", "invalid_json"),
            ("/api/1/store/", b'{"event_id":"x"}', "invalid_event_id"),
        ],
    )
    async def test_malformed(self, running, path, body, reason):
        answer = await running.post(path, body)
        assert (answer.status_code, answer.json()["causes"]) == (400, [reason])
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert running.events() == []
        assert [(outcome, why, n) for (_, outcome, why), n in running.fates().items()] == [(Outcome.INVALID, reason, 1)]

    async def test_each_of_several_events_in_an_envelope_is_counted(self, running):
        answer = await running.post("/api/1/envelope/", envelope(*[("event", EVENT)] * 3))
        assert (answer.status_code, answer.json()["causes"]) == (400, ["too_many_events"])
        assert running.fates() == {("error", Outcome.INVALID, "too_many_events"): 3}

    @pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
    async def test_broken_compression(self, running, coding):
        for body in (b"", b"rubbish", ENVELOPE, gzip.compress(ENVELOPE)[:-4] if coding == "gzip" else b"\x78"):
            answer = await running.post("/api/1/envelope/", body, {"Content-Encoding": coding})
            assert (answer.status_code, answer.json()["causes"]) == (400, ["invalid_compression"])

    @pytest.mark.parametrize(
        ("coding", "encode"),
        [
            ("gzip", gzip.compress),
            ("deflate", zlib.compress),
            ("br", partial(brotli.compress, quality=5)),
            ("zstd", zstandard.compress),
        ],
    )
    async def test_bombs(self, coding, encode):
        async with serving(Caps(max_body_bytes=4 * 2**20)) as running:
            bomb = encode(b"{}\n" + b" " * 8 * 2**20)
            for path in ("/api/1/envelope/", "/api/1/store/"):
                answer = await running.post(path, bomb, {"Content-Encoding": coding})
                assert answer.status_code == 413
            assert (await running.post("/api/1/envelope/", ENVELOPE)).status_code == 200

    async def test_an_implausible_ratio_is_a_bomb(self, running):
        bomb = gzip.compress(envelope(("attachment", b"x" * 10 * 2**20), ("event", EVENT)))
        assert (await running.post("/api/1/envelope/", bomb, {"Content-Encoding": "gzip"})).status_code == 413

    async def test_too_large_as_it_comes(self):
        async with serving(Caps(max_body_bytes=3000, max_compressed_bytes=2000)) as running:

            async def endless():
                for _ in range(100):
                    yield b"x" * 1000

            for body in (b"x" * 3001, endless()):
                answer = await running.post("/api/1/envelope/", body)
                assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (413, "*")
            answer = await running.post("/api/1/envelope/", b"x" * 2001, {"Content-Encoding": "gzip"})
            assert answer.status_code == 413

    async def test_an_event_above_a_mebibyte(self, running):
        big = b'{"message":"' + b"x" * 2**20 + b'"}'
        assert (await running.post("/api/1/envelope/", envelope(("event", big)))).status_code == 413
        assert (await running.post("/api/1/store/", big)).status_code == 413

    async def test_an_event_beside_twenty_mebibytes_of_attachment_is_kept(self, running):
        body = envelope(("attachment", b"x" * 20 * 2**20), ("event", EVENT))
        assert (await running.post("/api/1/envelope/", body)).status_code == 200
        assert running.events() == [json.loads(EVENT)]

    async def test_security_reports_of_foreign_types(self, running):
        answer = await running.post("/api/1/security/", b"{}", {"Content-Type": "text/plain"})
        assert answer.status_code == 415

    async def test_any_bytes_get_an_honest_answer(self, running):
        answered = set()

        async def send(path: str, coding: str, body: bytes) -> None:
            answer = await running.post(path, body, {"Content-Encoding": coding})
            answered.add(answer.status_code)

        bodies = st.one_of(st.binary(max_size=200), st.binary(max_size=100).map(lambda end: ENVELOPE + end))
        cases: list[tuple[str, str, bytes]] = []

        @settings(max_examples=150, suppress_health_check=list(HealthCheck))
        @given(st.sampled_from(["envelope", "store", "security"]), st.sampled_from(["", "gzip", "br", "zstd"]), bodies)
        def collect(endpoint: str, coding: str, body: bytes) -> None:
            cases.append((f"/api/1/{endpoint}/", coding, body))

        collect()
        for case in cases:
            await send(*case)
        assert answered <= {200, 400, 413, 415}


class TestBrowsers:
    PATHS = ("/api/1/envelope/", "/api/1/store/", "/api/1/security/", "/api/1/minidump/", "/api/x/envelope/")

    @pytest.mark.parametrize("path", PATHS)
    async def test_preflight(self, running, path):
        answer = await running.client.options(path, headers={"Origin": "https://shop.example"})
        assert answer.status_code == 200
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Access-Control-Allow-Methods"] == "POST, OPTIONS"
        assert "x-sentry-auth" in answer.headers["Access-Control-Allow-Headers"]
        assert answer.headers["Access-Control-Max-Age"] == "3600"
        assert "Access-Control-Allow-Credentials" not in answer.headers

    async def test_every_answer_may_be_read(self, running):
        answers = [
            await running.post("/api/1/envelope/", ENVELOPE),
            await running.post("/api/1/envelope/", b"rubbish"),
            await running.post("/api/2/envelope/", ENVELOPE),
            await running.post("/api/1/minidump/", b""),
            await running.client.get("/api/1/envelope/"),
            await running.client.post("/api/1/envelope/", content=ENVELOPE),
        ]
        assert [answer.status_code for answer in answers] == [200, 400, 403, 404, 405, 401]
        for answer in answers:
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert "retry-after" in answer.headers["Access-Control-Expose-Headers"]
            assert "x-sentry-rate-limits" in answer.headers["Access-Control-Expose-Headers"]


class TestMethodsAndPaths:
    @pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH"])
    async def test_other_methods(self, running, method):
        answer = await running.client.request(method, "/api/1/envelope/")
        assert (answer.status_code, answer.headers["Allow"]) == (405, "POST, OPTIONS")

    @pytest.mark.parametrize("path", ["/api/1/minidump/", "/api/1/unreal/abc/", "/api/1/upload/", "/api/store/", "/x"])
    async def test_what_is_not_here_is_not_found(self, running, path):
        assert (await running.post(path, b"x")).status_code == 404
