"""Errors reach the caller as JSON, mistakes of ours included."""

import httpx
from fastapi import FastAPI

from api.problems import answer_problems


async def test_a_mistake_of_ours_is_answered_as_json_without_its_insides() -> None:
    app = FastAPI()
    answer_problems(app)

    @app.get("/")
    async def fail() -> None:
        raise ZeroDivisionError("secret detail")

    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://redshank.test") as client:
        answer = await client.get("/")
    assert answer.status_code == 500
    assert "mistake" in answer.json()["detail"]
    assert "secret detail" not in answer.text
