"""Who may read the metrics."""

import pytest

from deploy.metrics_page import refusal


def status(authorization: bytes, token: str | None, *, inner: bool) -> int:
    refused = refusal(authorization, token, inner=inner)
    return refused[0] if refused else 200


def test_the_web_port_is_closed_until_a_token_is_set() -> None:
    assert status(b"", None, inner=False) == 403
    assert status(b"Bearer anything", None, inner=False) == 403


def test_the_health_port_is_open_until_a_token_is_set() -> None:
    assert status(b"", None, inner=True) == 200
    assert status(b"", "s3cret", inner=True) == 401


@pytest.mark.parametrize("inner", [True, False])
def test_the_token_opens_either(inner: bool) -> None:
    assert status(b"Bearer s3cret", "s3cret", inner=inner) == 200
    assert status(b"bearer  s3cret ", "s3cret", inner=inner) == 200
    assert status(b"Bearer s3cre", "s3cret", inner=inner) == 401
    assert status(b"Basic s3cret", "s3cret", inner=inner) == 401
    assert status("Bearer gehëim".encode(), "gehëim", inner=inner) == 200
