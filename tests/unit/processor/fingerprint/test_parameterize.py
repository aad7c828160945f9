"""Variable pieces of a message go, what tells problems apart stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processor.fingerprint import parameterize
from processor.fingerprint.parameterize import MAX_CHARS

REPLACED = {
    "order 4711 not found": "order <num> not found",
    "user 'bob' isn't known": "user <quoted> isn't known",
    "mail to bob@example.com": "mail to <email>",
    "mail to [email]": "mail to <email>",
    "see https://x.example/a?b=1 now": "see <url> now",
    "at 2026-01-02T03:04:05.123Z it": "at <date> it",
    "at Sun, 06 Nov 1994 08:49:37 GMT it": "at <date> it",
    "[10/Oct/2000:13:55:36 -0700] it": "[<date>] it",
    "from 10.0.0.3:5432 or [::1]:80": "from <host>",
    "lookup db.internal: no": "lookup <host>: no",
    "took 1h2m3.5s": "took <duration>",
    "used 1.2 GiB (91%)": "used <size> (<num>)",
    "open /srv/a/b.conf: no": "open <path>: no",
    "open C:\\a\\b.conf now": "open <path> now",
    "Foo@1a2b3c at 0x7f00": "Foo@<hex> at <hex>",
    "pod shop-api-7d9f8c6b5-x2k4q": "pod shop-api-<id>",
    "worker-12 in eu-west-1": "worker-<num> in <region>",
    "crane msku-7f3a22-48123 is slow": "crane <id> is slow",
    "vat box_9 is empty": "vat <id> is empty",
    "job 0b7a3f3e-6c1c-4c5e-9a58-0a4d5f0f7a11": "job <uuid>",
    "sha da39a3ee5e6b4b0d3255bfef95601890afd80709": "sha <id>",
    "charge ch_3Nxyz12ABCdef": "charge ch_<id>",
    "user=bob status=failed": "user=<value> status=failed",
    "status 73798 unknown": "status <num> unknown",
    "1 item": "<num> item",
    "3 items": "<num> item",
    "[1, 2, 3]": "[<num>]",
    "v1.2.3-beta.4": "<version>",
    "GET /api/orders/17?full=1": "GET /api/orders/<id>",
}
KEPT = [
    "Request failed with status code 404",
    "upstream returned 502",
    "[Errno 2] No such file",
    "exit code 137",
    "ORA-00942",
    "SQLSTATE[42S02]",
    "Unknown column 'total'",
    "No module named 'shop.cart'",
    "(reading 'price')",
    "expected ',' or ']'",
    "java.io.IOException",
    "std::vector::at",
    "utf8 sha256 Http2Connection S3Client oauth2",
    "and/or read/write text/html",
    "don't use the user's data",
    "deadbeef facade cafe",
]


@pytest.mark.parametrize(("text", "expected"), REPLACED.items())
def test_variable_pieces_are_replaced(text: str, expected: str) -> None:
    assert parameterize(text) == expected


@pytest.mark.parametrize("text", KEPT)
def test_what_tells_problems_apart_is_kept(text: str) -> None:
    assert parameterize(text) == text


def test_text_over_the_limit_is_left_alone() -> None:
    text = "order 4711 " * MAX_CHARS
    assert parameterize(text) == text


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    """No text raises, and the same text always reads the same."""
    assert parameterize(text) == parameterize(text)


@given(st.integers(0, 10**18), st.integers(0, 10**18))
def test_numbers_never_matter(a: int, b: int) -> None:
    assert parameterize(f"order {a} failed") == parameterize(f"order {b} failed")


@given(st.uuids(), st.uuids())
def test_ids_never_matter(a: object, b: object) -> None:
    assert parameterize(f"job {a}: gone") == parameterize(f"job {b}: gone")


@given(st.datetimes(), st.datetimes())
def test_times_never_matter(a: object, b: object) -> None:
    assert parameterize(f"at {a} too late") == parameterize(f"at {b} too late")
